"""What the two registers count for a report."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sokehoach.apps.registers.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.shelf.counting import Counting, Countings, itself, of_area_and_below
from sokehoach.apps.registers.shelf.gathering import Rows
from sokehoach.domain.registers.establishments import Standing, State, standing_on


def _standing(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
    """Those that exist at the cut-off, each with how it stood then as `now`."""
    for line in lines:
        how = [Standing(line.day, State.OPEN, line.workers, line.contracts, line.committed)]
        told = (change for change in line.changes if not change.struck)
        for change in sorted(told, key=lambda change: (change.day, change.created_at, change.id)):
            state = State(change.state__code)
            how.append(Standing(change.day, state, change.workers, change.contracts, change.committed))
        now = standing_on(how, cut_off)
        if now is not None and now.exists:
            yield line.but(now=now)


def _with_changes(line: Any) -> Iterable[tuple[UUID, int]]:
    """A figure of establishments rests on their changes too: one told or moved afterwards must show."""
    return [*itself(line), *((change.id, change.version) for change in line.changes)]


_TOLD = ("workers", "contracts", "committed")
_CHANGES = Rows("changes", ("id", "version", "struck", "day", "created_at", "state__code", *_TOLD))
_KEPT: dict[str, Any] = {
    "register": "establishments",
    "model": Establishment,
    "options": {"establishment_type": "kind", "establishment_subkind": "subkind"},
    "rows": {"changes": _CHANGES},
    "whose": of_area_and_below,
    "rests": _with_changes,
}
# At the cut-off: count, workers, contracts, committed, suspended. Within the days: opened (register
# establishments), changes (establishment_changes).
COUNTING = Countings(
    Counting(
        **_KEPT,
        numbers={
            "count": None,
            "workers": lambda row: row.now.workers,
            "contracts": lambda row: row.now.contracts,
            "committed": lambda row: int(bool(row.now.committed)),
            "suspended": lambda row: int(row.now.state is State.SUSPENDED),
        },
        stock=True,
        standing=_standing,
        reads=_TOLD,
    ),
    Counting(**_KEPT, numbers={"opened": None}),
)
CHANGES = Counting(
    register="establishment_changes",
    model=EstablishmentChange,
    numbers={"changes": None},
    options={"establishment_state": "state", "establishment_type": "establishment__kind"},
    whose=of_area_and_below,
)
