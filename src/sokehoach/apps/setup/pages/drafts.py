"""The pages of a draft: its files with their faults, one file, one row of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sokehoach.adapters.programme_files.files import Folder
from sokehoach.adapters.programme_files.tables import TABLES, CsvRow, CsvTable, TableError, parse_table
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.pages.columns import name_field, name_file, name_value, sort_files

_MOST_LETTERS = 120  # of a line that is quoted beside its fault


@dataclass(frozen=True, slots=True)
class DraftFault:
    """`quoted`: the line as it stands in the file. `is_row`: whether the place is a row of a table."""

    file: str
    line: int
    reason: str
    quoted: str
    is_row: bool


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file of the draft. `content`: «biểu mẫu 01-XA»; `size`: rows of a table, else lines."""

    name: str
    content: str
    size: int
    is_table: bool
    faults: int


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row as the page lists it: code and name, and the other columns that are filled in."""

    line: int
    code: str
    name: str
    other_columns: tuple[tuple[str, str], ...]
    faults: tuple[DraftFault, ...]


def list_faults(draft: ProgrammeDraft, file: str = "") -> list[DraftFault]:
    """All faults of the draft, or those of one file, in the order of files and lines."""
    lines = {name: text.splitlines() for name, text in draft.files.items()}
    tables = {name: _find_table(draft.files[name]) for name in draft.files.keys() & TABLES.keys()}
    faults = []
    for name, line, reason in draft.problems:
        if file in ("", name):
            text = lines.get(name, [])
            quoted = text[line - 1].strip()[:_MOST_LETTERS] if 0 < line <= len(text) else ""
            table = tables.get(name)
            is_row = table is not None and table.find_row(line) is not None
            faults.append(DraftFault(name, line, reason, quoted, is_row))
    return faults


def find_name(draft: ProgrammeDraft) -> str:
    """The programme's name as the draft has it; «» where it cannot be read."""
    node = Folder(draft.files).yaml("programme.yaml").fields.get("name")
    return node.value if node is not None and isinstance(node.value, str) else ""


def list_files(draft: ProgrammeDraft) -> list[FileRow]:
    """The files of the draft, and those that a fault names as missing."""
    names = {*draft.files, *(name for name, _line, _reason in draft.problems)}
    return [_describe_file(draft, name) for name in sort_files(names)]


def _describe_file(draft: ProgrammeDraft, name: str) -> FileRow:
    text = draft.files.get(name, "")
    table = _find_table(text) if name in TABLES else None
    size = len(table.rows) if table else len(text.splitlines())
    faults = sum(file == name for file, _line, _reason in draft.problems)
    folder, _slash, file = name.rpartition("/")
    content = f"{name_file(name)} {file.rpartition('.')[0]}" if folder else name_file(name)
    return FileRow(name, content, size, table is not None, faults)


def _find_table(text: str) -> CsvTable | None:
    try:
        return parse_table(text)
    except TableError:
        return None


def list_table_lines(table: CsvTable, faults: Iterable[DraftFault], query: str = "") -> list[TableLine]:
    """The rows that contain the query, in their order."""
    listed = list(faults)
    return [
        _build_line(table.columns, row, tuple(fault for fault in listed if row.line <= fault.line <= row.last_line))
        for row in table.rows
        if not query or any(query.casefold() in value.casefold() for value in row.values)
    ]


def _build_line(columns: Sequence[str], row: CsvRow, faults: tuple[DraftFault, ...]) -> TableLine:
    values = dict(zip(columns, row.values, strict=True))
    first = next(iter(values.values()), "")
    other_columns = tuple(
        (name_field(name, columns), name_value(name, value))
        for name, value in list(values.items())[1:]
        if value and name not in ("name", "source")
    )
    return TableLine(row.line, first, values.get("name", ""), other_columns, faults)
