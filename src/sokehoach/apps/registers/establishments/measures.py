"""What the two registers count for a report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sokehoach.apps.registers.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.establishments.selectors import told, versions_of
from sokehoach.apps.registers.shelf.areas import OfArea
from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.shelf.measured import Measured, digest_of
from sokehoach.domain.registers.establishments import State, standing_on


def _standing(rows: QuerySet[Any], cut_off: date) -> Iterable[Any]:
    """Those that exist at the cut-off, each with how it stood then as `now`."""
    found = list(rows)
    how = told(found)
    for row in found:
        now = standing_on(how[row.pk], cut_off)
        if now is not None and now.exists:
            row.now = now
            yield row


def _with_changes(answers: list[Measured]) -> list[Measured]:
    """A figure of establishments rests on their changes too: one told or moved afterwards must show."""
    rests_on = versions_of({pk for answer in answers for pk in answer.rows})
    return [
        replace(answer, digest=digest_of(one for pk in answer.rows for one in rests_on[pk]))
        for answer in answers
    ]


# At the cut-off: count, workers, contracts, committed, suspended. Within the days: opened (register
# establishments), changes (establishment_changes).
_KINDS = {"establishment_type": "kind", "establishment_subkind": "subkind"}
COUNTING = OfArea(
    Countings(
        Counting(
            register="establishments",
            model=Establishment,
            numbers={
                "count": None,
                "workers": lambda row: row.now.workers,
                "contracts": lambda row: row.now.contracts,
                "committed": lambda row: int(bool(row.now.committed)),
                "suspended": lambda row: int(row.now.state is State.SUSPENDED),
            },
            options=_KINDS,
            stock=True,
            standing=_standing,
        ),
        Counting(register="establishments", model=Establishment, numbers={"opened": None}, options=_KINDS),
    ),
    deep=True,
    resting=_with_changes,
)
CHANGES = OfArea(
    Countings(
        Counting(
            register="establishment_changes",
            model=EstablishmentChange,
            numbers={"changes": None},
            options={
                "establishment_state": "state",
                "establishment_type": lambda row: [row.establishment.kind.code],
            },
            reads=("establishment__kind",),
        )
    ),
    deep=True,
)
