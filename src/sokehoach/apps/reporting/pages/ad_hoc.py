"""The board of an ad hoc report, on the page and as Excel and CSV, as values without formulas."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.adapters.writers import csv_file
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.accounts.models import User
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure
from sokehoach.apps.reporting.queries.ad_hoc import (
    AdHocLine,
    access_ad_hoc,
    build_line_of_figures,
    can_close_ad_hoc,
    list_lawful_figures,
)
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.numbers import write_cell_number
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.notation import write_moment
from sokehoach.domain.reporting.ad_hoc import AdHocState, AnswerTally, tally_answers
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class AdHocColumn:
    figure: AdHocFigure
    operator: Operator
    tally: AnswerTally

    @property
    def added(self) -> bool:
        return self.operator is not Operator.NONE and self.tally.total is not None


@dataclass(frozen=True, slots=True)
class Board:
    """The answers of all units. `withheld`: figures not shown, since they may not be asked of one of the units."""

    row: AdHoc
    columns: tuple[AdHocColumn, ...]
    lines: tuple[AdHocLine, ...]
    can_close: bool  # whether the account may close it
    withheld: int = 0

    @property
    def takes_notes(self) -> bool:
        return any(line.takes_note for line in self.lines)

    @property
    def open(self) -> bool:
        return self.row.state == AdHocState.OPEN

    @property
    def whole(self) -> int:
        return sum(line.whole for line in self.lines)

    @property
    def token(self) -> str:
        """Changes whenever anything on the board changes."""
        return f"{self.row.state}-{sum(line.row.version for line in self.lines)}"


def load_board(user: User, pk: uuid.UUID, *, day: date) -> Board:
    """The board of an ad hoc report. Seven queries, however many units are asked."""
    row = access_ad_hoc(user, pk, day=day)
    all_figures = list(row.figures.select_related("element"))
    units = row.units.select_related("unit__parent__parent", "answered_by", "ad_hoc")
    asked_units = list(units.prefetch_related("values"))
    figures = list_lawful_figures(all_figures, [asked_unit.unit for asked_unit in asked_units])
    withheld = len(all_figures) - len(figures)
    lines = tuple(build_line_of_figures(asked_unit, figures, withheld=withheld) for asked_unit in asked_units)
    return Board(
        row=row,
        columns=tuple(_build_column(figure, lines) for figure in figures),
        lines=lines,
        can_close=can_close_ad_hoc(user, row, day=day),
        withheld=withheld,
    )


def _build_column(figure: AdHocFigure, lines: Sequence[AdHocLine]) -> AdHocColumn:
    operator = Operator.SUM if figure.element is None else Operator(figure.element.over_place)
    names = {line.row.unit_id: line.row.unit.short_name for line in lines}
    values = {
        names[line.row.unit_id]: value for line in lines for line_figure, value in line.cells if line_figure == figure
    }
    return AdHocColumn(figure, operator, tally_answers(names.values(), values, operator))


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
    """The board as CSV, in the language of the page."""
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
    rows.append([_("Số đơn vị trả lời"), *(translate(column.tally.words) for column in board.columns), "", ""])
    return rows


def _format_answered_at(line: AdHocLine) -> str:
    if line.row.answered_at is None:
        return _("chưa trả lời")
    when = translate(write_moment(timezone.localtime(line.row.answered_at)))
    return f"{when} ({_('muộn')})" if line.late_minutes else when


def _format_value(value: Value) -> str | int:
    if isinstance(value, Gap):
        return translate(value.label_vi)
    is_whole = value == int(value) and not isinstance(value, DayNumber)
    return int(value) if is_whole else write_cell_number(value)
