"""Renders charts and maps for pages and documents of this deployment."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from sokehoach.adapters.writers.charts import Face, render_png, render_svg
from sokehoach.adapters.writers.charts.rendering import NARROW, WIDE
from sokehoach.apps.shell.dates import is_english
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.charts import Chart, MissingReason, PlaceMap
from sokehoach.domain.notation import Notation
from sokehoach.domain.values.gap import Gap


def build_svg(chart: Chart | PlaceMap, width: int = WIDE) -> SafeString:
    """Renders the SVG with `adapters.writers.charts`, which escapes all text."""
    drawn = translate_chart(chart) if isinstance(chart, Chart) else _translate_map(chart)
    return mark_safe(render_svg(drawn, width=width, cache_folder=settings.CHARTS))  # noqa: S308


def translate_chart(chart: Chart) -> Chart:
    """The chart in the language of the page. Names stay as they are where two of them are the same in it."""
    names = [translate(series.name) for series in chart.series]
    if len(set(names)) < len(names):
        names = [series.name for series in chart.series]
    return replace(
        chart,
        title=translate(chart.title),
        labels=tuple(map(translate, chart.labels)),
        unit=translate(chart.unit),
        notes=tuple(map(translate, chart.notes)),
        source=translate(chart.source),
        notation=Notation.ENGLISH if is_english() else Notation.VIETNAMESE,
        series=tuple(
            replace(
                series,
                name=name,
                gap_words={
                    index: translate(series.gap_words.get(index) or value.label_vi)
                    for index, value in enumerate(series.values)
                    if isinstance(value, Gap)
                },
            )
            for series, name in zip(chart.series, names, strict=True)
        ),
    )


def _translate_map(place_map: PlaceMap) -> PlaceMap:
    """The map in the language of the page: places without a number say why in it."""
    return replace(
        place_map,
        title=translate(place_map.title),
        notes=tuple(map(translate, place_map.notes)),
        source=translate(place_map.source),
        places=tuple(
            replace(place, reason_words=translate(place.shade.label_vi))
            if isinstance(place.shade, MissingReason)
            else place
            for place in place_map.places
        ),
        elsewhere_words=translate(place_map.elsewhere_words),
    )


def build_png(chart: Chart | PlaceMap, width: int = 1680, *, face: Face = Face.PAPER, framed: bool = False) -> bytes:
    """Renders a PNG for a document; with `framed` (title, notes, source) for use on its own."""
    return render_png(chart, width, face=face, framed=framed, cache_folder=settings.CHARTS)


def build_chart_context(chart: Chart | PlaceMap, compact: bool = False) -> dict[str, Any]:
    """Builds the context of `{% chart %}`: the SVG at two widths, and a table. `compact`: for a row of small charts."""
    widths = (NARROW, NARROW) if compact else (WIDE, NARROW)
    return {
        "chart": chart,
        "compact": compact,
        "header": chart.header if isinstance(chart, Chart) else (chart.title,),
        "unit": chart.unit if isinstance(chart, Chart) else "",
        "wide": build_svg(chart, widths[0]),
        "narrow": "" if compact else build_svg(chart, widths[1]),
    }
