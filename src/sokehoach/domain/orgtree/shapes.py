"""Borders of places as rings of points: validation and simplification."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot

type Point = tuple[float, float]  # degrees east, degrees north
type Ring = tuple[Point, ...]

_STEPS = 1_000  # grid steps on the widest side of all shapes: finer than a pixel of any drawing of them


def crosses_itself(ring: Ring) -> bool:
    """Whether two sides that are not neighbours meet. Sweeps the sides from west to east."""
    segments = sorted((min(a[0], b[0]), max(a[0], b[0]), index, a, b) for index, (a, b) in enumerate(pairwise(ring)))
    open_segments: list[tuple[float, float, int, Point, Point]] = []
    last = len(ring) - 2
    for segment in segments:
        open_segments = [open_segment for open_segment in open_segments if open_segment[1] >= segment[0]]
        for open_segment in open_segments:
            index_distance = abs(open_segment[2] - segment[2])
            if index_distance not in (1, last) and _do_segments_cross(
                open_segment[3], open_segment[4], segment[3], segment[4]
            ):
                return True
        open_segments.append(segment)
    return False


def simplify_shapes(shapes: Mapping[str, Sequence[Ring]]) -> dict[str, tuple[Ring, ...]]:
    """Simplify shapes to few points on one common grid, so that neighbours keep a common border.

    A ring smaller than a grid step is dropped; if a place would lose all, its ring with the most points stays as it is.
    """
    points = [point for rings in shapes.values() for ring in rings for point in ring]
    if not points:
        return {}
    wide = max(max(x for x, _y in points) - min(x for x, _y in points), 1e-9)
    tall = max(max(y for _x, y in points) - min(y for _x, y in points), 1e-9)
    step = max(wide, tall) / _STEPS
    simplified_shapes = {}
    for code, rings in shapes.items():
        thin = [_thin_ring(tuple(_snap_to_grid(point, step) for point in ring), 1.2 * step) for ring in rings]
        visible_rings = tuple(ring for ring in thin if len(ring) >= 4)
        simplified_shapes[code] = visible_rings or (max(rings, key=len),)
    return simplified_shapes


def _snap_to_grid(point: Point, step: float) -> Point:
    return (round(round(point[0] / step) * step, 6), round(round(point[1] / step) * step, 6))


def _thin_ring(ring: Ring, tolerance: float) -> Ring:
    """Remove points nearer than `tolerance` to the line between their neighbours (Douglas–Peucker)."""
    points = [point for index, point in enumerate(ring) if not index or point != ring[index - 1]]
    if len(points) < 4:
        return ()
    farthest = max(
        range(len(points)),
        key=lambda index: hypot(points[index][0] - points[0][0], points[index][1] - points[0][1]),
    )
    keep = {0, farthest, len(points) - 1}
    spans = [(0, farthest), (farthest, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        worst, worst_index = 0.0, first
        for index in range(first + 1, last):
            distance = _compute_distance(points[index], points[first], points[last])
            if distance > worst:
                worst, worst_index = distance, index
        if worst > tolerance:
            keep.add(worst_index)
            spans += [(first, worst_index), (worst_index, last)]
    return tuple(points[index] for index in sorted(keep))


def _compute_distance(point: Point, a: Point, b: Point) -> float:
    long = hypot(b[0] - a[0], b[1] - a[1])
    if not long:
        return hypot(point[0] - a[0], point[1] - a[1])
    return abs((b[0] - a[0]) * (a[1] - point[1]) - (a[0] - point[0]) * (b[1] - a[1])) / long


def _do_segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    turn_c, turn_d = _compute_turn(a, b, c), _compute_turn(a, b, d)
    turn_a, turn_b = _compute_turn(c, d, a), _compute_turn(c, d, b)
    return (turn_c > 0) != (turn_d > 0) and (turn_a > 0) != (turn_b > 0) and 0.0 not in (turn_c, turn_d, turn_a, turn_b)


def _compute_turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
