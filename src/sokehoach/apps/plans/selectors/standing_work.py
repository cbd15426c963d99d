"""The standing work of a plan as a whole: how much of it has a result of the period at hand."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.selectors.results import AssignmentProgress, compute_progress

_MAX_NEWEST = 2  # results with their words


@dataclass(frozen=True, slots=True)
class StandingWork:
    """`period`: name of the period at hand; `newest`: the results of it that were written last."""

    period: str
    all: int
    done_count: int
    newest: tuple[AssignmentProgress, ...]


def load_standing_work(plan: Plan, day: date) -> StandingWork | None:
    """Of those who lead it; None where the plan gives no standing work. One query."""
    rows = (
        Assignment.objects.filter(
            duty__plan=plan, duty__nature=Duty.Nature.STANDING, part=Assignment.Part.LEAD
        )
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    progress_rows = [compute_progress(row, day) for row in rows]
    if not progress_rows:
        return None
    done_rows = [row for row in progress_rows if row.state == Assignment.State.DONE]
    newest = sorted(done_rows, key=lambda row: str(row.assignment.updated_at), reverse=True)
    return StandingWork(
        progress_rows[0].period, len(progress_rows), len(done_rows), tuple(newest[:_MAX_NEWEST])
    )
