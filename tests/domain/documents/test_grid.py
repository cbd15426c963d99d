from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents import grid


@dataclass(frozen=True)
class Box:
    name: str
    columns: int = 1
    rows: int = 1


def _names(laid: list[list[grid.Slot[Box]]]) -> list[list[tuple[int, str, bool]]]:
    return [[(slot.column, slot.cell.name, slot.first) for slot in row] for row in laid]


def test_it_works() -> None:
    rows = [[Box("TT", rows=2), Box("Truyền thông", columns=2)], [Box("Cuộc"), Box("Lượt người")]]
    assert _names(grid.lay_out_rows(rows, width=3)) == [
        [(0, "TT", True), (1, "Truyền thông", True)],
        [(0, "TT", False), (1, "Cuộc", True), (2, "Lượt người", True)],
    ]


def test_a_block_of_two_by_two_goes_on_as_one() -> None:
    rows = [[Box("a"), Box("b", columns=2, rows=2)], [Box("c")]]
    assert _names(grid.lay_out_rows(rows, width=3))[1] == [(0, "c", True), (1, "b", False)]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[Box("a")]], "leaves column 1 empty"),
        ([[Box("a"), Box("b"), Box("c")]], "wider"),
        ([[Box("a"), Box("b", columns=2)]], "wider"),
        ([[Box("a"), Box("b", rows=2)]], "more rows"),
        ([[Box("a"), Box("b", rows=2)], [Box("c", columns=2)]], "runs into"),
    ],
)
def test_a_table_with_holes_or_overlaps_is_refused(rows: list[list[Box]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        grid.lay_out_rows(rows, width=2)


@given(st.lists(st.lists(st.integers(1, 4), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_row_fills_the_width_from_left_to_right(spans: list[list[int]]) -> None:
    width = max(sum(row) for row in spans)
    rows = [
        [*(Box("x", columns=span) for span in row), *(Box("fill") for _ in range(width - sum(row)))] for row in spans
    ]
    for row in grid.lay_out_rows(rows, width=width):
        reached = 0
        for slot in row:
            assert slot.column == reached
            reached += slot.cell.columns
        assert reached == width
