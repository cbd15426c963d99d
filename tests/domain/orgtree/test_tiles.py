"""The tile map: each place once, near where it lies."""

import csv
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.orgtree.tiles import Position, Tile, assign_tiles

POSITIONS = st.dictionaries(
    st.text("0123456789", min_size=5, max_size=5),
    st.builds(Position, st.floats(102, 110), st.floats(8, 24)),
    max_size=40,
)
MAP = Path(__file__).parents[3] / "src/sokehoach/programmes/tuan_giao_2021/map.csv"


@given(POSITIONS)
def test_each_place_has_a_tile_of_its_own(positions: dict[str, Position]) -> None:
    found = assign_tiles(positions)
    assert found.keys() == positions.keys()
    assert len(set(found.values())) == len(positions)
    assert assign_tiles(dict(reversed(positions.items()))) == found


@given(POSITIONS)
def test_the_grid_is_square_at_most_and_begins_at_its_corner(positions: dict[str, Position]) -> None:
    rows = {tile.row for tile in assign_tiles(positions).values()}
    columns = {tile.column for tile in assign_tiles(positions).values()}
    for one in (rows, columns):
        assert not one or (min(one) == 0 and max(one) ** 2 < max(len(positions), 1) + 2 * max(one) + 1)


def test_four_corners_stay_corners() -> None:
    found = assign_tiles({"nw": Position(1, 9), "ne": Position(9, 9), "sw": Position(1, 1), "se": Position(9, 1)})
    assert found == {"nw": Tile(0, 0), "ne": Tile(0, 1), "sw": Tile(1, 0), "se": Tile(1, 1)}


def test_a_place_between_two_lies_in_the_row_of_the_nearer() -> None:
    corners = {"ne": Position(6, 6), "se": Position(6, 0)}
    assert assign_tiles({"west": Position(1, 4), **corners})["west"] == Tile(0, 0)
    assert assign_tiles({"west": Position(1, 2), **corners})["west"] == Tile(1, 0)


def test_a_place_whose_tile_became_free_later_still_moves_there() -> None:
    places = [(4, 5), (6, 2), (5, 2), (8, 2), (0, 8), (5, 9)]
    found = assign_tiles({str(number): Position(*place) for number, place in enumerate(places)})
    assert found["0"] == Tile(1, 1), "the middle of the map"


def test_places_swap_until_no_swap_brings_them_nearer() -> None:
    places = [(7, 1), (9, 8), (8, 2), (2, 3)]
    found = assign_tiles({str(number): Position(*place) for number, place in enumerate(places)})
    assert found == {"1": Tile(0, 1), "0": Tile(1, 0), "3": Tile(0, 0), "2": Tile(1, 1)}


def test_the_communes_of_the_programme_lie_as_on_the_map() -> None:
    with MAP.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = assign_tiles({row["code"]: Position(float(row["longitude"]), float(row["latitude"])) for row in rows})
    town, north, south, west, east = (found[code] for code in ("03253", "03259", "03299", "03269", "03280"))
    assert len(found) == 19
    assert north.row < town.row < south.row
    assert west.column < town.column < east.column
