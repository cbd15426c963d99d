"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.core.measure_definitions import Aggregate, CombinedMeasureSet, MeasureSet

_OPTIONS = {"briefing_kind": "kind", "briefed": "briefed"}


def _build_briefed_measure(who: str) -> Callable[[Sequence[Any]], int]:
    """1 where a line of the unit says that its committee, its authority was briefed; else 0."""
    return lambda rows: int(any(option.code == who for row in rows for option in row.briefed))


# briefings            lines
# people               officials who came to conferences (lượt); ask for the kind, since documents tell none
# briefed_committee    0 or 1, since the year began; briefed_authority likewise
COUNTING = CombinedMeasureSet(
    MeasureSet(
        register="briefings",
        model=Briefing,
        numbers={"briefings": None, "people": "people"},
        options=_OPTIONS,
    ),
    MeasureSet(
        register="briefings",
        model=Briefing,
        numbers={
            "briefed_committee": Aggregate(_build_briefed_measure("committee")),
            "briefed_authority": Aggregate(_build_briefed_measure("authority")),
        },
        options=_OPTIONS,
        of_year=True,
    ),
)
