"""A chart as a Vega-Lite specification. A gap is a dashed place with its word, never a bar of no height."""

import textwrap
from typing import Any

from sokehoach.adapters.charts.look import DASHES, EDGE, INK, PLAIN, QUIET, RULE, SERIES, SHEET, Face
from sokehoach.domain.charts import Chart, Kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import show

Spec = dict[str, Any]

HEIGHT = 200  # of the plane of columns and lines
_LETTER = 7.0  # px of a letter of 12 px, on the wide side
_MOST_NUMBERS = 26  # above that many the numbers over the columns would touch


def specification(chart: Chart, *, width: int, face: Face) -> Spec:
    """`width` of the whole picture in px. The title and the notes stand outside: pages and documents set them."""
    lying = chart.kind is Kind.BAR
    shown = [index for index, one in enumerate(chart.series) if not one.beside]
    plane: Spec = {
        "data": {"values": _values(chart)},
        "layer": [*_marks(chart, width), *_words(chart), *_gaps(chart), *_beside(chart)],
        "width": width,
        "height": HEIGHT,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": 2,
        "config": _config(face),
    }
    if lying:
        # The height follows the bars, which `fit` would undo; the plane is then as wide as the names leave it.
        plane["width"] = width - _name_width(chart) - 64
        rows = max((_wrapped(chart, label).count("\n") + 1 for label in chart.labels), default=1)
        plane["height"] = len(chart.labels) * max(14 * rows + 10, 14 * len(shown) + 10)
        plane["autosize"] = {"type": "pad", "contains": "padding"}
    return plane | {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "background": None}


def _values(chart: Chart) -> list[Spec]:
    return [
        {
            "label": _wrapped(chart, label),
            "series": one.name,
            "beside": one.beside,
            "value": None if isinstance(value := one.values[index], Gap) else float(value),
            "words": show(value),
        }
        for one in chart.series
        for index, label in enumerate(chart.labels)
    ]


def _marks(chart: Chart, width: int) -> list[Spec]:
    known = {"filter": "!datum.beside"}
    colour = _colour(chart)
    if chart.kind is Kind.LINE:
        line = {"type": "line", "strokeWidth": 2, "point": {"filled": True, "size": 36}, "invalid": None}
        dash = {"field": "series", "type": "nominal", "legend": None, "scale": _scale(chart, DASHES)}
        along = _along(chart, width)
        return [
            {
                "transform": [known],
                "mark": line | {"invalid": "break-paths-filter-domains"},
                "encoding": along | colour | {"strokeDash": dash},
            }
        ]
    return [
        {
            "transform": [known, {"filter": "isValid(datum.value)"}],
            "mark": {"type": "bar"},
            "encoding": _along(chart, width) | _offset(chart) | colour,
        }
    ]


def _along(chart: Chart, width: int) -> Spec:
    """The two axes: labels in their order, and numbers from zero."""
    whole = all(isinstance(value, Gap) or value == int(value) for one in chart.series for value in one.values)
    labels: Spec = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "scale": {
            "domain": [_wrapped(chart, label) for label in chart.labels],
            "paddingInner": _air(chart, width),
        },
        "axis": {
            "title": None,
            "labelAngle": _angle(chart, width),
            "labelLimit": 0,
            "labelExpr": "split(datum.label, '\\n')",
        },
    }
    numbers: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": True, "nice": True, **({} if _has_number(chart) else {"domain": [0, 1]})},
        "axis": {"title": chart.unit, "tickCount": 4, "format": ",d" if whole else ",~f"}
        | ({"tickMinStep": 1} if whole else {}),
    }
    if not _has_number(chart):
        numbers["axis"] |= {"values": [0]}
    return {"y": labels, "x": numbers} if chart.kind is Kind.BAR else {"x": labels, "y": numbers}


def _air(chart: Chart, width: int) -> float:
    """Between two labels, in parts of their distance: few columns do not grow into blocks."""
    if chart.kind is Kind.BAR:
        return 0.3
    columns = max(sum(not one.beside for one in chart.series), 1)
    return max(0.3, 1 - 56 * columns * len(chart.labels) / width)


def _offset(chart: Chart) -> Spec:
    names = [one.name for one in chart.series if not one.beside]
    if len(names) < 2 or chart.kind is Kind.LINE:
        return {}
    channel = "yOffset" if chart.kind is Kind.BAR else "xOffset"
    return {channel: {"field": "series", "sort": None, "scale": {"domain": names}}}


def _colour(chart: Chart) -> Spec:
    several = sum(not one.beside for one in chart.series) > 1
    legend = {"orient": "top", "title": None, "symbolType": "square", "columns": 2} if several else None
    if several and chart.kind is Kind.LINE:
        legend = {"orient": "top", "title": None, "symbolType": "stroke", "columns": 2}
    return {
        "color": {
            "field": "series",
            "type": "nominal",
            "sort": None,
            "legend": legend,
            "scale": _scale(chart, PLAIN if chart.plain else SERIES),
        }
    }


def _scale(chart: Chart, out: tuple[Any, ...]) -> Spec:
    names = [one.name for one in chart.series if not one.beside]
    return {"domain": names, "range": [out[index % len(out)] for index in range(len(names))]}


def _words(chart: Chart) -> list[Spec]:
    """The numbers themselves, where there is room."""
    if len(chart.labels) * len(chart.series) > _MOST_NUMBERS or (
        chart.kind is Kind.LINE and len(chart.series) > 1
    ):
        return []
    lying = chart.kind is Kind.BAR
    placed = {"align": "left", "dx": 4, "baseline": "middle"} if lying else {"dy": -6, "baseline": "bottom"}
    return [
        {
            "transform": [{"filter": "!datum.beside && isValid(datum.value)"}],
            "mark": {"type": "text", "fontWeight": 600, "color": INK} | placed,
            "encoding": _places(chart, "value") | _offset(chart) | {"text": {"field": "words"}},
        }
    ]


def _gaps(chart: Chart) -> list[Spec]:
    """A word on a plate at the foot, lying along the place where the bar would stand."""
    gap = {"filter": "!isValid(datum.value)"}
    if not any(isinstance(value, Gap) for one in chart.series for value in one.values):
        return []
    lying = chart.kind is Kind.BAR
    foot = {"value": 0} if lying else {"value": "height"}
    channels = _places(chart, "") | ({"x": foot} if lying else {"y": foot}) | _offset(chart)
    turned = {"align": "left", "dx": 4, "baseline": "middle"} | ({} if lying else {"angle": 270})
    return [
        {"transform": [gap], "mark": {"type": "tick", "color": EDGE, "thickness": 1, "strokeDash": [3, 2],
         "orient": "vertical" if lying else "horizontal", "bandSize": 18}, "encoding": channels},
        {"transform": [gap], "mark": {"type": "text", "color": QUIET, "fontStyle": "italic", "fontSize": 11} | turned,
         "encoding": channels | {"text": {"field": "words"}}},
    ]  # fmt: skip


def _beside(chart: Chart) -> list[Spec]:
    """Comparisons: a stroke across, with a light rim so that it is seen on a bar as well."""
    if not any(one.beside for one in chart.series):
        return []
    orient = "vertical" if chart.kind is Kind.BAR else "horizontal"
    kept = {"filter": "datum.beside && isValid(datum.value)"}
    return [
        {
            "transform": [kept],
            "mark": {
                "type": "tick",
                "orient": orient,
                "bandSize": 34,
                "thickness": thickness,
                "color": colour,
            },
            "encoding": _places(chart, "value"),
        }
        for thickness, colour in ((5, SHEET), (2, INK))
    ]


def _places(chart: Chart, number: str) -> Spec:
    """The same two channels without axes of their own: a layer takes those of the first."""
    labels = {"field": "label", "type": "nominal", "sort": None}
    numbers = {"field": number, "type": "quantitative"}
    return {"y": labels, "x": numbers} if chart.kind is Kind.BAR else {"x": labels, "y": numbers}


def _has_number(chart: Chart) -> bool:
    return any(not isinstance(value, Gap) and value for one in chart.series for value in one.values)


def _wrapped(chart: Chart, label: str) -> str:
    return "\n".join(textwrap.wrap(label, 28 if chart.kind is Kind.BAR else 12)) or " "


def _angle(chart: Chart, width: int) -> int:
    if chart.kind is Kind.BAR:
        return 0
    longest = max(
        (len(line) for label in chart.labels for line in _wrapped(chart, label).split("\n")), default=1
    )
    return 0 if longest * _LETTER <= (width - 60) / max(len(chart.labels), 1) else -45


def _name_width(chart: Chart) -> int:
    longest = max(
        (len(line) for label in chart.labels for line in _wrapped(chart, label).split("\n")), default=1
    )
    return int(longest * _LETTER)


def _config(face: Face) -> Spec:
    words = {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "labelColor": INK,
        "titleColor": QUIET,
    }
    return {
        "font": face.families,
        "axis": words | {"grid": False, "ticks": False, "domainColor": INK, "labelPadding": 6},
        "axisQuantitative": {"grid": True, "gridColor": RULE, "domain": False, "titleAnchor": "end"},
        "legend": {"labelFontSize": 12, "labelColor": INK, "labelLimit": 0},
        "text": {"fontSize": 12, "font": face.families},
        "view": {"stroke": None},
    }
