"""The standing work of a plan as a whole: how much of it has a result of the period at hand."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.selectors.results import Progress, progress

_SHOWN = 2  # results with their words


@dataclass(frozen=True, slots=True)
class StandingWork:
    """`period`: name of the period at hand; `newest`: the results of it that were written last."""

    period: str
    all: int
    done: int
    newest: tuple[Progress, ...]


def standing_work(plan: Plan, day: date) -> StandingWork | None:
    """Of those who lead it; None where the plan gives no standing work. One query."""
    rows = (
        Assignment.objects.filter(
            duty__plan=plan, duty__nature=Duty.Nature.STANDING, part=Assignment.Part.LEAD
        )
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    found = [progress(row, day) for row in rows]
    if not found:
        return None
    written = [each for each in found if each.state == Assignment.State.DONE]
    newest = sorted(written, key=lambda each: str(each.assignment.updated_at), reverse=True)
    return StandingWork(found[0].period, len(found), len(written), tuple(newest[:_SHOWN]))
