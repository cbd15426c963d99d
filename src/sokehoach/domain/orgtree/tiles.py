"""A tile map: every place one square, near where it lies. Positions become rows and columns; no borders are drawn."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Position:
    """The middle of a place, in degrees (WGS 84)."""

    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Tile:
    """Counted from 0; row 0 lies north, column 0 west."""

    row: int
    column: int


def assign_tiles(positions: Mapping[str, Position]) -> dict[str, Tile]:
    """One tile for each place: the same places always lie the same way.

    The middles are spread over a grid as near a square as holds them all; each place takes a free tile near its
    own, then places change tiles for as long as that brings the whole nearer to where they lie. n places cost
    n² for each of a few rounds.
    """
    if not positions:
        return {}
    grid_size = math.ceil(math.sqrt(len(positions)))
    targets = _spread_positions(positions, grid_size)
    free = [Tile(row, column) for row in range(grid_size) for column in range(grid_size)]
    centre = (grid_size - 1) / 2
    # From the rim inward: what lies outermost has the fewest tiles to choose from.
    order = sorted(
        targets, key=lambda code: (-_compute_squared_distance(targets[code], (centre, centre)), code)
    )
    placement: dict[str, Tile] = {}
    for code in order:
        nearest_tile = min(
            free, key=lambda tile: (_compute_offset(targets[code], tile), tile.row, tile.column)
        )
        free.remove(nearest_tile)
        placement[code] = nearest_tile
    _improve_placement(placement, targets, free)
    return _trim_rim(placement)


def _spread_positions(positions: Mapping[str, Position], grid_size: int) -> dict[str, tuple[float, float]]:
    """Where each would lie, as (row, column) with fractions: half by its distance, half by its rank.

    By distance alone a far place would push all others together; by rank alone neighbours would fall apart.
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
        code: (grid_size - 1) * ((values[code] - least) / width + rank / last) / 2
        for rank, code in enumerate(ranked)
    }


def _compute_squared_distance(first: tuple[float, float], second: tuple[float, float]) -> float:
    return (first[0] - second[0]) ** 2 + (first[1] - second[1]) ** 2


def _compute_offset(target: tuple[float, float], tile: Tile) -> float:
    return _compute_squared_distance(target, (tile.row, tile.column))


def _improve_placement(
    placement: dict[str, Tile], targets: Mapping[str, tuple[float, float]], free: list[Tile]
) -> None:
    """Move to a free tile, or change with another, while the sum of squared distances falls."""
    codes = sorted(placement)
    has_changed = True
    while has_changed:
        has_changed = False
        for code in codes:
            for index, tile in enumerate(free):
                if (
                    _compute_offset(targets[code], tile)
                    < _compute_offset(targets[code], placement[code]) - 1e-9
                ):
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
    """Without the empty rows and columns of the rim."""
    first_row, first_column = (
        min(tile.row for tile in placement.values()),
        min(tile.column for tile in placement.values()),
    )
    return {code: Tile(tile.row - first_row, tile.column - first_column) for code, tile in placement.items()}
