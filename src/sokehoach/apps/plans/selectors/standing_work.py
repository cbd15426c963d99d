"""Summarizes the standing work of a plan: how much has a result for the current period."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.selectors.results import AssignmentProgress, compute_progress

_MAX_NEWEST = 2  # results shown with their text


@dataclass(frozen=True, slots=True)
class StandingWork:
    """The standing work of a plan in the current `period`; `newest` are its latest results."""

    period: str
    all: int
    done_count: int
    newest: tuple[AssignmentProgress, ...]


def load_standing_work(plan: Plan, day: date) -> StandingWork | None:
    """Summarizes the leads' standing work with one query; None where the plan has none."""
    rows = (
        Assignment.objects.filter(duty__plan=plan, duty__nature=Duty.Nature.STANDING, part=Assignment.Part.LEAD)
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    progress_rows = [compute_progress(row, day) for row in rows]
    if not progress_rows:
        return None
    done_rows = [row for row in progress_rows if row.state == Assignment.State.DONE]
    newest = sorted(done_rows, key=lambda row: str(row.assignment.updated_at), reverse=True)
    return StandingWork(progress_rows[0].period, len(progress_rows), len(done_rows), tuple(newest[:_MAX_NEWEST]))
