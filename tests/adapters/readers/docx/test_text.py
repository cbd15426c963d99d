"""A Word document reads as it is printed: the numbers that Word makes, without what was deleted or is hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.adapters.readers.docx.numbering import format_number
from sokehoach.adapters.readers.docx.text import read_docx
from sokehoach.adapters.readers.file_text import FileKind
from sokehoach.adapters.readers.text_files import open_file
from sokehoach.domain.plans import reading as plans
from tests.adapters.readers.hostile import body, remade

NUMBERING = '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:numbering>'
STYLES = '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">%s</w:styles>'


def level(at: int, form: str, text: str, more: str = "") -> str:
    number = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{at}">{number}</w:lvl>'


LEVELS = (
    level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + level(4, "bullet", "\uf0b7")
    + level(5, "bullet", "-")
)
OUTLINE = (
    f'<w:abstractNum w:abstractNumId="1">{LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
    '<w:lvlOverride w:ilvl="3"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, *, at: int | None = None, list_id: int = 1, style: str = "", more: str = "") -> str:
    number = "" if at is None else f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{number}{more}</w:pPr>{inner if inner.startswith('<') else run(inner)}</w:p>"


def text(*paragraphs: str, numbering: str = OUTLINE, styles: str = "") -> str:
    parts = {
        "word/document.xml": body("".join(paragraphs)),
        "word/numbering.xml": (NUMBERING % numbering).encode(),
        "word/styles.xml": (STYLES % styles).encode(),
    }
    return read_docx(remade(**parts)).text.strip()


def test_it_works() -> None:
    opened = open_file(remade(**{"word/document.xml": body(paragraph("Kế hoạch"))}), name="ke-hoach.docx")
    assert (opened.text, opened.kind, opened.pages) == ("Kế hoạch\n", FileKind.DOCX, None)


def test_numbers_are_printed_as_word_prints_them() -> None:
    made = text(
        paragraph("MỤC ĐÍCH", at=0), paragraph("Mục đích", at=1), paragraph("Yêu cầu", at=1),
        paragraph("Chung", at=2), paragraph("Riêng", at=2), paragraph("một", at=3), paragraph("hai", at=3),
        paragraph("chấm", at=4), paragraph("gạch", at=5),
        paragraph("NHIỆM VỤ", at=0), paragraph("Sở Y tế", at=1), paragraph("ba", at=3),
    )  # fmt: skip
    assert made.split("\n\n") == [
        "I. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "2.1. Chung", "2.2. Riêng", "a) một", "b) hai",
        "• chấm", "- gạch", "II. NHIỆM VỤ", "1. Sở Y tế", "a) ba",
    ]  # fmt: skip


def test_a_list_with_a_start_of_its_own_begins_anew_once() -> None:
    made = text(*(paragraph(str(n), at=3, list_id=n) for n in (1, 1, 2, 2)))
    assert made.split("\n\n") == ["a) 1", "b) 1", "a) 2", "b) 2"]


def test_lists_of_one_abstract_list_count_on_together() -> None:
    same = OUTLINE + '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
    made = text(paragraph("x", at=0), paragraph("y", at=0, list_id=3), numbering=same)
    assert made.split("\n\n") == ["I. x", "II. y"]


def test_a_level_that_never_begins_anew_counts_through() -> None:
    through = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = OUTLINE.replace(LEVELS, through)
    made = text(*(paragraph("x", at=at) for at in (0, 1, 0, 1)), numbering=numbering)
    assert made.split("\n\n") == ["I. x", "1. x", "II. x", "2. x"]


def test_a_style_brings_its_numbers_and_its_capitals() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:rPr><w:caps/></w:rPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Muc"/></w:style>'
    )
    linked = OUTLINE.replace('<w:lvlText w:val="%2."/>', '<w:pStyle w:val="Con"/><w:lvlText w:val="%2."/>')
    made = text(
        paragraph("Mục đích", style="Muc"), paragraph("Yêu cầu", style="Con"),
        paragraph("Không số", style="Muc", more='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        styles=styles, numbering=linked,
    )  # fmt: skip
    assert made.split("\n\n") == ["I. MỤC ĐÍCH", "1. YÊU CẦU", "KHÔNG SỐ"]


def test_a_letter_typed_into_the_level_is_printed_as_it_stands() -> None:
    """Word's own letters are Latin: «đ)» comes from a level that says so, and e) follows d) where none does."""
    numbering = OUTLINE + (
        f'<w:abstractNum w:abstractNumId="9">{level(0, "none", "đ)")}</w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
    )
    made = text(*(paragraph("x", at=3) for _ in "abcd"), paragraph("x", at=0, list_id=9), paragraph("x", at=3),
                numbering=numbering)  # fmt: skip
    assert [one[:2] for one in made.split("\n\n")] == ["a)", "b)", "c)", "d)", "đ)", "e)"]


@given(st.integers(1, 3000))
def test_roman_numbers_are_what_they_say(number: int) -> None:
    worth = dict(zip("MDCLXVI", (1000, 500, 100, 50, 10, 5, 1), strict=True))
    digits = [worth[sign] for sign in format_number(number, "upperRoman")]
    assert sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True)) == number


def test_insertions_are_kept_and_deletions_are_not() -> None:
    made = text(
        paragraph(f'{run("Giao ")}<w:ins w:id="1">{run("Sở Y tế")}</w:ins>'
                  '<w:del w:id="2"><w:r><w:delText>Sở Nội vụ</w:delText></w:r></w:del>' + run(" chủ trì")),
        paragraph(run("Một câu "), more='<w:rPr><w:del w:id="3"/></w:rPr>'), paragraph("bị tách."),
        f'<w:p><w:moveFrom w:id="4">{run("đã chuyển đi")}</w:moveFrom>'
        f'<w:moveTo w:id="5">{run("đến đây")}</w:moveTo></w:p>',
    )  # fmt: skip
    assert made.split("\n\n") == ["Giao Sở Y tế chủ trì", "Một câu bị tách.", "đến đây"]


def test_fields_are_read_by_their_result_and_hidden_text_is_not() -> None:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>PAGEREF a</w:instrText></w:r>"
    made = text(
        paragraph(run("Trang ") + sign("begin") + code + sign("separate") + run("7") + sign("end") + run(".")),
        paragraph(run("rõ") + run(" ẩn", "<w:vanish/>")),
        paragraph(run("dòng một") + "<w:r><w:br/></w:r>" + run("dòng hai") + "<w:r><w:tab/></w:r>" + run("cột")),
        paragraph(run("NĐ") + "<w:r><w:noBreakHyphen/></w:r>" + run("CP") + "<w:r><w:softHyphen/></w:r>"),
    )
    assert made.split("\n\n") == ["Trang 7.", "rõ", "dòng một\ndòng hai\tcột", "NĐ-CP"]


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('MẬT')}</w:txbxContent>"
    drawn = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert text(paragraph(run("Kế hoạch") + drawn)).split("\n\n") == ["Kế hoạch", "MẬT"]


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, paragraphs))}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_a_table_of_tasks_stands_as_rows_of_cells() -> None:
    data = remade(**{"word/document.xml": body(table(
        cell("STT") + cell("Nội dung") + cell("Chủ trì"),
        cell("1") + cell("Tập huấn", "hai lớp") + cell("Sở | Y tế", properties='<w:vMerge w:val="restart"/>'),
        cell("2", properties='<w:gridSpan w:val="2"/>') + cell("", properties="<w:vMerge/>"),
    ))})  # fmt: skip
    opened = open_file(data, name="a.docx")
    assert opened.text.splitlines() == [
        "| STT | Nội dung | Chủ trì |", "|---|---|---|", "| 1 | Tập huấn hai lớp | Sở / Y tế |", "| 2 |  |  |",
    ]  # fmt: skip
    assert opened.tables[0][1] == ("1", "Tập huấn hai lớp", "Sở | Y tế")


def test_a_table_of_tasks_is_read_as_duties() -> None:
    rows = (
        ("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian"),
        ("1", "Tổ chức tập huấn cho cán bộ cấp xã", "Sở Y tế", "Sở Nội vụ", "Quý II/2026"),
        ("2", "Kiểm tra cơ sở kinh doanh dịch vụ", "Công an tỉnh", "", "Trước ngày 30/6/2026"),
    )
    made = text(
        paragraph("KẾ HOẠCH"), paragraph("Phòng bệnh năm 2026"), paragraph("I. MỤC ĐÍCH"), paragraph("Giữ sức khỏe."),
        paragraph("II. NHIỆM VỤ"), table(*("".join(map(cell, row)) for row in rows)), paragraph("III. THỰC HIỆN"),
        paragraph("1. Sở Y tế chủ trì theo dõi chung."),
    )  # fmt: skip
    assert [duty.agency for duty in plans.read_plan(made).duties] == ["Sở Y tế", "Công an tỉnh", "Sở Y tế"]


def test_the_head_and_the_foot_are_laid_out_by_tables_and_read_column_by_column() -> None:
    made = text(
        table(cell("UBND TỈNH", "SỞ Y TẾ") + cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
        table(cell("Nơi nhận:", "- Như trên;") + cell("GIÁM ĐỐC")),
    )  # fmt: skip
    assert made.split("\n\n") == [
        "UBND TỈNH\nSỞ Y TẾ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        "Nơi nhận:\n- Như trên;",
        "GIÁM ĐỐC",
    ]


def test_a_head_and_a_foot_set_with_tabs_are_read_column_by_column() -> None:
    def tabbed(*pieces: str) -> str:
        return paragraph("<w:r><w:tab/></w:r>".join(run(piece) for piece in pieces))

    made = text(
        tabbed("ỦY BAN NHÂN DÂN", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        tabbed("XÃ MẪU", "Độc lập - Tự do - Hạnh phúc"), tabbed("Số: 5/KH-UBND", "Mẫu, ngày 05 tháng 3 năm 2025"),
        paragraph("KẾ HOẠCH"), paragraph("I. MỤC ĐÍCH"),
        tabbed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), tabbed("- Như trên;", "CHỦ TỊCH"), paragraph("- Lưu: VT."),
        tabbed("", "Lò Văn Mẫu"),
    )  # fmt: skip
    assert made.split("\n\n") == [
        "ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 5/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nMẫu, ngày 05 tháng 3 năm 2025",
        "KẾ HOẠCH",
        "I. MỤC ĐÍCH",
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Văn Mẫu",
    ]


def test_footnotes_come_last_and_heads_and_feet_of_pages_not_at_all() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{paragraph("Luật số 1")}'
        "</w:footnote></w:footnotes>"
    )
    header = body(paragraph("dự thảo")).replace(b"w:document", b"w:hdr")
    made = read_docx(remade(**{
        "word/document.xml": body(paragraph(run("Căn cứ Luật") + '<w:r><w:footnoteReference w:id="2"/></w:r>')),
        "word/footnotes.xml": notes.encode(), "word/header1.xml": header,
    })).text  # fmt: skip
    assert made == "Căn cứ Luật\n\n[1] Luật số 1\n"


@pytest.mark.parametrize(
    ("font", "written", "reads"),
    [
        (".VnTime", "nh©n d©n", "nhân dân"),
        (".VnTimeH", "nh©n d©n", "NHÂN DÂN"),
        ("VNI-Times", "nhaân daân", "nhân dân"),
    ],
)
def test_the_fonts_of_before_unicode_are_converted(font: str, written: str, reads: str) -> None:
    made = text(paragraph(run(written, f'<w:rFonts w:ascii="{font}"/>')))
    assert made == reads
