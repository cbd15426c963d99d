"""Exports a register to Excel, builds its template and imports it with an error for each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from sokehoach.adapters.readers.xlsx.reader import Formula, SheetCell, SheetRow, SheetTable, format_address
from sokehoach.adapters.writers.xlsx.writer import CellKind as CellKind
from sokehoach.adapters.writers.xlsx.writer import SheetColumn, WorkbookSheet
from sokehoach.adapters.writers.xlsx.writer import Value as CellValue
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import KnownUnits
from sokehoach.apps.registers.core.catalogue import UNIT_LABEL, RegisterDefinition
from sokehoach.apps.registers.core.fields import (
    CHOICE_KINDS,
    LIST_KINDS,
    FieldDefinition,
    FieldKind,
    Values,
    format_value,
)
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import unique_per_unit
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.entries import (
    EntryChoiceNames,
    compute_identity,
    filter_new_entries,
    get_entry_values,
)
from sokehoach.apps.registers.core.queries.rows import RowInput
from sokehoach.apps.registers.core.storage import UniqueKey
from sokehoach.domain.orgtree.unit_names import UnitNames
from sokehoach.domain.text import fold_accents

MAX_ROWS = 20_000
_CELLS = {
    FieldKind.NUMBER: CellKind.NUMBER,
    FieldKind.DECIMAL: CellKind.DECIMAL,
    FieldKind.PERCENT: CellKind.DECIMAL,
    FieldKind.MONEY: CellKind.NUMBER,
    FieldKind.DAY: CellKind.DAY,
}
_WIDTHS = {
    FieldKind.TEXT: 36,
    FieldKind.LONG: 48,
    FieldKind.DOMAIN: 36,
    FieldKind.ONE: 26,
    FieldKind.UNIT: 26,
    FieldKind.LINE: 36,
    FieldKind.QUARTER: 16,
} | dict.fromkeys(LIST_KINDS, 34)


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """An error in a cell: its row and column (from 1), the column's name, what was typed, what is allowed.

    `row` 0: of the whole file. `sheet`: its name, «» for the first.
    """

    row: int
    position: int
    column: str
    typed: str
    message: str
    sheet: str = ""

    @property
    def address(self) -> str:
        cell = format_address(self.row, self.position) if self.row else ""
        return f"{self.sheet}!{cell}" if self.sheet and cell else cell


@dataclass(slots=True)
class EntryImportResult:
    """The parsed entries (`lines`) and problems; the entries are for saving only where there is no problem.

    `numbers`: the row of the sheet in which each entry stands. `rows`: rows of an entry, which is given by its place.
    """

    lines: list[tuple[Unit, Values]] = field(default_factory=list)
    problems: list[ImportProblem] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    rows: list[tuple[int, RowInput]] = field(default_factory=list)


@translation.override(settings.LANGUAGE_CODE)
def build_template(register: RegisterDefinition, choices: Choices) -> WorkbookSheet:
    columns = tuple(build_column(definition, choices) for definition in register.fields)
    return WorkbookSheet(str(register.name), columns)


@translation.override(settings.LANGUAGE_CODE)
def build_sheet(register: RegisterDefinition, entries: Iterable[Entry], choices: Choices) -> WorkbookSheet:
    columns = (
        *(build_column(definition, choices) for definition in register.fields),
        SheetColumn(str(register.unit_label), width=28),
    )
    return WorkbookSheet(
        str(register.name), columns, ((*build_cells(register, entry), entry.unit.name) for entry in entries)
    )


def build_cells(register: RegisterDefinition, entry: Entry) -> list[CellValue]:
    values, names = get_entry_values(register, entry), EntryChoiceNames(register, entry)
    cells: list[Any] = []
    for definition in register.fields:
        value = values[definition.name]
        cells.append(value if definition.kind in _CELLS else format_value(definition, value, names) or None)
    return cells


def build_column(definition: FieldDefinition, choices: Choices) -> SheetColumn:
    single_note, list_note = (
        _("chọn một mục trong danh sách"),
        _("một hay nhiều mục của trang «Danh mục», cách nhau bằng dấu chấm phẩy (;)"),
    )
    notes = (
        {
            FieldKind.DAY: _("ngày/tháng/năm"),
            FieldKind.NUMBER: _("số nguyên từ 0"),
            FieldKind.DECIMAL: _("số từ 0, nhiều nhất ba chữ số sau dấu phẩy"),
            FieldKind.PERCENT: _("phần trăm, từ 0 đến 100, không ghi dấu phần trăm"),
            FieldKind.MONEY: _("số đồng, nguyên, từ 0"),
            FieldKind.YEAR: _("năm, ví dụ 2021"),
        }
        | dict.fromkeys(CHOICE_KINDS, single_note)
        | dict.fromkeys(LIST_KINDS, list_note)
    )
    need = _("bắt buộc") if definition.required else _("nếu có")
    note_parts = [
        need,
        *([notes[definition.kind]] if definition.kind in notes else []),
        *([str(definition.hint)] if definition.hint else []),
    ]
    return SheetColumn(
        title=list_heads(definition)[0],
        kind=_CELLS.get(definition.kind, CellKind.TEXT),
        width=_WIDTHS.get(definition.kind, 14),
        note="; ".join(note_parts),
        choices=tuple(choices.offered(definition).values()) if definition.kind in CHOICE_KINDS else (),
        several=definition.kind in LIST_KINDS,
    )


def parse_rows(
    rows: Sequence[SheetRow],
    register: RegisterDefinition,
    positions: Mapping[str, int],
    *,
    unit: Unit,
    units: Sequence[Unit],
    choices: Choices,
    today: date,
    common_texts: Mapping[str, str] | None = None,
) -> EntryImportResult:
    """Parses the rows below the heads. `positions`: the column of each field, from 0, of the unit under «».

    `common_texts`: by field, what every row says that has no column for it. `unit`: of rows that name none.
    """
    result = EntryImportResult()
    form = EntryForm(register, choices=choices, units=[unit], today=today, data={})
    reader = CellReader(form)
    by_name = KnownUnits(units)
    first_rows: dict[tuple[object, ...], int] = {}
    repeats: list[tuple[int, int]] = []  # (row, the row that it repeats)
    for row in rows:
        problem_count = len(result.problems)
        line_unit = _find_unit(row, positions, unit, by_name, result)
        values = parse_cells(row, positions, common_texts or {}, reader, line_unit, result)
        if len(result.problems) > problem_count:
            continue
        row_identity = compute_identity(register, line_unit.pk, values)
        if first_rows.setdefault(row_identity, row.number) != row.number:
            repeats.append((row.number, first_rows[row_identity]))
        result.lines.append((line_unit, values))
        result.numbers.append(row.number)
    _check_unique_keys(register, result, choices)
    if repeats:
        fresh = {
            first_rows[compute_identity(register, unit.pk, values)]
            for unit, values in filter_new_entries(register, result.lines, choices)
        }
        for number, first in repeats:
            if first in fresh:  # else the register already holds both, and the import skips them
                message = _("Dòng này trùng với dòng %(row)s của tệp.") % {"row": first}
                result.problems.append(ImportProblem(number, 1, _("cả dòng"), "", message))
    result.problems.sort(key=lambda problem: (problem.row, problem.position))
    if not result.lines and not result.problems:
        result.problems.append(ImportProblem(2, 1, "", "", _("Tệp chưa có dòng nào dưới dòng tiêu đề.")))
    return result


def _check_unique_keys(register: RegisterDefinition, result: EntryImportResult, choices: Choices) -> None:
    """Adds a problem for each entry whose unique key is in the register already or twice in the file."""
    if not register.unique_per_unit:
        return
    taken_keys = unique_per_unit.find_taken_keys(register, result.lines)
    fresh = {
        compute_identity(register, unit.pk, values)
        for unit, values in filter_new_entries(register, result.lines, choices)
    }
    first_identities: dict[UniqueKey, tuple[object, ...]] = {}
    for number, (unit, values) in zip(result.numbers, result.lines, strict=True):
        key, row_identity = (
            unique_per_unit.build_unique_key(register, unit.pk, values),
            compute_identity(register, unit.pk, values),
        )
        if row_identity in fresh and (
            key in taken_keys or first_identities.setdefault(key, row_identity) != row_identity
        ):
            label = format_title(register.field(register.unique_per_unit[-1]).label)
            result.problems.append(
                ImportProblem(number, 1, label, "", unique_per_unit.format_duplicate_message(register))
            )


def find_columns(
    register: RegisterDefinition,
    table: SheetTable,
    result: EntryImportResult,
    more: Mapping[str, str] | None = None,
) -> dict[str, int]:
    """Maps each field to its column (from 0). `more`: other columns by title; without it, the unit under «»."""
    more = {format_title(register.unit_label): ""} if more is None else more
    names_by_title = {
        fold_accents(head): definition.name for definition in register.fields for head in list_heads(definition)
    } | {fold_accents(title): name for title, name in more.items()}
    positions: dict[str, int] = {}
    for position, cell in enumerate(table.rows[0].cells if table.rows else ()):
        title = format_cell(cell)
        name = names_by_title.get(fold_accents(" ".join(title.split())))
        if cell.value is None:
            continue
        if name is None or name in positions:
            message = _("Cột lạ hoặc lặp lại. Hãy dùng mẫu của sổ này, giữ nguyên dòng tiêu đề.")
            result.problems.append(ImportProblem(1, position + 1, _("tiêu đề"), title, message))
        else:
            positions[name] = position
    for definition in register.fields:
        if definition.required and definition.name not in positions:
            message = _("Thiếu cột «%(label)s».") % {"label": list_heads(definition)[0]}
            result.problems.append(ImportProblem(1, 1, _("tiêu đề"), "", message))
    return positions


def _find_unit(
    row: SheetRow, positions: Mapping[str, int], unit: Unit, by_name: KnownUnits, result: EntryImportResult
) -> Unit:
    cell = get_cell(row, positions.get(""))
    if cell is None or cell.value is None:
        return unit
    match = by_name.find(format_cell(cell))
    if match is None:
        message = _("Không có đơn vị tên này trong phạm vi ghi sổ của tài khoản.")
        result.problems.append(
            ImportProblem(row.number, positions[""] + 1, format_title(UNIT_LABEL), format_cell(cell), message)
        )
    return match or unit


class CellReader:
    """Reads cells as the form of an entry does, each text of a field once: a sheet says few things many times."""

    def __init__(self, form: EntryForm) -> None:
        self.form = form
        self._codes = _build_code_lookups(form.register, form.choices)
        self._values: dict[tuple[str, str], Any] = {}

    def read_text(self, definition: FieldDefinition, text: str) -> Any:
        """Returns the value, or the ValidationError that refuses the text."""
        key = (definition.name, text)
        if key not in self._values:
            self._values[key] = self._clean_text(definition, text)
        return self._values[key]

    def _clean_text(self, definition: FieldDefinition, text: str) -> Any:
        typed: str | list[str] = text
        if definition.kind in LIST_KINDS:
            parts = [part.strip() for part in text.split(";") if part.strip()]
            typed = [self._codes[definition.name].find(part) or part for part in parts]
        elif definition.kind in CHOICE_KINDS:
            typed = self._codes[definition.name].find(" ".join(text.split())) or text
        control = self.form.fields[definition.name]
        try:
            return control.clean(control.widget.value_from_datadict({definition.name: typed}, {}, definition.name))
        except ValidationError as error:
            return error


def parse_cells(
    row: SheetRow,
    positions: Mapping[str, int],
    common_texts: Mapping[str, str],
    reader: CellReader,
    unit: Unit,
    result: EntryImportResult,
) -> Values:
    """Parses one row with a form used for all rows; errors of a field become problems of its cell."""
    form = reader.form
    texts: dict[str, str] = {}
    formulas = set()
    for definition in form.register.fields:
        cell = get_cell(row, positions.get(definition.name))
        text = common_texts.get(definition.name, "") if cell is None else format_cell(cell)
        texts[definition.name] = text
        if cell is not None and isinstance(cell.value, Formula):
            formulas.add(definition.name)
            message = _("Ô này là công thức. Hãy chép rồi dán lại thành giá trị.")
            result.problems.append(
                ImportProblem(row.number, positions[definition.name] + 1, format_title(definition.label), text, message)
            )
    form.unit = unit
    form.check_values({field.name: reader.read_text(field, texts[field.name]) for field in form.register.fields})
    for name, errors in form.errors.items():
        if name in formulas:
            continue
        position = positions.get(name, 0)
        label = format_title(form.register.field(name).label) if name in form.fields else _("cả dòng")
        message = " ".join(map(str, errors))
        result.problems.append(ImportProblem(row.number, position + 1, label, texts.get(name, ""), message))
    return form.values()


def list_heads(definition: FieldDefinition) -> tuple[str, ...]:
    """The heads under which a sheet has the field, first the one that we write: its unit stands there, not beside
    the numbers.
    """
    label = format_title(definition.label)
    return (f"{label} (%)", label) if definition.kind is FieldKind.PERCENT and "%" not in label else (label,)


@translation.override(settings.LANGUAGE_CODE)
def format_title(label: str | Promise) -> str:
    """The words of a column's head: a file is Vietnamese in any language of the page."""
    return str(label)


@dataclass(frozen=True)
class CodeLookup:
    """Finds the code of a choice by its name. A name that two choices share is not found."""

    by_name: Mapping[str, str]
    units: UnitNames

    def find(self, text: str) -> str:
        """Returns the code, «» for a name in no list."""
        return self.by_name.get(fold_accents(text)) or self.units.find_one(text)


def _build_code_lookups(register: RegisterDefinition, choices: Choices) -> dict[str, CodeLookup]:
    return {definition.name: _build_code_lookup(definition, choices) for definition in register.of_kind(*CHOICE_KINDS)}


@translation.override(settings.LANGUAGE_CODE)
def _build_code_lookup(definition: FieldDefinition, choices: Choices) -> CodeLookup:
    codes: dict[str, str] = {}
    units: dict[str, tuple[str, ...]] = {}
    doubled = set()
    for code, name in choices.offered(definition).items():
        folded = fold_accents(name)
        doubled |= {folded} & codes.keys()
        codes[folded] = str(code)
        if unit := choices.known_unit(str(code)) if definition.kind in (FieldKind.UNIT, FieldKind.UNITS) else None:
            codes.setdefault(fold_accents(unit.short_name), str(code))
            units[str(code)] = (unit.name, unit.short_name)
    return CodeLookup({name: code for name, code in codes.items() if name not in doubled}, UnitNames(units))


def get_cell(row: SheetRow, position: int | None) -> SheetCell | None:
    return row.cells[position] if position is not None and position < len(row.cells) else None


def format_cell(cell: SheetCell) -> str:
    match cell.value:
        case None:
            return ""
        case Formula(text):
            return text
        case date() as day:
            return f"{day:%d/%m/%Y}"
    return str(cell.value)
