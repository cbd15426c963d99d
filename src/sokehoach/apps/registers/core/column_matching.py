"""Which column of a sheet that was kept before is which field of a register: guessed, then chosen on a page."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.sheet_text import parse_rows, read_sheet_rows
from sokehoach.adapters.readers.xlsx.reader import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetRow,
    SheetTable,
    format_address,
    from_json,
    read_sheets,
    read_workbook,
)
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.sheets import format_cell, format_title, list_heads
from sokehoach.domain.programmes.sheet_columns import (
    UNIT_NAMES,
    SheetField,
    guess_columns,
    guess_head_row,
    list_head_rows,
    name_column,
    read_heads,
)

MAX_SHEET_BYTES = 5_000_000  # of a sheet that a page carries along; a request has at most 6 MiB
_UNIT = "unit"  # no field has this name


def pack_table(table: SheetTable) -> str:
    """The rows as a text that a page carries along; `unpack_table` reads it back."""
    rows = [[number, [value for _address, value in cells]] for number, cells in table.as_json()["rows"]]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def pack_tables(tables: Sequence[SheetTable]) -> str:
    """As `pack_table`, of several sheets with their names."""
    return json.dumps([[table.name, pack_table(table)] for table in tables], ensure_ascii=False)


def unpack_tables(text: str) -> list[SheetTable] | None:
    try:
        named = [(str(name), unpack_table(packed)) for name, packed in json.loads(text or "[]")]
    except (ValueError, TypeError, RecursionError):
        return None
    tables = [replace(table, name=name) for name, table in named if table is not None]
    return tables if len(tables) == len(named) else None


def unpack_table(text: str) -> SheetTable | None:
    """None for a text that `pack_table` did not write."""
    try:
        rows = [
            [number, [[format_address(number, column), value] for column, value in enumerate(values, 1)]]
            for number, values in json.loads(text)
        ]
        json.dumps(rows, ensure_ascii=False).encode()  # half a character, which no page can show, is a ValueError
        table = from_json({"name": "", "rows": rows})
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError):
        return None
    is_too_large = len(table.rows) > MAX_ROWS + 1 or any(len(row.cells) > MAX_COLUMNS for row in table.rows)
    return None if is_too_large else table


def read_tables(upload: UploadedFile | None, pasted: str, *, with_rows: bool) -> Sequence[SheetTable]:
    """The sheet of a file, or of rows that were pasted; `with_rows`: all sheets of a workbook.

    Raises WorkbookError, FileRefusedError.
    """
    if upload is None:
        return [_place_rows(parse_rows(pasted))]
    if (upload.name or "").lower().endswith(".csv"):
        return [_place_rows(read_sheet_rows(upload.read()))]
    return read_sheets(upload.read()) if with_rows else [read_workbook(upload.read())]


def _place_rows(rows: Sequence[Sequence[str]]) -> SheetTable:
    """The rows with something in them, each at its number, as the reader of workbooks gives them."""
    numbered = [
        [number, [[format_address(number, column), value or None] for column, value in enumerate(row, 1)]]
        for number, row in enumerate(rows, 1)
        if any(row)
    ]
    return from_json({"name": "", "rows": numbered})


def list_texts(table: SheetTable) -> list[list[str]]:
    return [[format_cell(cell) for cell in row.cells] for row in table.rows]


def list_sheet_fields(register: RegisterDefinition) -> list[SheetField]:
    """The fields of the register as columns are guessed for them, and the unit."""
    fields = [SheetField(field.name, list_heads(field), field.required) for field in register.fields]
    return [*fields, SheetField(_UNIT, (format_title(register.unit_label), *UNIT_NAMES))]


class FieldColumnsForm(forms.Form):
    """Which row names the columns, which column is which field, and what all rows say where there is none.

    `head_row` counts the rows with something in them, from 0. `more`: labels of other columns to choose.
    """

    def __init__(
        self,
        *args: Any,
        register: RegisterDefinition,
        table: SheetTable,
        head_row: int,
        more: Mapping[str, str | Promise],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.table = register, table
        texts = list_texts(table)
        head_rows = [(row, _("dòng %(n)s") % {"n": table.rows[row].number}) for row in list_head_rows(texts)]
        self.fields["head_row"] = forms.TypedChoiceField(label=_("Dòng ghi tên cột"), choices=head_rows, coerce=int)
        self.heads = read_heads(texts, head_row)
        columns = [("", _("– không có –")), *((str(n), name_column(n, head)) for n, head in enumerate(self.heads))]
        labels = {field.name: field.label for field in register.fields} | dict(more)
        self.required_names = [field.name for field in register.fields if field.required]
        for name, label in labels.items():
            self.fields[f"c-{name}"] = forms.TypedChoiceField(
                label=capfirst(str(label)), choices=columns, required=False, coerce=int, empty_value=None,
                help_text=_("phải có") if name in self.required_names else "",
            )  # fmt: skip
            if name in self.required_names:
                self.fields[f"v-{name}"] = forms.CharField(
                    label=_("%(field)s: giá trị chung") % {"field": capfirst(str(label))},
                    help_text=_("của mọi dòng, khi bảng không có cột này"),
                    max_length=300,
                    required=False,
                )

    @property
    def columns(self) -> list[forms.BoundField]:
        """The choices; a field without a column is followed by the box for what all rows say."""
        names = [name for name in self.fields if name.startswith("c-")]
        bound_fields = []
        for name in names:
            bound_fields.append(self[name])
            if not self[name].value() and name.removeprefix("c-") in self.required_names:
                bound_fields.append(self[f"v-{name.removeprefix('c-')}"])
        return bound_fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in self.required_names:
            if cleaned.get(f"c-{name}") is None and not cleaned.get(f"v-{name}"):
                self.add_error(f"c-{name}", _("Chọn cột, hoặc ghi giá trị chung cho mọi dòng."))
        chosen_columns = [column for key, column in cleaned.items() if key.startswith("c-") and column is not None]
        if len(chosen_columns) != len(set(chosen_columns)):
            self.add_error(None, _("Một cột chỉ là một trường: có cột đã chọn hai lần."))
        return cleaned

    def list_positions(self) -> dict[str, int]:
        """The chosen column of each field, from 0; of the unit under «»."""
        chosen_columns = {
            key.removeprefix("c-"): column for key, column in self.cleaned_data.items() if key.startswith("c-")
        }
        return {"" if name == _UNIT else name: column for name, column in chosen_columns.items() if column is not None}

    def list_common_texts(self) -> dict[str, str]:
        """What all rows say, of the required fields that have no column."""
        return {
            name: self.cleaned_data[f"v-{name}"]
            for name in self.required_names
            if self.cleaned_data.get(f"c-{name}") is None
        }

    def list_rows(self) -> Sequence[SheetRow]:
        """The rows below the heads."""
        return self.table.rows[self.cleaned_data["head_row"] + 1 :]


class ColumnsForm(FieldColumnsForm):
    """The columns of the sheet of entries."""

    sheet = forms.CharField(widget=forms.HiddenInput, max_length=MAX_SHEET_BYTES, strip=False)

    def __init__(self, *args: Any, register: RegisterDefinition, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, register=register, more={_UNIT: register.unit_label}, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        unit_choices = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["unit"] = forms.ChoiceField(widget=forms.HiddenInput, choices=unit_choices)

    def get_unit(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


def guess_data(register: RegisterDefinition, table: SheetTable, unit: Unit) -> tuple[int, dict[str, str]]:
    """The row that seems to name the columns, and what the form says at first."""
    texts, fields = list_texts(table), list_sheet_fields(register)
    head_row = guess_head_row(texts, fields)
    matching = guess_columns(read_heads(texts, head_row), fields)
    data = {f"c-{name}": str(column) for name, column in matching.items()}
    return head_row, data | {"sheet": pack_table(table), "unit": str(unit.pk), "head_row": str(head_row)}
