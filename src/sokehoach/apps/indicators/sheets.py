"""Denominators and earlier figures as Excel sheets: out, and in with an error for each cell."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from sokehoach.adapters.xlsx import reader, writer
from sokehoach.adapters.xlsx.sheet import Cell, Column, Formula, Kind, Row, Sheet, address
from sokehoach.apps.indicators.models import DataElement, Denominator, Option
from sokehoach.apps.indicators.services import denominators, earlier
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.naming import KnownUnits
from sokehoach.domain.periods.period import parse
from sokehoach.domain.text.folding import fold
from sokehoach.domain.text.numbers import parse_number

_UNIT, _YEAR, _KIND, _NUMBER, _SOURCE = "Đơn vị", "Năm", "Mẫu số", "Số", "Nguồn"
_PERIOD, _ELEMENT, _PART = "Kỳ", "Mã chỉ tiêu", "Phân tổ"
DENOMINATORS = (_UNIT, _YEAR, _KIND, _NUMBER, _SOURCE)
EARLIER = (_UNIT, _PERIOD, _ELEMENT, _PART, _NUMBER, _SOURCE)


@dataclass(frozen=True, slots=True)
class Problem:
    row: int
    position: int  # from 1
    column: str
    typed: str
    said: str

    @property
    def address(self) -> str:
        return address(self.row, self.position)


@dataclass(slots=True)
class Brought[Line]:
    """`lines` are to be kept only where there is no problem."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class _Wrong(Exception):
    def __init__(self, column: str, said: str) -> None:
        self.column, self.said = column, said


def denominators_out(rows: Sequence[Denominator], units: Sequence[Unit], kinds: Sequence[Option]) -> bytes:
    """What is known; without any, a template."""
    columns = (
        Column(_UNIT, width=28, choices=tuple(unit.name for unit in units)),
        Column(_YEAR, Kind.NUMBER, width=8),
        Column(_KIND, width=34, choices=tuple(kind.name for kind in kinds)),
        Column(_NUMBER, Kind.NUMBER, width=14, note=_("từ 1; chưa biết thì bỏ dòng, không ghi 0")),
        Column(_SOURCE, width=40, note=_("văn bản, niên giám, ngày")),
    )
    lines = ((row.unit.name, row.year, row.kind.name, row.value, row.source) for row in rows)
    return writer.write(Sheet(_("Mẫu số"), columns, lines), template=True)


def earlier_template(units: Sequence[Unit], elements: Sequence[DataElement]) -> bytes:
    columns = (
        Column(_UNIT, width=28, choices=tuple(unit.name for unit in units)),
        Column(_PERIOD, width=10, note=_("2020S1: 6 tháng đầu năm 2020; 2020S2; 2020: cả năm")),
        Column(
            _ELEMENT, width=12, choices=tuple(element.code for element in elements), note=_("xem Danh mục")
        ),
        Column(_PART, width=22, note=_("để trống là tổng; kind=integrated là một phần")),
        Column(_NUMBER, Kind.NUMBER, width=14),
        Column(_SOURCE, width=40, note=_("báo cáo nào, ngày nào")),
    )
    return writer.write(Sheet(_("Số liệu cũ"), columns), template=True)


def denominators_in(
    data: bytes, units: Sequence[Unit], kinds: Sequence[Option]
) -> Brought[denominators.Told]:
    """Raises adapters.xlsx Unreadable."""
    by_unit, by_kind = KnownUnits(units), {fold(kind.name): kind for kind in kinds}

    def line(cells: Mapping[str, str]) -> denominators.Told:
        year = _whole(cells, _YEAR, 2000, 2100)
        told = denominators.Told(
            unit=_unit_of(cells, by_unit), kind=_one_of(cells, _KIND, by_kind), year=year,
            value=_whole(cells, _NUMBER, 0, 2**31 - 1), source=cells[_SOURCE],
        )  # fmt: skip
        if said := denominators.wrong(told):
            raise _Wrong(_SOURCE if told.value else _NUMBER, said)
        return told

    return _read(data, DENOMINATORS, line, key=lambda one: (one.unit.pk, one.kind.pk, one.year))


def earlier_in(data: bytes, units: Sequence[Unit], elements: Sequence[DataElement]) -> Brought[earlier.Told]:
    """Raises adapters.xlsx Unreadable."""
    by_unit, by_code = KnownUnits(units), {fold(element.code): element for element in elements}

    def line(cells: Mapping[str, str]) -> earlier.Told:
        try:
            period = parse(cells[_PERIOD].upper()).id
        except ValueError:
            raise _Wrong(_PERIOD, _("Kỳ ghi như 2020S1, 2020S2 hoặc 2020.")) from None
        element = _one_of(cells, _ELEMENT, by_code)
        part = cells[_PART].replace(" ", "")
        if part and part.partition("=")[0] not in element.disaggregations:
            raise _Wrong(_PART, _("Chỉ tiêu này không phân tổ như vậy."))
        told = earlier.Told(_unit_of(cells, by_unit), element, part, period, _number(cells), cells[_SOURCE])
        if said := earlier.wrong(told):
            raise _Wrong(_NUMBER if cells[_SOURCE] else _SOURCE, said)
        return told

    return _read(
        data, EARLIER, line, key=lambda one: (one.unit.pk, one.element.pk, one.disaggregation, one.period)
    )


def _read[Line](
    data: bytes,
    titles: Sequence[str],
    line: Callable[[Mapping[str, str]], Line],
    key: Callable[[Line], object],
) -> Brought[Line]:
    table, result = reader.read(data), Brought[Line]()
    head = [fold(_text(cell)) for cell in table.rows[0].cells] if table.rows else []
    if [fold(title) for title in titles] != [title for title in head if title]:
        said = _("Dòng tiêu đề phải là: %(titles)s.") % {"titles": "; ".join(titles)}
        result.problems.append(Problem(1, 1, _("tiêu đề"), "", said))
        return result
    seen: dict[object, int] = {}
    for row in table.rows[1:]:
        cells = {title: _text(_cell(row, at)) for at, title in enumerate(titles)}
        try:
            _refuse_formulas(row, titles)
            told = line(cells)
            if seen.setdefault(key(told), row.number) != row.number:
                raise _Wrong(titles[0], _("Trùng với dòng %(row)s của tệp.") % {"row": seen[key(told)]})
            result.lines.append(told)
        except _Wrong as wrong:
            at = titles.index(wrong.column) + 1
            result.problems.append(Problem(row.number, at, wrong.column, cells[wrong.column], wrong.said))
    if not result.lines and not result.problems:
        result.problems.append(Problem(2, 1, titles[0], "", _("Tệp chưa có dòng nào dưới dòng tiêu đề.")))
    return result


def _refuse_formulas(row: Row, titles: Sequence[str]) -> None:
    for at, title in enumerate(titles):
        cell = _cell(row, at)
        if cell is not None and isinstance(cell.value, Formula):
            raise _Wrong(title, _("Ô này là công thức. Hãy chép rồi dán lại thành giá trị."))


def _unit_of(cells: Mapping[str, str], known: KnownUnits) -> Unit:
    if (found := known.find(cells[_UNIT])) is None:
        raise _Wrong(_UNIT, _("Không có tên này trong danh sách để chọn."))
    return found


def _one_of[Thing](cells: Mapping[str, str], column: str, known: Mapping[str, Thing]) -> Thing:
    if (found := known.get(fold(cells[column]))) is None:
        raise _Wrong(column, _("Không có tên này trong danh sách để chọn."))
    return found


def _whole(cells: Mapping[str, str], column: str, least: int, most: int) -> int:
    try:
        number = parse_number(cells[column])
    except ValueError:
        number = Decimal(-1)
    if number != number.to_integral_value() or not least <= number <= most:
        raise _Wrong(column, _("Phải là số nguyên."))
    return int(number)


def _number(cells: Mapping[str, str]) -> Decimal:
    try:
        return parse_number(cells[_NUMBER])
    except ValueError:
        raise _Wrong(_NUMBER, _("Phải là một số; không có thì bỏ dòng.")) from None


def _cell(row: Row, at: int) -> Cell | None:
    return row.cells[at] if at < len(row.cells) else None


def _text(cell: Cell | None) -> str:
    if cell is None or cell.value is None:
        return ""
    return cell.value.text if isinstance(cell.value, Formula) else " ".join(str(cell.value).split())
