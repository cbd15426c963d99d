"""Lists directions, and the units to which one may be given."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.plans.models import Assignment, Plan
from sokehoach.apps.plans.selectors.assignments import compute_days_late


@dataclass(frozen=True, slots=True)
class Direction:
    assignment: Assignment
    given_on: date
    days_late: int


def list_receivers(area: Unit, day: date) -> list[Unit]:
    """Returns the area's agencies, then the areas directly below it, on that day. One query."""
    units = orgunits.as_of(day).filter(parent=area)
    return sorted(units, key=lambda unit: (unit.level != Level.AGENCY, unit.code))


def list_open_directions(area: Unit, day: date, most: int) -> list[Direction]:
    """Returns the area's open directions, latest first. One query."""
    rows = (
        Assignment.objects.filter(duty__plan__unit=area, duty__plan__origin=Plan.Origin.DIRECTION)
        .exclude(state=Assignment.State.DONE)
        .select_related("duty__plan", "unit")
        .defer("duty__plan__paragraphs", "duty__plan__unread")
        .order_by("-duty__plan__created_at")
    )
    return [Direction(row, row.duty.plan.signed_on or day, compute_days_late(row, day)) for row in rows[:most]]
