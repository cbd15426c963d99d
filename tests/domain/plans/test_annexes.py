"""Tables in annexes that are in no list: of work, and of figures by place."""

import time
from pathlib import Path

from sokehoach.domain.plans.annexes import UnlistedTable, list_annexes
from sokehoach.domain.plans.reading import read_plan

WRITTEN = Path(__file__).resolve().parents[2] / "golden/labels/written"
FIGURES = """Phụ lục II
SỐ LỚP GIAO CÁC XÃ
(Kèm theo Kế hoạch số 12/KH-UBND)

| TT | Xã | Số lớp | Ghi chú |
|---|---|---|---|
| 1 | Xã Quài Nưa | 12 | |
| 2 | Xã Quài Cang | 1.204,5 | chưa có điện |
| | Tổng cộng | 1.216,5 | |
"""


def test_the_literacy_plan_has_two_tables_of_figures_and_one_of_work():
    text = (WRITTEN / "b11_tinh_xoamuchu.txt").read_text("utf-8")
    districts, work, communes = list_annexes(text, max(clause.span.end for clause in read_plan(text).clauses))
    assert districts == UnlistedTable(
        "Phụ lục I CHỈ TIÊU XÓA MÙ CHỮ GIAO CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ",
        9,
        ("Số lớp mở năm 2024", "Số lớp mở năm 2025", "Số lớp mở năm 2026", "Tỷ lệ biết chữ 15 - 60 năm 2026 (%)"),
    )
    assert work == UnlistedTable("Phụ lục II DANH MỤC NHIỆM VỤ", 4)
    assert (communes.rows, communes.columns) == (70, ("Số người mù chữ", "Số lớp mở năm 2024"))


def test_sums_and_words_are_no_rows_and_columns():
    assert list_annexes(FIGURES, 0) == (UnlistedTable("Phụ lục II SỐ LỚP GIAO CÁC XÃ", 2, ("Số lớp",)),)


def test_a_table_of_words_alone_is_left_out():
    assert list_annexes(FIGURES.replace("12 |", "ít |").replace("1.204,5", "nhiều"), 0) == ()


def test_a_table_behind_the_signature_has_no_title():
    assert [table.title for table in list_annexes(FIGURES.replace("Phụ lục II\n", ""), 0)] == ["Bảng sau phần ký"]


def test_what_stands_in_the_clauses_is_no_annex():
    assert list_annexes(FIGURES, len(FIGURES)) == ()
    assert list_annexes("I. MỤC TIÊU\nChi tiết tại Phụ lục I.", 0) == ()


def test_a_table_of_tabs_counts_as_one_with_bars():
    rows = FIGURES.replace("|---|---|---|---|\n", "").replace("| ", "\t").replace(" |", "")
    assert [annex.columns for annex in list_annexes(rows, 0)] == [("Số lớp",)]


def test_lines_and_tables_without_end_take_time_in_proportion():
    lines = "x\n" * 20 + "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n"
    spent = []
    for count in (1_000, 8_000):
        begun = time.process_time()
        assert len(list_annexes(f"Phụ lục\n{lines * count}", 0)) == count
        spent.append(time.process_time() - begun)
    assert spent[1] < 30 * spent[0]
