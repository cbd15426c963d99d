"""What the two registers count for a report."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sokehoach.apps.registers.core.batch_query import RelatedRows
from sokehoach.apps.registers.core.measure_definitions import (
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    list_area_units_and_below,
    list_entry_version,
)
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from sokehoach.domain.registers.establishments import EstablishmentState, EstablishmentStatus, find_status_on


def _select_existing(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    """Those that exist at the cut-off, each with how it stood then as `now`."""
    for line in lines:
        standings = [
            EstablishmentStatus(line.day, EstablishmentState.OPEN, line.workers, line.contracts, line.committed)
        ]
        changes = (change for change in line.changes if not change.voided)
        for change in sorted(changes, key=lambda change: (change.day, change.created_at, change.id)):
            state = EstablishmentState(change.state__code)
            standings.append(EstablishmentStatus(change.day, state, change.workers, change.contracts, change.committed))
        now = find_status_on(standings, scope.cut_off)
        if now is not None and now.exists:
            yield line.with_fields(now=now)


def _with_changes(line: Any) -> Iterable[tuple[UUID | str, int]]:
    """A figure of establishments rests on their changes too: one told or moved afterwards must show."""
    return [*list_entry_version(line), *((change.id, change.version) for change in line.changes)]


_STATE_FIELDS = ("workers", "contracts", "committed")
_CHANGES = RelatedRows("changes", ("id", "version", "voided", "day", "created_at", "state__code", *_STATE_FIELDS))
_COMMON: dict[str, Any] = {
    "register": "establishments",
    "model": Establishment,
    "options": {"establishment_type": "kind", "establishment_subkind": "subkind"},
    "rows": {"changes": _CHANGES},
    "select_units": list_area_units_and_below,
    "source_versions": _with_changes,
}
# At the cut-off: count, workers, contracts, committed, suspended. Within the days: opened (register
# establishments), changes (establishment_changes).
COUNTING = CombinedMeasureSet(
    MeasureSet(
        **_COMMON,
        numbers={
            "count": None,
            "workers": lambda row: row.now.workers,
            "contracts": lambda row: row.now.contracts,
            "committed": lambda row: int(bool(row.now.committed)),
            "suspended": lambda row: int(row.now.state is EstablishmentState.SUSPENDED),
        },
        stock=True,
        select_current=_select_existing,
        reads=_STATE_FIELDS,
    ),
    MeasureSet(**_COMMON, numbers={"opened": None}),
)
CHANGES = MeasureSet(
    register="establishment_changes",
    model=EstablishmentChange,
    numbers={"changes": None},
    options={"establishment_state": "state", "establishment_type": "establishment__kind"},
    select_units=list_area_units_and_below,
)
