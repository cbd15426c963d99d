"""Queries assignments: what units owe of a plan, its progress, and directions given at a meeting."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.urls import reverse

from sokehoach.adapters import holidays as national
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import get_list_order, is_attached
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, Duty, Evidence, Plan
from sokehoach.apps.plans.queries.duty_work import count_entries
from sokehoach.apps.plans.queries.plans import build_service_filter
from sokehoach.apps.plans.queries.results import AssignmentProgress, compute_progress, get_state_on
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods.working_days import count_working_days

_DECLINED_SHOWN = timedelta(days=30)

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
    programme: int | None = None  # row id
    is_undecided: bool = False  # its day passed before the plan was entered, and nobody has decided what that means
    kept_on: date | None = None  # when somebody decided that such a day stands
    plan_unit: int = 0  # row id
    plan_name: str = ""


def compute_days_late(assignment: Assignment, day: date, holidays: Collection[date] | None = None) -> int:
    """Counts working days past the due date; `holidays` None: the national ones.

    Standing work has a result each period, and requests get no reminders: neither is ever late. Nor is work whose day
    had passed before the plan was entered, until somebody decides that the day stands.
    """
    dated = assignment.duty.nature == Duty.Nature.DATED and assignment.due_on is not None
    if not dated or assignment.state == Assignment.State.DONE or assignment.is_due_before_entry:
        return 0
    assert assignment.due_on is not None
    if holidays is None:
        holidays = national.list_holidays(*range(assignment.due_on.year, day.year + 1))
    return count_working_days(assignment.due_on, day, holidays)


_MAX_NAMED_UNITS = 500


def list_owed_duties(
    units: Iterable[int],
    day: date,
    holidays: Collection[date] | None = None,
    *,
    programmes: Collection[int] | None = None,
) -> list[OwedDuty]:
    """Returns the open assignments that these units (row ids) lead, dated ones first, by due date. One query.

    Standing work is owed again in each period. `programmes` (row ids; None: all): of plans that serve one, or none.
    """
    unit_ids = frozenset(units)
    # Of a country the units of the open assignments are fewer than all units: a list of these is not sent.
    unit_filter = Q(unit__in=unit_ids) if len(unit_ids) <= _MAX_NAMED_UNITS else Q()
    rows = (
        Assignment.objects.filter(
            build_service_filter(programmes, "duty__plan"), unit_filter, duty__plan__state=Plan.State.IN_FORCE
        )
        .exclude(~Q(duty__nature=Duty.Nature.STANDING), state__in=(Assignment.State.DONE, Assignment.State.DECLINED))
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
            programme=row.duty.programme_id,
            is_undecided=row.is_undecided,
            kept_on=row.due_kept_on,
            plan_unit=row.duty.plan.unit_id,
            plan_name=row.duty.plan.name,
        )
        for row in rows
        if row.unit_id in unit_ids and (state := get_state_on(row, day)) != Assignment.State.DONE
    ]
    return sorted(duties, key=lambda duty: (duty.due_on is None, duty.due_on or date.max, duty.unit))


def list_unit_progress(plan: Plan, unit: Unit, user: User, day: date) -> list[AssignmentProgress]:
    """Returns the unit's work in the order of the plan, with the register entries that `user` may see."""
    rows = (
        Assignment.objects.filter(duty__plan=plan, unit=unit)
        .select_related("duty__plan", "duty__lead", "duty__lead_group", "unit", "in_charge")
        .prefetch_related(FILES, "duty__coordinating", "duty__coordinating_groups")
        .order_by("duty__start", "due_number")
    )
    entries = count_entries(user, plan, rows, day)
    return [compute_progress(row, day, entries.get(row.pk, 0)) for row in rows]


def access_assignment(scope: Scope, pk: uuid.UUID) -> Assignment:
    assignment = (
        Assignment.objects.select_related(
            "duty__plan__unit", "duty__lead", "duty__lead_group", "unit", "in_charge", "updated_by", "earlier"
        )
        .filter(build_service_filter(scope.programmes, "duty__plan"), pk=pk)
        .first()
    )
    if assignment is None or not permissions.may_see_assignment(scope, assignment):
        raise NotFoundError
    return assignment


def list_other_due_days(assignment: Assignment) -> list[Assignment]:
    """Returns what the unit has on the other due days of the duty, earliest first. No query where it has one day."""
    if len(assignment.duty.due_days) < 2:
        return []
    same = Assignment.objects.filter(duty=assignment.duty_id, unit=assignment.unit_id).select_related("duty")
    return list(same.exclude(pk=assignment.pk).order_by("due_number"))


def access_evidence(scope: Scope, pk: uuid.UUID) -> Evidence:
    rows = Evidence.objects.select_related("assignment__duty__plan", "assignment__unit")
    evidence = rows.filter(build_service_filter(scope.programmes, "assignment__duty__plan"), pk=pk).first()
    if evidence is None or not permissions.may_see_assignment(scope, evidence.assignment):
        raise NotFoundError
    return evidence


def list_staff(unit: Unit) -> list[User]:
    return list(User.objects.filter(unit=unit, is_active=True).order_by("full_name"))


def list_units_with_duties(scope: Scope, plan: Plan) -> list[Unit]:
    """Lists the units whose board this account may open."""
    units = scope.units(Action.DUTY_VIEW, "general")
    return list(Unit.objects.filter(pk__in=units, assignments__duty__plan=plan).distinct().order_by("level", "code"))


@dataclass(frozen=True, slots=True)
class Direction:
    assignment: Assignment
    days_late: int


def list_direction_receivers(area: Unit, day: date) -> list[Unit]:
    """Returns the area's agencies, then the areas directly below it, on that day. One query."""
    units = orgunits.as_of(day).filter(parent=area)
    return sorted(units, key=lambda unit: (not is_attached(unit), get_list_order(unit)))


def list_open_directions(
    area: Unit, day: date, most: int, *, programmes: Collection[int] | None = None
) -> list[Direction]:
    """Returns the area's directions without a result, latest first. One query.

    A request that was declined is shown for 30 days after its answer. `programmes` as for `list_owed_duties`.
    """
    rows = (
        Assignment.objects.filter(
            build_service_filter(programmes, "duty__plan"),
            duty__plan__unit=area,
            duty__plan__origin=Plan.Origin.DIRECTION,
        )
        .exclude(state=Assignment.State.DONE)
        .exclude(state=Assignment.State.DECLINED, updated_at__date__lt=day - _DECLINED_SHOWN)
        .select_related("duty__plan", "unit")
        .defer("duty__plan__paragraphs", "duty__plan__unread")
        .order_by("-duty__plan__created_at")
    )
    return [Direction(row, compute_days_late(row, day)) for row in rows[:most]]
