"""The tables of rows in the form of an entry: each row has the fields of its register, without the entry."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Messages, Values
from sokehoach.apps.registers.core.forms import EntryForm, format_initial_value
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import get_entry_values
from sokehoach.apps.registers.core.queries.rows import MAX_ROWS, RowInput
from sokehoach.apps.shell.outcomes import ActionRefused

PLACE_OF_NEW = "__row__"  # in the names of the row that the browser copies


class EntryRowForm(EntryForm):
    """One row. Its day may be blank: then it is that of the entry. `stored`: the id and version that the page shows."""

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        stored: tuple[UUID, int] | None = None,
        is_removed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(register, empty_permitted=stored is None, use_required_attribute=False, **kwargs)
        self.stored = stored
        self.day: date | None = None
        self.is_removed = is_removed or bool(self.data.get(f"{self.prefix}-removed"))
        day = self.fields["day"]
        day.required, day.help_text = False, _("để trống: như ngày của bảng")

    def full_clean(self) -> None:
        """A row that is taken out is not judged."""
        if self.is_removed:
            self._errors, self.cleaned_data = ErrorDict(), {}
        else:
            super().full_clean()

    def values(self) -> Values:
        values = dict(super().values())
        if values.get("day", self.day) is None:
            values["day"] = self.day
        return values

    @property
    def is_blank(self) -> bool:
        """Whether it is a new row into which nothing was typed."""
        return self.stored is None and not self.has_changed()

    def build_input(self, register: str) -> RowInput:
        pk, version = self.stored or (None, 0)
        values = {} if self.is_removed else self.values()
        return RowInput(register, values, entry=pk, version=version, voided=self.is_removed)


class RowTable:
    """The rows of one register in the form of an entry.

    `entries`: the stored rows, for a page that is shown first. `data`: what was sent; the rows are then those it names.
    """

    template_name = "core/_row_table.html"
    has_lines = False

    def __init__(
        self,
        register: RegisterDefinition,
        *,
        choices: Choices,
        unit: Unit,
        today: date,
        entries: Sequence[Entry] = (),
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.register, self.name = register, register.slug
        self._of_row = leave_out_parent(register)
        self._choices, self._unit, self._today = choices, unit, today
        if data is None:
            self.forms = [self._build_stored(number, entry) for number, entry in enumerate(entries)] or [self._build(0)]
        else:
            self.forms = [
                self._build_sent(number, data) for number in range(_parse_count(data.get(f"{self.name}-rows")))
            ]

    @property
    def template(self) -> EntryRowForm:
        """The row that the browser copies."""
        return self._build(PLACE_OF_NEW)

    @property
    def count(self) -> int:
        return len(self.forms)

    @property
    def most(self) -> int:
        return MAX_ROWS

    @property
    def is_full(self) -> bool:
        return self.count >= MAX_ROWS

    def show_again(self, *, more: int = 0) -> None:
        """Shows what was sent, not yet judged, with that many rows more."""
        self.forms = [
            self._build(number, stored=form.stored, initial=form.get_typed(), is_removed=form.is_removed)
            for number, form in enumerate(self.forms)
        ]
        for _number in range(more):
            if not self.is_full:
                self.forms.append(self._build(self.count))

    def is_valid(self, unit: Unit, day: object) -> bool:
        """Checks all rows as those of an entry of that unit and day; no two of them may agree in the unique fields."""
        judged_forms = [form for form in self.forms if not (form.is_removed or form.is_blank)]
        seen_keys: set[tuple[object, ...]] = set()
        for form in judged_forms:
            form.unit, form.day = unit, day if isinstance(day, date) else None
            form.units = {str(unit.pk): unit}
            if not form.is_valid():
                continue
            names = [name for name in self.register.unique_per_unit if name != self.register.parent]
            key = tuple(form.values().get(name) for name in names)
            if names and key in seen_keys:
                form.add_error(names[-1], _("Bảng có hai dòng cùng %(labels)s.") % {"labels": self._name_labels(names)})
            seen_keys.add(key)
        return all(form.is_valid() for form in judged_forms)

    def list_inputs(self) -> list[RowInput]:
        """The rows to write: new ones, those that differ from what the page showed, those taken out."""
        return [
            form.build_input(self.register.code)
            for form in self.forms
            if not form.is_blank and not (form.is_removed and form.stored is None)
        ]

    def _name_labels(self, names: Sequence[str]) -> str:
        return ", ".join(str(self.register.field(name).label).lower() for name in names)

    def _build_stored(self, number: int, entry: Entry) -> EntryRowForm:
        values = get_entry_values(self.register, entry)
        initial = {field.name: format_initial_value(field, values, self._choices) for field in self._of_row.fields}
        return self._build(number, stored=(entry.pk, entry.version), initial=initial)

    def _build_sent(self, number: int, data: Mapping[str, Any]) -> EntryRowForm:
        prefix = f"{self.name}-{number}"
        return self._build(
            number, stored=_parse_stored(data.get(f"{prefix}-id"), data.get(f"{prefix}-version")), data=data
        )

    def _build(self, number: int | str, **kwargs: Any) -> EntryRowForm:
        return EntryRowForm(
            self._of_row,
            choices=self._choices,
            units=[self._unit],
            today=self._today,
            prefix=f"{self.name}-{number}",
            **kwargs,
        )


def leave_out_parent(register: RegisterDefinition) -> RegisterDefinition:
    """The register as the form of its entry shows it: without the field of the entry, which is not yet there."""

    def check(values: Values) -> Messages:
        return register.check({name: value for name, value in values.items() if name != register.parent})

    fields = tuple(field for field in register.fields if field.name != register.parent)
    return replace(register, fields=fields, check=check)


def _parse_count(text: Any) -> int:
    """How many rows a page says it sends; what is no number is none. Raises ActionRefused above MAX_ROWS."""
    text = str(text or "")
    count = int(text[:9]) if text.isascii() and text.isdigit() else 0
    if count > MAX_ROWS:
        raise ActionRefused(_("Bảng có nhiều nhất %(most)s dòng.") % {"most": MAX_ROWS})
    return count


def _parse_stored(pk: Any, version: Any) -> tuple[UUID, int] | None:
    try:
        return UUID(str(pk)), int(str(version))
    except ValueError:
        return None
