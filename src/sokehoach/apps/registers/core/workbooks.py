"""The workbook of a register: a sheet of its entries, and one for each register whose entries are rows of them.

A column of the first sheet numbers the entries; a row says the number of its entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sokehoach.adapters.readers.xlsx.reader import SheetRow, SheetTable
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.adapters.writers.xlsx.writer import Value as CellValue
from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core import sheets
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import unique_per_unit
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import (
    build_entry_texts,
    compute_identity,
    filter_new_entries,
    find_known_entries,
)
from sokehoach.apps.registers.core.queries.rows import RowInput
from sokehoach.apps.registers.core.row_forms import EntryRowForm, leave_out_parent
from sokehoach.apps.registers.core.sheets import EntryImportResult, ImportProblem, format_title
from sokehoach.domain.text import fold_accents

_NUMBER = "#"  # names the column of numbers; no field has this name
_ENTRIES_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """The column by which rows name their entry: its head, its place from 0, what it says in each row by number.

    `is_matched`: a person chose it; it need not have numbers.
    """

    title: str
    position: int
    by_row: Mapping[int, str]
    is_matched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedSheet:
    """The sheet called `name` that has the rows of a register, as a person matched it; `positions` as `parse_rows`.

    `entry_keys`: of the first sheet, by which `keys` names the entry of each row.
    """

    register: str
    name: str
    rows: Sequence[SheetRow]
    positions: Mapping[str, int]
    common_texts: Mapping[str, str]
    keys: KeyColumn
    entry_keys: KeyColumn


class RegisterWorkbook:
    """Writes and reads the workbook of a register for an account."""

    def __init__(self, register: RegisterDefinition, *, by: User, today: date) -> None:
        self.register, self.today = register, today
        self.choices = Choices(register, by=by, day=today)
        self.row_choices = [Choices(rows, by=by, day=today) for rows in list_row_registers(register)]
        names = writer.name_sheets(format_title(of_book.name) for of_book in (register, *self._row_registers))
        self.row_sheets = dict(zip(names[1:], self.row_choices, strict=True))

    @property
    def _row_registers(self) -> list[RegisterDefinition]:
        return [choices.register for choices in self.row_choices]

    def count_rows(self, entries: Any) -> int:
        """How many rows those entries have (ids or a query of them), of the register that has most."""
        counts = (rows.storage.list_rows(rows, entries).filter(voided=False).count() for rows in self._row_registers)
        return max(counts, default=0)

    def build_template(self) -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            sheet = sheets.build_template(self.register, self.choices)
            return writer.write_workbook(*self._add_row_sheets(sheet, {}), template=True)

    def build(self, entries: Iterable[Entry]) -> bytes:
        with translation.override(settings.LANGUAGE_CODE):
            numbers: dict[UUID, int] = {}
            sheet = sheets.build_sheet(self.register, _number_entries(entries, numbers), self.choices)
            return writer.write_workbook(*self._add_row_sheets(sheet, numbers))

    def _add_row_sheets(self, sheet: WorkbookSheet, numbers: Mapping[UUID, int]) -> Iterator[WorkbookSheet]:
        """`numbers`: of the entries, complete as soon as the first sheet is written."""
        if not self.row_choices:
            yield sheet
            return
        note = _("đánh số các dòng; trang kèm theo nhắc lại số này")
        column = SheetColumn(_name_numbers(self.register), CellKind.NUMBER, width=8, note=note)
        numbered_rows = ((*row, number) for number, row in enumerate(sheet.rows, start=1))
        yield replace(sheet, columns=(*sheet.columns, column), rows=numbered_rows)  # last: lists are pasted before it
        for choices in self.row_choices:
            of_row = _describe_row(choices.register)
            title = _name_parent_numbers(of_row, self.register)
            note = _("bắt buộc; số của dòng ở trang «%(sheet)s»") % {"sheet": format_title(self.register.name)}
            yield WorkbookSheet(
                format_title(of_row.name),
                (
                    SheetColumn(title, CellKind.NUMBER, width=12, note=note),
                    *(sheets.build_column(field, choices) for field in of_row.fields),
                ),
                _iter_rows(choices.register, numbers),
            )

    def find_columns(self, table: SheetTable, result: EntryImportResult) -> dict[str, int]:
        """The columns of the first sheet, with that of numbers where there are rows."""
        more = {format_title(self.register.unit_label): ""}
        return sheets.find_columns(
            self.register, table, result, more | ({_name_numbers(self.register): _NUMBER} if self.row_choices else {})
        )

    def parse(
        self, tables: Sequence[SheetTable], positions: Mapping[str, int], *, unit: Unit, units: Sequence[Unit]
    ) -> EntryImportResult:
        """Parses the sheets into entries with their rows and all problems. `positions`: as `find_columns` returns."""
        first, *row_tables = tables
        result = sheets.parse_rows(
            first.rows[1:], self.register, positions, unit=unit, units=units, choices=self.choices, today=self.today
        )
        if self.row_choices:
            keys = KeyColumn(_name_numbers(self.register), positions.get(_NUMBER, 0), read_keys(first, positions))
            lines = self._number_lines(first.rows[1:], keys, result)
            for table in (table for table in row_tables if table.rows):
                self._parse_table(table, lines, result, unit)
        return result

    def list_row_definitions(self) -> list[RegisterDefinition]:
        """The registers of rows as their sheets show them."""
        return [_describe_row(register) for register in self._row_registers]

    def is_own(self, tables: Sequence[SheetTable]) -> bool:
        """Whether each sheet with rows has the name and the columns of the template."""
        names = {fold_accents(name): choices.register for name, choices in self.row_sheets.items()}
        for table in (table for table in tables if table.rows):
            register = names.get(fold_accents(table.name.strip()))
            result = EntryImportResult()
            if register is not None:
                of_row = _describe_row(register)
                number_title = _name_parent_numbers(of_row, self.register)
                positions = sheets.find_columns(of_row, table, result, {number_title: _NUMBER})
            if register is None or result.problems or _NUMBER not in positions:
                return False
        return True

    def parse_matched(
        self,
        rows: Sequence[SheetRow],
        positions: Mapping[str, int],
        common_texts: Mapping[str, str],
        row_sheets: Sequence[MatchedSheet],
        *,
        unit: Unit,
        units: Sequence[Unit],
    ) -> EntryImportResult:
        """Parses sheets whose columns a person has matched into entries with their rows and all problems."""
        result = sheets.parse_rows(
            rows, self.register, positions, unit=unit, units=units, choices=self.choices, today=self.today,
            common_texts=common_texts,
        )  # fmt: skip
        row_choices = {choices.register.code: choices for choices in self.row_choices}
        for row_sheet in row_sheets:
            lines = self._number_lines(rows, row_sheet.entry_keys, result)
            sheet = _RowSheet(self, row_choices[row_sheet.register], lines, result)
            sheet_result = sheet.parse_rows(
                row_sheet.rows, row_sheet.positions, row_sheet.keys, unit, common_texts=row_sheet.common_texts
            )
            result.rows += sheet_result.rows
            result.problems += [replace(problem, sheet=row_sheet.name) for problem in sheet_result.problems]
        return result

    def _number_lines(
        self, rows: Sequence[SheetRow], keys: KeyColumn, result: EntryImportResult
    ) -> dict[str, int | None]:
        """The place of each entry among those parsed, by its key; None where it has problems of its own."""
        places = {number: place for place, number in enumerate(result.numbers)}
        lines: dict[str, int | None] = {}
        first_rows: dict[str, int] = {}
        for row in rows:
            key = keys.by_row.get(row.number, "")
            if key in lines:
                message = _("Ô này giống dòng %(row)s.") if keys.is_matched else _("Số này đã có ở dòng %(row)s.")
                message %= {"row": first_rows[key]}
                result.problems.append(ImportProblem(row.number, keys.position + 1, keys.title, key, message))
            elif key:
                lines[key], first_rows[key] = places.get(row.number), row.number
        return lines

    def _parse_table(
        self, table: SheetTable, lines: Mapping[str, int | None], result: EntryImportResult, unit: Unit
    ) -> None:
        names = {fold_accents(name): name for name in self.row_sheets}
        name = names.get(fold_accents(table.name.strip()))
        if name is None:
            message = _("Trang này không phải là bảng kèm theo của sổ. Hãy xóa trang, hoặc đặt lại tên: %(names)s.")
            sheet_names = "; ".join(f"«{sheet}»" for sheet in self.row_sheets)
            result.problems.append(ImportProblem(0, 1, _("trang"), table.name, message % {"names": sheet_names}))
            return
        sheet_result = _RowSheet(self, self.row_sheets[name], lines, result).parse(table, unit)
        result.rows += sheet_result.rows
        result.problems += [replace(problem, sheet=name) for problem in sheet_result.problems]


class _RowSheet:
    """Parses the sheet of one register of rows. `lines`: the place of an entry in `entries.lines` by its number."""

    def __init__(
        self, book: RegisterWorkbook, choices: Choices, lines: Mapping[str, int | None], entries: EntryImportResult
    ) -> None:
        self.book, self.choices, self.lines, self.entries = book, choices, lines, entries
        self.of_row = _describe_row(choices.register)
        self.title = _name_parent_numbers(self.of_row, book.register)
        self.result = EntryImportResult()

    def parse(self, table: SheetTable, unit: Unit) -> EntryImportResult:
        positions = sheets.find_columns(self.of_row, table, self.result, {self.title: _NUMBER})
        if _NUMBER not in positions:
            message = _("Thiếu cột «%(label)s».") % {"label": self.title}
            self.result.problems.append(ImportProblem(1, 1, _("tiêu đề"), "", message))
        if self.result.problems:
            return self.result
        keys = KeyColumn(self.title, positions[_NUMBER], read_keys(table, positions))
        return self.parse_rows(table.rows[1:], positions, keys, unit)

    def parse_rows(
        self,
        rows: Sequence[SheetRow],
        positions: Mapping[str, int],
        keys: KeyColumn,
        unit: Unit,
        *,
        common_texts: Mapping[str, str] | None = None,
    ) -> EntryImportResult:
        """Parses the rows below the heads. `keys`: of the entry of each row."""
        form = EntryRowForm(self.of_row, choices=self.choices, units=[unit], today=self.book.today, data={})
        form.empty_permitted = False
        reader = sheets.CellReader(form)
        for row in rows:
            problem_count = len(self.result.problems)
            place = self._find_line(row, keys)
            line_unit, line_values = (unit, {}) if place is None else self.entries.lines[place]
            day = line_values.get("day")
            form.day = day if isinstance(day, date) else self.book.today
            values = sheets.parse_cells(row, positions, common_texts or {}, reader, line_unit, self.result)
            if place is not None and len(self.result.problems) == problem_count:
                self.result.numbers.append(row.number)
                self.result.rows.append((place, RowInput(self.of_row.code, values)))
        self._check_repeats()
        self.result.problems.sort(key=lambda problem: (problem.row, problem.position))
        return self.result

    def _find_line(self, row: SheetRow, keys: KeyColumn) -> int | None:
        number = keys.by_row.get(row.number, "")
        if number in self.lines:
            return self.lines[number]
        sheet = format_title(self.book.register.name)
        if keys.is_matched:
            text = (
                _("Trang đầu không có dòng này ở cột đã chọn.")
                if number
                else _("Ghi dòng này của dòng nào ở trang đầu.")
            )
            self.result.problems.append(ImportProblem(row.number, keys.position + 1, keys.title, number, text))
            return None
        message = (_("Trang «%(sheet)s» không có số này.") if number else _("Ghi số của dòng ở trang «%(sheet)s».")) % {
            "sheet": sheet
        }
        self.result.problems.append(ImportProblem(row.number, keys.position + 1, keys.title, number, message))
        return None

    def _check_repeats(self) -> None:
        """Adds a problem for each row whose key its entry has already, or which stands twice in the sheet.

        A row that its entry has already, as the file says it, is skipped by the import and no problem.
        """
        register = self.choices.register
        lines = self.entries.lines
        texts = build_entry_texts(self.book.register, lines, self.book.choices)
        known_entries = find_known_entries(self.book.register, lines, texts)
        first_numbers: dict[tuple[object, ...], int] = {}
        candidates: list[tuple[Unit, Values]] = []  # rows of entries that the register has
        numbers: dict[tuple[object, ...], int] = {}
        keys = [name for name in register.unique_per_unit if name != register.parent]
        for number, (place, row) in zip(self.result.numbers, self.result.rows, strict=True):
            unit, line_values = self.entries.lines[place]
            entry = known_entries.get(compute_identity(self.book.register, unit.pk, line_values))
            if entry is not None and not entry.voided:
                values = register.complete({**row.values, register.parent: entry.pk})
                candidates.append((unit, values))
                numbers[compute_identity(register, unit.pk, values)] = number
            names = keys if keys else [field.name for field in self.of_row.fields]
            key = (place, *(_freeze_value(row.values.get(name)) for name in names))
            first = first_numbers.setdefault(key, number)
            if first == number or (not keys and entry is not None):
                continue
            labels = ", ".join(format_title(register.field(name).label).lower() for name in keys)
            repeat_message = _("Bảng có hai dòng cùng %(labels)s.") % {"labels": labels}
            line_message = _("Dòng này trùng với dòng %(row)s của tệp.") % {"row": first}
            self._add_problem(number, repeat_message if keys else line_message)
        new_rows = filter_new_entries(register, candidates, self.choices) if register.unique_per_unit else []
        taken_keys = unique_per_unit.find_taken_keys(register, new_rows)
        for unit, new_values in new_rows:
            if unique_per_unit.build_unique_key(register, unit.pk, new_values) in taken_keys:
                number = numbers[compute_identity(register, unit.pk, new_values)]
                self._add_problem(number, unique_per_unit.format_duplicate_message(register))

    def _add_problem(self, number: int, message: str) -> None:
        self.result.problems.append(ImportProblem(number, 1, _("cả dòng"), "", message))


def read_keys(table: SheetTable, positions: Mapping[str, int]) -> dict[int, str]:
    """What the column of numbers says in each row below the heads."""
    cells = ((row.number, sheets.get_cell(row, positions.get(_NUMBER))) for row in table.rows[1:])
    return {number: sheets.format_cell(cell).strip() for number, cell in cells if cell is not None}


def _describe_row(register: RegisterDefinition) -> RegisterDefinition:
    """The register of rows as its sheet shows it: a blank day is that of the entry."""
    of_row = leave_out_parent(register)
    hint = _("để trống: như ngày của dòng ở trang đầu")
    day = replace(of_row.field("day"), required=False, hint=hint)
    return replace(of_row, fields=tuple(day if field.name == "day" else field for field in of_row.fields))


@translation.override(settings.LANGUAGE_CODE)
def _name_numbers(register: RegisterDefinition) -> str:
    return _pick_title(register, "STT", _("Số thứ tự của trang"))


@translation.override(settings.LANGUAGE_CODE)
def _name_parent_numbers(rows: RegisterDefinition, parent: RegisterDefinition) -> str:
    row = {"row": format_title(parent.row)}
    return _pick_title(rows, _("STT của %(row)s") % row, _("Số thứ tự của %(row)s") % row)


def _pick_title(register: RegisterDefinition, *titles: str) -> str:
    """The first of the titles that no field of the register has."""
    labels = {fold_accents(head) for field in register.fields for head in sheets.list_heads(field)}
    return next((title for title in titles if fold_accents(title) not in labels), titles[-1])


def _number_entries(entries: Iterable[Entry], numbers: dict[UUID, int]) -> Iterator[Entry]:
    for entry in entries:
        numbers[entry.pk] = len(numbers) + 1
        yield entry


def _iter_rows(register: RegisterDefinition, numbers: Mapping[UUID, int]) -> Iterator[tuple[CellValue, ...]]:
    """The cells of the rows of those entries, in their order, each after the number of its entry."""
    of_row, parent = leave_out_parent(register), register.field(register.parent)
    entry_ids = [*numbers]
    for first in range(0, len(entry_ids), _ENTRIES_AT_ONCE):
        rows = register.storage.list_rows(register, entry_ids[first : first + _ENTRIES_AT_ONCE]).filter(voided=False)
        stored = register.storage.prefetch_values(register, rows.order_by("created_at", "id"))
        numbered_rows = [(numbers[UUID(str(register.storage.get_value(parent, row)))], row) for row in stored]
        for number, row in sorted(numbered_rows, key=lambda pair: pair[0]):
            yield (number, *sheets.build_cells(of_row, row))


def _freeze_value(value: object) -> object:
    return tuple(sorted(value)) if isinstance(value, list) else value
