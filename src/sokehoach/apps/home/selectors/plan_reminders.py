"""Builds reminders from plans: dated duties, missing own plans, and a list to those who assigned the work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import list_holders
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.notices.drafts import NoticeLine
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries import assignments, chain
from sokehoach.domain.reporting.reminder_days import needs_reminder

_MAX_NAMED = 6  # duties and units in one line; a chat truncates a longer one


@dataclass(frozen=True, slots=True)
class DatedWork:
    """Dated work of a plan. `days_late`: working days past the date."""

    unit: int
    unit_name: str
    title: str
    url: str
    due_on: date
    days_late: int
    action: Action  # those who hold it on the unit are reminded


def list_dated_work(day: date) -> list[DatedWork]:
    """Returns open dated work of all units: one query for duties, three per plan that asks for own plans."""
    calendar = Calendar(day)
    return [*_list_duties(calendar), *_list_own_plans(calendar)]


def _list_duties(calendar: Calendar) -> Iterator[DatedWork]:
    workers = {unit for unit, function in list_holders(Action.DUTY_WORK, calendar.today) if function == "general"}
    for duty in assignments.list_owed_duties(workers, calendar.today, calendar.holidays):
        if duty.nature == "dated" and duty.due_on is not None:
            yield DatedWork(
                duty.unit_id,
                duty.unit_name,
                format_duty_name(duty.title),
                duty.url,
                duty.due_on,
                duty.days_late,
                Action.DUTY_WORK,
            )


def _list_own_plans(calendar: Calendar) -> Iterator[DatedWork]:
    upper_plans = Plan.objects.filter(state=Plan.State.IN_FORCE, own_plans_by__isnull=False)
    for upper in upper_plans.defer("text", "paragraphs", "unread"):
        assert upper.own_plans_by is not None
        for own_plan in chain.list_own_plans(upper, calendar.today):
            if not own_plan.is_made:
                yield DatedWork(
                    unit=own_plan.unit.pk,
                    unit_name=own_plan.unit.short_name,
                    title=_("Kế hoạch của đơn vị thực hiện %(plan)s") % {"plan": upper.name},
                    url=reverse("plans:plan", args=[upper.pk]),
                    due_on=upper.own_plans_by,
                    days_late=calendar.late(upper.own_plans_by),
                    action=Action.PLAN_IMPORT,
                )


def format_duty_name(title: str) -> str:
    return _("Nhiệm vụ «%(title)s»") % {"title": title}


def build_lines(day: date) -> Mapping[int, list[NoticeLine]]:
    """Returns reminders by account: its own work on reminder days, then the late work that it assigned."""
    calendar = Calendar(day)
    dated_work = list_dated_work(day)
    reminded_work = [work for work in dated_work if needs_reminder(calendar.left(work.due_on), work.days_late)]
    lines: dict[int, list[NoticeLine]] = defaultdict(list)
    holders_by_action = {action: list_holders(action, day) for action in {work.action for work in reminded_work}}
    for work in reminded_work:
        for person in holders_by_action[work.action].get((work.unit, "general"), ()):
            lines[person].append(_build_own_line(work))
    if any(work.days_late for work in reminded_work):
        for person, line in _build_collective_lines([work for work in dated_work if work.days_late], day):
            lines[person].append(line)
    return lines


def _build_own_line(work: DatedWork) -> NoticeLine:
    when = _("hạn %(day)s") % {"day": f"{work.due_on:%d/%m/%Y}"}
    if work.days_late:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": work.days_late}
    return NoticeLine(f"{work.title} ({work.unit_name}): {when}", work.url, work.due_on)


def _build_collective_lines(overdue_work: list[DatedWork], day: date) -> Iterable[tuple[int, NoticeLine]]:
    assigners = {person for people in list_holders(Action.DUTY_ASSIGN, day).values() for person in people}
    for user in User.objects.filter(pk__in=assigners).order_by("pk"):
        area = scope_of(user, day).units(Action.DUTY_ASSIGN, "general")
        own_work = [work for work in overdue_work if work.unit in area]
        if not own_work:
            continue
        units = list(dict.fromkeys(work.unit_name for work in sorted(own_work, key=lambda work: -work.days_late)))
        unit_names = ", ".join(units[:_MAX_NAMED])
        if len(units) > _MAX_NAMED:
            unit_names += " " + _("và %(n)s đơn vị khác") % {"n": len(units) - _MAX_NAMED}
        text = _("%(n)s việc của kế hoạch quá hạn: %(units)s") % {"n": len(own_work), "units": unit_names}
        yield user.pk, NoticeLine(text, reverse("home:today"))
