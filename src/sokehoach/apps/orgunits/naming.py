"""Finds units by a written name."""

from collections.abc import Sequence

from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.orgtree.unit_names import UnitNames
from sokehoach.domain.text import fold_accents


class KnownUnits:
    """Finds units by full or short name, and in the other spellings that `UnitNames` accepts.

    An exact name has precedence. A name that fits two units finds neither.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self._rows = {str(unit.pk): unit for unit in units}
        self._names = UnitNames({pk: (unit.name, unit.short_name) for pk, unit in self._rows.items()})

    def find(self, name: str) -> Unit | None:
        folded = " ".join(fold_accents(name).split())
        matches = [
            unit for unit in self._rows.values() if folded in (fold_accents(unit.name), fold_accents(unit.short_name))
        ]
        return matches[0] if len(matches) == 1 else self._rows.get(self._names.find_one(name))
