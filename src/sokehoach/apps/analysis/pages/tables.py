"""Renders an answer as a table on the page, as Excel, CSV and chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from django.utils.translation import gettext as _

from sokehoach.adapters.writers import csv_file
from sokehoach.adapters.writers.xlsx import writer
from sokehoach.adapters.writers.xlsx.writer import CellKind, SheetColumn, WorkbookSheet
from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.orgunits.queries.succession import explain_obstacle, name_basis, name_unit_of_then
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.numbers import write_number
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.analysis.pivot import TOTAL, Dimension, Heading
from sokehoach.domain.charts import Chart, Series
from sokehoach.domain.charts import ChartKind as Drawn
from sokehoach.domain.indicators.level import format_level
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.share import ZERO_WHOLE_VI
from sokehoach.domain.values.value import Value, format_plain

_MAX_CHART_LABELS = 40
_MAX_SERIES = 6


@dataclass(frozen=True, slots=True)
class PivotCell:
    """A cell of the table. `at`: row and column, for the address of the cell's sources."""

    fact: Fact
    at: str
    text: str
    label: str  # of its column, for narrow screens
    total: bool

    @property
    def kind(self) -> str:
        if self.fact.lack is None:
            return "figure"
        return "withheld" if self.fact.lack.withheld else self.fact.lack.value

    @property
    def opens(self) -> bool:
        return self.fact.lack is None or self.fact.lack in _OPENED_LACKS


_OPENED_LACKS = (
    NoFigureReason.NOT_REPORTED,
    NoFigureReason.NOT_ADDED,
    NoFigureReason.NOT_COMPARABLE,
    NoFigureReason.NOT_SPLIT,
    NoFigureReason.NO_REFERENCE,
    NoFigureReason.NO_BASELINE,
    NoFigureReason.ZERO_BEFORE,
)


@dataclass(frozen=True, slots=True)
class PivotLine:
    """A table row. `same`: how many first labels repeat the row above; `total`: a row that aggregates members."""

    labels: tuple[str, ...]
    same: int
    cells: tuple[PivotCell, ...]
    total: bool


def build_lines(answer: PivotAnswer, first: int, rows: Iterable[tuple[Heading, list[Fact]]]) -> list[PivotLine]:
    """Builds rows; `first` is the index of the first one among all rows."""
    columns = [" · ".join(build_labels(answer, column)) for column in answer.columns]
    lines: list[PivotLine] = []
    for number, (row, facts) in enumerate(rows, start=first):
        row_total = TOTAL in dict(row).values()
        cells = tuple(
            PivotCell(
                fact,
                f"{number}.{at}",
                format_fact(fact, _get_measure(answer, row, column)),
                columns[at],
                TOTAL in dict(column).values(),
            )
            for at, (column, fact) in enumerate(zip(answer.columns, facts, strict=True))
        )
        row_labels = tuple(build_labels(answer, row))
        labels_above = lines[-1].labels if lines else ()
        lines.append(PivotLine(row_labels, _count_repeated_labels(labels_above, row_labels), cells, row_total))
    return lines


def _count_repeated_labels(labels_above: Sequence[str], labels: Sequence[str]) -> int:
    pairs = zip(labels_above, labels, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def build_labels(answer: PivotAnswer, heading: Heading) -> list[str]:
    texts = []
    for dimension, member in heading:
        if member is TOTAL:
            texts.append(_("Cả địa bàn") if dimension is Dimension.PLACE else _("Các kỳ"))
        elif dimension is Dimension.MEASURE:
            measure = answer.pivot.measures[member.key]
            name = member.name if measure.is_share or measure.is_change else f"{measure.code} {member.name}"
            texts.append(f"{name} ({measure.unit})")
        else:
            texts.append(member.name)
    return texts or [""]


def format_fact(fact: Fact, measure: Measure) -> str:
    """Formats «1.234», «05/02/2026», «84,2 % (16/19)», «8,4 trên 1.000 (16/1.900)», or why there is no number.

    A change has the levels that it compares: «tăng 4 % (120 → 124,8 cuộc)».
    """
    if fact.lack is not None:
        return _(fact.why)
    assert fact.part is not None
    if measure.is_change:
        return _format_change(fact, measure)
    if not measure.is_share:
        return write_number(fact.part)
    sides = f"{write_number(fact.part)}/{write_number(fact.whole or Decimal())}"
    level = measure.get_level(fact)
    if level is None:
        return f"{ZERO_WHOLE_VI} ({sides})"
    return f"{write_number(level, 1)} {measure.unit} ({sides})"


def _format_change(fact: Fact, measure: Measure) -> str:
    own_level, change = measure.get_own_level(fact), measure.get_level(fact)
    if own_level is None or change is None or fact.reference is None:
        return ZERO_WHOLE_VI
    places = 1 if measure.is_share else None
    levels = f"{write_number(fact.reference, places)} → {write_number(own_level, places)} {measure.own_unit}".strip()
    return f"{format_level(measure.rule, change, measure.own_unit)} ({levels})"


def render_workbook(answer: PivotAnswer) -> bytes:
    """Renders an Excel workbook without formulas: numbers are numbers, gaps their label."""
    columns = (
        *(SheetColumn(title, width=46) for title in build_titles(answer)),
        *(
            SheetColumn(" · ".join(build_labels(answer, column)), kind=CellKind.NUMBER, width=20)
            for column in answer.columns
        ),
    )
    rows = (
        (
            *build_labels(answer, row),
            *(_get_sheet_value(answer, row, at, fact) for at, fact in enumerate(facts)),
        )
        for row, facts in answer.read(answer.rows)
    )
    notes = ((note, *("" for _column in columns[1:])) for note in list_notes(answer))
    return writer.write_workbook(WorkbookSheet(_("Số liệu"), columns, (*rows, *notes)))


def render_csv(answer: PivotAnswer) -> str:
    """Renders the same as CSV with a BOM for Excel; text that Excel would run as a formula is quoted."""
    rows: list[list[str | int]] = [
        [*build_titles(answer), *(" · ".join(build_labels(answer, column)) for column in answer.columns)]
    ]
    for row, facts in answer.read(answer.rows):
        rows.append(
            [
                *build_labels(answer, row),
                *(_get_sheet_value(answer, row, at, fact) for at, fact in enumerate(facts)),
            ]
        )
    rows += [[note] for note in list_notes(answer)]
    return csv_file.write(rows)


def build_chart(answer: PivotAnswer, rows: Sequence[tuple[Heading, list[Fact]]]) -> Chart | None:
    """Builds a chart of the first rows as labels and of the columns as series.

    None for days, for changes, whose bars would point both ways, for different units of measure, more than _MAX_SERIES
    columns, labels that are not unique, or no row. Totals are left out: their bars would dwarf the parts. A gap stays a
    gap.
    """
    shown_rows = [(row, facts) for row, facts in rows if TOTAL not in dict(row).values()][:_MAX_CHART_LABELS]
    columns = [at for at, column in enumerate(answer.columns) if TOTAL not in dict(column).values()]
    shown_measures = [_get_measure(answer, row, answer.columns[at]) for row, _facts in shown_rows for at in columns]
    if any(isinstance(facts[at].part, DayNumber) for _row, facts in shown_rows for at in columns):
        return None
    if any(measure.is_change for measure in shown_measures):
        return None
    if len({measure.unit for measure in shown_measures}) != 1 or len(columns) > _MAX_SERIES:
        return None
    column_labels = _shorten_labels([build_labels(answer, answer.columns[at]) for at in columns])
    row_labels = _shorten_labels([build_labels(answer, row) for row, _facts in shown_rows])
    if len(set(row_labels)) < len(row_labels) or len(set(column_labels)) < len(column_labels):
        return None
    return Chart(
        title=_build_title(answer),
        kind=Drawn.BAR,
        labels=tuple(row_labels),
        series=tuple(
            Series(
                name,
                tuple(
                    _get_chart_value(facts[at], _get_measure(answer, row, answer.columns[at]))
                    for row, facts in shown_rows
                ),
                gap_words={
                    index: _(facts[at].why)
                    for index, (_row, facts) in enumerate(shown_rows)
                    if facts[at].lack is NoFigureReason.NOT_SPLIT
                },
            )
            for name, at in zip(column_labels, columns, strict=True)
        ),
        unit=shown_measures[0].unit,
        source=_build_source(answer),
        plain=True,
    )


def _shorten_labels(label_lists: Sequence[Sequence[str]]) -> list[str]:
    """Shortens labels to what differs; what all share is in the title."""
    differing = [at for at, level_labels in enumerate(zip(*label_lists, strict=True)) if len(set(level_labels)) > 1]
    return [" · ".join(labels[at] for at in differing or range(len(labels))) for labels in label_lists]


def _build_title(answer: PivotAnswer) -> str:
    names = [measure.name for measure in answer.pivot.measures.values()]
    subject = names[0] if len(names) == 1 else _("%(n)s chỉ tiêu") % {"n": len(names)}
    return f"{subject}, {answer.area.name}"


def _build_source(answer: PivotAnswer) -> str:
    source = _("Tổng hợp từ báo cáo đã duyệt")
    return f"{source}, {name_basis(answer.question.basis)}" if answer.catalogue.has_changed_units else source


def list_notes(answer: PivotAnswer) -> list[str]:
    """Builds «Xã A: không tách được, …» for each unit that cannot be drawn over today's units."""
    return [
        _("%(unit)s: không tách được, %(reason)s.")
        % {"unit": name_unit_of_then(unit, clock.today()), "reason": explain_obstacle(obstacle)}
        for unit, obstacle in answer.placement.obstacles
    ]


def _get_chart_value(fact: Fact, measure: Measure) -> Value:
    if fact.lack is not None:
        return Gap.NOT_APPLICABLE if fact.lack.value in ("not_applicable", "not_asked") else Gap.NOT_REPORTED
    number = measure.get_level(fact)
    if number is None:
        return Gap.NOT_REPORTED
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP) if measure.is_share else number


def _get_measure(answer: PivotAnswer, row: Heading, column: Heading) -> Measure:
    coordinate = dict((*row, *column))
    member = coordinate.get(Dimension.MEASURE) or answer.pivot.members[Dimension.MEASURE][0]
    return answer.pivot.measures[member.key]


def build_titles(answer: PivotAnswer) -> list[str]:
    names = {
        Dimension.PROGRAMME: _("Chương trình"),
        Dimension.MEASURE: _("Chỉ tiêu"),
        Dimension.OPTION: _("Phân tổ"),
        Dimension.PLACE: _("Đơn vị"),
        Dimension.PERIOD: _("Kỳ"),
    }
    if answer.catalogue.has_changed_units:
        names[Dimension.PLACE] = _("Đơn vị, %(basis)s") % {"basis": name_basis(answer.question.basis)}
    return [names[dimension] for dimension in answer.question.rows] or [""]


def _get_sheet_value(answer: PivotAnswer, row: Heading, at: int, fact: Fact) -> int | str:
    """Returns whole numbers as int, shares and decimals as officials write them."""
    measure = _get_measure(answer, row, answer.columns[at])
    if (
        fact.lack is None
        and not (measure.is_share or measure.is_change)
        and fact.part is not None
        and not isinstance(fact.part, DayNumber)
        and fact.part == fact.part.to_integral_value()
    ):
        return int(format_plain(fact.part))
    return format_fact(fact, measure)
