"""Compares figures with the reporters' registers as they are today."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from sokehoach.apps.consolidation.selectors.figures import Name
from sokehoach.apps.consolidation.selectors.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors.late_entries import RegisterChange, list_register_changes_by_unit
from sokehoach.domain.indicators.operators import Operator


@dataclass(frozen=True, slots=True)
class RegisterChanges:
    """The changed cells by name, of senders whose parts the audience may see."""

    cells: dict[Name, list[RegisterChange]] = field(default_factory=dict)

    @property
    def units(self) -> list[Unit]:
        return list(dict.fromkeys(change.unit for changes in self.cells.values() for change in changes))

    def of_unit(self, name: Name, unit: Unit) -> RegisterChange | None:
        return next((change for change in self.cells.get(name, ()) if change.unit == unit), None)

    def now(self, line: FigureLine) -> Decimal | None:
        """What the figure would be with today's registers; None where nothing changed, or a register cannot tell."""
        changes = self.cells.get((line.cell.element, line.cell.disaggregation), [])
        if not changes or line.figure.value is None or line.element.over_place is not Operator.SUM:
            return None
        total = line.figure.value
        for change in changes:
            if change.now is None:
                return None
            total += change.now - (change.value or 0)
        return None if total == line.figure.value else total


def find_register_changes(sheet: ConsolidatedSheet) -> RegisterChanges:
    """Two queries; if registers were written since, two more and those of `measure_units`."""
    submission_ids = {
        sender.unit.pk: sender.reports[0].submission
        for sender in sheet.received
        if not sender.is_area and sender.reports[0].submission is not None
    }
    visible_names = {
        (line.cell.element, line.cell.disaggregation)
        for line in sheet.lines
        if line.figure.withheld is None and line.figure.parts_withheld is None
    }
    changes_by_name: dict[Name, list[RegisterChange]] = defaultdict(list)
    if submission_ids and visible_names:
        for cell_changes in list_register_changes_by_unit(sheet.form, submission_ids).values():
            for change in cell_changes:
                if change.name in visible_names:
                    changes_by_name[change.name].append(change)
    return RegisterChanges(dict(changes_by_name))
