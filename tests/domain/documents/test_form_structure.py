"""A blank form as data: how a table with unused cells is shown."""

from sokehoach.domain.documents.external_form.form_structure import (
    Box,
    ExternalForm,
    Grid,
    Line,
    parse_external_form,
)


def make_box(row: int, column: int, text: str = "", *, rows: int = 1, columns: int = 1, formula: str = "") -> Box:
    return Box(f"s0!{row}.{column}", row, column, (Line("", text),), rows, columns, formula)


def list_spans(grid: Grid) -> list[list[tuple[int, int, str]]]:
    return [[(box.column, box.columns, box.text) for box in row] for row in grid.full_rows]


def test_a_title_extends_over_the_unused_cells_to_its_right() -> None:
    grid = Grid("Biểu", 2, 4, (make_box(0, 0, "BÁO CÁO"), make_box(1, 0, "TT"), make_box(1, 2, "Xã")))
    assert list_spans(grid) == [[(0, 4, "BÁO CÁO")], [(0, 2, "TT"), (2, 2, "Xã")]]


def test_a_gap_before_the_first_cell_is_one_box_without_an_address() -> None:
    grid = Grid("Biểu", 1, 4, (make_box(0, 3, "Ghi chú"),))
    assert list_spans(grid) == [[(0, 3, ""), (3, 1, "Ghi chú")]]
    assert grid.full_rows[0][0].at == ""


def test_a_merged_cell_is_shown_once_and_leaves_its_gap_below() -> None:
    merged = make_box(0, 0, "Nội dung", rows=2, columns=2)
    grid = Grid("Biểu", 2, 3, (merged, make_box(0, 2, "Số"), make_box(1, 2, "5")))
    assert list_spans(grid) == [[(0, 2, "Nội dung"), (2, 1, "Số")], [(2, 1, "5")]]


def test_beside_a_merged_or_computed_cell_the_gap_stays() -> None:
    merged, computed = make_box(0, 0, "Tổng", rows=2), make_box(2, 0, "", formula="=A1")
    grid = Grid("Biểu", 3, 2, (merged, computed))
    assert list_spans(grid)[0] == [(0, 1, "Tổng"), (1, 1, "")]
    assert list_spans(grid)[2] == [(0, 1, ""), (1, 1, "")]


def test_a_form_that_was_stored_without_what_stands_aside_is_read() -> None:
    form = ExternalForm("docx", (Line("p1", "Tình hình"),))
    stored = {name: value for name, value in form.as_json().items() if name != "aside"}
    assert parse_external_form(stored) == form
