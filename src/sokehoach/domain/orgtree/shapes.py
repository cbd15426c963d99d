"""Borders of places as rings of points: whether they can be drawn, and with how few points."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot

type Point = tuple[float, float]  # degrees east, degrees north
type Ring = tuple[Point, ...]

_STEPS = 1_000  # of the widest side of all shapes: finer than a pixel of any drawing of them


def crosses_itself(ring: Ring) -> bool:
    """Whether two sides that are not neighbours meet. Sides are swept from west to east."""
    sides = sorted(
        (min(a[0], b[0]), max(a[0], b[0]), index, a, b) for index, (a, b) in enumerate(pairwise(ring))
    )
    open_sides: list[tuple[float, float, int, Point, Point]] = []
    last = len(ring) - 2
    for side in sides:
        open_sides = [one for one in open_sides if one[1] >= side[0]]
        for one in open_sides:
            apart = abs(one[2] - side[2])
            if apart not in (1, last) and _meet(one[3], one[4], side[3], side[4]):
                return True
        open_sides.append(side)
    return False


def simplified(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, tuple[Ring, ...]]:
    """The same shapes with few points; all are laid on one grid, so that neighbours keep one border.

    A ring that becomes smaller than the grid is left out, but never the largest of a place.
    """
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return {}
    wide = max(max(x for x, _y in points) - min(x for x, _y in points), 1e-9)
    tall = max(max(y for _x, y in points) - min(y for _x, y in points), 1e-9)
    step = max(wide, tall) / _STEPS
    found = {}
    for code, rings in shapes.items():
        thin = [_thinned(tuple(_snapped(point, step) for point in ring), 1.2 * step) for ring in rings]
        kept = tuple(ring for ring in thin if len(ring) >= 4)
        found[code] = kept or (max(rings, key=len),)
    return found


def _snapped(point: Point, step: float) -> Point:
    return (round(round(point[0] / step) * step, 6), round(round(point[1] / step) * step, 6))


def _thinned(ring: Ring, off: float) -> Ring:
    """Points that lie nearer than `off` to the line between their neighbours go (Douglas and Peucker)."""
    points = [point for index, point in enumerate(ring) if not index or point != ring[index - 1]]
    if len(points) < 4:
        return ()
    far = max(
        range(len(points)),
        key=lambda index: hypot(points[index][0] - points[0][0], points[index][1] - points[0][1]),
    )
    keep = {0, far, len(points) - 1}
    spans = [(0, far), (far, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        worst, where = 0.0, first
        for index in range(first + 1, last):
            away = _away(points[index], points[first], points[last])
            if away > worst:
                worst, where = away, index
        if worst > off:
            keep.add(where)
            spans += [(first, where), (where, last)]
    return tuple(points[index] for index in sorted(keep))


def _away(point: Point, a: Point, b: Point) -> float:
    long = hypot(b[0] - a[0], b[1] - a[1])
    if not long:
        return hypot(point[0] - a[0], point[1] - a[1])
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / long


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    one, other = _turn(a, b, c), _turn(a, b, d)
    three, four = _turn(c, d, a), _turn(c, d, b)
    return (one > 0) != (other > 0) and (three > 0) != (four > 0) and 0.0 not in (one, other, three, four)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
