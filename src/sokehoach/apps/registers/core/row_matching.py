"""Which sheet of a workbook that was kept before has the rows of entries, and which entry each row is of.

Rows stand in a sheet of their own, of which a column says what a column of the first sheet says; or in columns of the
first sheet, whose lines then repeat their entry, or leave its cells blank below the first.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from sokehoach.adapters.readers.xlsx.reader import SheetRow, SheetTable
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.column_matching import (
    ColumnsForm,
    FieldColumnsForm,
    guess_data,
    list_texts,
    pack_tables,
)
from sokehoach.apps.registers.core.sheets import EntryImportResult, format_cell, get_cell, list_heads
from sokehoach.apps.registers.core.workbooks import KeyColumn, MatchedSheet, RegisterWorkbook
from sokehoach.apps.shell.post_params import parse_count
from sokehoach.domain.programmes.sheet_columns import (
    SheetField,
    guess_columns,
    guess_head_row,
    guess_key_columns,
    name_column,
    read_heads,
)

_FIRST = "0"  # the place of the first sheet among those of the workbook


class RowColumnsForm(FieldColumnsForm):
    """The columns of the sheet with rows of one register. `tables`: all sheets, `entries`: the form of the first.

    Nothing is read where no sheet is chosen. `seen`: the sheet of which the page shows the columns.
    """

    def __init__(
        self,
        *args: Any,
        register: RegisterDefinition,
        tables: Sequence[SheetTable],
        place: int,
        entries: FieldColumnsForm,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, register=register, table=tables[place], more={}, **kwargs)
        self.entries = entries
        names = [(str(number), _("trang «%(name)s»") % {"name": table.name}) for number, table in enumerate(tables)]
        choices = [("", _("– không đọc –")), (_FIRST, _("các cột của trang đầu")), *names[1:]]
        self.fields["table"] = forms.ChoiceField(label=_("Trang ghi bảng kèm theo"), choices=choices, required=False)
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.is_first = place == 0
        if not self.is_first:
            for name, label, heads in (
                ("key", _("Cột cho biết dòng kèm theo của dòng nào"), self.heads),
                ("entry_key", _("Cột ấy là cột nào ở trang đầu"), entries.heads),
            ):
                columns = [(str(number), name_column(number, head)) for number, head in enumerate(heads)]
                self.fields[name] = forms.TypedChoiceField(label=label, choices=columns, coerce=int)
        self.order_fields(["table", "head_row", "key", "entry_key"])

    @property
    def name(self) -> str:
        return capfirst(str(self.register.name))

    @property
    def is_read(self) -> bool:
        return bool(self["table"].value())

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        names = ("table", "head_row", "key", "entry_key") if self.is_read else ("table",)
        bound_fields = [
            self[name] for name in names if name in self.fields and not (self.is_first and name == "head_row")
        ]
        return [*bound_fields, *self.columns] if self.is_read else bound_fields

    def build(self) -> MatchedSheet | None:
        """The rows with the entry of each; None where no sheet is chosen."""
        if not self.is_read:
            return None
        positions, rows = self.list_positions(), self.list_rows()
        if self.is_first:
            rows = self.entries.list_rows()
            of_row = {row.number: str(first.number) for row, first in _iter_groups(rows, self.entries.list_positions())}
            entry_keys = {int(number): number for number in of_row.values()}
            rows = [row for row in rows if any(_read(row, position) for position in positions.values())]
            title, position, entry_position = "", 0, 0
        else:
            position, entry_position = self.cleaned_data["key"], self.cleaned_data["entry_key"]
            title = self.heads[position]
            of_row = _carry_down(rows, position)
            entry_keys = {row.number: _read(row, entry_position) for row in self.entries.list_rows()}
        return MatchedSheet(
            register=self.register.code, name="" if self.is_first else self.table.name, rows=rows, positions=positions,
            common_texts=self.list_common_texts(), keys=KeyColumn(title, position, of_row, is_matched=True),
            entry_keys=KeyColumn(title, entry_position, entry_keys, is_matched=True),
        )  # fmt: skip


def list_entry_rows(form: FieldColumnsForm, row_forms: Sequence[RowColumnsForm]) -> list[SheetRow]:
    """The rows of the first sheet that are entries: each once, where lines repeat it for its rows."""
    rows = form.list_rows()
    if not any(row_form.is_first and row_form.is_read for row_form in row_forms):
        return [*rows]
    return [row for row, first in _iter_groups(rows, form.list_positions()) if row is first]


def _iter_groups(rows: Sequence[SheetRow], positions: Mapping[str, int]) -> Iterator[tuple[SheetRow, SheetRow]]:
    """Each row with the one that says its entry first. A row without any cell of an entry is of the one above."""
    first_rows: dict[tuple[str, ...], SheetRow] = {}
    above: SheetRow | None = None
    for row in rows:
        texts = tuple(_read(row, position) for position in positions.values())
        above = first_rows.setdefault(texts, row) if any(texts) or above is None else above
        yield row, above


def _carry_down(rows: Sequence[SheetRow], position: int) -> dict[int, str]:
    """What the column says in each row; blank cells, which merged ones are, say what the one above does."""
    keys: dict[int, str] = {}
    text = ""
    for row in rows:
        text = _read(row, position) or text
        keys[row.number] = text
    return keys


def _read(row: SheetRow, position: int) -> str:
    cell = get_cell(row, position)
    return "" if cell is None else " ".join(format_cell(cell).split())


class Matching:
    """The forms of a page on which the columns of a workbook are matched: of the entries, and of each of their rows."""

    def __init__(
        self, book: RegisterWorkbook, tables: Sequence[SheetTable], units: Sequence[Unit], data: Mapping[str, str],
        *, is_bound: bool = True,
    ) -> None:  # fmt: skip
        self.book, self.tables, self.units = book, tables, units
        self.data, self.is_bound = {name: str(value) for name, value in data.items()}, is_bound
        head_row = min(parse_count(self.data.get("head_row", "")), len(tables[0].rows) - 1)
        post_data = self.data if is_bound else None
        self.form = ColumnsForm(
            post_data, initial=self.data, register=book.register, table=tables[0], head_row=head_row, units=units
        )
        self.row_forms = [
            self._build_row_form(f"r{number}", of_row, head_row)
            for number, of_row in enumerate(book.list_row_definitions())
        ]

    def _build_row_form(self, prefix: str, of_row: RegisterDefinition, first_head_row: int) -> RowColumnsForm:
        table_choice = self.data.get(f"{prefix}-table", "")
        is_known = table_choice in map(str, range(len(self.tables)))
        place = int(table_choice) if is_known else 0
        if is_known and table_choice != self.data.get(f"{prefix}-seen"):
            row_data = guess_row_data(of_row, self.tables, (first_head_row, self.data), place)
            self.data = {name: value for name, value in self.data.items() if not name.startswith(f"{prefix}-")}
            self.data |= {f"{prefix}-{name}": value for name, value in row_data.items()}
        own_data = {
            name.removeprefix(f"{prefix}-"): value for name, value in self.data.items() if name.startswith(f"{prefix}-")
        }
        head_row = min(parse_count(own_data.get("head_row", "")), max(len(self.tables[place].rows) - 1, 0))
        return RowColumnsForm(
            self.data if self.is_bound else None, initial=own_data, prefix=prefix, register=of_row, tables=self.tables,
            place=place, head_row=head_row, entries=self.form,
        )  # fmt: skip

    @property
    def packed_rows(self) -> str:
        return pack_tables(self.tables[1:])

    @property
    def unread_sheets(self) -> list[str]:
        """The names of the other sheets with something in them that no form reads."""
        read_places = {form["table"].value() for form in self.row_forms}
        names = [(str(place), table.name) for place, table in enumerate(self.tables) if place and table.rows]
        return [name for place, name in names if place not in read_places]

    def list_previews(self, most: int) -> list[tuple[str, list[tuple[int, list[str]]]]]:
        """The first rows of each sheet that is read, by its name; «» for the first sheet."""
        tables = [("", self.tables[0])]
        tables += [(form.table.name, form.table) for form in self.row_forms if form.is_read and not form.is_first]
        return [
            (name, [(row.number, [format_cell(cell) for cell in row.cells]) for row in table.rows[:most]])
            for name, table in tables
        ]

    def parse(self) -> EntryImportResult | None:
        """None where columns are still to be chosen."""
        read_forms = [form for form in self.row_forms if form.is_read]
        are_valid = [form.is_valid() for form in (self.form, *read_forms)]  # each form shows what is wrong in it
        if not all(are_valid):
            return None
        rows = list_entry_rows(self.form, read_forms)
        row_sheets = [sheet for form in read_forms if (sheet := form.build()) is not None]
        return self.book.parse_matched(
            rows, self.form.list_positions(), self.form.list_common_texts(), row_sheets, unit=self.form.get_unit(),
            units=self.units,
        )  # fmt: skip


def guess_matching(book: RegisterWorkbook, tables: Sequence[SheetTable], unit: Unit) -> dict[str, str]:
    """What the forms say at first."""
    head_row, data = guess_data(book.register, tables[0], unit)
    all_data = dict(data)
    for number, of_row in enumerate(book.list_row_definitions()):
        place = guess_place(of_row, tables, (head_row, data))
        row_data = guess_row_data(of_row, tables, (head_row, data), place) if place >= 0 else {}
        all_data |= {f"r{number}-{name}": value for name, value in row_data.items()}
    return all_data


def guess_row_data(
    register: RegisterDefinition, tables: Sequence[SheetTable], entry_heads: tuple[int, Mapping[str, str]], place: int
) -> dict[str, str]:
    """What the form says at first for that sheet. `entry_heads`: the row that names the columns of the first sheet, and
    what its form says.
    """
    entry_head_row, entry_data = entry_heads
    texts, first_texts = list_texts(tables[place]), list_texts(tables[0])
    fields = list_row_fields(register)
    head_row = entry_head_row if place == 0 else guess_head_row(texts, fields)
    entry_columns = {column for name, column in entry_data.items() if name.startswith("c-") and place == 0}
    heads = ["" if str(number) in entry_columns else head for number, head in enumerate(read_heads(texts, head_row))]
    matching = guess_columns(heads, fields)
    data = {f"c-{name}": str(column) for name, column in matching.items()}
    data |= {"table": str(place), "seen": str(place), "head_row": str(head_row)}
    if place:
        below = texts[head_row + 1 :], first_texts[entry_head_row + 1 :]
        key, entry_key = guess_key_columns(*below, field_columns={*matching.values()})
        data |= {"key": str(key), "entry_key": str(entry_key)}
    return data


def guess_place(
    register: RegisterDefinition, tables: Sequence[SheetTable], entry_heads: tuple[int, Mapping[str, str]]
) -> int:
    """The sheet whose heads name most fields of the register, the first one if they name all that are required.

    -1 where none does.
    """

    required = {f"c-{field.name}" for field in register.fields if field.required}

    def count(place: int) -> int:
        data = guess_row_data(register, tables, entry_heads, place)
        return 0 if place == 0 and required - data.keys() else sum(name.startswith("c-") for name in data)

    places = [number for number, table in enumerate(tables) if len(table.rows) > 1]
    counts = {place: count(place) for place in [*places[1:], 0]}
    best = max(counts, key=counts.__getitem__, default=-1)
    return best if best >= 0 and counts[best] else -1


def list_row_fields(register: RegisterDefinition) -> list[SheetField]:
    return [SheetField(field.name, list_heads(field), field.required) for field in register.fields]
