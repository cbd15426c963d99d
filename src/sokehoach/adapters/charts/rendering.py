"""From a chart or a map to SVG and PNG."""

from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from sokehoach.adapters.charts import lite, maps
from sokehoach.adapters.charts.kept import kept as keep
from sokehoach.adapters.charts.letters import lines
from sokehoach.adapters.charts.look import INK, NUMBERS, QUIET, Face
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.charts import Chart, Kind, PlaceMap

FONTS = (Path(__file__).parent / "fonts", Path(__file__).parents[1] / "pdf" / "fonts")  # tools/typefaces.py
WIDE, NARROW = 560, 320  # px: a column of a page or the text of a sheet; a telephone
_LINE = 17


@slow_work
def render_svg(
    chart: Chart | PlaceMap, *, width: int = WIDE, face: Face = Face.SCREEN, kept: Path | None = None
) -> str:
    """One <svg> element `width` px wide, without its title: it stands in the page, beside a table of the same.

    `kept`: a folder in which drawings wait for their next reader. It holds no names but digests.
    """
    return keep(kept, chart, f"svg {width} {face}", lambda: _svg(chart, width, face).encode()).decode()


@slow_work
def render_png(
    chart: Chart | PlaceMap,
    width: int,
    *,
    face: Face = Face.PAPER,
    framed: bool = False,
    kept: Path | None = None,
) -> bytes:
    """`width` in pixels; the letters grow with it, as if a picture of 560 px were enlarged.

    `framed`: with title, notes and source, for a picture that travels alone.
    """

    def draw() -> bytes:
        svg = _svg(chart, WIDE, face)
        if framed:
            svg = _framed(svg, chart, face)
        _fonts()
        import vl_convert

        return vl_convert.svg_to_png(_on_white(svg), scale=width / WIDE)

    return keep(kept, chart, f"png {width} {face} {framed}", draw)


def warm() -> None:
    """Load the engine, which takes half a second the first time in each process."""
    _svg(Chart("", Kind.COLUMN, ("",), (), ""), WIDE, Face.SCREEN)


def _svg(chart: Chart | PlaceMap, width: int, face: Face) -> str:
    if isinstance(chart, PlaceMap):
        return maps.draw(chart, width=width, face=face)
    _fonts()
    import vl_convert

    specification = lite.specification(chart, width=width, face=face)
    # The data stand in the specification: nothing is fetched, from the net or from the disk.
    drawn: str = vl_convert.vegalite_to_svg(
        specification, vl_version="6.4", format_locale=NUMBERS, allowed_base_urls=[]
    )
    return drawn


@cache
def _fonts() -> None:
    import vl_convert

    for folder in FONTS:
        if folder.is_dir():
            vl_convert.register_font_directory(str(folder))


def _on_white(svg: str) -> str:
    head, rest = svg.split(">", 1)
    return f'{head}><rect width="100%" height="100%" fill="#fff"/>{rest}'


def _framed(svg: str, chart: Chart | PlaceMap, face: Face) -> str:
    """Title above; notes and source below."""
    width, height = _size(svg)
    above = lines(chart.title, width, 13)
    below = [line for text in (*chart.notes, chart.source) if text for line in lines(text, width, 11)]
    top, whole = _LINE * len(above) + 10, _LINE * (len(above) + len(below)) + height + 24
    rows = [(line, 8 + _LINE * (n + 0.6), INK, 600) for n, line in enumerate(above)]
    rows += [(line, top + height + 8 + _LINE * (n + 0.6), QUIET, 400) for n, line in enumerate(below)]
    words = "".join(
        f'<text x="4" y="{y:.1f}" font-family="{face.families}" font-size="{13 if weight == 600 else 11}"'
        f' font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for line, y, colour, weight in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}" viewBox="0 0 {width} {whole}">'
        f'{words}<svg y="{top}" {svg.split("<svg ", 1)[1]}</svg>'
    )


def _size(svg: str) -> tuple[int, int]:
    box = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return round(float(box[2])), round(float(box[3]))
