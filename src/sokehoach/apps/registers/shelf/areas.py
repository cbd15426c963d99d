"""Counting for a whole area: lines stand where things are or who did them, one office reports for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of, within
from sokehoach.apps.registers.shelf.counting import Counting, Countings
from sokehoach.apps.registers.shelf.measured import Ask, Measured


@dataclass(frozen=True, slots=True)
class OfArea:
    """An agency that asks is told of its whole area; a commune of itself.

    deep     with the communes below; else of the area itself and its agencies alone
    resting  says anew what figures rest on, where that is more than the lines counted
    """

    counting: Counting | Countings
    deep: bool = False
    resting: Callable[[list[Measured]], list[Measured]] | None = None

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the name that a register's measures have
        return self.counting.MEASURES

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return self.counting.WHERE

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
        """As `Counting.measure_all`; two queries more."""
        answers = self.counting.measure_all(
            requests, unit=unit, start=start, end=end, year=year, also=[*also, *self._around(unit)]
        )
        return self.resting(answers) if self.resting else answers

    def _around(self, unit: Unit) -> list[Unit]:
        area = area_of(unit)
        if area.level in (Level.COMMUNE, Level.TOWNSHIP):
            return []
        around = Unit.objects.filter(pk__in=within(area)).exclude(pk=unit.pk)
        if self.deep:
            return list(around)
        return [one for one in around if one.pk == area.pk or one.level == Level.AGENCY]
