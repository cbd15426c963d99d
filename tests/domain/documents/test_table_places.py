"""The places of a blank table: which label belongs to a cell."""

from sokehoach.domain.documents.external_form.form_structure import Box, Grid, Line
from sokehoach.domain.documents.external_form.place import TableContext
from sokehoach.domain.documents.external_form.tables import find_table_places


def make_box(row: int, column: int, text: str = "", *, rows: int = 1) -> Box:
    return Box(f"{row}.{column}", row, column, (Line("", text),), rows)


def list_labels(*boxes: Box) -> list[tuple[str, str]]:
    grid = Grid("Biểu", max(box.row for box in boxes) + 1, max(box.column for box in boxes) + 1, boxes)
    return [(place.at, place.row) for place in find_table_places(grid, TableContext())]


def test_a_label_over_several_rows_is_that_of_each_whatever_stands_between() -> None:
    heads = (make_box(0, 0, "Nội dung"), make_box(0, 1, "Năm"), make_box(0, 2, "Kết quả"))
    rows = (
        make_box(1, 0, "Tuyên truyền", rows=2), make_box(1, 1, "2020"), make_box(1, 2), make_box(2, 1, "2021"),
        make_box(2, 2),
    )  # fmt: skip
    assert list_labels(*heads, *rows) == [("1.2", "Tuyên truyền"), ("2.2", "Tuyên truyền")]
