"""Figures whose reporters' registers have moved on since the reports were accepted: what the registers say now."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from sokehoach.apps.consolidation.selectors.figures import Name
from sokehoach.apps.consolidation.selectors.sheets import Line, Sheet
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors.late_entries import Moved, moved_of
from sokehoach.domain.indicators.element import Operator


@dataclass(frozen=True, slots=True)
class Moves:
    """By name the cells that moved, of the senders whose parts the audience sees."""

    cells: dict[Name, list[Moved]] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        return list(dict.fromkeys(one.unit for moved in self.cells.values() for one in moved))

    def of_unit(self, name: Name, unit: Unit) -> Moved | None:
        return next((one for one in self.cells.get(name, ()) if one.unit == unit), None)

    def now(self, line: Line) -> Decimal | None:
        """What the figure would be by the registers of today; None where none of them moved, or they cannot tell."""
        moved = self.cells.get((line.cell.element, line.cell.disaggregation), [])
        if not moved or line.figure.value is None or line.element.over_place is not Operator.SUM:
            return None
        total = line.figure.value
        for one in moved:
            if one.now is None:
                return None
            total += one.now - (one.value or 0)
        return None if total == line.figure.value else total


def register_moves(sheet: Sheet) -> Moves:
    """Two queries; where registers were written on since, two more and those of `measure_units`."""
    counted = {
        one.unit.pk: one.reports[0].submission
        for one in sheet.received
        if not one.is_area and one.reports[0].submission is not None
    }
    shown = {
        (line.cell.element, line.cell.disaggregation)
        for line in sheet.lines
        if line.figure.withheld is None and line.figure.parts_withheld is None
    }
    found: dict[Name, list[Moved]] = defaultdict(list)
    if counted and shown:
        for moved in moved_of(sheet.form, counted).values():
            for one in moved:
                if one.name in shown:
                    found[one.name].append(one)
    return Moves(dict(found))
