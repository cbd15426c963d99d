"""Sheets of others become lines of a programme's tables: each fault is named with its row, and nothing else changes."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.programme_files import yaml_lists
from sokehoach.adapters.programme_files.element_sheets import build_element_lines
from sokehoach.adapters.programme_files.merging import merge_lines
from sokehoach.adapters.programme_files.sheet_text import format_rows, parse_carried_rows, parse_rows, read_sheet_rows
from sokehoach.adapters.programme_files.tables import TableError, parse_table
from sokehoach.adapters.programme_files.unit_sheets import UNIT_FIELDS, UnitContext, build_unit_lines
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.programmes.sheet_columns import guess_columns, guess_head_row, list_data_rows, read_heads
from sokehoach.domain.text import fold_accents

LEVELS = (
    Level("province", 1, "tỉnh", consolidates=True),
    Level("commune", 3, "xã"),
    Level("ward", 3, "phường"),
    Level("agency", 4, "cơ quan", attached=True),
)
CONTEXT = UnitContext(LEVELS, {"9": "Tỉnh Mẫu"}, "9", date(2026, 1, 1), "Bảng «a.xlsx»", frozenset({"9.SYT"}))


def make_units(*rows: dict[str, str]):  # type: ignore[no-untyped-def]
    return build_unit_lines([(number, row) for number, row in enumerate(rows, 2)], CONTEXT)


def test_a_row_becomes_a_unit_below_the_area() -> None:
    result = make_units({"code": "91", "name": "Phường An Hòa"}, {"code": "92", "name": "An Lạc", "level": "Xã"})
    assert not result.problems
    ward, commune = result.lines
    assert (ward["level"], ward["parent"], ward["short_name"]) == ("ward", "9", "An Hòa")
    assert (ward["letterhead"], ward["valid_from"]) == ("UBND phường An Hòa", "2026-01-01")
    assert (commune["level"], commune["short_name"]) == ("commune", "An Lạc")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"name": "Xã A"}, "thiếu mã đơn vị"),
        ({"code": "9 1", "name": "Xã A"}, "phải gồm chữ, số"),
        ({"code": "9.SYT", "name": "Xã A"}, "là mã của một cơ quan"),
        ({"code": "91"}, "thiếu tên đơn vị"),
        ({"code": "91", "name": "Xã " + "a" * 200}, "tên dài quá"),
        ({"code": "91", "name": "Thôn A"}, "không rõ cấp"),
        ({"code": "91", "name": "Xã A", "level": "cơ quan"}, "không phải địa bàn"),
        ({"code": "91", "name": "Xã A", "parent": "8"}, "không có đơn vị cấp trên «8»"),
        ({"code": "91", "name": "Xã A", "parent": "91"}, "là chính nó"),
        ({"code": "91", "name": "Xã A", "valid_from": "hôm nay"}, "Ghi ngày/tháng/năm"),
    ],
)
def test_a_faulty_row_is_named(row: dict[str, str], reason: str) -> None:
    result = make_units({"code": "90", "name": "Xã Tốt"}, row)
    assert [line["code"] for line in result.lines] == ["90"]
    (problem,) = result.problems
    assert problem.row == 3
    assert reason in problem.reason


def test_an_area_below_one_that_reports_itself_is_named() -> None:
    """Figures of both would be in one total."""
    result = make_units(
        {"code": "91", "name": "Xã A"},
        {"code": "92", "name": "Phường B", "parent": "Xã A"},
        {"code": "93", "name": "Xã C"},
    )
    (problem,) = result.problems
    assert problem.row == 3
    assert "«Xã A» ở cấp xã" in problem.reason
    assert "cộng hai lần" in problem.reason


def test_doubled_codes_names_and_circles_are_named_with_their_rows() -> None:
    result = make_units(
        {"code": "91", "name": "Xã A"}, {"code": "91", "name": "Xã B"},
        {"code": "92", "name": "Xã C", "parent": "93"}, {"code": "93", "name": "Xã D", "parent": "92"},
        {"code": "94", "name": "Xã Hai"}, {"code": "95", "name": "Xã Hai"},
        {"code": "96", "name": "Xã E", "parent": "xã hai"},
    )  # fmt: skip
    found = {problem.row: problem.reason for problem in result.problems}
    assert found.keys() == {3, 4, 5, 8}
    assert "trùng mã «91» với dòng 2" in found[3]
    assert found[4] == found[5] == "đơn vị cấp trên tạo thành vòng"
    assert "nhiều đơn vị cùng tên" in found[8]


def test_a_unit_that_is_there_keeps_its_place_where_the_sheet_names_none() -> None:
    known = replace(CONTEXT, parents={"9": "", "91": "90", "90": "9"}, unit_names={"9": "Tỉnh Mẫu", "91": "Xã A"})
    result = build_unit_lines([(2, {"code": "91", "name": "Xã A"}), (3, {"code": "92", "name": "Xã B"})], known)
    assert [line["parent"] for line in result.lines] == ["", "9"]
    rows = [(2, {"code": "91", "name": "Xã A"}), (3, {"code": "90", "name": "Xã O", "parent": "91"})]
    circle = build_unit_lines(rows, known)
    assert {problem.row for problem in circle.problems} == {2, 3}, "also with a place that the sheet does not name"


def test_a_long_sheet_takes_each_name_of_a_parent_from_one_index(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def count(text: str) -> str:
        folded.append(text)
        return fold_accents(text)

    monkeypatch.setattr("sokehoach.adapters.programme_files.unit_sheets.fold_accents", count)
    rows = [(number, {"code": str(number), "name": f"Xã {number}", "parent": "tỉnh mẫu"}) for number in range(100, 500)]
    assert not build_unit_lines(rows, CONTEXT).problems
    assert len(folded) < 40 * len(rows)


def test_a_parent_may_be_named_and_stand_in_the_sheet() -> None:
    result = make_units(
        {"code": "91", "name": "Xã A", "parent": "tỉnh mẫu"}, {"code": "92", "name": "Xã B", "parent": "Xã A"}
    )
    assert [line["parent"] for line in result.lines] == ["9", "91"]


TABLE = (
    "code,name,level,valid_from\n1,Xã Một,commune,2020-01-01\n1,Xã Một,ward,2025-07-01\n2,Xã Hai,commune,2020-01-01\n"
)


def test_lines_are_merged_and_others_stay() -> None:
    lines = [
        {"code": "1", "name": "Phường Một", "level": "ward"},
        {"code": "2", "name": "Xã Hai"},
        {"code": "3", "name": "Ba"},
    ]
    merged = merge_lines(TABLE, (), lines, replaced=["name"])
    assert (merged.new_codes, merged.changed_codes, merged.same_codes) == (("3",), ("1",), ("2",))
    rows = [row.values for row in parse_table(merged.text).rows]
    assert rows[0] == ("1", "Xã Một", "commune", "2020-01-01"), "an earlier version stays"
    assert rows[1] == ("1", "Phường Một", "ward", "2025-07-01")
    assert rows[3] == ("3", "Ba", "", "")
    again = merge_lines(merged.text, (), lines, replaced=["name"])
    assert again.is_empty
    assert again.text == merged.text


def test_the_columns_of_a_table_may_stand_in_any_order() -> None:
    merged = merge_lines("name,code\nXã Một,1\n", (), [{"code": "1", "name": "Một"}], replaced=["name"])
    assert merged.text == "name,code\nMột,1\n"
    with pytest.raises(TableError, match="code"):
        merge_lines("name\nXã Một\n", (), [{"code": "1", "name": "Một"}], replaced=["name"])


def test_what_follows_from_a_name_changes_with_it_alone() -> None:
    text = "code,name,letterhead\n1,Xã Một,UBND XÃ MỘT\n2,Xã Hai,UBND XÃ HAI\n"
    lines = [{"code": "1", "name": "Xã Một", "letterhead": "UBND xã Một"},
             {"code": "2", "name": "Xã Bốn", "letterhead": "UBND xã Bốn"}]  # fmt: skip
    merged = merge_lines(text, (), lines, replaced=["name"], named_after={"name": ("letterhead",)})
    assert merged.same_codes == ("1",)
    assert "1,Xã Một,UBND XÃ MỘT\n2,Xã Bốn,UBND xã Bốn\n" in merged.text


# --- what is counted


def make_elements(*rows: dict[str, str]):  # type: ignore[no-untyped-def]
    numbered = [(number, row) for number, row in enumerate(rows, 2)]
    return build_element_lines(numbered, form="01", source="Bảng", taken_codes={"BS01": "Số tổ hòa giải", "X1": ""})


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        ({"name": "Buổi", "unit": "buổi"}, {"kind": "count", "nature": "flow", "over_time": "sum", "code": "BS02"}),
        ({"name": "Hộ", "nature": "thời điểm"}, {"nature": "stock", "over_time": "last", "unit": "đơn vị"}),
        ({"name": "Tỷ lệ", "kind": "Tỷ lệ"}, {"kind": "percentage", "over_place": "sum"}),
        ({"name": "Ngày", "kind": "ngày"}, {"kind": "date", "over_place": "max"}),
        ({"name": "Lời", "kind": "đoạn văn"}, {"kind": "long_text", "unit": ""}),
        ({"name": "Mức", "options": "Tốt; Kém", "code": "m1"}, {"kind": "choice", "disaggregations": "ds_m1"}),
    ],
)
def test_a_row_becomes_an_element(row: dict[str, str], columns: dict[str, str]) -> None:
    result = make_elements(row)
    assert not result.problems
    assert result.lines[0].items() >= columns.items()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"unit": "buổi"}, "thiếu tên chỉ tiêu"),
        ({"name": "a", "kind": "lạ"}, "không rõ loại số"),
        ({"name": "a", "code": "x1"}, "đã có trong bản nháp"),
        ({"name": "a", "code": "1x"}, "bắt đầu bằng chữ"),
        ({"name": "a", "kind": "chọn một"}, "từ 2 đến"),
        ({"name": "a", "kind": "chọn một", "options": "A; a"}, "trùng nhau"),
        ({"name": "a", "kind": "số", "options": "A; B"}, "có lựa chọn"),
    ],
)
def test_a_faulty_element_is_named(row: dict[str, str], reason: str) -> None:
    (problem,) = make_elements(row).problems
    assert (problem.row, reason in problem.reason) == (2, True)


def test_doubled_names_are_told_with_both_places_and_taken_all_the_same() -> None:
    result = make_elements(
        {"name": "Số ca hoà giải"}, {"name": "Số buổi"}, {"name": " số ca  HÒA GIẢI."}, {"name": "Số tổ hoà giải"},
        {"name": "Số ca"},
    )  # fmt: skip
    assert not result.problems
    assert len(result.lines) == 5
    reasons = {problem.row: problem.reason for problem in result.doubts}
    assert reasons.keys() == {4, 5}
    assert "trùng với dòng 2" in reasons[4]
    assert "mã BS01" in reasons[5]


def test_a_heading_among_what_is_counted_is_told() -> None:
    sheet = [{"name": "I. Kiểm tra", "unit": ""}, {"name": "Số đợt", "unit": "đợt"}, {"name": "Ý kiến", "kind": "chữ"}]
    result = make_elements(*sheet)
    assert [(doubt.row, "tiêu đề" in doubt.reason) for doubt in result.doubts] == [(2, True)]
    assert len(result.lines) == 3
    assert not make_elements({"name": "Số đợt"}, {"name": "Số buổi"}).doubts, "a table without units of measurement"


# --- text


@given(st.lists(st.lists(st.text(alphabet="ab,;\"' \n", max_size=8), max_size=4), max_size=6))
def test_rows_come_back_as_they_were(rows: list[list[str]]) -> None:
    cleaned = [[" ".join(value.split()) for value in row] for row in rows]
    while cleaned and not any(cleaned[-1]):
        cleaned.pop()
    assert parse_carried_rows(format_rows(rows)) == cleaned


TITLE = "DANH SÁCH XÃ, PHƯỜNG, ĐẶC KHU"
BLOCK = [["Mã", "Tên", "Tên khác"], ["1", "Xã A", "A; B"], ["2", "Xã C", ""]]


@pytest.mark.parametrize("sign", "\t;,")
def test_a_title_does_not_decide_how_columns_are_separated(sign: str) -> None:
    quoted = [[f'"{value}"' if sign in value else value for value in row] for row in BLOCK]
    text = f"{TITLE}\n\n" + "\n".join(sign.join(row) for row in quoted)
    title, blank, *rows = parse_rows(text)
    assert (title[0].split(",")[0], blank, rows) == ("DANH SÁCH XÃ", [], BLOCK)


def test_rows_are_counted_as_the_workbook_counts_them() -> None:
    book = openpyxl.Workbook()
    for number, row in ((2, [TITLE]), (5, BLOCK[0]), (7, BLOCK[1])):
        for column, value in enumerate(row, 1):
            book.active.cell(number, column, value)  # type: ignore[union-attr]
    buffer = io.BytesIO()
    book.save(buffer)
    rows = read_sheet_rows(buffer.getvalue())
    assert [number for number, row in enumerate(rows, 1) if row] == [2, 5, 7]
    assert parse_carried_rows(format_rows(rows)) == rows
    head_row = guess_head_row(rows, UNIT_FIELDS)
    matching = guess_columns(read_heads(rows, head_row), UNIT_FIELDS)
    assert [number for number, _values in list_data_rows(rows, head_row, matching)] == [7]


def test_too_large_a_sheet_is_refused() -> None:
    for text in ("\t".join("a" * 61), "a\n" * 5_002, "a" + "\n" * 30_000 + "a"):
        with pytest.raises(FileRefusedError, match="cột"):
            parse_rows(text)
    assert len(parse_rows("a\n\n" * 5_000)) == 9_999, "blank rows are not counted"


# --- YAML


def test_many_items_are_added_with_one_look_at_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[str] = []

    def count(text: str, path: Sequence[str | int]) -> object:
        looks.append(text)
        return find_list(text, path)

    find_list = yaml_lists._find_list
    monkeypatch.setattr(yaml_lists, "_find_list", count)
    text = "# of the office\nlevels:\n  - {code: a}  # first\n\n# end\nrest: 1\n"
    items = [{"code": f"l{number}"} for number in range(50)]
    added = yaml_lists.append_items(text, ("levels",), items)
    assert yaml.safe_load(added) == {"levels": [{"code": "a"}, *items], "rest": 1}
    assert added.startswith("# of the office\nlevels:\n  - {code: a}  # first\n  - {code: l0}\n")
    assert added.endswith("\n# end\nrest: 1\n")
    assert yaml.safe_load(yaml_lists.append_items("", ("levels",), items)) == {"levels": items}
    assert yaml_lists.append_items(text, ("levels",), ()) == text
    assert len(looks) <= 3
