"""Tables of an office's own figures: heads of one or several rows, figures in a column or in many."""

import pytest

from sokehoach.domain.periods.written_period import find_written_period, parse_written_period
from sokehoach.domain.programmes.figure_tables import (
    FigureLayout,
    guess_layout,
    list_figure_cells,
    parse_meaning,
)
from sokehoach.domain.text import fold_accents

NAMES = {
    "tt01": ("element", "TT01"), "hoi nghi truyen thong": ("element", "TT01"), "tt02": ("element", "TT02"),
    "xa tenh phong": ("unit", "Xã Tênh Phông"), "xa mun chung": ("unit", "Xã Mùn Chung"),
}  # fmt: skip


def find_name(text: str) -> tuple[str, str] | None:
    try:
        return "period", parse_written_period(text).id
    except ValueError:
        return NAMES.get(fold_accents(text))


def read(rows: list[list[str]], **common: str) -> tuple[list[str], list[tuple[int, str]]]:
    guess = guess_layout(rows, find_name)
    result = list_figure_cells(rows, FigureLayout(guess.head_row, guess.matching, common, guess.meanings))
    cells = [
        "|".join((*(cell.texts[name].text for name in ("unit", "period", "element")), cell.number, str(cell.row)))
        for cell in result.cells
    ]
    return cells, result.left_out


def test_heads_of_two_rows_below_a_title_with_merged_cells() -> None:
    rows = [
        ["SỐ LIỆU NĂM 2024 CỦA HUYỆN"],
        [],
        ["STT", "Đơn vị", "Quý I/2025", "", "Quý II/2025", "", "Ghi chú"],
        ["", "", "Hội nghị truyền thông", "TT02", "TT01", "TT02", ""],
        ["A", "B", "1", "2", "3", "4", "5"],
        ["1", "Xã Tênh Phông", "9", "", "1.204", "0", "họp"],
        ["2", "Xã Mùn Chung", "", "", "", "", ""],
        ["", "Tổng cộng", "9", "", "1.204", "0", ""],
    ]
    cells, left_out = read(rows)
    assert cells == [
        "Xã Tênh Phông|2025Q1|TT01|9|6", "Xã Tênh Phông|2025Q2|TT01|1.204|6", "Xã Tênh Phông|2025Q2|TT02|0|6",
    ]  # fmt: skip
    assert left_out == [(5, "dòng đánh số cột"), (7, "dòng không có số"), (8, "dòng cộng: «Tổng cộng»")]


def test_a_row_of_figures_is_no_head_though_it_names_a_unit() -> None:
    rows = [["Số liệu năm 2024"], ["STT", "Tên xã", "TT01", "TT02"], ["1", "Xã Tênh Phông", "5", "120"]]
    assert read(rows, period="2024")[0] == ["Xã Tênh Phông|2024|TT01|5|3", "Xã Tênh Phông|2024|TT02|120|3"]
    rows[1][1] = "Nơi làm"  # a person chooses the column, and no row is lost
    assert guess_layout(rows, find_name).head_row == 1


def test_indicators_in_rows_and_units_or_periods_in_columns() -> None:
    rows = [["Chỉ tiêu", "Đơn vị tính", "Xã Tênh Phông", "Xã Mùn Chung"], ["TT01", "cuộc", "3", "4"]]
    assert read(rows, period="2024")[0] == ["Xã Tênh Phông|2024|TT01|3|2", "Xã Mùn Chung|2024|TT01|4|2"]
    rows = [["Nội dung", "ĐVT", "Thực hiện năm 2023", "Năm 2024", "Kế hoạch năm 2025"], ["TT01", "cuộc", "3", "4", "5"]]
    assert read(rows, unit="099")[0] == ["099|2023|TT01|3|2", "099|2024|TT01|4|2"]


def test_one_figure_to_a_row_with_a_unit_that_is_merged_over_rows() -> None:
    rows = [
        ["Kết quả", "Tên chỉ tiêu", "Kỳ báo cáo", "Xã, phường"], ["1,5", "TT01", "2024", "Xã Tênh Phông"],
        ["", "TT02", "2024", ""],
    ]  # fmt: skip
    assert read(rows)[0] == ["Xã Tênh Phông|2024|TT01|1,5|2", "Xã Tênh Phông|2024|TT02||3"]


def test_a_head_that_begins_like_the_column_of_numbers_is_not_taken_for_it() -> None:
    guess = guess_layout([["Đơn vị", "Số vụ bạo lực", "Năm 2024"], ["Xã Tênh Phông", "1", "2"]], find_name)
    assert (guess.matching, guess.meanings) == ({"unit": 0}, {2: {"period": "2024"}})


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("TT01 · Quý I/2025", {"element": "TT01", "period": "2025Q1"}),
        ("TT02; 2024", {"element": "TT02", "period": "2024"}),
        ("TT01 · TT02", None), ("TT01 · gì đó", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_head_says_is_understood_whole_or_not_at_all(text: str, meaning: dict[str, str] | None) -> None:
    assert parse_meaning(text, find_name) == meaning


def test_periods_as_offices_write_them() -> None:
    for text, period in {
        "Quý I/2025": "2025Q1", "QUÝ IV-2024": "2024Q4", "quy 2 nam 2025": "2025Q2", "6 tháng đầu năm 2025": "2025S1",
        "06 tháng cuối năm 2024": "2024S2", "9 tháng năm 2025": "2025N9", "Tháng 3/2025": "202503", "03/2025": "202503",
        "T12/2025": "202512", "Cả năm 2024": "2024", "Thực hiện năm 2024": "2024", "2024": "2024", "2020s1": "2020S1",
    }.items():  # fmt: skip
        assert parse_written_period(text).id == period, text
    for text in (
        "Kế hoạch năm 2025",
        "6 tháng năm 2025",
        "01/03/2025",
        "2025-03-01",
        "Quý I",
        "tháng 13/2025",
        "x" * 900,
    ):
        with pytest.raises(ValueError, match="period"):
            parse_written_period(text)
    titles = {
        "SỐ LIỆU QUÝ I NĂM 2025 (kèm Báo cáo ngày 05/4/2025)": "2025Q1", "Năm 2024 và năm 2025": "", "Biểu 01": "",
    }  # fmt: skip
    assert {title: getattr(find_written_period(title), "id", "") for title in titles} == titles
