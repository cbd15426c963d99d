"""The layout of NĐ 30/2020/NĐ-CP, Phụ lục I, read back from the file."""

from dataclasses import replace

import pytest
from docx.document import Document as Package
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from sokehoach.adapters.writers.docx.measure import bold_width
from tests.adapters.writers.docx.opened import opened, words
from tests.golden.report import report, signed_report


def _paragraph(package: Package, text: str) -> Paragraph:
    return next(paragraph for paragraph in package.paragraphs if paragraph.text == text)


def _rules(cell: _Cell) -> list[float]:
    """Lengths in millimetres of the drawn lines in a cell of the letterhead."""
    lengths = []
    for paragraph in cell.paragraphs:
        if paragraph.paragraph_format.element.find(f".//{qn('w:pBdr')}") is not None:
            looks = paragraph.paragraph_format
            lengths.append((cell.width - looks.left_indent - looks.right_indent) / Mm(1))
    return lengths


def test_it_works() -> None:
    package = opened(report())
    text = words(package.element.body)
    order = [
        "UBND HUYỆN MƯỜNG THANH HẠ", "PHÒNG LAO ĐỘNG -", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "/BC-LĐTBXH", "năm 2021", "BÁO CÁO", "Kính gửi:",
        "- Ủy ban nhân dân huyện.", "Thực hiện chế độ báo cáo", "I. TÌNH HÌNH", "1. Công tác chỉ đạo",
        "a) Đội kiểm tra liên ngành", "của huyện./.", "Nơi nhận:", "- Như trên;", "- Lưu: VT, LĐTBXH.",
        "TRƯỞNG PHÒNG", "Phụ lục I",
        "BIỂU TỔNG HỢP SỐ LIỆU THEO ĐƠN VỊ", "(Kèm theo Báo cáo số", "Phụ lục II",
    ]  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_paper_and_margins() -> None:
    for section in opened(report()).sections:
        assert sorted((round(section.page_width / Mm(1)), round(section.page_height / Mm(1)))) == [210, 297]
        assert 20 <= round(section.top_margin / Mm(1)) <= 25
        assert 20 <= round(section.bottom_margin / Mm(1)) <= 25
        assert 30 <= round(section.left_margin / Mm(1)) <= 35
        assert 15 <= round(section.right_margin / Mm(1)) <= 20


def test_each_annex_turns_its_own_paper_and_counts_its_own_pages() -> None:
    sections = opened(report()).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    for section in sections:
        number = section._sectPr.find(qn("w:pgNumType"))
        assert number is not None
        assert number.get(qn("w:start")) == "1"


def test_the_page_number_stands_on_top_but_not_on_the_first_page() -> None:
    for section in opened(report()).sections:
        assert section.different_first_page_header_footer
        (paragraph,) = section.header.paragraphs
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert paragraph.style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
        assert words(section.first_page_header.part.element) == ""


def test_invented_figures_say_so_on_every_page() -> None:
    document = report()
    for section in opened(document).sections:
        assert words(section.footer.part.element) == document.notice
        assert words(section.first_page_footer.part.element) == document.notice


def test_without_a_notice_the_foot_is_empty() -> None:
    assert all(section.footer.is_linked_to_previous for section in opened(signed_report()).sections)


def test_lines_below_motto_and_issuer() -> None:
    letterhead = opened(report()).tables[0]
    (below_issuer,), (below_motto,) = (_rules(cell) for cell in letterhead.rows[0].cells)
    assert below_motto == pytest.approx(56.1, abs=0.2)  # the motto at 13 pt, measured in Word's font
    issuer = bold_width("THƯƠNG BINH VÀ XÃ HỘI", size=12)
    assert issuer / 3 <= below_issuer <= issuer / 2


def test_a_people_s_committee_has_no_superior() -> None:
    cell = opened(signed_report()).tables[0].rows[0].cells[0]
    assert [paragraph.text for paragraph in cell.paragraphs if paragraph.text] == [
        "ỦY BAN NHÂN DÂN",
        "HUYỆN MƯỜNG THANH HẠ",
    ]
    assert all(run.bold for paragraph in cell.paragraphs for run in paragraph.runs)


def test_one_addressee_shares_the_line() -> None:
    package = opened(signed_report())
    assert _paragraph(package, "Kính gửi: Ủy ban nhân dân tỉnh").alignment == WD_ALIGN_PARAGRAPH.CENTER


def test_several_addressees_stand_below_the_colon() -> None:
    package = opened(report())
    first = _paragraph(package, "- Sở Lao động - Thương binh và Xã hội;").paragraph_format.left_indent
    lead = _paragraph(package, "Kính gửi:").paragraph_format.left_indent
    assert (first - lead) / Mm(1) == pytest.approx(18, abs=1.2)  # «Kính gửi» at 14 pt is 17.7 mm


def test_without_addressees_nothing_is_as_above() -> None:
    text = words(opened(replace(report(), addressees=())).element.body)
    assert "Kính gửi" not in text
    assert "Như trên" not in text


def test_body_and_headings_carry_real_styles() -> None:
    package = opened(report())
    assert _paragraph(package, "II. KẾT QUẢ THỰC HIỆN").style.name == "Heading 1"
    assert _paragraph(package, "2. Truyền thông, giáo dục").style.name == "Heading 2"
    assert _paragraph(package, "b) Đấu tranh, xử lý").style.name == "Heading 3"
    body = _paragraph(package, "Trong kỳ không phát sinh vụ việc.").style
    assert body.name == "Body Text"
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(1.27, abs=0.01)
    assert body.paragraph_format.space_after.pt >= 6
    assert 1 <= body.paragraph_format.line_spacing <= 1.5


def test_language_is_vietnamese() -> None:
    package = opened(report())
    assert package.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"


def test_there_is_room_to_sign_with_and_without_a_name() -> None:
    for document, name in ((report(), ""), (signed_report(), "Lò Văn Thử")):
        signature = opened(document).tables[1]
        last = signature.rows[0].cells[1].paragraphs[-1]
        assert last.text == name
        assert last.paragraph_format.space_before.pt >= 60


def test_recipients_are_small_and_their_head_bold_italic() -> None:
    head, *lines = opened(report()).tables[1].rows[0].cells[0].paragraphs
    assert (head.runs[0].bold, head.runs[0].italic, head.runs[0].font.size.pt) == (True, True, 12)
    assert {line.runs[0].font.size.pt for line in lines} == {11}


def test_the_table_repeats_its_head_and_sets_numbers_right() -> None:
    table = opened(report()).tables[2]
    repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert repeated == [True, True, *[False] * 7]
    assert [cell.text for cell in table.rows[1].cells[:3]] == ["TT", "Đơn vị", "Cuộc"]
    row = table.rows[4].cells
    assert [cell.text for cell in row] == ["2", "Lũng Vàng", "3", "611", "1", "97"]
    assert [cell.paragraphs[0].alignment for cell in row[2:]] == [WD_ALIGN_PARAGRAPH.RIGHT] * 4


def test_a_table_fills_the_page_between_its_margins() -> None:
    package = opened(report())
    section = package.sections[1]
    room = section.page_width - section.left_margin - section.right_margin
    grid = package.tables[2]._tbl.find(qn("w:tblGrid"))
    width = sum(int(column.get(qn("w:w"))) for column in grid)
    assert width * 635 == pytest.approx(room, rel=0.001)  # 635 EMU to the twip


def test_a_gap_is_printed_as_a_gap() -> None:
    package = opened(report())
    owed = package.tables[2].rows[7].cells
    assert owed[1].text == "Suối Trong"
    assert [cell.text for cell in owed[2:]] == ["chưa báo cáo"] * 4
    assert "phát chưa có số liệu lượt tin" in words(package.element.body)
