"""A document as plain text: what a reader without Word sees."""

from dataclasses import replace

from sokehoach.domain.documents.content import (
    Annex,
    Banner,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.plain_text import render_plain_text


def make_row(*words: str) -> Row:
    return Row(tuple(Cell((Text(word),)) for word in words))


TABLE = Table(
    (Column(1), Column(1)), (make_row("Xã", "Cuộc"),), (make_row("Nà Mơ", "3"),), caption="Biểu 1", notes=("Ghi chú.",)
)
DOCUMENT = Document(
    letterhead=Letterhead(("UBND huyện",), ("Phòng", "Y tế"), "/BC-YT", None, "Nà Mơ", OpenDay(2021)),
    kind="Báo cáo",
    title="Kết quả",
    addressees=("UBND huyện",),
    blocks=(
        Heading(1, "I.", "Kết quả"),
        Heading(2, "1.", "Truyền thông"),
        Paragraph((Text("Đã "), Text("làm."))),
        TABLE,
    ),
    closing="Trên đây là báo cáo",
    signature=SignatureBlock(("Trưởng phòng",), "Lò Văn Minh"),
    recipients=Recipients(("UBND huyện",), "VT"),
)


def test_blocks_follow_each_other_line_by_line() -> None:
    lines = render_plain_text(DOCUMENT).split("\n")
    start = lines.index("I. KẾT QUẢ")
    assert lines[start : start + 7] == [
        "I. KẾT QUẢ", "1. Truyền thông", "Đã làm.", "Biểu 1", "Xã | Cuộc", "Nà Mơ | 3", "Ghi chú.",
    ]  # fmt: skip
    assert lines[:3] == ["UBND HUYỆN", "PHÒNG", "Y TẾ"]
    assert "BÁO CÁO" in lines
    assert "Kính gửi: UBND huyện" in lines
    assert lines[-3:] == ["TRƯỞNG PHÒNG", "Lò Văn Minh", ""]


def test_a_letter_has_its_subject_and_no_kind() -> None:
    lines = render_plain_text(replace(DOCUMENT, kind="")).split("\n")
    assert "V/v Kết quả" in lines
    assert "BÁO CÁO" not in lines


def test_annexes_and_a_second_signature_are_there() -> None:
    annex = Annex("Phụ lục", (Banner("Mật"), replace(TABLE, caption="")))
    document = replace(DOCUMENT, beside=SignatureBlock(("Chủ tịch",), ""), annexes=(annex,))
    lines = render_plain_text(document).split("\n")
    assert lines.index("CHỦ TỊCH") == lines.index("Nơi nhận:") - 1
    assert lines[-7:] == ["", "Phụ lục", "Mật", "Xã | Cuộc", "Nà Mơ | 3", "Ghi chú.", ""]


def test_a_picture_or_a_table_without_a_caption_has_no_line_for_it() -> None:
    captioned, bare = Picture(b"", 1, 1, "Hình 1"), Picture(b"", 1, 1)
    blocks = (Heading(1, "I.", "Hình"), captioned, bare, replace(TABLE, caption=""), Heading(1, "II.", "Hết"))
    lines = render_plain_text(replace(DOCUMENT, blocks=blocks)).split("\n")
    start = lines.index("I. HÌNH")
    assert lines[start + 1 : lines.index("II. HẾT")] == ["Hình 1", "Xã | Cuộc", "Nà Mơ | 3", "Ghi chú."]
