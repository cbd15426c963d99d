"""What others have put into a report since a page of it was drawn: small enough for a slow line."""

from dataclasses import dataclass

from django.db.models import Sum

from sokehoach.apps.reporting.models import NarrativeText, Submission
from sokehoach.apps.reporting.selectors.answers import value_of
from sokehoach.apps.reporting.selectors.steps import moved_on
from sokehoach.domain.values.value import typed


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell as it is kept: who put it there when is told with it."""

    version: int
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Since:
    """`cells` are all that are kept: the page knows by their versions which it has not seen.

    `moved` is a sentence once the report has been handed on; «» before.
    """

    token: str
    cells: dict[str, Kept]
    moved: str


def token(submission: Submission) -> str:
    """Another text once anything is kept: versions grow and never fall. Two queries."""
    cells = submission.values.aggregate(all=Sum("version"))["all"] or 0
    words = NarrativeText.objects.filter(submission=submission).aggregate(all=Sum("version"))["all"] or 0
    return f"{submission.version}.{cells}.{words}"


def since(submission: Submission, seen: str) -> Since | None:
    """None where nothing has been kept since the page that shows `seen`."""
    now = token(submission)
    if now == seen:
        return None
    rows = submission.values.select_related("updated_by")
    return Since(
        token=now,
        cells={row.cell: Kept(row.version, typed(value_of(row)), str(row.updated_by or "")) for row in rows},
        moved="" if now.split(".")[0] == seen.split(".")[0] else moved_on(submission),
    )
