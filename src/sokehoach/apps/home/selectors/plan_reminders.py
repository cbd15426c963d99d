"""What plans remind of: dated duties of each unit, plans that units have yet to make, and one list to who assigns."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import holders
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.notices.drafts import Line
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.selectors import assignments, own_plans
from sokehoach.domain.reporting.reminding import wanted

_NAMED = 6  # duties and units in one line; a chat cuts a longer one


@dataclass(frozen=True, slots=True)
class Dated:
    """Work of a plan with a day. `over`: working days since it."""

    unit: int
    unit_name: str
    title: str
    url: str
    due_on: date
    over: int
    action: Action  # who is reminded: those who hold it on the unit


def dated(day: date) -> list[Dated]:
    """What every unit still owes: a query for the duties, three for each plan that asks for plans of its units."""
    calendar = Calendar(day)
    return [*_duties(calendar), *_own_plans(calendar)]


def _duties(calendar: Calendar) -> Iterator[Dated]:
    workers = {unit for unit, function in holders(Action.DUTY_WORK, calendar.today) if function == "general"}
    for one in assignments.owed_by(workers, calendar.today, calendar.holidays):
        if one.nature == "dated" and one.due_on is not None:
            yield Dated(
                one.unit_id,
                one.unit_name,
                duty_name(one.title),
                one.url,
                one.due_on,
                one.days_late,
                Action.DUTY_WORK,
            )


def _own_plans(calendar: Calendar) -> Iterator[Dated]:
    asking = Plan.objects.filter(state=Plan.State.IN_FORCE, own_plans_by__isnull=False)
    for upper in asking.defer("text", "paragraphs", "unread"):
        assert upper.own_plans_by is not None
        for one in own_plans.own_plans(upper, calendar.today):
            if not one.made:
                yield Dated(
                    unit=one.unit.pk,
                    unit_name=one.unit.short_name,
                    title=_("Kế hoạch của đơn vị thực hiện %(plan)s") % {"plan": upper.name},
                    url=reverse("plans:plan", args=[upper.pk]),
                    due_on=upper.own_plans_by,
                    over=calendar.late(upper.own_plans_by),
                    action=Action.PLAN_IMPORT,
                )


def duty_name(title: str) -> str:
    return _("Nhiệm vụ «%(title)s»") % {"title": title}


def lines(day: date) -> Mapping[int, list[Line]]:
    """By account: its own work on the days on which it is spoken of, then the list of what it assigned and is late."""
    calendar = Calendar(day)
    owed = dated(day)
    spoken = [one for one in owed if wanted(calendar.left(one.due_on), one.over)]
    told: dict[int, list[Line]] = defaultdict(list)
    held = {action: holders(action, day) for action in {one.action for one in spoken}}
    for one in spoken:
        for person in held[one.action].get((one.unit, "general"), ()):
            told[person].append(_own(one))
    if any(one.over for one in spoken):
        for person, line in _collective([one for one in owed if one.over], day):
            told[person].append(line)
    return told


def _own(one: Dated) -> Line:
    when = _("hạn %(day)s") % {"day": f"{one.due_on:%d/%m/%Y}"}
    if one.over:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": one.over}
    return Line(f"{one.title} ({one.unit_name}): {when}", one.url, one.due_on)


def _collective(late: list[Dated], day: date) -> Iterable[tuple[int, Line]]:
    assigners = {person for people in holders(Action.DUTY_ASSIGN, day).values() for person in people}
    for user in User.objects.filter(pk__in=assigners).order_by("pk"):
        area = scope_of(user, day).units(Action.DUTY_ASSIGN, "general")
        mine = [one for one in late if one.unit in area]
        if not mine:
            continue
        units = list(dict.fromkeys(one.unit_name for one in sorted(mine, key=lambda one: -one.over)))
        named = ", ".join(units[:_NAMED])
        if len(units) > _NAMED:
            named += " " + _("và %(n)s đơn vị khác") % {"n": len(units) - _NAMED}
        text = _("%(n)s việc của kế hoạch quá hạn: %(units)s") % {"n": len(mine), "units": named}
        yield user.pk, Line(text, reverse("home:today"))
