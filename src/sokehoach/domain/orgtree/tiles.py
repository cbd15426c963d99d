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


def tiles(positions: Mapping[str, Position]) -> dict[str, Tile]:
    """One tile for each place: the same places always lie the same way.

    The middles are spread over a grid as near a square as holds them all; each place takes a free tile near its
    own, then places change tiles for as long as that brings the whole nearer to where they lie. n places cost
    n² for each of a few rounds.
    """
    if not positions:
        return {}
    side = math.ceil(math.sqrt(len(positions)))
    wished = _spread(positions, side)
    free = [Tile(row, column) for row in range(side) for column in range(side)]
    middle = (side - 1) / 2
    # From the rim inward: what lies outermost has the fewest tiles to choose from.
    order = sorted(wished, key=lambda code: (-_far(wished[code], (middle, middle)), code))
    placed: dict[str, Tile] = {}
    for code in order:
        own = min(free, key=lambda tile: (_off(wished[code], tile), tile.row, tile.column))
        free.remove(own)
        placed[code] = own
    _settle(placed, wished, free)
    return _trimmed(placed)


def _spread(positions: Mapping[str, Position], side: int) -> dict[str, tuple[float, float]]:
    """Where each would lie, as (row, column) with fractions: half by its distance, half by its rank.

    By distance alone a far place would push all others together; by rank alone neighbours would fall apart.
    """
    north = {code: -one.latitude for code, one in positions.items()}
    east = {code: one.longitude for code, one in positions.items()}
    rows, columns = _axis(north, side), _axis(east, side)
    return {code: (rows[code], columns[code]) for code in positions}


def _axis(values: Mapping[str, float], side: int) -> dict[str, float]:
    least, most = min(values.values()), max(values.values())
    width = (most - least) or 1.0
    ranked = sorted(values, key=lambda code: (values[code], code))
    last = max(len(ranked) - 1, 1)
    return {
        code: (side - 1) * ((values[code] - least) / width + rank / last) / 2
        for rank, code in enumerate(ranked)
    }


def _far(one: tuple[float, float], other: tuple[float, float]) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _off(wished: tuple[float, float], tile: Tile) -> float:
    return _far(wished, (tile.row, tile.column))


def _settle(placed: dict[str, Tile], wished: Mapping[str, tuple[float, float]], free: list[Tile]) -> None:
    """Move to a free tile, or change with another, while the sum of squared distances falls."""
    codes = sorted(placed)
    moved = True
    while moved:
        moved = False
        for code in codes:
            for index, tile in enumerate(free):
                if _off(wished[code], tile) < _off(wished[code], placed[code]) - 1e-9:
                    free[index], placed[code] = placed[code], tile
                    moved = True
            for other in codes:
                now = _off(wished[code], placed[code]) + _off(wished[other], placed[other])
                then = _off(wished[code], placed[other]) + _off(wished[other], placed[code])
                if then < now - 1e-9:
                    placed[code], placed[other] = placed[other], placed[code]
                    moved = True


def _trimmed(placed: Mapping[str, Tile]) -> dict[str, Tile]:
    """Without the empty rows and columns of the rim."""
    top, left = min(tile.row for tile in placed.values()), min(tile.column for tile in placed.values())
    return {code: Tile(tile.row - top, tile.column - left) for code, tile in placed.items()}
