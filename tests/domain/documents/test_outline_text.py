"""An outline typed by an official is read line by line; what cannot stay is told with its line."""

from dataclasses import replace

import pytest

from sokehoach.domain.documents.content import Operand
from sokehoach.domain.documents.outline import OutlineSection, Sentence
from sokehoach.domain.documents.outline_text import OutlineNames, parse_outline_text, render_outline_text
from sokehoach.domain.messages import TranslatableText

NAMES = OutlineNames(
    {
        Operand("TT01"): "Số cuộc tuyên truyền",
        Operand("TT02"): "Số lượt người nghe",
        Operand("TT02", "sex=female"): "Số lượt người nghe, nữ",
        Operand("TT03"): "Ngày tổ chức hội nghị",
    },
    {"situation": "Tình hình", "result": "Kết quả"},
    {"quan_triet": "Cấp ủy, chính quyền đã được quán triệt"},
    frozenset({Operand("TT03")}),
)
SECTIONS = (
    OutlineSection("TÌNH HÌNH", 1, (Sentence("Lời không có số."),), "situation"),
    OutlineSection("KẾT QUẢ", 1),
    OutlineSection(
        "Truyền thông", 2, (Sentence("Tổ chức {TT01} cuộc, {TT02 so cùng kỳ}.", "Không tổ chức cuộc nào."),)
    ),
    OutlineSection("Lượt nữ", 3, (Sentence("Có {TT02:sex=female} lượt."),), "result"),
)


def test_it_works() -> None:
    words = render_outline_text(SECTIONS)
    assert words.splitlines()[:4] == ["I. TÌNH HÌNH", "Lời không có số.", "Lời của đơn vị: situation", ""]
    assert "1. Truyền thông" in words
    assert "a) Lượt nữ" in words
    assert parse_outline_text(words, NAMES) == (SECTIONS, ())


def test_numbers_of_headings_are_set_anew() -> None:
    sections, faults = parse_outline_text("IV. MỘT\nV. HAI\n7. Ba", NAMES)
    assert (faults, render_outline_text(sections).split("\n\n")) == ((), ["I. MỘT", "II. HAI", "1. Ba\n"])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Có {TT99} cuộc.", "«{TT99}»"),
        ("Có {so luot nguoi nghe} lượt.", "Gần nhất: {TT02} (Số lượt người nghe)"),
        ("Có {TT02:sex=femal} lượt.", "Gần nhất: {TT02:sex=female}"),
        ("Có {TT01 so năm kia} cuộc.", "Gần nhất: {TT01}"),
        ("Đạt {quan_triet so chi tieu}.", "Gần nhất"),
        ("Đạt {quan_trie so chỉ tiêu}.", "Gần nhất: {quan_triet so chỉ tiêu} (Cấp ủy"),
        ("Họp {TT03}, {TT03 so cùng kỳ}.", "{TT03 so cùng kỳ}: ngày không tăng, giảm; ghi {TT03}."),
        ("Có {TT01 cuộc.", "không có đôi"),
        ("Có TT01} cuộc.", "không có đôi"),
        ("1. Có {TT01}", "Tên mục không mang số liệu"),
        ("Nếu bằng 0: Không có.", "đứng ngay dưới câu"),
        ("Lời của đơn vị: situatoin", "Gần nhất: «situation»"),
        ("x" * 2001, "dài quá"),
    ],
)
def test_what_cannot_stay_is_told_with_its_line(line: str, said: str) -> None:
    _sections, (fault,) = parse_outline_text(f"I. MỤC\n\n{line}\nCó {{TT01}} cuộc.", NAMES)
    assert fault.line == 3
    assert said in fault.message
    assert isinstance(fault.message, TranslatableText)


def test_a_target_may_be_named_where_the_report_is_the_areas() -> None:
    line = "I. MỤC\nViệc quán triệt {quan_triet so chỉ tiêu}."
    assert parse_outline_text(line, NAMES)[1] == ()
    (fault,) = parse_outline_text(line, replace(NAMES, targets={}))[1]
    assert "của cả địa bàn" in fault.message


def test_every_fault_is_told_at_once() -> None:
    _sections, faults = parse_outline_text("Mở đầu.\nI. MỤC\n{A}\n{B}, {C}", NAMES)
    assert [one.line for one in faults] == [1, 3, 4, 4]


def test_nothing_typed_is_no_outline() -> None:
    assert parse_outline_text("\n\n", NAMES)[1] != ()
