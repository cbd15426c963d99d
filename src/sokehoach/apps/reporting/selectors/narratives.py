"""Lists narratives of accepted reports for the report of the level above."""

from dataclasses import dataclass

from sokehoach.apps.reporting.models import NarrativeText
from sokehoach.domain.reporting.workflow import COUNTED_STATES


@dataclass(frozen=True, slots=True)
class UnitNarrative:
    heading: str
    unit: str
    author: str
    text: str


def list_narratives(form: str, period: str) -> tuple[UnitNarrative, ...]:
    """The units' texts by heading and unit. One query. Without scope: the caller has checked it.

    In a confidential form they are texts of the district's total, as its report was sent.
    """
    rows = (
        NarrativeText.objects.filter(
            submission__form__code=form,
            submission__period=period,
            submission__state__in=COUNTED_STATES,
        )
        .exclude(text="")
        .select_related("submission__unit", "updated_by")
        .order_by("heading", "submission__unit__code")
    )
    return tuple(UnitNarrative(row.heading, row.submission.unit.name, str(row.updated_by), row.text) for row in rows)
