"""A block from a unit's own Excel finds its cells."""

import pytest

from sokehoach.domain.reporting.paste import Layout, MatchedLine, guess_layout, match_lines, parse_block

CELLS = {"A1": "Buổi nói chuyện", "A2": "Lượt người tham dự", "A2.1": "trong đó: nữ", "B2.1": "trong đó: nữ"}
ORDER = ("A1", "A2", "A2.1", "B2.1")
BLOCK = "STT\tNội dung\tKỳ trước\tKỳ này\r\n1\tBUỔI NÓI CHUYỆN\t9\t12\r\n2\tLượt người tham dự\t800\t1.240\r\n"


def found(text: str, layout: Layout | None = None, start: str = "") -> dict[str, str]:
    block = parse_block(text)
    laid = layout or guess_layout(block, CELLS)
    return {one.cell: one.text for one in match_lines(block, laid, CELLS, ORDER, start) if one.cell}


def test_it_works() -> None:
    assert found(BLOCK) == {"A1": "12", "A2": "1.240"}


def test_numbers_alone_go_downward_from_where_they_are_pasted() -> None:
    assert found("5\n\n7\n") == {"A1": "5", "A2": "7"}
    assert found("5\n7\n", start="A2") == {"A2": "5", "A2.1": "7"}


def test_more_numbers_than_cells_are_left_over_and_lost_to_none() -> None:
    block = parse_block("1\n2\n3\n")
    lines = match_lines(block, guess_layout(block, CELLS), CELLS, ORDER, "B2.1")
    assert [(one.text, one.cell) for one in lines] == [("1", "B2.1"), ("2", ""), ("3", "")]


def test_codes_are_names_too() -> None:
    assert found("A2.1\t75\nA1\t12\n") == {"A2.1": "75", "A1": "12"}


def test_a_name_that_two_cells_bear_names_neither() -> None:
    assert found("Buổi nói chuyện\t3\ntrong đó: nữ\t75\n") == {"A1": "3"}


def test_a_units_own_names_are_remembered() -> None:
    layout = Layout(names=0, numbers=1, lines={"hop ban": "A1", "ghi chu": ""})
    assert found("Họp bản\t4\nGhi chú\t9\n", layout) == {"A1": "4"}


def test_a_cell_of_several_lines_is_one_cell() -> None:
    assert parse_block('"Buổi\nnói chuyện"\t12\n') == (("Buổi\nnói chuyện", "12"),)


def test_a_whole_workbook_is_no_report() -> None:
    with pytest.raises(ValueError, match="no report"):
        parse_block("1\n" * 401)


def test_nothing_is_nothing() -> None:
    assert parse_block("\n\n") == ()


def test_a_line_is_remembered_by_its_name_without_marks_and_capitals() -> None:
    assert MatchedLine("Buổi NÓI chuyện", "12", "A1").key == "buoi noi chuyen"
