"""Charts and maps as pages and documents of this deployment show them."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from sokehoach.adapters.charts import Face, render_png, render_svg
from sokehoach.adapters.charts.rendering import NARROW, WIDE
from sokehoach.domain.charts import Chart, PlaceMap


def build_svg(chart: Chart | PlaceMap, width: int = WIDE) -> SafeString:
    """Drawn by `adapters.charts`, which escapes every word."""
    return mark_safe(render_svg(chart, width=width, cache_folder=settings.CHARTS))  # noqa: S308


def build_png(
    chart: Chart | PlaceMap, width: int = 1680, *, face: Face = Face.PAPER, framed: bool = False
) -> bytes:
    """For a document, or with `framed` (title, notes, source) for a picture that travels alone."""
    return render_png(chart, width, face=face, framed=framed, cache_folder=settings.CHARTS)


def build_chart_context(chart: Chart | PlaceMap, compact: bool = False) -> dict[str, Any]:
    """What `{% chart %}` puts on the page: drawn at two widths, and as a table. `compact`: one of a row."""
    widths = (NARROW, NARROW) if compact else (WIDE, NARROW)
    return {
        "chart": chart,
        "compact": compact,
        "header": chart.header if isinstance(chart, Chart) else (chart.title,),
        "unit": chart.unit if isinstance(chart, Chart) else "",
        "wide": build_svg(chart, widths[0]),
        "narrow": "" if compact else build_svg(chart, widths[1]),
    }
