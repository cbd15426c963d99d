"""Typed text into the table of a course."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.registers.core.controls import WholeNumberField
from sokehoach.apps.registers.training import rules
from sokehoach.apps.registers.training.queries import label_of

MAX_STAFF = 1_000  # staff of one unit in one course

type Row = tuple[Unit, list[tuple[str, forms.BoundField]]]


class AttendanceForm(forms.Form):
    """A row a unit, a field a number: «trained-03304». A row without a number is a unit that was not summoned."""

    def __init__(
        self, units: Sequence[Unit], *, numbers_by_unit: Mapping[str, Mapping[str, int]], data: Any = None
    ) -> None:
        super().__init__(data)
        self.units = units
        invalid = {"invalid": _("Ghi số nguyên từ 0.")}
        for unit in units:
            for name in rules.NUMBERS:
                field = WholeNumberField(required=False, error_messages=invalid)
                field.label = f"{unit.short_name}: {label_of(name)}"
                field.initial = numbers_by_unit.get(unit.code, {}).get(name)
                field.widget.attrs |= {"class": "cell__input", "aria-label": field.label}
                self.fields[f"{name}-{unit.code}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for unit in self.units:
            numbers = self._numbers(unit)
            for name, number in numbers.items():
                if number is not None and number > MAX_STAFF:
                    self.add_error(f"{name}-{unit.code}", _("Nhiều nhất 1.000 người."))
            if not any(f"{name}-{unit.code}" in self.errors for name in rules.NUMBERS):
                for name, message in rules.check_attendance(numbers).items():
                    self.add_error(f"{name}-{unit.code}", message)
        return cleaned

    def table(self) -> dict[str, dict[str, int]]:
        numbers_by_unit = {unit.code: self._numbers(unit) for unit in self.units}
        return {
            code: {name: number for name, number in numbers.items() if number is not None}
            for code, numbers in numbers_by_unit.items()
            if any(number is not None for number in numbers.values())
        }

    @property
    def communes(self) -> list[Row]:
        return [self._row(unit) for unit in self.units if not is_attached(unit)]

    @property
    def agencies(self) -> list[Row]:
        return [self._row(unit) for unit in self.units if is_attached(unit)]

    @property
    def agencies_told(self) -> bool:
        """Whether an agency has a number, or a mistake, that must not stay folded away."""
        cells = [bound for _unit, row in self.agencies for _label, bound in row]
        return any(bound.errors or bound.value() not in (None, "") for bound in cells)

    def _row(self, unit: Unit) -> Row:
        return unit, [(label_of(name), self[f"{name}-{unit.code}"]) for name in rules.NUMBERS]

    def _numbers(self, unit: Unit) -> dict[str, int | None]:
        return {name: self.cleaned_data.get(f"{name}-{unit.code}") for name in rules.NUMBERS}
