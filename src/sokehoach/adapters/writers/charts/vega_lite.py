"""Build a chart's Vega-Lite specification. A gap is a dashed mark with its word, never a bar of zero height."""

import textwrap
from typing import Any

from sokehoach.adapters.writers.charts.look import DASHES, EDGE, INK, PLAIN, QUIET, RULE, SERIES, SHEET, Face
from sokehoach.domain.charts import Chart, ChartKind
from sokehoach.domain.notation import show_in
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_value

Spec = dict[str, Any]

HEIGHT = 200  # px of the plot of columns and lines
_LETTER = 7.0  # px per letter at 12 px, rather too wide
_MAX_NUMBERS = 26  # more numbers than these over the columns would touch


def build_specification(chart: Chart, *, width: int, face: Face) -> Spec:
    """Build the specification; `width` is that of the whole picture in px. Pages and documents set title and notes."""
    is_horizontal = chart.kind is ChartKind.BAR
    visible = [index for index, series in enumerate(chart.series) if not series.is_comparison]
    plane: Spec = {
        "data": {"values": _build_values(chart)},
        "layer": [
            *_build_marks(chart, width),
            *_build_value_labels(chart),
            *_build_gap_marks(chart),
            *_build_comparison_marks(chart),
        ],
        "width": width,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 2,
        "config": _build_config(face),
    }
    if is_horizontal:
        # The height follows the number of bars, which `fit` would override; the plot gets the width that the labels
        # leave.
        plane["width"] = width - _compute_name_width(chart) - 64
        rows = max((_wrap_label(chart, label).count("\n") + 1 for label in chart.labels), default=1)
        plane["height"] = len(chart.labels) * max(14 * rows + 10, 14 * len(visible) + 10)
        plane["autosize"] = {"type": "pad", "contains": "padding"}
    return plane | {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "background": None}


def _build_values(chart: Chart) -> list[Spec]:
    return [
        {
            "label": _wrap_label(chart, label),
            "series": series.name,
            "beside": series.is_comparison,
            "value": None if isinstance(value := series.values[index], Gap) else float(value),
            "words": series.gap_words.get(index) or show_in(chart.notation, format_value(value)),
        }
        for series in chart.series
        for index, label in enumerate(chart.labels)
    ]


def _build_marks(chart: Chart, width: int) -> list[Spec]:
    main_series = {"filter": "!datum.beside"}
    colour = _build_colour(chart)
    if chart.kind is ChartKind.LINE:
        line = {"type": "line", "strokeWidth": 2, "point": {"filled": True, "size": 36}, "invalid": None}
        dash = {"field": "series", "type": "nominal", "legend": None, "scale": _build_scale(chart, DASHES)}
        axes = _build_axes(chart, width)
        return [
            {
                "transform": [main_series],
                "mark": line | {"invalid": "break-paths-filter-domains"},
                "encoding": axes | colour | {"strokeDash": dash},
            }
        ]
    return [
        {
            "transform": [main_series, {"filter": "isValid(datum.value)"}],
            "mark": {"type": "bar"},
            "encoding": _build_axes(chart, width) | _build_offset(chart) | colour,
        }
    ]


def _build_axes(chart: Chart, width: int) -> Spec:
    """Return the two axes: labels in the given order, and numbers from zero."""
    has_integers = all(
        isinstance(value, Gap) or value == int(value) for series in chart.series for value in series.values
    )
    labels: Spec = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "scale": {
            "domain": [_wrap_label(chart, label) for label in chart.labels],
            "paddingInner": _compute_padding(chart, width),
        },
        "axis": {
            "title": None,
            "labelAngle": _compute_label_angle(chart, width),
            "labelLimit": 0,
            "labelExpr": "split(datum.label, '\\n')",
        },
    }
    numbers: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True, **({} if _has_number(chart) else {"domain": [0, 1]})},
        "axis": {"title": chart.unit, "tickCount": 4, "format": ",d" if has_integers else ",~f"}
        | ({"tickMinStep": 1} if has_integers else {}),
    }
    if not _has_number(chart):
        numbers["axis"] |= {"values": [0]}
    return {"y": labels, "x": numbers} if chart.kind is ChartKind.BAR else {"x": labels, "y": numbers}


def _compute_padding(chart: Chart, width: int) -> float:
    """Return the gap between two labels as a share of their distance: a few columns do not grow into blocks."""
    if chart.kind is ChartKind.BAR:
        return 0.3
    columns = max(sum(not series.is_comparison for series in chart.series), 1)
    return max(0.3, 1 - 56 * columns * len(chart.labels) / width)


def _build_offset(chart: Chart) -> Spec:
    names = [series.name for series in chart.series if not series.is_comparison]
    if len(names) < 2 or chart.kind is ChartKind.LINE:
        return {}
    channel = "yOffset" if chart.kind is ChartKind.BAR else "xOffset"
    return {channel: {"field": "series", "sort": None, "scale": {"domain": names}}}


def _build_colour(chart: Chart) -> Spec:
    has_several = sum(not series.is_comparison for series in chart.series) > 1
    legend = {"orient": "top", "title": None, "symbolType": "square", "columns": 2} if has_several else None
    if has_several and chart.kind is ChartKind.LINE:
        legend = {"orient": "top", "title": None, "symbolType": "stroke", "columns": 2}
    return {
        "color": {
            "field": "series",
            "type": "nominal",
            "sort": None,
            "legend": legend,
            "scale": _build_scale(chart, PLAIN if chart.plain else SERIES),
        }
    }


def _build_scale(chart: Chart, output_range: tuple[Any, ...]) -> Spec:
    names = [series.name for series in chart.series if not series.is_comparison]
    return {
        "domain": names,
        "range": [output_range[index % len(output_range)] for index in range(len(names))],
    }


def _build_value_labels(chart: Chart) -> list[Spec]:
    """Draw the numbers beside the marks, where there is room."""
    if len(chart.labels) * len(chart.series) > _MAX_NUMBERS or (chart.kind is ChartKind.LINE and len(chart.series) > 1):
        return []
    is_horizontal = chart.kind is ChartKind.BAR
    anchor = {"align": "left", "dx": 4, "baseline": "middle"} if is_horizontal else {"dy": -6, "baseline": "bottom"}
    return [
        {
            "transform": [{"filter": "!datum.beside && isValid(datum.value)"}],
            "mark": {"type": "text", "fontWeight": 600, "color": INK} | anchor,
            "encoding": _build_positions(chart, "value") | _build_offset(chart) | {"text": {"field": "words"}},
        }
    ]


def _build_gap_marks(chart: Chart) -> list[Spec]:
    """Draw each gap's word at the base line, along the place where the bar would be."""
    gap = {"filter": "!isValid(datum.value)"}
    if not any(isinstance(value, Gap) for series in chart.series for value in series.values):
        return []
    is_horizontal = chart.kind is ChartKind.BAR
    foot = {"value": 0} if is_horizontal else {"value": "height"}
    channels = _build_positions(chart, "") | ({"x": foot} if is_horizontal else {"y": foot}) | _build_offset(chart)
    anchor = {"align": "left", "dx": 4, "baseline": "middle"} | ({} if is_horizontal else {"angle": 270})
    return [
        {"transform": [gap], "mark": {"type": "tick", "color": EDGE, "thickness": 1, "strokeDash": [3, 2],
         "orient": "vertical" if is_horizontal else "horizontal", "bandSize": 18}, "encoding": channels},
        {"transform": [gap], "mark": {"type": "text", "color": QUIET, "fontStyle": "italic", "fontSize": 11} | anchor,
         "encoding": channels | {"text": {"field": "words"}}},
    ]  # fmt: skip


def _build_comparison_marks(chart: Chart) -> list[Spec]:
    """Draw comparison series as a stroke across, with a light outline that shows on a bar as well."""
    if not any(series.is_comparison for series in chart.series):
        return []
    orient = "vertical" if chart.kind is ChartKind.BAR else "horizontal"
    condition = {"filter": "datum.beside && isValid(datum.value)"}
    return [
        {
            "transform": [condition],
            "mark": {
                "type": "tick",
                "orient": orient,
                "bandSize": 34,
                "thickness": thickness,
                "color": colour,
            },
            "encoding": _build_positions(chart, "value"),
        }
        for thickness, colour in ((5, SHEET), (2, INK))
    ]


def _build_positions(chart: Chart, number: str) -> Spec:
    """Return both position channels without axes: a layer uses the axes of the first."""
    labels = {"field": "label", "type": "nominal", "sort": None}
    numbers = {"field": number, "type": "quantitative"}
    return {"y": labels, "x": numbers} if chart.kind is ChartKind.BAR else {"x": labels, "y": numbers}


def _has_number(chart: Chart) -> bool:
    return any(not isinstance(value, Gap) and value for series in chart.series for value in series.values)


def _wrap_label(chart: Chart, label: str) -> str:
    return "\n".join(textwrap.wrap(label, 28 if chart.kind is ChartKind.BAR else 12)) or " "


def _compute_label_angle(chart: Chart, width: int) -> int:
    if chart.kind is ChartKind.BAR:
        return 0
    longest = max((len(line) for label in chart.labels for line in _wrap_label(chart, label).split("\n")), default=1)
    return 0 if longest * _LETTER <= (width - 60) / max(len(chart.labels), 1) else -45


def _compute_name_width(chart: Chart) -> int:
    longest = max((len(line) for label in chart.labels for line in _wrap_label(chart, label).split("\n")), default=1)
    return int(longest * _LETTER)


def _build_config(face: Face) -> Spec:
    axis_text = {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "labelColor": INK,
        "titleColor": QUIET,
    }
    return {
        "font": face.families,
        "axis": axis_text | {"grid": False, "ticks": False, "domainColor": INK, "labelPadding": 6},
        "axisQuantitative": {"grid": True, "gridColor": RULE, "domain": False, "titleAnchor": "end"},
        "legend": {"labelFontSize": 12, "labelColor": INK, "labelLimit": 0},
        "text": {"fontSize": 12, "font": face.families},
        "view": {"stroke": None},
    }
