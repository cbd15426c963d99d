"""Draw a map of places as SVG, with squares or real boundaries. A place without a number is hatched or framed and
says why.
"""

import hashlib
import math
from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from sokehoach.adapters.writers.charts.look import (
    AMBER,
    AMBER_TINT,
    EDGE,
    HATCH,
    INK,
    LETTER_WIDTH,
    QUIET,
    SHADES,
    SHEET,
    TEAL,
    Face,
    wrap_lines,
)
from sokehoach.domain.charts import MapPlace, MissingReason, PlaceMap, Point, Ring

_GAP, _HEIGHT = 3, 46  # px between squares; height of a square
_SIZE, _SMALLEST = 12, 8
_LEGEND = 22
_MAX_NAMED_SHAPES = 40  # names on more shapes would overlap; only the table has them

type _SquareRow = tuple[str, int, int]  # a line, its weight, its size in px


def draw_map(map_: PlaceMap, *, width: int, face: Face) -> str:
    # Two maps on one page must not share the id of their hatching, nor the wide and the narrow one of the same
    # figure: a pattern in an SVG that is not displayed paints nothing.
    hatch = "h" + hashlib.sha256(repr((map_, width)).encode()).hexdigest()[:12]
    body, height = _draw_shapes(map_, width, hatch) if map_.shaped else _draw_squares(map_, width, hatch)
    legend, legend_height = _draw_legend(map_, width, height + 12, hatch)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + legend_height + 12:.0f}" '
        f'viewBox="0 0 {width} {height + legend_height + 12:.0f}" font-family="{face.families}" font-size="{_SIZE}">'
        f"<defs>{_draw_hatching(hatch, 1)}{_draw_hatching(hatch + 's', 10) if map_.shaped else ''}</defs>"
        f"{''.join(body)}{''.join(legend)}</svg>"
    )


def _draw_hatching(name: str, unit: int) -> str:
    """Return the hatching pattern. Shapes are drawn in tenths of a pixel and need `unit` 10."""
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({unit}) rotate(45)"><rect width="6" height="6" fill="{SHEET}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{HATCH}" stroke-width="2"/></pattern>'
    )


def _format_fill(shade: int | MissingReason, hatch: str, unit: int = 1) -> str:
    """Return the SVG attributes of a place's fill and frame: states differ by more than colour."""
    match shade:
        case MissingReason.NOT_REPORTED:
            dashes = f"{3 * unit} {2 * unit}"
            return f'fill="url(#{hatch})" stroke="{EDGE}" stroke-width="{unit}" stroke-dasharray="{dashes}"'
        case MissingReason.RETURNED:
            return f'fill="{AMBER_TINT}" stroke="{AMBER}" stroke-width="{2 * unit}"'
        case MissingReason.WAITING:
            return f'fill="{SHEET}" stroke="{TEAL}" stroke-width="{unit}"'
        case MissingReason.NOT_APPLICABLE:
            return f'fill="#f3eee3" stroke="{EDGE}" stroke-width="{unit}"'
    return f'fill="{SHADES[shade]}" stroke="{SHEET}" stroke-width="{unit}"'


def _text_colour(shade: int | MissingReason) -> str:
    return "#fff" if shade == 4 else INK


def _wrap_in_link(place: MapPlace, content: str) -> str:
    if not place.url:
        return f"<g>{content}</g>"
    return f"<a href={quoteattr(place.url)} aria-label={quoteattr(f'{place.name}: {place.label}')}>{content}</a>"


def _draw_squares(map_: PlaceMap, width: int, hatch: str) -> tuple[list[str], float]:
    located_places = [place for place in map_.places if place.row is not None and place.column is not None]
    if not located_places:
        return [], 0
    columns = max(place.column or 0 for place in located_places) + 1
    square_width = (width - _GAP * (columns - 1)) / columns
    square_height = _HEIGHT if square_width > 70 else _HEIGHT + 12
    squares = []
    for place in located_places:
        x, y = (place.column or 0) * (square_width + _GAP), (place.row or 0) * (square_height + _GAP)
        box = (
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{square_width - 2:.1f}" height="{square_height - 2}" rx="2" '
            f"{_format_fill(place.shade, hatch)}/>"
        )
        rows = _choose_square_rows(place, square_width - 6, square_height - 4)
        texts = "".join(_draw_square_text(place, rows, x + square_width / 2, y + square_height / 2, square_width - 6))
        squares.append(
            _wrap_in_link(place, box + (texts or f"<title>{escape(f'{place.name}: {place.label}')}</title>"))
        )
    height = (max(place.row or 0 for place in located_places) + 1) * (square_height + _GAP)
    return squares, height


def _choose_square_rows(place: MapPlace, max_width: float, max_height: float) -> list[_SquareRow]:
    """The lines of a square as large as fit: name and number, else the name without its reason, else the number.

    A reason is drawn as the ground, too, and named by the legend. No lines where nothing fits.
    """
    has_number = not isinstance(place.shade, MissingReason)
    for with_label in (True,) if has_number else (True, False):
        for smaller in range(_SIZE - _SMALLEST + 1):
            rows = _build_square_rows(place, max_width, smaller, with_label=with_label)
            if _can_hold_rows(rows, max_width, max_height):
                return rows
    numbers = [(place.label, 600, size) for size in range(_SIZE, _SMALLEST - 1, -1)] if has_number else []
    return next(([row] for row in numbers if _can_hold_rows([row], max_width, max_height)), [])


def _build_square_rows(place: MapPlace, max_width: float, smaller: int, *, with_label: bool) -> list[_SquareRow]:
    """`smaller`: by how many pixels than on a wide square."""
    size = (_SIZE if len(place.name) * _SIZE * LETTER_WIDTH <= max_width else _SIZE - 1) - smaller
    rows = [(line, 400, size) for line in wrap_lines(place.name, max_width, size)]
    if not with_label:
        return rows
    if isinstance(place.shade, MissingReason):
        return rows + [(line, 400, 11 - smaller) for line in wrap_lines(place.label, max_width, 11 - smaller)]
    return [*rows, (place.label, 600, 13 - smaller)]


def _can_hold_rows(rows: list[_SquareRow], max_width: float, max_height: float) -> bool:
    is_narrow = all(len(line) * size * LETTER_WIDTH <= max_width + 2 for line, _weight, size in rows)
    return is_narrow and sum(size + 3 for _line, _weight, size in rows) <= max_height


def _draw_square_text(
    place: MapPlace, rows: list[_SquareRow], middle: float, centre: float, max_width: float
) -> Iterator[str]:
    """Draw a square's lines in its middle; on hatching they get a plain background."""
    height = sum(size + 3 for _line, _weight, size in rows)
    y = centre - height / 2
    for line, weight, size in rows:
        y += size + 3
        if place.shade is MissingReason.NOT_REPORTED:
            half = min(len(line) * size * LETTER_WIDTH / 2 + 3, max_width / 2 + 2)
            yield (
                f'<rect x="{middle - half:.1f}" y="{y - size - 1:.1f}" width="{2 * half:.1f}" '
                f'height="{size + 4}" fill="{SHEET}"/>'
            )
        yield (
            f'<text x="{middle:.1f}" y="{y - 2:.1f}" text-anchor="middle" font-size="{size}" font-weight="{weight}" '
            f'fill="{_text_colour(place.shade)}">{escape(line)}</text>'
        )


def _draw_shapes(map_: PlaceMap, width: int, hatch: str) -> tuple[list[str], float]:
    """Draw real boundaries on a plane: degrees east are shrunk by the cosine of the middle latitude, enough for a
    district.
    """
    points = [point for place in map_.places for ring in place.rings or () for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    flat = math.cos(math.radians((south + north) / 2))
    scale = (width - 4) / max((east - west) * flat, (north - south) * 0.75, 1e-9)
    shift = (width - (east - west) * flat * scale) / 2

    def project(point: Point) -> tuple[int, int]:
        """Return x and y in tenths of a pixel."""
        return round(10 * ((point[0] - west) * flat * scale + shift)), round(10 * ((north - point[1]) * scale + 2))

    grounds, texts = [], []
    for place in map_.places:
        rings = place.rings or ()
        path = "".join(_format_path([project(point) for point in ring]) for ring in rings)
        shape = (
            f'<path transform="scale(.1)" d="{path}" fill-rule="evenodd" {_format_fill(place.shade, hatch + "s", 10)}/>'
        )
        grounds.append(_wrap_in_link(place, shape))
        x, y = _find_label_point([project(point) for point in max(rings, key=_compute_area)])
        if len(map_.places) <= _MAX_NAMED_SHAPES:
            texts += list(_draw_shape_text(place, x / 10, y / 10))
    return [*grounds, f'<g pointer-events="none">{"".join(texts)}</g>'], (north - south) * scale + 4


def _draw_shape_text(place: MapPlace, x: float, y: float) -> Iterator[str]:
    """Draw the name and number on a shape, outlined so that they are legible on any ground and over a border."""
    rim = SHADES[4] if place.shade == 4 else SHEET
    for text, dy, weight, size in ((place.name, -2, 400, 10), (place.label, 11, 600, 11)):
        yield (
            f'<text x="{x:.1f}" y="{y + dy:.1f}" text-anchor="middle" font-size="{size}" font-weight="{weight}" '
            f'fill="{_text_colour(place.shade)}" stroke="{rim}" stroke-width="3" stroke-linejoin="round" '
            f'paint-order="stroke">{escape(text)}</text>'
        )


def _format_path(points: list[tuple[int, int]]) -> str:
    """Return the SVG path with each point relative to the one before; steps of zero length are left out."""
    (x, y), *rest = points[:-1]
    steps = [f"M{x} {y}l"]
    for px, py in rest:
        if (px, py) != (x, y):
            steps.append(f"{px - x} {py - y} ")
            x, y = px, py
    return "".join(steps).rstrip() + "z"


def _compute_area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


def _find_label_point(points: list[tuple[int, int]]) -> tuple[float, float]:
    """Return the point for a shape's label: the middle of its widest horizontal section at several heights."""
    low, high = min(y for _x, y in points), max(y for _x, y in points)
    best = (0.0, float(points[0][0]), float(points[0][1]))
    for step in range(3, 8):
        y = low + (high - low) * step / 10 + 0.5
        crossings = sorted(
            x1 + (y - y1) * (x2 - x1) / (y2 - y1) for (x1, y1), (x2, y2) in pairwise(points) if (y1 > y) != (y2 > y)
        )
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            # Of sections of like width prefer one near the middle height.
            width = (end - start) * (1 - abs(step - 5) / 12)
            best = max(best, (width, (start + end) / 2, y))
    return best[1], best[2]


def _draw_legend(map_: PlaceMap, width: int, top: float, hatch: str) -> tuple[list[str], float]:
    parts, x, y = [], 0.0, top
    for shade, label, count in map_.legend:
        text = f"{label}: {count}"
        label_width = 22 + len(text) * _SIZE * LETTER_WIDTH + 14
        if x and x + label_width > width:
            x, y = 0.0, y + _LEGEND
        parts.append(
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="14" height="12" {_format_fill(shade, hatch)}/>'
            f'<text x="{x + 21:.1f}" y="{y + 11:.1f}" fill="{INK}">{escape(text)}</text>'
        )
        x += label_width
    names = ", ".join(f"{place.name} {place.label}" for place in map_.elsewhere)
    for line in wrap_lines(f"{map_.elsewhere_words}: {names}", width, _SIZE) if names else []:
        y += _LEGEND
        parts.append(f'<text x="0" y="{y + 11:.1f}" fill="{QUIET}">{escape(line)}</text>')
    return parts, (y - top) + _LEGEND
