"""What the two registers count for a report."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of, within
from sokehoach.apps.registers.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.establishments.selectors import told, versions_of
from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.shelf.measured import Ask, Measured, digest_of
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


@dataclass(frozen=True, slots=True)
class OfArea:
    """Lines belong to communes: an agency that reports counts those of its whole area, a commune its own."""

    countings: Countings
    resting: Callable[[list[Measured]], list[Measured]] | None = None

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the name that a register's measures have
        return self.countings.MEASURES

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return self.countings.WHERE

    def measure_all(
        self,
        requests: Sequence[Ask],
        *,
        unit: Unit,
        start: date,
        end: date,
        year: date | None = None,
        also: Sequence[Unit] = (),
    ) -> list[Measured]:
        """count, workers, contracts, committed, suspended at the cut-off; opened (register establishments) and
        changes (establishment_changes) from `start` to before `end`. Two queries more for an agency.
        """
        area = unit if unit.level != Level.AGENCY else area_of(unit)
        around = Unit.objects.filter(pk__in=within(area)).exclude(pk=unit.pk)
        answers = self.countings.measure_all(
            requests, unit=unit, start=start, end=end, year=year, also=[*also, *around]
        )
        return self.resting(answers) if self.resting else answers


def _with_changes(answers: list[Measured]) -> list[Measured]:
    """A figure of establishments rests on their changes too: one told or moved afterwards must show."""
    rests_on = versions_of({pk for answer in answers for pk in answer.rows})
    return [
        replace(answer, digest=digest_of(one for pk in answer.rows for one in rests_on[pk]))
        for answer in answers
    ]


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
    )
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
    )
)
