"""A PDF is measured by its letters: a right one has nothing to find, one wrong thing gives one finding."""

import pytest

from sokehoach.adapters.readers.layout_files import measure_file
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.rules import FormatFinding, Severity, lint_document
from sokehoach.domain.documents.rules.lint import find_components
from tests.adapters.readers.pdf.typeset import plan_pdf


def found(**wrong: str) -> list[FormatFinding]:
    return lint_document(measure_file(plan_pdf(**wrong), name="ke-hoach.pdf"))


def test_it_works() -> None:
    assert found() == []


def test_its_components_are_found() -> None:
    roles = find_components(measure_file(plan_pdf(), name="a.pdf"))
    assert roles.issuer_name == "ỦY BAN NHÂN DÂN HUYỆN THUNG MÂY"
    assert roles.kind_name == "KẾ HOẠCH"
    assert [line.words for line in roles.abstract] == ["Phòng, chống tai nạn đuối nước cho trẻ em năm 2024"]
    assert [line.words for line in roles.authority] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert roles.signer is not None
    assert roles.signer.words == "Giàng Văn Thử"
    assert [line.words for line in roles.recipients] == [
        "- Ủy ban nhân dân tỉnh;", "- Các phòng, ban, ngành huyện;", "- UBND các xã;", "- Lưu: VT, VHXH.",
    ]  # fmt: skip


# what is wrong → the one rule that says so, and words of how it is
WRONG = [
    ({"paper": "width: 216mm, height: 279mm"}, "paper", "216"),
    ({"left": "25mm"}, "margin_left", "25 mm"),
    ({"left": "38mm"}, "margin_left", "38 mm"),
    ({"right": "10mm"}, "margin_right", "10"),
    ({"right": "24mm"}, "margin_right", "24"),
    ({"top": "15mm"}, "margin_top", "15 mm"),
    ({"nation_size": "14pt"}, "size", "Quốc hiệu: cỡ chữ 14"),
    ({"motto_size": "11.5pt", "motto_line": "50mm"}, "size", "Tiêu ngữ: cỡ chữ 11,5"),
    ({"issuer_size": "11pt"}, "size", "cơ quan ban hành: cỡ chữ 11"),
    ({"issuer_weight": '"regular"'}, "bold", "cơ quan ban hành: chữ không đậm"),
    ({"number_size": "14pt"}, "size", "số, ký hiệu: cỡ chữ 14"),
    ({"day_style": '"normal"'}, "italic", "thời gian: kiểu chữ đứng"),
    ({"kind_size": "16pt"}, "size", "tên loại văn bản: cỡ chữ 16"),
    ({"abstract_weight": '"regular"'}, "bold", "trích yếu: chữ không đậm"),
    ({"body_size": "12pt"}, "size", "nội dung: cỡ chữ 12"),
    ({"label_size": "14pt"}, "size", "«Nơi nhận»: cỡ chữ 14"),
    ({"recipient_size": "13pt"}, "size", "danh sách nơi nhận: cỡ chữ 13"),
    ({"signing_size": "12pt"}, "size", "cỡ chữ 12"),
    ({"nation": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMM"}, "nation_words", "NAMM"),
    ({"motto": "Độc lập, Tự do, Hạnh phúc", "motto_line": "53mm"}, "motto_words", "Độc lập, Tự do"),
    ({"motto_line": "25mm"}, "stroke_length", "dưới Tiêu ngữ dài 25"),
    ({"issuer_line": "40mm"}, "stroke_length", "cơ quan ban hành dài 40"),
    ({"abstract_line": "110mm"}, "stroke_length", "trích yếu dài 110"),
    ({"number": "Số 07/KH-UBND"}, "number_colon", "dấu hai chấm"),
    ({"number": "Số: 7/KH-UBND"}, "number_zero", "số 7"),
    ({"number": "Số: 07/KH - UBND"}, "number_spaces", "cách chữ"),
    ({"number": "Số: 07/BC-UBND"}, "number_kind", "BC"),
    ({"number": "Số: 07/KH-Ubnd"}, "number_capitals", "Ubnd"),
    ({"day": "Thung Mây, ngày 5 tháng 02 năm 2024"}, "day_zero", "ngày 5"),
    ({"day": "Thung Mây, ngày 05 tháng 2 năm 2024"}, "month_zero", "tháng 2"),
    ({"day": "Thung Mây ngày 05 tháng 02 năm 2024"}, "day_comma", "dấu phẩy"),
    ({"day": "Thung Mây, ngày 05/02/2024"}, "day_form", "viết tắt"),
    ({"justify": "false"}, "justified", "canh trái"),
    ({"indent": "2cm"}, "first_indent", "20 mm"),
    ({"gap": "0pt"}, "paragraph_gap", "0 pt"),
    ({"height": "1.9"}, "line_height", "1,90 dòng"),
    ({"colour": "blue"}, "colour", "#0074D9"),
    ({"closing": "trong quá trình thực hiện."}, "closing", "./."),
    ({"points": "a b c d e g"}, "point_order", "sau điểm d) là điểm e)"),
    ({"points": "a b c d đ f"}, "point_letter", "điểm f)"),
    ({"roman": "II. Nhiệm vụ và giải pháp"}, "roman_capitals", "chữ thường"),
    ({"roman_weight": '"regular"'}, "roman_bold", "không đậm"),
    ({"first_number": "true"}, "page_number_first", "trang thứ nhất"),
    ({"page_number": "10pt"}, "page_number_size", "cỡ chữ 10"),
    ({"number_align": "right + top"}, "page_number_place", "không ở giữa"),
    ({"label": "Nơi nhận"}, "label_colon", "Nơi nhận"),
    ({"filed": "- Lưu VT, VHXH."}, "filed_colon", "Lưu VT"),
    ({"filed": "- Lưu: VT, VHXH"}, "filed_stop", "kết thúc"),
    ({"recipient": "- Các phòng, ban, ngành huyện"}, "recipients_end", "cuối dòng"),
    ({"authority": "T/M ỦY BAN NHÂN DÂN"}, "authority_form", "T/M"),
    ({"signer": "ThS. Giàng Văn Thử"}, "degree", "ThS."),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "rule", "says"), WRONG, ids=lambda value: str(value)[:40])
def test_one_wrong_thing_gives_one_finding(wrong: dict[str, str], rule: str, says: str) -> None:
    findings = [one for one in found(**wrong) if one.severity is Severity.ERROR]
    assert {one.rule for one in findings} == {rule}, findings
    assert any(says in one.actual for one in findings), findings
    assert all(one.clause and one.expected for one in findings)


# what is worth a look, but no error
ADVICE = [
    ({"day": "Thung Mây, ngày 05 tháng 05 năm 2024"}, "month_no_zero"),
    ({"filed": "- Lưu: VT."}, "filed_unit"),
    ({"slip": "phồi hợp"}, "slip"),
    ({"signer": "Giàng Thị Thuỷ"}, "tone_marks"),
    ({"commune": "Hội Chữ thập đỏ huyện"}, "assigned_not_sent"),
]


@pytest.mark.parametrize(("wrong", "rule"), ADVICE, ids=lambda value: str(value)[:40])
def test_advice_is_no_error(wrong: dict[str, str], rule: str) -> None:
    findings = found(**wrong)
    assert {one.rule for one in findings} == {rule}, findings
    assert all(one.severity is Severity.ADVICE for one in findings)


def test_a_font_of_equal_widths_is_advice_and_another_font_an_error() -> None:
    assert ("font", Severity.ERROR) in {(one.rule, one.severity) for one in found(font='"Libertinus Serif"')}
    equal = plan_pdf(font='("Liberation Serif", "Libertinus Serif")')
    if b"LiberationSerif" not in equal:
        pytest.skip("Liberation Serif is not on this machine")
    findings = lint_document(measure_file(equal, name="a.pdf"))
    assert {(one.rule, one.severity) for one in findings} == {("font", Severity.ADVICE)}


def test_a_finding_says_where() -> None:
    (one,) = found(body_size="12pt")
    assert one.place.page == 1
    assert one.place.quote.startswith("Thực hiện chương trình công tác")
    assert one.expected == "cỡ chữ từ 13 đến 14"
    assert one.more > 10
    assert one.clause == "điểm e khoản 6 Mục II Phần I Phụ lục I NĐ 30/2020/NĐ-CP"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4 not one", plan_pdf()[:2000]], ids=["empty", "no PDF", "cut"]
)
def test_what_cannot_be_opened_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(FileRefusedError, match=r"Hãy"):
        measure_file(data, name="a.pdf")


def test_a_page_of_first_lines_alone_keeps_the_edge_of_the_others() -> None:
    """The body in small letters ends early: the last page holds few rows, none of which continues a paragraph."""
    findings = found(body_size="13pt", top="24mm", bottom="24mm")
    assert findings == []
    assert {one.rule for one in found(left="25mm", body_size="13pt")} == {"margin_left"}
