"""Exports denominators to Excel and imports them with an error for each cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.adapters.readers.xlsx import reader
from sokehoach.adapters.readers.xlsx.reader import Formula, SheetCell, SheetRow, format_address
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.indicators.services import denominators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import KnownUnits
from sokehoach.domain.text import fold_accents, parse_typed_number

_UNIT, _YEAR, _KIND, _NUMBER, _SOURCE = "Đơn vị", "Năm", "Mẫu số", "Số", "Nguồn"
DENOMINATOR_COLUMNS = (_UNIT, _YEAR, _KIND, _NUMBER, _SOURCE)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """`row`: from 1; 0 for what is said for all rows."""

    row: int
    position: int  # from 1
    column: str
    typed: str
    message: str

    @property
    def address(self) -> str:
        return format_address(self.row, self.position) if self.row else ""


@dataclass(slots=True)
class ImportResult[Line]:
    """The parsed `lines` and the problems; the lines are for saving only where there is no problem."""

    lines: list[Line] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


class _CellError(Exception):
    def __init__(self, column: str, message: str) -> None:
        self.column, self.message = column, message


def build_denominator_sheet(rows: Sequence[Denominator], units: Sequence[Unit], kinds: Sequence[Option]) -> bytes:
    """Builds the sheet of known denominators; without any, a template."""
    columns = (
        SheetColumn(_UNIT, width=28, choices=tuple(unit.name for unit in units)),
        SheetColumn(_YEAR, CellKind.NUMBER, width=8),
        SheetColumn(_KIND, width=34, choices=tuple(kind.name for kind in kinds)),
        SheetColumn(_NUMBER, CellKind.NUMBER, width=14, note=_("từ 1; chưa biết thì bỏ dòng, không ghi 0")),
        SheetColumn(_SOURCE, width=40, note=_("văn bản, niên giám, ngày")),
    )
    lines = ((row.unit.name, row.year, row.kind.name, row.value, row.source) for row in rows)
    return writer.write_workbook(WorkbookSheet(_("Mẫu số"), columns, lines), template=True)


def read_denominators(
    data: bytes, units: Sequence[Unit], kinds: Sequence[Option]
) -> ImportResult[denominators.DenominatorInput]:
    """Raises adapters.readers.xlsx WorkbookError for an unreadable file."""
    by_unit, by_kind = KnownUnits(units), {fold_accents(kind.name): kind for kind in kinds}

    def parse_row(cells: Mapping[str, str]) -> denominators.DenominatorInput:
        year = _parse_integer(cells, _YEAR, 2000, 2100)
        denominator = denominators.DenominatorInput(
            unit=_get_unit(cells, by_unit), kind=_get_named(cells, _KIND, by_kind), year=year,
            value=_parse_integer(cells, _NUMBER, 0, 2**31 - 1), source=cells[_SOURCE],
        )  # fmt: skip
        if problem := denominators.find_denominator_problem(denominator):
            raise _CellError(_SOURCE if denominator.value else _NUMBER, problem)
        return denominator

    return _read_rows(
        data,
        DENOMINATOR_COLUMNS,
        parse_row,
        key=lambda denominator: (denominator.unit.pk, denominator.kind.pk, denominator.year),
    )


def _read_rows[Line](
    data: bytes,
    titles: Sequence[str],
    parse_row: Callable[[Mapping[str, str]], Line],
    key: Callable[[Line], object],
) -> ImportResult[Line]:
    table, result = reader.read_workbook(data), ImportResult[Line]()
    header = [fold_accents(_get_text(cell)) for cell in table.rows[0].cells] if table.rows else []
    if [fold_accents(title) for title in titles] != [title for title in header if title]:
        message = _("Dòng tiêu đề phải là: %(titles)s.") % {"titles": "; ".join(titles)}
        result.problems.append(CellProblem(1, 1, _("tiêu đề"), "", message))
        return result
    row_numbers: dict[object, int] = {}
    for row in table.rows[1:]:
        cells = {title: _get_text(_get_cell(row, position)) for position, title in enumerate(titles)}
        try:
            _refuse_formulas(row, titles)
            parsed = parse_row(cells)
            if row_numbers.setdefault(key(parsed), row.number) != row.number:
                raise _CellError(titles[0], _("Trùng với dòng %(row)s của tệp.") % {"row": row_numbers[key(parsed)]})
            result.lines.append(parsed)
        except _CellError as error:
            position = titles.index(error.column) + 1
            result.problems.append(CellProblem(row.number, position, error.column, cells[error.column], error.message))
    if not result.lines and not result.problems:
        result.problems.append(CellProblem(2, 1, titles[0], "", _("Tệp chưa có dòng nào dưới dòng tiêu đề.")))
    return result


def _refuse_formulas(row: SheetRow, titles: Sequence[str]) -> None:
    for position, title in enumerate(titles):
        cell = _get_cell(row, position)
        if cell is not None and isinstance(cell.value, Formula):
            raise _CellError(title, _("Ô này là công thức. Hãy chép rồi dán lại thành giá trị."))


def _get_unit(cells: Mapping[str, str], units: KnownUnits) -> Unit:
    if (unit := units.find(cells[_UNIT])) is None:
        raise _CellError(_UNIT, _("Không có tên này trong danh sách để chọn."))
    return unit


def _get_named[Thing](cells: Mapping[str, str], column: str, by_name: Mapping[str, Thing]) -> Thing:
    if (match := by_name.get(fold_accents(cells[column]))) is None:
        raise _CellError(column, _("Không có tên này trong danh sách để chọn."))
    return match


def _parse_integer(cells: Mapping[str, str], column: str, least: int, most: int) -> int:
    try:
        number = parse_typed_number(cells[column])
    except ValueError:
        number = Decimal(-1)
    if number != number.to_integral_value() or not least <= number <= most:
        raise _CellError(column, _("Phải là số nguyên."))
    return int(number)


def _get_cell(row: SheetRow, position: int) -> SheetCell | None:
    return row.cells[position] if position < len(row.cells) else None


def _get_text(cell: SheetCell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    return cell.value.text if isinstance(cell.value, Formula) else " ".join(str(cell.value).split())
