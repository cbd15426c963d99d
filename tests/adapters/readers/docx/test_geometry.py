"""A Word file says how it lies on paper: through direct settings, styles, defaults and theme."""

import io
from typing import Any

import docx
import pytest
from docx.document import Document as Package
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from sokehoach.adapters.readers.layout_files import measure_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.adapters.writers.docx import write_docx
from sokehoach.domain.documents.rules import FormatFinding, MeasuredDocument, Severity, lint_document
from sokehoach.domain.documents.rules.lint import find_components
from sokehoach.domain.documents.rules.measured_document import MeasuredAlign
from tests.adapters.readers.docx.written import Change, every, having, plan, plan_docx, say
from tests.golden.report import report, signed_report


def measured(*changes: Change) -> MeasuredDocument:
    return measure_file(plan_docx(*changes), name="ke-hoach.docx")


def found(*changes: Change) -> list[FormatFinding]:
    return lint_document(measured(*changes))


def test_it_works() -> None:
    assert found() == []


@pytest.mark.parametrize("document", [plan(), report(), signed_report()], ids=["plan", "draft", "signed"])
def test_what_the_product_writes_keeps_to_the_decree(document: Any) -> None:
    assert lint_document(measure_file(write_docx(document), name="bao-cao.docx")) == []


def looks(words: str, **told: Any) -> Change:
    """Letters of the paragraph that holds `words` otherwise: size, bold, italic, name."""

    def change(package: Package) -> None:
        for run in having(package, words).runs:
            for name, what in told.items():
                setattr(run.font, name, what)

    return change


def sets(words: str, **told: Any) -> Change:
    def change(package: Package) -> None:
        for name, what in told.items():
            setattr(having(package, words).paragraph_format, name, what)

    return change


def margin(**told: Any) -> Change:
    def change(package: Package) -> None:
        for name, what in told.items():
            setattr(package.sections[0], name, what)

    return change


def without_line_below(words: str) -> Change:
    def change(package: Package) -> None:
        below = having(package, words)._p.getnext()
        assert below.find(f".//{qn('w:pBdr')}") is not None
        below.getparent().remove(below)

    return change


def numbered_at_the_foot(package: Package) -> None:
    package.sections[0].header.is_linked_to_previous = True
    paragraph = package.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
    paragraph.style = package.styles["header"]


def number_on_every_page(package: Package) -> None:
    package.sections[0].different_first_page_header_footer = False


def coloured(package: Package) -> None:
    having(package, "Nâng cao nhận thức").runs[0].font.color.rgb = RGBColor(0xC0, 0, 0)


# one wrong thing → the one rule that says so, and words of how it is
WRONG: list[tuple[Change, str, str]] = [
    (margin(left_margin=Mm(25)), "margin_left", "25 mm"),
    (margin(right_margin=Mm(25)), "margin_right", "25 mm"),
    (margin(top_margin=Mm(15)), "margin_top", "15 mm"),
    (margin(bottom_margin=Mm(30)), "margin_bottom", "30 mm"),
    (margin(page_width=Mm(216), page_height=Mm(279)), "paper", "216"),
    (numbered_at_the_foot, "page_number_place", "lề dưới"),
    (number_on_every_page, "page_number_first", "trang thứ nhất"),
    (looks("CỘNG HÒA", size=Pt(14)), "size", "Quốc hiệu: cỡ chữ 14"),
    (looks("Độc lập", bold=False), "bold", "Tiêu ngữ: chữ không đậm"),
    (looks("ỦY BAN NHÂN DÂN", italic=True), "italic", "cơ quan ban hành: kiểu chữ nghiêng"),
    (looks("Số:", size=Pt(12)), "size", "số, ký hiệu: cỡ chữ 12"),
    (looks("Số:", bold=True), "bold", "số, ký hiệu: chữ đậm"),
    (looks("ngày 09", italic=False), "italic", "thời gian: kiểu chữ đứng"),
    (looks("KẾ HOẠCH", size=Pt(16)), "size", "tên loại văn bản: cỡ chữ 16"),
    (sets("KẾ HOẠCH", alignment=WD_ALIGN_PARAGRAPH.LEFT), "centred", "không canh giữa"),
    (looks("Nâng cao nhận thức", size=Pt(12)), "size", "nội dung: cỡ chữ 12"),
    (looks("Nâng cao nhận thức", italic=True), "italic", "nội dung: kiểu chữ nghiêng"),
    (looks("Nâng cao nhận thức", name="Arial"), "font", "Arial"),
    (coloured, "colour", "C00000"),
    (sets("Nâng cao nhận thức", alignment=WD_ALIGN_PARAGRAPH.LEFT), "justified", "canh trái"),
    (sets("Nâng cao nhận thức", first_line_indent=Mm(0)), "first_indent", "0 mm"),
    (sets("Nâng cao nhận thức", space_after=Pt(2)), "paragraph_gap", "2 pt"),
    (sets("Nâng cao nhận thức", line_spacing=2.0), "line_height", "2,00 dòng"),
    (sets("Nâng cao nhận thức", line_spacing=Pt(12)), "line_height", "0,75 dòng"),
    (looks("Nơi nhận:", size=Pt(11)), "size", "từ «Nơi nhận»: cỡ chữ 11"),
    (looks("Nơi nhận:", italic=False), "italic", "từ «Nơi nhận»: kiểu chữ đứng"),
    (looks("- Lưu", size=Pt(13)), "size", "danh sách nơi nhận: cỡ chữ 13"),
    (looks("Sùng Văn Mẫu", bold=False), "bold", "họ tên người ký: chữ không đậm"),
    (looks("KT. CHỦ TỊCH", size=Pt(12)), "size", "chức vụ người ký: cỡ chữ 12"),
    (without_line_below("Độc lập"), "stroke_missing", "dưới Tiêu ngữ"),
    (without_line_below("HUYỆN ĐÈO SƯƠNG"), "stroke_missing", "dưới tên cơ quan ban hành"),
    (without_line_below("Thu gom, phân loại rác"), "stroke_missing", "dưới trích yếu"),
    (say("Số: 08", "Số: 8"), "number_zero", "số 8"),
    (say("Số: 08", "Số 08"), "number_colon", "dấu hai chấm"),
    (say("/KH-UBND", "/KH–UBND"), "number_dash", "gạch dài"),
    (say("08/KH-UBND", "08-KH-UBND"), "number_slash", "«-»"),
    (say("/KH-UBND", "/QĐ-UBND"), "number_kind", "QĐ"),
    (say("Đèo Sương, ngày", "Đèo Sương ngày"), "day_comma", "dấu phẩy"),
    (say("ngày 09", "ngày 9"), "day_zero", "ngày 9"),
    (say("tháng 02", "tháng 2"), "month_zero", "tháng 2"),
    (say("Thu gom, phân loại rác thải sinh hoạt năm 2024", "THU GOM RÁC THẢI SINH HOẠT"), "capitals", "chữ in hoa"),
    (say("năm 2024./.", "năm 2024."), "closing", "./."),
    (say("đ) Xây", "e) Xây"), "point_order", "sau điểm d) là điểm e)"),
    (say("b) Bố", "b. Bố"), "point_mark", "b."),
    (say("II. NHIỆM VỤ", "II. Nhiệm vụ"), "roman_capitals", "chữ thường"),
    (say("Nơi nhận:", "NƠI NHẬN:"), "label_capitals", "in hoa"),
    (say("- UBND các xã;", "- UBND các xã"), "recipients_end", "cuối dòng"),
    (say("- Lưu: VT, TNMT.", "- Lưu: VT, TNMT"), "filed_stop", "kết thúc"),
    (say("- Lưu: VT, TNMT.", "- Lưu VT, TNMT."), "filed_colon", "Lưu VT"),
    (say("- Lưu: VT, TNMT.", "- Lưu: TNMT."), "filed_vt", "TNMT"),
    (say("TM. ỦY", "TM ỦY"), "authority_form", "«TM»"),
    (say("PHÓ CHỦ TỊCH", ""), "deputy", "KT."),
    (say("Sùng Văn Mẫu", "TS. Sùng Văn Mẫu"), "degree", "TS."),
    (say("CỘNG HÒA", "CỌNG HÒA"), "nation_words", "CỌNG"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule", "says"), WRONG, ids=[f"{rule}: {says}" for _, rule, says in WRONG])
def test_one_wrong_thing_gives_one_finding(change: Change, rule: str, says: str) -> None:
    findings = [one for one in found(change) if one.severity is Severity.ERROR]
    assert {one.rule for one in findings} == {rule}, findings
    assert any(says in one.actual for one in findings), findings
    assert all(one.clause and one.expected for one in findings)


def test_paper_turned_without_a_table_is_told() -> None:
    assert "turned" in {one.rule for one in found(margin(page_width=Mm(297), page_height=Mm(210)))}


ADVICE: list[tuple[Change, str]] = [
    (say("- Lưu: VT, TNMT.", "- Lưu: VT."), "filed_unit"),
    (say("ngày 09 tháng 02", "ngày 09 tháng 03"), "month_no_zero"),
    (say("Bố trí điểm", "Bố trí  điểm"), "double_space"),
    (say("nhận thức của", "nhận thức , của"), "space_before"),
    (say("phân hữu cơ từ", "phân hữu cơ,từ"), "space_after"),
    (say("Kiểm tra việc", "Kiếm tra việc"), "slip"),
    (say("Ủy ban nhân dân tỉnh", "Uỷ ban nhân dân tỉnh"), "tone_marks"),
    (say("sinh hoạt năm 2024", "sinh hoạt năm 2024."), "abstract_end"),
    (say("c) Kiểm", "g) Kiểm"), "point_order"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rule"), ADVICE, ids=[rule for _, rule in ADVICE])
def test_advice_is_no_error(change: Change, rule: str) -> None:
    findings = found(change)
    assert {one.rule for one in findings} == {rule}, findings
    assert all(one.severity is Severity.ADVICE for one in findings)


def as_letter(*changes: Change) -> list[FormatFinding]:
    """The plan turned into a công văn: no kind, «V/v» below the number, «Kính gửi», «Như trên»."""

    def turned(package: Package) -> None:
        kind, title = (
            having(package, "KẾ HOẠCH"),
            having(package, "Thu gom, phân loại rác thải sinh hoạt năm 2024"),
        )
        rule = title._p.getnext()
        for one in (kind._p, title._p, rule):
            one.getparent().remove(one)
        number = having(package, "Số:")
        number.runs[0].text = "Số: 08/UBND-TNMT"
        subject = parse_xml(
            f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='Letterhead'/></w:pPr>"
            "<w:r><w:t>V/v thu gom rác thải sinh hoạt năm 2024</w:t></w:r></w:p>"
        )
        number._p.addnext(subject)
        first = having(package, "Thực hiện chương trình")
        first._p.addprevious(
            parse_xml(
                f"<w:p {nsdecls('w')}><w:pPr><w:pStyle w:val='List'/><w:jc w:val='center'/></w:pPr>"
                "<w:r><w:t>Kính gửi: Ủy ban nhân dân các xã</w:t></w:r></w:p>"
            )
        )
        having(package, "- Ủy ban nhân dân tỉnh;").runs[0].text = "- Như trên;"

    return found(turned, *changes)


def test_an_official_letter_needs_no_kind_and_no_cv() -> None:
    assert as_letter() == []


def test_cv_in_the_symbol_of_a_letter_is_advice() -> None:
    (one,) = as_letter(say("/UBND-TNMT", "/CV-UBND"))
    assert (one.rule, one.severity) == ("number_letter", Severity.ADVICE)


def test_a_letter_without_an_addressee_or_as_above_is_told() -> None:
    def unaddressed(package: Package) -> None:
        line = having(package, "Kính gửi")._p
        line.getparent().remove(line)

    assert [one.rule for one in as_letter(unaddressed)] == ["addressed_missing"]
    assert [one.rule for one in as_letter(say("- Như trên;", "- Sở Y tế;"))] == ["as_above"]


def test_a_head_set_with_tabs_and_drawn_with_shapes_is_found_as_well() -> None:
    """As many offices do it: no table, soft breaks, lines as shapes, the font from the theme's or a style's."""
    package = docx.Document(io.BytesIO(write_docx(plan())))
    table = package.tables[0]._tbl
    shape = "<v:line xmlns:v='urn:schemas-microsoft-com:vml' from='{0}pt,2pt' to='{1}pt,2pt'/>"
    line = f"<w:r><w:pict>{shape}</w:pict></w:r>"

    def paragraph(left: str, right: str, looks: tuple[str, str], drawn: str = "") -> Any:
        return parse_xml(
            f"<w:p {nsdecls('w')}>{drawn}<w:r><w:rPr>{looks[0]}</w:rPr><w:t>{left}</w:t></w:r><w:r><w:tab/></w:r>"
            f"<w:r><w:rPr>{looks[1]}</w:rPr><w:t>{right}</w:t></w:r></w:p>"
        )

    bold12, bold13 = "<w:b/><w:sz w:val='24'/>", "<w:b/><w:sz w:val='26'/>"
    for one in (
        paragraph("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (bold12, bold12)),
        paragraph("HUYỆN ĐÈO SƯƠNG", "Độc lập - Tự do - Hạnh phúc", (bold12, bold13), line.format(20, 75)),
        paragraph("Số: 08/KH-UBND", "Đèo Sương, ngày 09 tháng 02 năm 2024",
                  ("<w:sz w:val='26'/>", "<w:i/><w:sz w:val='26'/>"), line.format(260, 420)),
    ):  # fmt: skip
        table.addprevious(one)
    table.getparent().remove(table)
    buffer = io.BytesIO()
    package.save(buffer)
    document = measure_file(buffer.getvalue(), name="a.docx")
    roles = find_components(document)
    assert roles.issuer_name == "ỦY BAN NHÂN DÂN HUYỆN ĐÈO SƯƠNG"
    assert roles.motto is not None
    assert roles.day is not None
    assert lint_document(document) == []


def test_a_typed_tab_indents_and_an_empty_line_keeps_apart() -> None:
    """As many offices do it, and as it prints."""

    def typed(package: Package) -> None:
        first, second = having(package, "Nâng cao nhận thức"), having(package, "Chủ trì, phối hợp")
        first.paragraph_format.first_line_indent = Mm(0)
        first.runs[0].text = "\t" + first.runs[0].text
        for one in (first, second):
            one.paragraph_format.space_after = Pt(0)
            one._p.addnext(OxmlElement("w:p"))

    assert found(typed) == []


def test_a_font_of_the_theme_is_looked_up_in_the_theme() -> None:
    package = docx.Document()
    package.add_paragraph("Nội dung của văn bản này viết bằng phông chữ của giao diện.")
    buffer = io.BytesIO()
    package.save(buffer)
    (line,) = measure_file(buffer.getvalue(), name="a.docx").lines
    assert {run.font for run in line.runs} == {"Cambria"}
    assert {run.size for run in line.runs} == {11}


def test_looks_come_through_styles_based_on_one_another() -> None:
    package = docx.Document()
    base = package.styles.add_style("Lời văn", 1)
    base.font.name, base.font.size = "Times New Roman", Pt(14)
    base.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    base.paragraph_format.first_line_indent = Mm(12.7)
    child = package.styles.add_style("Lời văn đậm", 1)
    child.base_style = base
    child.font.bold = True
    run = package.add_paragraph("Chữ đậm ", style="Lời văn đậm").add_run("chữ thường")
    run.font.bold = False
    buffer = io.BytesIO()
    package.save(buffer)
    (line,) = measure_file(buffer.getvalue(), name="a.docx").lines
    assert [(one.text, one.font, one.size, one.bold) for one in line.runs] == [
        ("Chữ đậm ", "Times New Roman", 14, True), ("chữ thường", "Times New Roman", 14, False),
    ]  # fmt: skip
    assert (line.align, round(line.first_indent or 0, 1)) == (MeasuredAlign.JUSTIFY, 12.7)


def test_numbers_that_word_makes_are_judged_as_printed() -> None:
    """Word's own lettered list goes from d) to e)."""
    package = docx.Document()
    numbering = package.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f"<w:abstractNum {nsdecls('w')} w:abstractNumId='90'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
        "<w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1)'/></w:lvl></w:abstractNum>"))  # fmt: skip
    numbering.append(parse_xml(
        f"<w:num {nsdecls('w')} w:numId='90'><w:abstractNumId w:val='90'/></w:num>"))  # fmt: skip
    for word in ("Một", "Hai", "Ba", "Bốn", "Năm"):
        paragraph = package.add_paragraph(f"{word} việc phải làm trong năm;")
        paragraph._p.get_or_add_pPr().append(parse_xml(
            f"<w:numPr {nsdecls('w')}><w:ilvl w:val='0'/><w:numId w:val='90'/></w:numPr>"))  # fmt: skip
    buffer = io.BytesIO()
    package.save(buffer)
    findings = lint_document(measure_file(buffer.getvalue(), name="a.docx"))
    assert [one.actual for one in findings if one.rule == "point_order"] == ["sau điểm d) là điểm e)"]


def test_a_document_of_the_party_is_not_judged_by_the_decree() -> None:
    (one,) = found(say("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ĐẢNG CỘNG SẢN VIỆT NAM"))
    assert (one.rule, one.severity) == ("party", Severity.ADVICE)


@pytest.mark.parametrize("data", [b"PK\x03\x04 not a file", plan_docx()[:3000]], ids=["no archive", "cut"])
def test_what_cannot_be_opened_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(FileRefusedError, match=r"Hãy"):
        measure_file(data, name="a.docx")


def test_every_paragraph_keeps_its_text() -> None:
    package = docx.Document(io.BytesIO(write_docx(report())))
    printed = " ".join(line.words for line in measure_file(write_docx(report()), name="a.docx").lines)
    for paragraph in every(package):
        assert " ".join(paragraph.text.split()) in printed
