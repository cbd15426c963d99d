"""Who owes what of a plan, and how it stands."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.http import Http404
from django.urls import reverse

from sokehoach.adapters import holidays as national
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Duty, Evidence, ItemState, Plan
from sokehoach.apps.plans.selectors.results import Progress, progress, state_on
from sokehoach.domain.periods.working_days import working_days_between

FILES = Prefetch("evidence", Evidence.objects.defer("content"))


@dataclass(frozen=True, slots=True)
class Owed:
    """One open assignment of a plan in force. `days_late` counts working days; 0 for all but dated work."""

    assignment: uuid.UUID
    plan: uuid.UUID
    code: str
    title: str
    clause: str
    unit: str
    unit_id: int
    unit_name: str
    part: str
    nature: str
    due_on: date | None
    days_late: int
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A duty on the board of the whole plan, with how those who lead it stand in the period at hand."""

    duty: Duty
    leads: tuple[Progress, ...]
    coordinating: str
    states: tuple[tuple[str, int], ...]
    days_late: int


def days_late(assignment: Assignment, day: date, holidays: Collection[date] | None = None) -> int:
    """Working days past the due day; `holidays` None: those of the country.

    Standing work has a result each period and requests are not urged: neither is ever late.
    """
    dated = assignment.duty.nature == Duty.Nature.DATED and assignment.due_on is not None
    if not dated or assignment.state == Assignment.State.DONE:
        return 0
    assert assignment.due_on is not None
    if holidays is None:
        holidays = national.of_years(*range(assignment.due_on.year, day.year + 1))
    return working_days_between(assignment.due_on, day, holidays)


def owed_by(units: Iterable[int], day: date, holidays: Collection[date] | None = None) -> list[Owed]:
    """What these units (row ids) have still to do as leads, the dated first, by due day. One query.

    Standing work is owed again in each period.
    """
    rows = (
        Assignment.objects.filter(unit__in=list(units), duty__plan__state=Plan.State.IN_FORCE)
        .exclude(~Q(duty__nature=Duty.Nature.STANDING), state=Assignment.State.DONE)
        .filter(part=Assignment.Part.LEAD)
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    owed = [
        Owed(
            assignment=row.pk,
            plan=row.duty.plan_id,
            code=row.duty.code,
            title=row.duty.title,
            clause=row.duty.path,
            unit=row.unit.code,
            unit_id=row.unit_id,
            unit_name=row.unit.short_name,
            part=row.part,
            nature=row.duty.nature,
            due_on=row.due_on,
            days_late=days_late(row, day, holidays),
            state=state,
            url=reverse("plans:assignment", args=[row.pk]),
        )
        for row in rows
        if (state := state_on(row, day)) != Assignment.State.DONE
    ]
    return sorted(owed, key=lambda one: (one.due_on is None, one.due_on or date.max, one.unit))


def of_unit(plan: Plan, unit: Unit, day: date) -> list[Progress]:
    rows = (
        Assignment.objects.filter(duty__plan=plan, unit=unit)
        .select_related("duty__plan", "duty__lead", "duty__lead_group", "unit", "in_charge")
        .prefetch_related(FILES, "duty__coordinating", "duty__coordinating_groups")
        .order_by("duty__start")
    )
    return [progress(row, day) for row in rows]


def board(plan: Plan, day: date, holidays: Collection[date] | None = None) -> list[Line]:
    """Every confirmed duty of the plan, also one that no unit of the software leads."""
    duties = (
        Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED)
        .select_related("lead", "lead_group")
        .prefetch_related("coordinating", "coordinating_groups")
    )
    leads: dict[uuid.UUID, list[Assignment]] = {}
    rows = (
        Assignment.objects.filter(duty__plan=plan, part=Assignment.Part.LEAD)
        .select_related("unit", "in_charge", "duty__plan")
        .prefetch_related(FILES)
        .order_by("unit__code")
    )
    for row in rows:
        leads.setdefault(row.duty_id, []).append(row)
    lines = []
    for duty in duties:
        own = tuple(progress(row, day) for row in leads.get(duty.pk, ()))
        count = Counter(one.state_name for one in own)
        lines.append(
            Line(
                duty=duty,
                leads=own,
                coordinating=coordinating(duty),
                states=tuple(count.most_common()),
                days_late=max((days_late(one.assignment, day, holidays) for one in own), default=0),
            )
        )
    return lines


def coordinating(duty: Duty) -> str:
    names = [unit.short_name for unit in duty.coordinating.all()]
    names += [group.name for group in duty.coordinating_groups.all()]
    return "; ".join([*names, *duty.coordinating_outside])


def assignment_for(scope: Scope, pk: uuid.UUID) -> Assignment:
    found = (
        Assignment.objects.select_related(
            "duty__plan__unit", "duty__lead", "duty__lead_group", "unit", "in_charge", "updated_by", "earlier"
        )
        .filter(pk=pk)
        .first()
    )
    if found is None or not permissions.may_see_assignment(scope, found):
        raise Http404
    return found


def evidence_for(scope: Scope, pk: uuid.UUID) -> Evidence:
    found = (
        Evidence.objects.select_related("assignment__duty__plan", "assignment__unit").filter(pk=pk).first()
    )
    if found is None or not permissions.may_see_assignment(scope, found.assignment):
        raise Http404
    return found


def staff(unit: Unit) -> list[User]:
    return list(User.objects.filter(unit=unit, is_active=True).order_by("full_name"))


def units_with_duties(scope: Scope, plan: Plan) -> list[Unit]:
    """Whose board this account may open."""
    units = scope.units(Action.DUTY_VIEW, "general")
    return list(
        Unit.objects.filter(pk__in=units, assignments__duty__plan=plan).distinct().order_by("level", "code")
    )
