"""Units found by a name that somebody wrote."""

from collections.abc import Sequence

from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.orgtree.unit_names import UnitNames
from sokehoach.domain.text import fold


class KnownUnits:
    """Units by all ways to write their names. The very name goes before another way to write one; a name that fits two
    units finds neither.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self._rows = {str(unit.pk): unit for unit in units}
        self._names = UnitNames({pk: (unit.name, unit.short_name) for pk, unit in self._rows.items()})

    def find(self, written: str) -> Unit | None:
        folded = " ".join(fold(written).split())
        same = [unit for unit in self._rows.values() if folded in (fold(unit.name), fold(unit.short_name))]
        return same[0] if len(same) == 1 else self._rows.get(self._names.find_one(written))
