"""Tile map: one square for each place, near its true position. No borders are drawn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """Centre of a place, in degrees (WGS 84)."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Tile:
    """Row and column from 0; row 0 is north, column 0 is west."""

    row: int
    column: int


def assign_tiles(positions: Mapping[str, Position]) -> dict[str, Tile]:
    """Assign one tile to each place; the same input always gives the same result.

    The centres are spread over the smallest near-square grid that holds them. Each place takes a free tile near its
    own, then places swap tiles while that reduces the total distance. O(n²) for each of a few rounds.
    """
    if not positions:
        return {}
    grid_size = math.ceil(math.sqrt(len(positions)))
    targets = _spread_positions(positions, grid_size)
    free = [Tile(row, column) for row in range(grid_size) for column in range(grid_size)]
    centre = (grid_size - 1) / 2
    # From the rim inward: the outermost places have the fewest tiles to choose from.
    order = sorted(targets, key=lambda code: (-_compute_squared_distance(targets[code], (centre, centre)), code))
    placement: dict[str, Tile] = {}
    for code in order:
        nearest_tile = min(free, key=lambda tile: (_compute_offset(targets[code], tile), tile.row, tile.column))
        free.remove(nearest_tile)
        placement[code] = nearest_tile
    _improve_placement(placement, targets, free)
    return _trim_rim(placement)


def _spread_positions(positions: Mapping[str, Position], grid_size: int) -> dict[str, tuple[float, float]]:
    """Target position of each place as fractional (row, column): the mean of scaled distance and rank.

    Distance alone would let one remote place crowd the others; rank alone would separate neighbours.
    """
    north = {code: -position.latitude for code, position in positions.items()}
    east = {code: position.longitude for code, position in positions.items()}
    rows, columns = _spread_axis(north, grid_size), _spread_axis(east, grid_size)
    return {code: (rows[code], columns[code]) for code in positions}


def _spread_axis(values: Mapping[str, float], grid_size: int) -> dict[str, float]:
    least, most = min(values.values()), max(values.values())
    width = (most - least) or 1.0
    ranked = sorted(values, key=lambda code: (values[code], code))
    last = max(len(ranked) - 1, 1)
    return {
        code: (grid_size - 1) * ((values[code] - least) / width + rank / last) / 2 for rank, code in enumerate(ranked)
    }


def _compute_squared_distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    return (first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2


def _compute_offset(target: tuple[float, float], tile: Tile) -> float:
    return _compute_squared_distance(target, (tile.row, tile.column))


def _improve_placement(
    placement: dict[str, Tile], targets: Mapping[str, tuple[float, float]], free: list[Tile]
) -> None:
    """Move places to free tiles, or swap two of them, while the sum of squared distances decreases."""
    codes = sorted(placement)
    has_changed = True
    while has_changed:
        has_changed = False
        for code in codes:
            for index, tile in enumerate(free):
                if _compute_offset(targets[code], tile) < _compute_offset(targets[code], placement[code]) - 1e-9:
                    free[index], placement[code] = placement[code], tile
                    has_changed = True
            for other in codes:
                current = _compute_offset(targets[code], placement[code]) + _compute_offset(
                    targets[other], placement[other]
                )
                swapped = _compute_offset(targets[code], placement[other]) + _compute_offset(
                    targets[other], placement[code]
                )
                if swapped < current - 1e-9:
                    placement[code], placement[other] = placement[other], placement[code]
                    has_changed = True


def _trim_rim(placement: Mapping[str, Tile]) -> dict[str, Tile]:
    """Drop the empty rows and columns at the rim."""
    first_row, first_column = (
        min(tile.row for tile in placement.values()),
        min(tile.column for tile in placement.values()),
    )
    return {code: Tile(tile.row - first_row, tile.column - first_column) for code, tile in placement.items()}
