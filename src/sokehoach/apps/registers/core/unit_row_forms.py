"""The table of rows in the form of an entry where each unit has one line: its numbers, blank where it has no row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.forms import BoundField, Field
from django.forms.utils import ErrorDict, ErrorList

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.registers.core import rules
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, Values
from sokehoach.apps.registers.core.forms import EntryForm, build_control
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import get_entry_values
from sokehoach.apps.registers.core.queries.rows import RowInput

_MAX_VERSION_DIGITS = 9


@dataclass(frozen=True, slots=True)
class LineCell:
    """A number as the page writes it: two hundred of them are too many for templates of widgets."""

    column: str
    name: str
    id: str
    label: str
    text: str
    errors: ErrorList


def _build_cell(column: str, label: str, bound: BoundField) -> LineCell:
    text = bound.field.widget.format_value(bound.value())
    return LineCell(column, bound.html_name, bound.auto_id, label, text or "", bound.errors)


class UnitLineForm(EntryForm):
    """The line of one unit. `line_unit`: that unit; `row`: its row, None where it has none.

    `register`: with the numbers alone for fields. `unit_field`: the field that names the unit. `controls`: of the
    numbers; all lines of a table have the same.
    """

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        unit_field: FieldDefinition,
        controls: Mapping[str, Field],
        line_unit: Unit,
        row: Entry | None,
        **kwargs: Any,
    ) -> None:
        self._controls = controls
        super().__init__(register, use_required_attribute=False, **kwargs)
        self.line_unit, self.row, self.unit_field = line_unit, row, unit_field
        self.day: date | None = None

    def _build_control(self, field: FieldDefinition) -> Field:
        return self._controls[field.name]

    def full_clean(self) -> None:
        """A line without a number is not judged: its unit has no row."""
        if self.is_bound and self.is_blank:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # The unit may have ended by the day of the entry, or lie outside the area of the unit that was chosen.
        only_unit = replace(self.register, fields=(self.unit_field,), check=lambda _values: {})
        values = {"day": self.day, self.unit_field.name: self.line_unit.code}
        problems = rules.find_entry_problems(only_unit, values, unit=self.unit, today=self.today, choices=self.choices)
        for sentence in problems.get(self.unit_field.name, ()):
            self.add_error(None, sentence)
        return cleaned

    def values(self) -> Values:
        return {**super().values(), "day": self.day, self.unit_field.name: self.line_unit.code}

    @property
    def cells(self) -> list[LineCell]:
        unit, labels = self.line_unit.short_name, {name: str(control.label) for name, control in self.fields.items()}
        return [_build_cell(label, f"{unit}: {label}", self[name]) for name, label in labels.items()]

    @property
    def is_blank(self) -> bool:
        return not any(str(text or "").strip() for text in self.get_typed().values())

    @property
    def is_filled(self) -> bool:
        """Whether the line has a number or a mistake, which must not stay folded away."""
        return any(bound.errors or bound.value() not in (None, "") for bound in self)

    def build_input(self, register: str) -> RowInput | None:
        """The row to write; None where the line is as it is stored."""
        row = self.row
        if row is None:
            return None if self.is_blank else RowInput(register, self.values())
        if not self.has_changed() and self.day == row.day:
            return None
        version = str(self.data.get(f"{self.prefix}-version") or "")
        page_version = (
            int(version) if version.isascii() and version.isdigit() and len(version) <= _MAX_VERSION_DIGITS else 0
        )
        if self.is_blank:
            return RowInput(register, entry=row.pk, version=page_version, voided=True)
        return RowInput(register, self.values(), entry=row.pk, version=page_version)


class UnitLineTable:
    """The rows of one register in the form of an entry, a line for each unit that they may name.

    `unit`, `day`: of the entry, as the page shows it. `entries`: the stored rows. `data`: what was sent.
    """

    template_name = "core/_unit_lines.html"
    has_lines = True

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        choices: Choices,
        unit: Unit,
        day: date,
        today: date,
        entries: Sequence[Entry] = (),
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.register, self.name = register, register.slug
        self._choices, self._unit, self._today = choices, unit, today
        self._unit_field = field = register.field(register.rows_by)
        numbers = [item for item in register.fields if item.name not in ("day", register.rows_by, register.parent)]
        self._of_line = replace(register, fields=tuple(numbers))
        self._controls = {number.name: build_control(number, choices) for number in numbers}
        rows = {str(register.storage.get_value(field, entry)): entry for entry in entries}
        units = choices.list_area_units(field, unit, day)
        unit_codes = {unit.code for unit in units}
        # A row of a unit that has ended or moved stays in sight.
        units += [
            last_version
            for code in rows
            if code not in unit_codes and (last_version := choices.known_unit(code)) is not None
        ]
        self.forms = [self._build(line_unit, rows.get(line_unit.code), data=data) for line_unit in units]

    @property
    def labels(self) -> list[str]:
        return [str(field.label) for field in self.forms[0].register.fields] if self.forms else []

    @property
    def areas(self) -> list[UnitLineForm]:
        return [form for form in self.forms if not is_attached(form.line_unit)]

    @property
    def agencies(self) -> list[UnitLineForm]:
        return [form for form in self.forms if is_attached(form.line_unit)]

    @property
    def has_filled_agencies(self) -> bool:
        return any(form.is_filled for form in self.agencies)

    def show_again(self, *, more: int = 0) -> None:
        """Shows what was sent, not yet judged. The lines are those of the units: none is added."""
        self.forms = [self._build(form.line_unit, form.row, initial=form.get_typed()) for form in self.forms]

    def is_valid(self, unit: Unit, day: object) -> bool:
        """Checks all lines as rows of an entry of that unit and day."""
        for form in self.forms:
            form.unit, form.day = unit, day if isinstance(day, date) else None
            form.units = {str(unit.pk): unit}
        invalid = [form for form in self.forms if not form.is_valid()]
        return not invalid

    def list_inputs(self) -> list[RowInput]:
        """The rows to write: new ones, those that differ from what is stored, those whose line was emptied."""
        inputs = (form.build_input(self.register.code) for form in self.forms)
        return [row for row in inputs if row is not None]

    def _build(
        self, line_unit: Unit, row: Entry | None, *, initial: Values | None = None, data: Any = None
    ) -> UnitLineForm:
        if initial is None and row is not None:
            initial = get_entry_values(self.register, row)  # numbers, by which a line knows whether it has changed
        return UnitLineForm(
            self._of_line,
            unit_field=self._unit_field,
            controls=self._controls,
            line_unit=line_unit,
            row=row,
            choices=self._choices,
            units=[self._unit],
            today=self._today,
            prefix=f"{self.name}-{line_unit.code}",
            initial=initial,
            data=data,
        )
