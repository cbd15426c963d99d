"""Queries assignments: what units owe of a plan, and its progress."""

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
from sokehoach.apps.plans.selectors.results import AssignmentProgress, compute_progress, get_state_on
from sokehoach.domain.periods.working_days import count_working_days

FILES = Prefetch("evidence", Evidence.objects.defer("content"))


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """An open assignment of a plan in force. `days_late` counts working days; 0 for all but dated work."""

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
class BoardLine:
    """A duty on the plan's board, with the progress of its leads in the current period."""

    duty: Duty
    leads: tuple[AssignmentProgress, ...]
    coordinating: str
    states: tuple[tuple[str, int], ...]
    days_late: int


def compute_days_late(assignment: Assignment, day: date, holidays: Collection[date] | None = None) -> int:
    """Counts working days past the due date; `holidays` None: the national ones.

    Standing work has a result each period, and requests get no reminders: neither is ever late.
    """
    dated = assignment.duty.nature == Duty.Nature.DATED and assignment.due_on is not None
    if not dated or assignment.state == Assignment.State.DONE:
        return 0
    assert assignment.due_on is not None
    if holidays is None:
        holidays = national.list_holidays(*range(assignment.due_on.year, day.year + 1))
    return count_working_days(assignment.due_on, day, holidays)


def list_owed_duties(units: Iterable[int], day: date, holidays: Collection[date] | None = None) -> list[OwedDuty]:
    """Returns the open assignments that these units (row ids) lead, dated ones first, by due date. One query.

    Standing work is owed again in each period.
    """
    rows = (
        Assignment.objects.filter(unit__in=list(units), duty__plan__state=Plan.State.IN_FORCE)
        .exclude(~Q(duty__nature=Duty.Nature.STANDING), state=Assignment.State.DONE)
        .filter(part=Assignment.Part.LEAD)
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    duties = [
        OwedDuty(
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
            days_late=compute_days_late(row, day, holidays),
            state=state,
            url=reverse("plans:assignment", args=[row.pk]),
        )
        for row in rows
        if (state := get_state_on(row, day)) != Assignment.State.DONE
    ]
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max, duty.unit))


def list_unit_progress(plan: Plan, unit: Unit, day: date) -> list[AssignmentProgress]:
    rows = (
        Assignment.objects.filter(duty__plan=plan, unit=unit)
        .select_related("duty__plan", "duty__lead", "duty__lead_group", "unit", "in_charge")
        .prefetch_related(FILES, "duty__coordinating", "duty__coordinating_groups")
        .order_by("duty__start")
    )
    return [compute_progress(row, day) for row in rows]


def list_board_lines(plan: Plan, day: date, holidays: Collection[date] | None = None) -> list[BoardLine]:
    """Returns every confirmed duty of the plan, including those that no unit of the software leads."""
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
        lead_progress = tuple(compute_progress(row, day) for row in leads.get(duty.pk, ()))
        count = Counter(lead.state_name for lead in lead_progress)
        lines.append(
            BoardLine(
                duty=duty,
                leads=lead_progress,
                coordinating=format_coordinating(duty),
                states=tuple(count.most_common()),
                days_late=max((compute_days_late(lead.assignment, day, holidays) for lead in lead_progress), default=0),
            )
        )
    return lines


def format_coordinating(duty: Duty) -> str:
    names = [unit.short_name for unit in duty.coordinating.all()]
    names += [group.name for group in duty.coordinating_groups.all()]
    return "; ".join([*names, *duty.coordinating_outside])


def access_assignment(scope: Scope, pk: uuid.UUID) -> Assignment:
    assignment = (
        Assignment.objects.select_related(
            "duty__plan__unit", "duty__lead", "duty__lead_group", "unit", "in_charge", "updated_by", "earlier"
        )
        .filter(pk=pk)
        .first()
    )
    if assignment is None or not permissions.may_see_assignment(scope, assignment):
        raise Http404
    return assignment


def access_evidence(scope: Scope, pk: uuid.UUID) -> Evidence:
    evidence = Evidence.objects.select_related("assignment__duty__plan", "assignment__unit").filter(pk=pk).first()
    if evidence is None or not permissions.may_see_assignment(scope, evidence.assignment):
        raise Http404
    return evidence


def list_staff(unit: Unit) -> list[User]:
    return list(User.objects.filter(unit=unit, is_active=True).order_by("full_name"))


def list_units_with_duties(scope: Scope, plan: Plan) -> list[Unit]:
    """Lists the units whose board this account may open."""
    units = scope.units(Action.DUTY_VIEW, "general")
    return list(Unit.objects.filter(pk__in=units, assignments__duty__plan=plan).distinct().order_by("level", "code"))
