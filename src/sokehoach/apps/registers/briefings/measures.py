"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from typing import Any

from sokehoach.apps.registers.briefings.models import Briefing
from sokehoach.apps.registers.shelf.counting import Counting, Countings, Over

_OPTIONS = {"briefing_kind": "kind", "briefed": "briefed"}


def _briefed(who: str) -> Callable[[Sequence[Any]], int]:
    """1 where a line of the unit says that its committee, its authority was briefed; else 0."""
    return lambda rows: int(any(option.code == who for row in rows for option in row.briefed))


# briefings            lines
# people               officials who came to conferences (lượt); ask for the kind, since documents tell none
# briefed_committee    0 or 1, since the year began; briefed_authority likewise
COUNTING = Countings(
    Counting(
        register="briefings",
        model=Briefing,
        numbers={"briefings": None, "people": "people"},
        options=_OPTIONS,
    ),
    Counting(
        register="briefings",
        model=Briefing,
        numbers={
            "briefed_committee": Over(_briefed("committee")),
            "briefed_authority": Over(_briefed("authority")),
        },
        options=_OPTIONS,
        of_year=True,
    ),
)
