"""Render a chart or a map as SVG and PNG."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.charts import maps, vega_lite
from sokehoach.adapters.writers.charts.drawing_cache import get_or_draw
from sokehoach.adapters.writers.charts.look import INK, NUMBERS, QUIET, Face, wrap_lines
from sokehoach.domain.charts import Chart, ChartKind, PlaceMap

FONTS = (Path(__file__).parent / "fonts", Path(__file__).parents[1] / "pdf" / "fonts")  # tools/typefaces.py
WIDE, NARROW = 560, 320  # px: a column of a page or the text width of a document; a telephone
_LINE = 17


@slow_work
def render_svg(
    chart: Chart | PlaceMap, *, width: int = WIDE, face: Face = Face.SCREEN, cache_folder: Path | None = None
) -> str:
    """Return one <svg> element `width` px wide, without title: the page shows it beside a table of the same
    figures.

    `cache_folder` is a folder of cached drawings. Its file names are digests.
    """
    return get_or_draw(
        cache_folder, chart, f"svg {width} {face}", lambda: _build_svg(chart, width, face).encode()
    ).decode()


@slow_work
def render_png(
    chart: Chart | PlaceMap,
    width: int,
    *,
    face: Face = Face.PAPER,
    framed: bool = False,
    cache_folder: Path | None = None,
) -> bytes:
    """Return a PNG `width` pixels wide; text scales with it, as if a picture of 560 px were enlarged.

    `framed` adds title, notes and source, for a picture used on its own.
    """

    def draw() -> bytes:
        svg = _build_svg(chart, WIDE, face)
        if framed:
            svg = _add_frame(svg, chart, face)
        _register_fonts()
        import vl_convert

        return vl_convert.svg_to_png(_on_white(svg), scale=width / WIDE)

    return get_or_draw(cache_folder, chart, f"png {width} {face} {framed}", draw)


def warm_engine() -> None:
    """Load the chart engine, which takes half a second the first time in each process."""
    _build_svg(Chart("", ChartKind.COLUMN, ("",), (), ""), WIDE, Face.SCREEN)


def _build_svg(chart: Chart | PlaceMap, width: int, face: Face) -> str:
    if isinstance(chart, PlaceMap):
        return maps.draw_map(chart, width=width, face=face)
    _register_fonts()
    import vl_convert

    specification = vega_lite.build_specification(chart, width=width, face=face)
    # The data are part of the specification: nothing is fetched from the network or the disk.
    svg: str = vl_convert.vegalite_to_svg(
        specification, vl_version="6.4", format_locale=NUMBERS[chart.notation], allowed_base_urls=[]
    )
    return svg


@cache
def _register_fonts() -> None:
    import vl_convert

    for folder in FONTS:
        if folder.is_dir():
            vl_convert.register_font_directory(str(folder))


def _on_white(svg: str) -> str:
    head, rest = svg.split(">", 1)
    return f'{head}><rect width="100%" height="100%" fill="#fff"/>{rest}'


def _add_frame(svg: str, chart: Chart | PlaceMap, face: Face) -> str:
    """Add the title above the drawing, and notes and source below it."""
    width, height = _read_size(svg)
    title_lines = wrap_lines(chart.title, width, 13)
    note_lines = [line for text in (*chart.notes, chart.source) if text for line in wrap_lines(text, width, 11)]
    top, total = _LINE * len(title_lines) + 10, _LINE * (len(title_lines) + len(note_lines)) + height + 24
    rows = [(line, 8 + _LINE * (n + 0.6), INK, 600) for n, line in enumerate(title_lines)]
    rows += [(line, top + height + 8 + _LINE * (n + 0.6), QUIET, 400) for n, line in enumerate(note_lines)]
    texts = "".join(
        f'<text x="4" y="{y:.1f}" font-family="{face.families}" font-size="{13 if weight == 600 else 11}"'
        f' font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for line, y, colour, weight in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{total}" viewBox="0 0 {width} {total}">'
        f'{texts}<svg y="{top}" {svg.split("<svg ", 1)[1]}</svg>'
    )


def _read_size(svg: str) -> tuple[int, int]:
    box = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return round(float(box[2])), round(float(box[3]))
