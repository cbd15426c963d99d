"""Draws an answer as a chart, or as several small ones where one would hold too much."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.analysis.pages.derived_columns import Row
from sokehoach.apps.analysis.pages.tables import build_labels
from sokehoach.apps.orgunits.queries.succession import name_basis
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason
from sokehoach.domain.analysis.pivot import TOTAL
from sokehoach.domain.charts import Chart, Series
from sokehoach.domain.charts import ChartKind as Drawn
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_MAX_LABELS = 40
_MAX_SERIES = 6  # in one chart
_MAX_BARS = 40  # in one chart of several series
_MAX_CHARTS = 12


def build_charts(answer: PivotAnswer, rows: Sequence[Row]) -> list[Chart]:
    """Builds one chart where one unit of measure, six columns and 40 bars fit it, else a small one for each part.

    Rows are labels, columns series. Parts are first the measures, then the columns; at most 12 of them. Nothing for
    days, for changes, whose bars would point both ways, and where labels are not unique. Totals are left out: their
    bars would dwarf the parts. A gap stays a gap.
    """
    shown_rows = [row for row in rows if TOTAL not in dict(row[1]).values()]
    columns = [at for at, column in enumerate(answer.columns) if TOTAL not in dict(column).values()]
    groups: dict[str, tuple[list[Row], list[int]]] = {}
    for row in shown_rows:
        for at in columns:
            group_rows, group_columns = groups.setdefault(_get_cell_measure(answer, row, at).uid, ([], []))
            if not group_rows or group_rows[-1] is not row:
                group_rows.append(row)
            if at not in group_columns:
                group_columns.append(at)
    single_chart = _build_chart(answer, shown_rows, columns)
    if single_chart is not None:
        return [single_chart]
    charts: list[Chart] = []
    for group_rows, group_columns in groups.values():
        group_chart = _build_chart(answer, group_rows, group_columns)
        parts = [group_chart] if group_chart else [_build_chart(answer, group_rows, [at]) for at in group_columns]
        charts += [chart for chart in parts if chart is not None]
    return charts[:_MAX_CHARTS]


def _get_cell_measure(answer: PivotAnswer, row: Row, at: int) -> Measure:
    return answer.get_measure(row[1], answer.columns[at])


def _build_chart(answer: PivotAnswer, rows: Sequence[Row], columns: Sequence[int]) -> Chart | None:
    """Builds a chart of these rows and columns; None where they do not fit one."""
    shown_rows = rows[:_MAX_LABELS]
    cells = [(_get_cell_measure(answer, row, at), row[2][at]) for row in shown_rows for at in columns]
    if any(measure.is_change or isinstance(fact.part, DayNumber) for measure, fact in cells):
        return None
    has_too_much = len(columns) > _MAX_SERIES or (len(columns) > 1 and len(cells) > _MAX_BARS)
    if len({measure.unit for measure, _fact in cells}) != 1 or has_too_much:
        return None
    column_labels = _shorten_labels([build_labels(answer, answer.columns[at]) for at in columns])
    row_labels = _shorten_labels([build_labels(answer, row[1]) for row in shown_rows])
    if len(set(row_labels)) < len(row_labels) or len(set(column_labels)) < len(column_labels):
        return None
    return Chart(
        title=_build_title(answer, cells, [build_labels(answer, answer.columns[at]) for at in columns]),
        kind=Drawn.BAR,
        labels=tuple(row_labels),
        series=tuple(
            _build_series(answer, name, shown_rows, at) for name, at in zip(column_labels, columns, strict=True)
        ),
        unit=translate(cells[0][0].unit),
        source=_build_source(answer),
        plain=True,
    )


def _build_series(answer: PivotAnswer, name: str, rows: Sequence[Row], at: int) -> Series:
    return Series(
        name,
        tuple(_get_chart_value(row[2][at], _get_cell_measure(answer, row, at)) for row in rows),
        gap_words={
            index: _(row[2][at].why) for index, row in enumerate(rows) if row[2][at].lack is NoFigureReason.NOT_SPLIT
        },
    )


def _shorten_labels(label_lists: Sequence[Sequence[str]]) -> list[str]:
    """Shortens labels to what differs; what all share is in the title."""
    differing = [at for at, level_labels in enumerate(zip(*label_lists, strict=True)) if len(set(level_labels)) > 1]
    return [" · ".join(labels[at] for at in differing or range(len(labels))) for labels in label_lists]


def _build_title(
    answer: PivotAnswer, cells: Sequence[tuple[Measure, Fact]], column_labels: Sequence[Sequence[str]]
) -> str:
    """«Cuộc tuyên truyền, <địa bàn>»; of a part that is one column, with its label."""
    names = list(dict.fromkeys(translate(measure.name) for measure, _fact in cells))
    n = len(names)
    subject = names[0] if n == 1 else ngettext("%(n)s chỉ tiêu", "%(n)s chỉ tiêu", n) % {"n": n}
    labels = [label for label in column_labels[0] if subject not in label] if len(column_labels) == 1 else []
    if len(answer.columns) > 1:
        subject = ", ".join((subject, *labels))
    return f"{subject}, {answer.area.name}"


def _build_source(answer: PivotAnswer) -> str:
    source = _("Tổng hợp từ báo cáo đã duyệt")
    return f"{source}, {name_basis(answer.question.basis)}" if answer.catalogue.has_changed_units else source


def _get_chart_value(fact: Fact, measure: Measure) -> Value:
    if fact.lack is not None:
        return Gap.NOT_APPLICABLE if fact.lack.value in ("not_applicable", "not_asked") else Gap.NOT_REPORTED
    number = measure.get_level(fact)
    if number is None:
        return Gap.NOT_REPORTED
    return number.quantize(Decimal("0.1"), ROUND_HALF_UP) if measure.is_share else number


def list_thumbnail_values(charts: Sequence[Chart]) -> tuple[Value, ...]:
    """Of the first chart the column with the largest sum; of a single row its columns, as of one figure over the
    periods. Nothing without a chart.
    """
    if not charts:
        return ()
    chart = charts[0]
    if len(chart.labels) == 1:
        return tuple(series.values[0] for series in chart.series)
    sums = [sum((value for value in series.values if isinstance(value, Decimal)), Decimal()) for series in chart.series]
    return chart.series[sums.index(max(sums))].values
