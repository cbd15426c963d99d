"""A report as an Excel sheet with hidden keys: out to its unit, and back with an error for each cell."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from sokehoach.adapters.xlsx import reader, writer
from sokehoach.adapters.xlsx.sheet import Cell, Column, Formula, Row, Sheet, Table, address
from sokehoach.apps.reporting.selectors.lines import Line
from sokehoach.apps.reporting.selectors.sheets import Sheet as Report
from sokehoach.apps.reporting.services.values import Typed

HEADER = ("Khóa", "Phiên bản", "Mã", "Chỉ tiêu thống kê", "Đơn vị tính", "Kỳ này")
_KEY, _VERSION, _CODE, _LABEL, _MEASURE, _NUMBER = range(len(HEADER))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell of the workbook; `address` is «» where the whole is meant."""

    address: str
    typed: str
    said: str


@dataclass(slots=True)
class Brought:
    """`submission` says whose report the workbook is of; `changes` are to be kept only without problems."""

    submission: uuid.UUID | None = None
    changes: dict[str, Typed] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # code of a cell → its address
    problems: list[Problem] = field(default_factory=list)


def workbook(report: Report) -> bytes:
    """To be filled in: computed cells stand in it as they are, and are not read back."""
    notes = {
        _NUMBER: _("Để trống: chưa báo cáo. 0: không phát sinh. Dấu -: không áp dụng. Không dán công thức.")
    }
    columns = tuple(
        Column(
            title,
            width=46 if at == _LABEL else 16,
            note=notes.get(at, ""),
            hidden=at in (_KEY, _VERSION),
        )
        for at, title in enumerate(HEADER)
    )
    name = f"{report.form.code} {report.period.id}"
    return writer.write(Sheet(name[:31], columns, _rows(report)))


def read(data: bytes) -> Brought:
    """What the workbook says, without asking anything: whose report, which cells. Raises Unreadable."""
    return _told(reader.read(data))


def problems(brought: Brought, messages: Mapping[str, list[str]]) -> list[Problem]:
    """What the report refused, at the cells of the workbook."""
    return [
        Problem(
            brought.places.get(code, ""), brought.changes[code].text if code in brought.changes else "", said
        )
        for code, told in messages.items()
        for said in told
    ]


def _rows(report: Report) -> Iterator[tuple[str, ...]]:
    for line in report.lines:
        yield (
            "" if line.computed or line.elsewhere else f"{report.submission.pk}:{line.cell.code}",
            str(line.version),
            line.code,
            line.label,
            line.element.unit,
            _shown(line),
        )


def _shown(line: Line) -> str:
    return "" if line.blank else line.typed


def _told(table: Table) -> Brought:
    brought = Brought()
    for row in table.rows[1:]:
        key = _text(row, _KEY)
        if not key:
            continue
        submission, _sep, code = key.partition(":")
        try:
            whose = uuid.UUID(submission)
        except ValueError:
            brought.problems.append(Problem(address(row.number, 1), key, _foreign()))
            continue
        if brought.submission not in (None, whose):
            brought.problems.append(Problem(address(row.number, 1), key, _mixed()))
            continue
        brought.submission = whose
        _read_cell(brought, row, code)
    if brought.submission is None and not brought.problems:
        brought.problems.append(Problem("", "", _foreign()))
    return brought


def _read_cell(brought: Brought, row: Row, code: str) -> None:
    place = address(row.number, _NUMBER + 1)
    cell = row.cells[_NUMBER] if len(row.cells) > _NUMBER else Cell(place, None)
    if isinstance(cell.value, Formula):
        said = _("Ô này là công thức: dán giá trị thay cho công thức.")
        brought.problems.append(Problem(place, cell.value.text, said))
        return
    version = _text(row, _VERSION)
    brought.places[code] = place
    brought.changes[code] = Typed(
        "" if cell.value is None else str(cell.value), int(version) if version.isdecimal() else 0
    )


def _text(row: Row, position: int) -> str:
    value = row.cells[position].value if len(row.cells) > position else None
    return "" if value is None or isinstance(value, Formula) else str(value).strip()


def _foreign() -> str:
    return _(
        "Không phải biểu Excel lấy từ báo cáo: các khóa ẩn ở cột A đã mất. Tải lại biểu rồi chép số sang."
    )


def _mixed() -> str:
    return _("Tệp có dòng của một báo cáo khác: mỗi tệp chỉ của một báo cáo.")
