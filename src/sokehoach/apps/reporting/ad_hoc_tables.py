"""The board of a report asked for in a hurry, in Excel and CSV: nothing in it is alive."""

from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.adapters import csv_file
from sokehoach.adapters.xlsx import writer
from sokehoach.adapters.xlsx.sheet import Column, Kind, Sheet
from sokehoach.apps.reporting.selectors.ad_hoc import Board, Line
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, plain, show


def workbook(board: Board) -> bytes:
    unit, *figures, note = _titles(board)
    columns = (
        Column(unit, width=28),
        *(Column(title, kind=Kind.NUMBER, width=20) for title in figures[:-1]),
        Column(figures[-1], width=26),
        Column(note, width=40),
    )
    return writer.write(Sheet(_("Báo cáo nhanh"), columns, [tuple(row) for row in _rows(board)]))


def as_csv(board: Board) -> str:
    return csv_file.write([_titles(board), *_rows(board)])


def _titles(board: Board) -> list[str]:
    figures = (f"{one.figure.name} ({one.figure.unit})" for one in board.columns)
    return [_("Đơn vị"), *figures, _("Trả lời lúc"), _("Ghi chú")]


def _rows(board: Board) -> list[list[str | int]]:
    rows: list[list[str | int]] = [
        [line.row.unit.name, *(_held(value) for _figure, value in line.cells), _when(line), line.note]
        for line in board.lines
    ]
    sums = [
        _held(one.tally.total) if one.added and one.tally.total is not None else "" for one in board.columns
    ]
    rows.append([_("Cộng"), *sums, "", ""])
    rows.append([_("Số đơn vị trả lời"), *(one.tally.words for one in board.columns), "", ""])
    return rows


def _when(line: Line) -> str:
    if line.row.answered_at is None:
        return _("chưa trả lời")
    when = f"{timezone.localtime(line.row.answered_at):%H:%M, %d/%m/%Y}"
    return f"{when} ({_('muộn')})" if line.late else when


def _held(value: Value) -> str | int:
    if isinstance(value, Gap) or value != Decimal(int(value)):
        return show(value)
    return int(plain(value))
