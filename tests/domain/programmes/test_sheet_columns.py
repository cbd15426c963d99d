"""Columns of sheets that others made are found by what officials call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.programmes.sheet_columns import (
    SheetField,
    guess_columns,
    guess_head_row,
    list_data_rows,
    read_heads,
)

FIELDS = (
    SheetField("code", ("mã đơn vị", "mã", "mã xã"), True),
    SheetField("name", ("tên đơn vị", "tên", "xã, phường"), True),
    SheetField("parent", ("đơn vị cấp trên", "thuộc")),
)


@pytest.mark.parametrize(
    ("heads", "matching"),
    [
        (("STT", "Mã ĐV", "Tên đơn vị"), {"code": 1, "name": 2}),
        (("mã xã (TCTK)", "XÃ, PHƯỜNG", "Thuộc"), {"code": 0, "name": 1, "parent": 2}),
        (("Đơn vị cấp trên", "Tên", "Ma"), {"parent": 0, "name": 1, "code": 2}),
        (("code", "name"), {"code": 0, "name": 1}),
        (("Dân số", "Diện tích"), {}),
        ((), {}),
    ],
)
def test_a_column_is_matched_by_its_head(heads: tuple[str, ...], matching: dict[str, int]) -> None:
    assert guess_columns(heads, FIELDS) == matching


def test_heads_below_a_title_and_merged_over_two_rows_are_found() -> None:
    rows = [
        ["DANH SÁCH ĐƠN VỊ"],
        ["Mã", "Tên", "Thông tin khác", ""],
        ["", "", "Thuộc", "Ghi chú"],
        ["1", "Xã A", "9", ""],
        ["", "", "", ""],
        ["2", "Xã B", "9", "x"],
    ]
    assert guess_head_row(rows, FIELDS) == 2
    heads = read_heads(rows, 2)
    assert heads == ("Mã", "Tên", "Thuộc", "Ghi chú")
    matching = guess_columns(heads, FIELDS)
    assert list_data_rows(rows, 2, matching) == [
        (4, {"code": "1", "name": "Xã A", "parent": "9"}),
        (6, {"code": "2", "name": "Xã B", "parent": "9"}),
    ]


CELLS = st.text(alphabet="Mãtên xthuộc 19", max_size=12)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=15))
def test_any_sheet_is_matched_without_a_column_twice(rows: list[list[str]]) -> None:
    head_row = guess_head_row(rows, FIELDS)
    assert 0 <= head_row <= max(len(rows) - 1, 0)
    matching = guess_columns(read_heads(rows, head_row), FIELDS)
    assert len(set(matching.values())) == len(matching)
    for number, values in list_data_rows(rows, head_row, matching):
        assert any(values.values())
        assert number > head_row + 1
