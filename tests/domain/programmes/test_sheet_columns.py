"""Columns of sheets that others made are found by what officials call them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.programmes.sheet_columns import (
    SheetField,
    guess_columns,
    guess_head_row,
    guess_key_columns,
    list_data_rows,
    list_head_rows,
    name_column,
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


@pytest.mark.parametrize(
    ("column", "head", "name"),
    [(0, "", "A"), (1, "Tên xã", "B: Tên xã"), (25, "", "Z"), (26, "", "AA"), (51, "", "AZ"), (52, "", "BA"),
     (701, "", "ZZ"), (702, "", "AAA"), (2, "a" * 41, f"C: {'a' * 40}")],
)  # fmt: skip
def test_a_column_is_named_as_in_a_spreadsheet(column: int, head: str, name: str) -> None:
    assert name_column(column, head) == name


def test_only_the_first_rows_with_something_in_them_may_be_heads() -> None:
    rows = [[], ["", ""], *([str(number)] for number in range(20))]
    assert list_head_rows(rows) == [*range(2, 14)]


ENTRIES = [["1", "Lớp A", "x"], ["2", "Lớp B", "x"]]


@pytest.mark.parametrize(
    ("rows", "field_columns", "columns"),
    [
        ([["Lớp A", "5"], ["Lớp B", "6"]], (), (0, 1)),
        ([["9", "Lớp A"], ["8", "Lớp A"]], (), (1, 1)),
        ([["Lớp A"], ["Lớp C"], ["Lớp D"]], (), (0, 0)),  # a third alone
        ([["Lớp A"], ["Lớp C"]], (), (0, 1)),  # half of them, of a column that is no field
        ([["Lớp A"], ["Lớp C"]], {0}, (0, 1)),
        ([["Lớp A", "Lớp A"], ["Lớp B", "Lớp B"]], {0}, (1, 1)),  # a column that is no field is surer
        ([["1", "Lớp A"], ["2", "Lớp B"]], (), (1, 1)),  # words are surer than numbers
        ([["x"], ["x"]], (), (0, 0)),  # says the same in each entry
        ([["", "Lớp A"], ["", " Lớp  B "]], (), (1, 1)),
        ([], (), (0, 0)),
    ],
)
def test_rows_belong_to_the_entries_that_one_of_their_columns_names(
    rows: list[list[str]], field_columns: tuple[int, ...], columns: tuple[int, int]
) -> None:
    assert guess_key_columns(rows, ENTRIES, field_columns=field_columns) == columns
    assert guess_key_columns(rows, [], field_columns=field_columns) == (0, 0)
