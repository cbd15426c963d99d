"""Finds the changes that others made to a report since its page was rendered, in a small response."""

from dataclasses import dataclass

from django.db.models import Sum

from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.selectors.answers import value_of
from sokehoach.apps.reporting.selectors.steps import describe_last_step
from sokehoach.domain.values.value import format_typed


@dataclass(frozen=True, slots=True)
class StoredCell:
    """The version and text of a stored cell, and who typed it."""

    version: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CellUpdates:
    """`cells`: all stored cells; the page compares their versions with its own.

    `status_message`: a sentence if the report has changed its state, otherwise «».
    """

    token: str
    cells: dict[str, StoredCell]
    status_message: str


def compute_token(submission: Submission) -> str:
    """A text that changes with every stored change: versions only grow. Two queries."""
    cells = submission.values.aggregate(all=Sum("version"))["all"] or 0
    narratives = NarrativeText.objects.filter(submission=submission).aggregate(all=Sum("version"))["all"] or 0
    return f"{submission.version}.{cells}.{narratives}"


def find_updates(submission: Submission, seen_token: str) -> CellUpdates | None:
    """The changes since the page with `seen_token`; None where there are none."""
    now = compute_token(submission)
    if now == seen_token:
        return None
    rows = submission.values.select_related("updated_by")
    return CellUpdates(
        token=now,
        cells={
            row.cell: StoredCell(row.version, format_typed(value_of(row)), str(row.updated_by or "")) for row in rows
        },
        status_message="" if now.split(".")[0] == seen_token.split(".")[0] else describe_last_step(submission),
    )
