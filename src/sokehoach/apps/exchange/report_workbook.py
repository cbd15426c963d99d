"""Writes a report as an Excel sheet with hidden keys, and parses it back with an error for each cell."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.adapters.readers.xlsx import reader
from sokehoach.adapters.readers.xlsx.reader import Formula, SheetCell, SheetRow, SheetTable, format_address
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import SheetColumn, WorkbookSheet
from sokehoach.apps.reporting.queries.lines import NarrativeBox
from sokehoach.apps.reporting.queries.sheets import ReportSheet as Report
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.value import format_value

HEADER = ("Khóa", "Phiên bản", "Mã", "Chỉ tiêu thống kê", "Đơn vị tính", "Kỳ này")
_KEY, _VERSION, _CODE, _LABEL, _MEASURE, _NUMBER = range(len(HEADER))


@dataclass(frozen=True, slots=True)
class WorkbookProblem:
    """A problem of a cell of the workbook; `address` is «» where it concerns the whole file."""

    address: str
    typed: str
    message: str


@dataclass(slots=True)
class ParsedWorkbook:
    """`submission`: the report to which the workbook belongs. `changes`: stored only if there are no problems."""

    submission: uuid.UUID | None = None
    changes: dict[str, TypedCell] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)  # code of a cell → its address
    problems: list[WorkbookProblem] = field(default_factory=list)


def build_workbook(report: Report) -> bytes:
    """The workbook to fill in. Computed cells show their values and are not read back."""
    notes = {
        _NUMBER: _(
            "Để trống: chưa báo cáo. 0: không phát sinh. Dấu -: không áp dụng. Ngày: 05/02/2026. Không dán công thức."
        )
    }
    columns = tuple(
        SheetColumn(
            title,
            width=46 if column == _LABEL else 16,
            note=notes.get(column, ""),
            hidden=column in (_KEY, _VERSION),
        )
        for column, title in enumerate(HEADER)
    )
    name = f"{report.form.code} {report.period.id}"
    return writer.write_workbook(WorkbookSheet(name[:31], columns, _build_rows(report)))


def parse_workbook(data: bytes) -> ParsedWorkbook:
    """Parses the workbook without queries: whose report, which cells. Raises WorkbookError."""
    return _parse_rows(reader.read_workbook(data))


def split_changes(workbook: ParsedWorkbook, form: Form) -> tuple[dict[str, TypedCell], dict[str, TypedText]]:
    """The changes of the form's cells with a number, and of those with a text."""
    places = {box.code for box in form.text_boxes}
    return (
        {code: cell for code, cell in workbook.changes.items() if code not in places},
        {code: TypedText(cell.text, cell.version) for code, cell in workbook.changes.items() if code in places},
    )


def list_problems(workbook: ParsedWorkbook, messages: Mapping[str, list[str]]) -> list[WorkbookProblem]:
    """Maps the messages of the refused report to cells of the workbook."""
    return [
        WorkbookProblem(
            workbook.places.get(code, ""),
            workbook.changes[code].text if code in workbook.changes else "",
            message,
        )
        for code, cell_messages in messages.items()
        for message in cell_messages
    ]


def _build_rows(report: Report) -> Iterator[tuple[str, ...]]:
    for entry in report.entries:
        is_open = isinstance(entry, NarrativeBox) or not (entry.computed or entry.elsewhere)
        yield (
            f"{report.submission.pk}:{entry.place}" if is_open else "",
            str(entry.version),
            entry.code,
            entry.label,
            "" if isinstance(entry, NarrativeBox) else entry.element.unit,
            "" if entry.blank else entry.typed,
        )


def _parse_rows(table: SheetTable) -> ParsedWorkbook:
    workbook = ParsedWorkbook()
    for row in table.rows[1:]:
        key = _read_text(row, _KEY)
        if not key:
            continue
        submission, _sep, code = key.partition(":")
        try:
            report_id = uuid.UUID(submission)
        except ValueError:
            workbook.problems.append(WorkbookProblem(format_address(row.number, 1), key, _get_foreign_message()))
            continue
        if workbook.submission not in (None, report_id):
            workbook.problems.append(WorkbookProblem(format_address(row.number, 1), key, _get_mixed_message()))
            continue
        workbook.submission = report_id
        _read_cell(workbook, row, code)
    if workbook.submission is None and not workbook.problems:
        workbook.problems.append(WorkbookProblem("", "", _get_foreign_message()))
    return workbook


def _read_cell(workbook: ParsedWorkbook, row: SheetRow, code: str) -> None:
    place = format_address(row.number, _NUMBER + 1)
    cell = row.cells[_NUMBER] if len(row.cells) > _NUMBER else SheetCell(place, None)
    if isinstance(cell.value, Formula):
        message = _("Ô này là công thức: dán giá trị thay cho công thức.")
        workbook.problems.append(WorkbookProblem(place, cell.value.text, message))
        return
    version = _read_text(row, _VERSION)
    workbook.places[code] = place
    workbook.changes[code] = TypedCell(_format_cell(cell), int(version) if version.isdecimal() else 0)


def _format_cell(cell: SheetCell) -> str:
    """The text that an official would type; of a day that Excel holds as one «05/02/2026»."""
    if isinstance(cell.value, date):
        return format_value(DayNumber.from_day(cell.value))
    return "" if cell.value is None else str(cell.value)


def _read_text(row: SheetRow, position: int) -> str:
    value = row.cells[position].value if len(row.cells) > position else None
    return "" if value is None or isinstance(value, Formula) else str(value).strip()


def _get_foreign_message() -> str:
    return _("Không phải biểu Excel lấy từ báo cáo: các khóa ẩn ở cột A đã mất. Tải lại biểu rồi chép số sang.")


def _get_mixed_message() -> str:
    return _("Tệp có dòng của một báo cáo khác: mỗi tệp chỉ của một báo cáo.")
