"""What others have put into a report since a page of it was drawn: small enough for a slow line."""

from dataclasses import dataclass

from django.db.models import Sum

from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.selectors.answers import value_of
from sokehoach.apps.reporting.selectors.steps import describe_last_step
from sokehoach.domain.values.value import format_typed


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A cell as it is kept: who put it there when is told with it."""

    version: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class CellUpdates:
    """`cells` are all that are kept: the page knows by their versions which it has not seen.

    `status_message` is a sentence once the report has been handed on; «» before.
    """

    token: str
    cells: dict[str, StoredCell]
    status_message: str


def compute_token(submission: Submission) -> str:
    """Another text once anything is kept: versions grow and never fall. Two queries."""
    cells = submission.values.aggregate(all=Sum("version"))["all"] or 0
    narratives = NarrativeText.objects.filter(submission=submission).aggregate(all=Sum("version"))["all"] or 0
    return f"{submission.version}.{cells}.{narratives}"


def find_updates(submission: Submission, seen_token: str) -> CellUpdates | None:
    """None where nothing has been kept since the page that shows `seen_token`."""
    now = compute_token(submission)
    if now == seen_token:
        return None
    rows = submission.values.select_related("updated_by")
    return CellUpdates(
        token=now,
        cells={
            row.cell: StoredCell(row.version, format_typed(value_of(row)), str(row.updated_by or ""))
            for row in rows
        },
        status_message=""
        if now.split(".")[0] == seen_token.split(".")[0]
        else describe_last_step(submission),
    )
