"""Exports the board of an ad hoc report to Excel and CSV, as values without formulas."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.adapters import csv_file
from sokehoach.adapters.xlsx import writer
from sokehoach.adapters.xlsx.sheet import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.reporting.selectors.ad_hoc import AdHocLine, Board
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_plain, format_value


def build_workbook(board: Board) -> bytes:
    unit, *figures, note = _list_titles(board)
    columns = (
        SheetColumn(unit, width=28),
        *(SheetColumn(title, kind=CellKind.NUMBER, width=20) for title in figures[:-1]),
        SheetColumn(figures[-1], width=26),
        SheetColumn(note, width=40),
    )
    return writer.write_workbook(WorkbookSheet(_("Báo cáo nhanh"), columns, [tuple(row) for row in _build_rows(board)]))


def as_csv(board: Board) -> str:
    return csv_file.write([_list_titles(board), *_build_rows(board)])


def _list_titles(board: Board) -> list[str]:
    figures = (f"{column.figure.name} ({column.figure.unit})" for column in board.columns)
    return [_("Đơn vị"), *figures, _("Trả lời lúc"), _("Ghi chú")]


def _build_rows(board: Board) -> list[list[str | int]]:
    rows: list[list[str | int]] = [
        [
            line.row.unit.name,
            *(_format_value(value) for _figure, value in line.cells),
            _format_answered_at(line),
            line.note,
        ]
        for line in board.lines
    ]
    sums = [
        _format_value(column.tally.total) if column.added and column.tally.total is not None else ""
        for column in board.columns
    ]
    rows.append([_("Cộng"), *sums, "", ""])
    rows.append([_("Số đơn vị trả lời"), *(column.tally.words for column in board.columns), "", ""])
    return rows


def _format_answered_at(line: AdHocLine) -> str:
    if line.row.answered_at is None:
        return _("chưa trả lời")
    when = f"{timezone.localtime(line.row.answered_at):%H:%M, %d/%m/%Y}"
    return f"{when} ({_('muộn')})" if line.late_minutes else when


def _format_value(value: Value) -> str | int:
    if isinstance(value, Gap) or value != Decimal(int(value)):
        return format_value(value)
    return int(format_plain(value))
