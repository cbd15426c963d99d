"""Shapes the consolidated sheet with a column for each unit that sends to it, for the page and for Excel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import batched

from django.utils.translation import gettext as _

from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, Value, WorkbookSheet
from sokehoach.apps.consolidation.queries.senders import Sender
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, FigureLine
from sokehoach.apps.orgunits.queries.level_names import explain_withholding
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.periods import period_name, short_period_name
from sokehoach.domain.indicators.level import Change, compute_change
from sokehoach.domain.periods.period import get_period_year_before
from sokehoach.domain.reporting.form import FormSection
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value

_MAX_COLUMNS = 20  # units in one table: more do not fit a landscape page


@dataclass(frozen=True, slots=True)
class UnitCell:
    """The answer of one unit to a figure. `value` None: it gave none that the figure includes.

    `sheet`: that of the area to which the unit sent, with its `line`; of a merged area, a sheet of then.
    """

    sheet: ConsolidatedSheet
    line: FigureLine
    sender: Sender
    value: Decimal | Gap | None

    @property
    def number(self) -> Decimal | None:
        return None if isinstance(self.value, Gap) else self.value

    @property
    def is_not_applicable(self) -> bool:
        return self.value is Gap.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A figure and the answers of the table's units; without answers where only the total may be seen."""

    line: FigureLine
    cells: tuple[UnitCell, ...]


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """A table of some of the units: sections with their rows."""

    senders: tuple[Sender, ...]
    sections: tuple[tuple[FormSection, tuple[MatrixRow, ...]], ...]

    @property
    def columns(self) -> int:
        return 2 + len(self.senders)


def build_tables(sheet: ConsolidatedSheet) -> list[MatrixTable]:
    """Returns the sheet by unit, in tables of at most 20 units. No query."""
    cells = {line.cell.code: _list_cells(line, sheet) for line in sheet.lines}
    return [
        MatrixTable(
            tuple(sheet.senders[at] for at in positions),
            tuple(
                (section, tuple(_build_row(line, cells[line.cell.code], positions) for line in lines))
                for section, lines in sheet.sections
            ),
        )
        for positions in batched(range(len(sheet.senders)), _MAX_COLUMNS)
    ]


def _build_row(line: FigureLine, cells: Sequence[UnitCell], positions: Sequence[int]) -> MatrixRow:
    return MatrixRow(line, tuple(cells[at] for at in positions) if cells else ())


def _list_cells(line: FigureLine, sheet: ConsolidatedSheet) -> tuple[UnitCell, ...]:
    """The cells of all senders of the sheet, in their order; none where only the total may be seen."""
    if line.figure.withheld is not None or line.figure.parts_withheld is not None:
        return ()
    cells: list[UnitCell] = []
    for area_sheet in sheet.predecessors or (sheet,):
        area_line = area_sheet.line(line.cell.element, line.cell.disaggregation) if sheet.predecessors else line
        values = {part.unit: part.value for part in area_line.figure.parts}
        cells += [UnitCell(area_sheet, area_line, sender, values.get(sender.key)) for sender in area_sheet.senders]
    return tuple(cells)


def build_workbook_sheet(sheet: ConsolidatedSheet) -> WorkbookSheet:
    """Returns the sheet for Excel: totals, the year before, the change, the period before where it is another one, and
    each unit. Numbers are numbers.
    """
    year_before = get_period_year_before(sheet.period)
    previous = short_period_name(sheet.previous_period) if sheet.has_previous else ""
    number = CellKind.NUMBER
    columns = [
        SheetColumn(_("Mã"), width=9),
        SheetColumn(_("Chỉ tiêu thống kê"), width=52),
        SheetColumn(_("Đơn vị tính"), width=12),
        SheetColumn(short_period_name(sheet.period), kind=number, width=13),
        SheetColumn(short_period_name(year_before), kind=number, width=13),
        SheetColumn(_("Tăng, giảm"), kind=number, width=11),
        SheetColumn(_("Tăng, giảm (%)"), kind=number, width=11),
        *([SheetColumn(_("Kỳ trước (%(period)s)") % {"period": previous}, kind=number, width=13)] if previous else []),
        SheetColumn(_("Đã có"), width=9),
        *(SheetColumn(translate(sender.name), kind=number, width=11) for sender in sheet.senders),
    ]
    return WorkbookSheet(
        name=f"{sheet.form.code} {sheet.period.id}"[:31].translate(str.maketrans("\\/?*[]:", "-------")),
        columns=tuple(columns),
        rows=_list_workbook_rows(sheet, len(columns)),
        heading=(
            sheet.form.name,
            f"{sheet.unit.name}, {period_name(sheet.period)}",
            describe_missing(sheet),
        ),
        notes=list_notes(sheet),
        landscape=True,
    )


def describe_missing(sheet: ConsolidatedSheet) -> str:
    """«17/19 đơn vị có báo cáo được duyệt; thiếu: Pú Xi (chưa gửi), …»."""
    counts = {"n": len(sheet.received), "all": len(sheet.senders)}
    text = _("%(n)s/%(all)s đơn vị có báo cáo được duyệt") % counts
    names = ", ".join(f"{translate(sender.name)} ({_(sender.status.label_vi)})" for sender in sheet.missing)
    return _("%(text)s; thiếu: %(names)s") % {"text": text, "names": names} if names else text


def list_notes(sheet: ConsolidatedSheet) -> tuple[str, ...]:
    """What to know of the figures: what is added up, and which parts overlap."""
    overlaps = [f"{line.code}: {line.overlap}" for line in sheet.lines if line.overlap]
    imported = [
        _("Số liệu cũ, có từ trước khi dùng phần mềm, ở cột «%(column)s»: %(codes)s.")
        % {"column": column, "codes": ", ".join(codes)}
        for column, codes in (
            (_("Cùng kỳ"), [line.code for line in sheet.lines if line.before_old]),
            (_("Kỳ trước"), [line.code for line in sheet.lines if line.previous_old and sheet.has_previous]),
        )
        if codes
    ]
    return (_("Chỉ cộng báo cáo đã duyệt. Ô trống: chưa có số; dấu «-»: không áp dụng."), *imported, *overlaps)


def _list_workbook_rows(sheet: ConsolidatedSheet, width: int) -> Iterator[tuple[Value, ...]]:
    for section, lines in sheet.sections:
        yield (section.code, section.title, *(None for _column in range(width - 2)))
        for line in lines:
            cells = _list_cells(line, sheet)
            reason = _explain_withholding(line)
            difference, share = _compute_change(line)
            yield (
                line.code,
                f"– {line.label}" if line.cell.depth else line.label,
                line.element.unit,
                reason if line.figure.withheld else _to_workbook_value(line.figure.value),
                _to_workbook_value(line.before),
                difference,
                share,
                *([_to_workbook_value(line.previous)] if sheet.has_previous else []),
                "" if line.figure.withheld else f"{line.figure.received}/{line.figure.expected}",
                *([_to_workbook_value(cell.value) for cell in cells] or [reason] * len(sheet.senders)),
            )


def _explain_withholding(line: FigureLine) -> str:
    """Why the figure is not shown, or why its parts are not; «» where both are."""
    if line.figure.withheld is not None:
        return explain_withholding(line.figure.withheld, line.element.persons_policy)
    return "" if line.figure.parts_withheld is None else _("chỉ có số của cả địa bàn")


def _compute_change(line: FigureLine) -> tuple[Decimal | None, Decimal | None]:
    """The difference from the year before and its percentage to one decimal; None where they are not compared."""
    now, year_before = line.figure.value, line.before
    if not line.is_comparable or now is None or year_before is None or isinstance(now, DayNumber):
        return None, None
    percent = compute_change(Change.RISE_PERCENT, now, year_before)
    return now - year_before, percent.quantize(Decimal("0.1"), ROUND_HALF_UP) if isinstance(percent, Decimal) else None


def _to_workbook_value(value: Decimal | Gap | None) -> Value:
    """A number as a number, a day as it is printed, «-» where it does not apply, blank for every other gap."""
    if isinstance(value, Gap):
        return "-" if value is Gap.NOT_APPLICABLE else None
    return format_value(value) if isinstance(value, DayNumber) else value
