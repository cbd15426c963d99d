"""A map of places as SVG: squares, or true shapes. A place without a number is hatched or framed, and says why."""

import hashlib
import math
from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from sokehoach.adapters.charts.letters import WIDTH, lines
from sokehoach.adapters.charts.look import (
    AMBER,
    AMBER_TINT,
    EDGE,
    HATCH,
    INK,
    QUIET,
    SHADES,
    SHEET,
    TEAL,
    Face,
)
from sokehoach.domain.charts import Place, PlaceMap, Point, Ring, Why

_GAP, _TALL = 3, 46  # px between squares; height of one
_SIZE = 12
_LEGEND = 22
_NAMED = 40  # shapes; the names of more would lie over each other, and stand in the table


def draw(map_: PlaceMap, *, width: int, face: Face) -> str:
    # Two maps on one page must not share the name of their hatching; nor the wide and the narrow one of the same
    # figure: a pattern in the one that is not displayed paints nothing.
    hatch = "h" + hashlib.sha256(repr((map_, width)).encode()).hexdigest()[:12]
    body, height = _shapes(map_, width, hatch) if map_.shaped else _squares(map_, width, hatch)
    legend, deep = _legend(map_, width, height + 12, hatch)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height + deep + 12:.0f}" '
        f'viewBox="0 0 {width} {height + deep + 12:.0f}" font-family="{face.families}" font-size="{_SIZE}">'
        f"<defs>{_hatching(hatch, 1)}{_hatching(hatch + 's', 10) if map_.shaped else ''}</defs>"
        f"{''.join(body)}{''.join(legend)}</svg>"
    )


def _hatching(name: str, unit: int) -> str:
    """Shapes are drawn in tenths of a pixel, and so is their hatching."""
    return (
        f'<pattern id="{name}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="scale({unit}) rotate(45)"><rect width="6" height="6" fill="{SHEET}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" stroke="{HATCH}" stroke-width="2"/></pattern>'
    )


def _ground(shade: int | Why, hatch: str, unit: int = 1) -> str:
    """How a place is filled and framed: never by colour alone."""
    match shade:
        case Why.NOT_REPORTED:
            dashes = f"{3 * unit} {2 * unit}"
            return f'fill="url(#{hatch})" stroke="{EDGE}" stroke-width="{unit}" stroke-dasharray="{dashes}"'
        case Why.RETURNED:
            return f'fill="{AMBER_TINT}" stroke="{AMBER}" stroke-width="{2 * unit}"'
        case Why.WAITING:
            return f'fill="{SHEET}" stroke="{TEAL}" stroke-width="{unit}"'
        case Why.NOT_APPLICABLE:
            return f'fill="#f3eee3" stroke="{EDGE}" stroke-width="{unit}"'
    return f'fill="{SHADES[shade]}" stroke="{SHEET}" stroke-width="{unit}"'


def _letters(shade: int | Why) -> str:
    return "#fff" if shade == 4 else INK


def _linked(place: Place, inside: str) -> str:
    if not place.url:
        return f"<g>{inside}</g>"
    return (
        f"<a href={quoteattr(place.url)} aria-label={quoteattr(f'{place.name}: {place.said}')}>{inside}</a>"
    )


def _squares(map_: PlaceMap, width: int, hatch: str) -> tuple[list[str], float]:
    placed = [one for one in map_.places if one.row is not None and one.column is not None]
    if not placed:
        return [], 0
    columns = max(one.column or 0 for one in placed) + 1
    wide = (width - _GAP * (columns - 1)) / columns
    tall = _TALL if wide > 70 else _TALL + 12
    drawn = []
    for one in placed:
        left, top = (one.column or 0) * (wide + _GAP), (one.row or 0) * (tall + _GAP)
        box = (
            f'<rect x="{left + 1:.1f}" y="{top + 1:.1f}" width="{wide - 2:.1f}" height="{tall - 2}" rx="2" '
            f"{_ground(one.shade, hatch)}/>"
        )
        words = "".join(_inside(one, left + wide / 2, top + tall / 2, wide - 6))
        drawn.append(_linked(one, box + words))
    rows = max(one.row or 0 for one in placed) + 1
    return drawn, rows * (tall + _GAP)


def _inside(one: Place, middle: float, centre: float, wide: float) -> Iterator[str]:
    """Name and number, in the middle; on hatching they stand on a plate."""
    size = _SIZE if len(one.name) * _SIZE * WIDTH <= wide else _SIZE - 1
    rows = [(line, 400, size) for line in lines(one.name, wide, size)]
    rows += (
        [(line, 400, 11) for line in lines(one.said, wide, 11)]
        if isinstance(one.shade, Why)
        else [(one.said, 600, 13)]
    )
    height = sum(size + 3 for _line, _weight, size in rows)
    y = centre - height / 2
    for line, weight, size in rows:
        y += size + 3
        if one.shade is Why.NOT_REPORTED:
            half = min(len(line) * size * WIDTH / 2 + 3, wide / 2 + 2)
            yield (
                f'<rect x="{middle - half:.1f}" y="{y - size - 1:.1f}" width="{2 * half:.1f}" '
                f'height="{size + 4}" fill="{SHEET}"/>'
            )
        yield (
            f'<text x="{middle:.1f}" y="{y - 2:.1f}" text-anchor="middle" font-size="{size}" font-weight="{weight}" '
            f'fill="{_letters(one.shade)}">{escape(line)}</text>'
        )


def _shapes(map_: PlaceMap, width: int, hatch: str) -> tuple[list[str], float]:
    """A plane as flat as a district is: degrees east shrunk by the cosine of the middle's latitude."""
    points = [point for one in map_.places for ring in one.rings or () for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    flat = math.cos(math.radians((south + north) / 2))
    scale = (width - 4) / max((east - west) * flat, (north - south) * 0.75, 1e-9)
    shift = (width - (east - west) * flat * scale) / 2

    def at(point: Point) -> tuple[int, int]:
        """In tenths of a pixel."""
        return round(10 * ((point[0] - west) * flat * scale + shift)), round(
            10 * ((north - point[1]) * scale + 2)
        )

    grounds, words = [], []
    for one in map_.places:
        rings = one.rings or ()
        path = "".join(_path([at(point) for point in ring]) for ring in rings)
        shape = (
            f'<path transform="scale(.1)" d="{path}" fill-rule="evenodd" '
            f"{_ground(one.shade, hatch + 's', 10)}/>"
        )
        grounds.append(_linked(one, shape))
        x, y = _middle([at(point) for point in max(rings, key=_area)])
        if len(map_.places) <= _NAMED:
            words += list(_over(one, x / 10, y / 10))
    return [*grounds, f'<g pointer-events="none">{"".join(words)}</g>'], (north - south) * scale + 4


def _over(one: Place, x: float, y: float) -> Iterator[str]:
    """Name and number on a shape, rimmed so that they are read on any ground and over a border."""
    rim = SHADES[4] if one.shade == 4 else SHEET
    for text, dy, weight, size in ((one.name, -2, 400, 10), (one.said, 11, 600, 11)):
        yield (
            f'<text x="{x:.1f}" y="{y + dy:.1f}" text-anchor="middle" font-size="{size}" font-weight="{weight}" '
            f'fill="{_letters(one.shade)}" stroke="{rim}" stroke-width="3" stroke-linejoin="round" '
            f'paint-order="stroke">{escape(text)}</text>'
        )


def _path(points: list[tuple[int, int]]) -> str:
    """Each point as the step from the one before; steps of no length are left out."""
    (x, y), *rest = points[:-1]
    steps = [f"M{x} {y}l"]
    for px, py in rest:
        if (px, py) != (x, y):
            steps.append(f"{px - x} {py - y} ")
            x, y = px, py
    return "".join(steps).rstrip() + "z"


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


def _middle(points: list[tuple[int, int]]) -> tuple[float, float]:
    """Where words stand: the middle of the widest stretch of the shape, over several heights."""
    low, high = min(y for _x, y in points), max(y for _x, y in points)
    best = (0.0, float(points[0][0]), float(points[0][1]))
    for step in range(3, 8):
        y = low + (high - low) * step / 10 + 0.5
        crossings = sorted(
            x1 + (y - y1) * (x2 - x1) / (y2 - y1)
            for (x1, y1), (x2, y2) in pairwise(points)
            if (y1 > y) != (y2 > y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            # The middle heights are better places where the widths are alike.
            width = (right - left) * (1 - abs(step - 5) / 12)
            best = max(best, (width, (left + right) / 2, y))
    return best[1], best[2]


def _legend(map_: PlaceMap, width: int, top: float, hatch: str) -> tuple[list[str], float]:
    drawn, x, y = [], 0.0, top
    for shade, words, count in map_.legend:
        said = f"{words}: {count}"
        wide = 22 + len(said) * _SIZE * WIDTH + 14
        if x and x + wide > width:
            x, y = 0.0, y + _LEGEND
        drawn.append(
            f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="14" height="12" {_ground(shade, hatch)}/>'
            f'<text x="{x + 21:.1f}" y="{y + 11:.1f}" fill="{INK}">{escape(said)}</text>'
        )
        x += wide
    names = ", ".join(f"{one.name} {one.said}" for one in map_.elsewhere)
    for line in lines(f"Chưa rõ vị trí: {names}", width, _SIZE) if names else []:
        y += _LEGEND
        drawn.append(f'<text x="0" y="{y + 11:.1f}" fill="{QUIET}">{escape(line)}</text>')
    return drawn, (y - top) + _LEGEND
