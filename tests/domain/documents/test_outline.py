from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.documents.content import (
    Document,
    FigureRun,
    Heading,
    Missing,
    Operand,
    Paragraph,
    Reference,
    Text,
    list_references,
)
from sokehoach.domain.documents.figure_refresh import find_changed_figures, refresh_figures
from sokehoach.domain.documents.outline import (
    Outline,
    OutlineError,
    OutlineSection,
    Sentence,
    TargetPlaceholder,
    limit_outline,
    list_narrative_codes,
    list_operands,
    list_outline_operands,
    list_outline_targets,
    parse_template,
)
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_value
from tests.golden.report import report

CASES = Sentence("Phát hiện {VA01} vụ, {VA02} người.", zero="Không phát sinh vụ việc.")


def _paragraph(sentence: Sentence, figures: dict[Operand, Value]) -> Paragraph:
    outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, (sentence,)),))
    _, paragraph = write_report_body(outline, period="2021S1", figures=figures, narratives={})
    assert isinstance(paragraph, Paragraph)
    return paragraph


def _read(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def test_it_works() -> None:
    outline = Outline(
        "BC-6T",
        "Kết quả 6 tháng",
        (
            OutlineSection("Tình hình", 1, narrative="situation"),
            OutlineSection("Kết quả", 1),
            OutlineSection("Truyền thông", 2, (Sentence("Tổ chức {TT01} cuộc, {TT02:audience=pupils} học sinh."),)),
        ),
    )
    blocks = write_report_body(
        outline,
        period="2021S1",
        figures={Operand("TT01"): Decimal(1234), Operand("TT02", "audience=pupils"): Decimal("2.70")},
        narratives={"situation": "Ổn định.\n\n Không phức tạp. "},
    )
    assert blocks == (
        Heading(1, "I.", "Tình hình"),
        Paragraph((Text("Ổn định."),)),
        Paragraph((Text("Không phức tạp."),)),
        Heading(1, "II.", "Kết quả"),
        Heading(2, "1.", "Truyền thông"),
        Paragraph(
            (
                Text("Tổ chức "),
                FigureRun("1.234", (Reference(Operand("TT01"), "2021S1"),)),
                Text(" cuộc, "),
                FigureRun("2,7", (Reference(Operand("TT02", "audience=pupils"), "2021S1"),)),
                Text(" học sinh."),
            )
        ),
    )


def test_headings_start_again_below_each_heading() -> None:
    levels = (1, 2, 3, 3, 2, 3, 1, 2)
    outline = Outline("X", "Kết quả", tuple(OutlineSection("Mục", level) for level in levels))
    blocks = write_report_body(outline, period="2021S1", figures={}, narratives={})
    numbers = [block.number for block in blocks if isinstance(block, Heading)]
    assert numbers == ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]


def test_what_an_outline_asks_for() -> None:
    outline = Outline(
        "X",
        "Kết quả",
        (
            OutlineSection("Một", 1, (Sentence("{A} và {B:sex=f;age=u16}"), Sentence("{A}")), narrative="one"),
            OutlineSection("Hai", 1),
        ),
    )
    assert list_outline_operands(outline) == {Operand("A"), Operand("B", "age=u16;sex=f")}
    assert list_narrative_codes(outline) == {"one"}


def test_a_disaggregation_is_canonical() -> None:
    assert list_operands("{B:sex=f;age=u16}") == list_operands("{B:age=u16;sex=f}")


@pytest.mark.parametrize("template", ["{", "}", "{}", "{TT 01}", "{TT01:pupils}", "{{TT01}}", "{TT01", "{TT01:}"])
def test_a_stray_brace_is_refused(template: str) -> None:
    with pytest.raises(OutlineError, match="brace"):
        parse_template(template)


def test_a_sentence_is_read_when_made() -> None:
    with pytest.raises(OutlineError, match="brace"):
        Sentence("Tổ chức {TT01 cuộc")


@pytest.mark.parametrize(("text", "zero"), [("{A} vụ", "{A} vụ nào"), ("Ổn định.", "Không phát sinh.")])
def test_a_sentence_for_zero_rests_on_the_figures_of_its_sentence(text: str, zero: str) -> None:
    with pytest.raises(OutlineError, match="zero"):
        Sentence(text, zero=zero)


def test_levels_have_bounds() -> None:
    with pytest.raises(OutlineError, match="levels 1 to 3"):
        OutlineSection("Mục", 4)


def test_zero_is_written_as_zero() -> None:
    assert _read(_paragraph(Sentence("Tổ chức {TT01} cuộc."), {Operand("TT01"): Decimal(0)})) == "Tổ chức 0 cuộc."


def test_all_zero_is_said_in_words_that_keep_their_figures() -> None:
    paragraph = _paragraph(CASES, {Operand("VA01"): Decimal(0), Operand("VA02"): Decimal(0)})
    references = tuple(Reference(Operand(code), "2021S1") for code in ("VA01", "VA02"))
    assert paragraph.runs == (FigureRun("Không phát sinh vụ việc.", references),)


def test_one_zero_is_not_all() -> None:
    paragraph = _paragraph(CASES, {Operand("VA01"): Decimal(1), Operand("VA02"): Decimal(0)})
    assert _read(paragraph) == "Phát hiện 1 vụ."


@pytest.mark.parametrize("figures", [{}, {Operand("VA02"): Gap.NOT_REPORTED}])
def test_a_gap_never_reads_as_zero(figures: dict[Operand, Value]) -> None:
    paragraph = _paragraph(CASES, {Operand("VA01"): Decimal(0), **figures})
    assert _read(paragraph) == "Phát hiện 0 vụ, chưa có số liệu người."
    assert Missing((Reference(Operand("VA02"), "2021S1"),)) in paragraph.runs


def test_not_applicable_is_said_so() -> None:
    paragraph = _paragraph(Sentence("Có {KT01} cơ sở."), {Operand("KT01"): Gap.NOT_APPLICABLE})
    assert _read(paragraph) == "Có không áp dụng cơ sở."


@pytest.mark.parametrize("written", [{}, {"next": ""}, {"next": " \n "}])
def test_an_unwritten_narrative_is_a_gap(written: dict[str, str]) -> None:
    outline = Outline("X", "Kết quả", (OutlineSection("Phương hướng", 1, narrative="next"),))
    _, paragraph = write_report_body(outline, period="2021S1", figures={}, narratives=written)
    assert paragraph == Paragraph((Missing(text="Chưa có đơn vị nào nêu nội dung này."),))


def test_a_sentence_without_any_figure_names_what_is_missing() -> None:
    sentence = Sentence("Toàn huyện có {CS01} cơ sở[, gồm |{CS01:type=karaoke} karaoke]; {CK02} cơ sở đã cam kết.")
    outline = Outline("X", "Kết quả", (OutlineSection("Tình hình", 1, (sentence,)),))
    names = {"CS01": "Cơ sở kinh doanh", "CK02": "Cơ sở đã ký cam kết", "KT01": "Số cuộc: kiểm tra"}
    figures = {Operand("CK02"): Decimal(3)}
    _, paragraph = write_report_body(outline, period="2021S1", figures={}, narratives={}, element_names=names)
    (run,) = paragraph.runs
    assert isinstance(run, Missing)
    assert run.text == "Chưa có số liệu: cơ sở kinh doanh; cơ sở đã ký cam kết."
    assert {str(reference.operand) for reference in run.references} == {"CS01", "CS01:type=karaoke", "CK02"}
    headed = Outline("X", "Kết quả", (OutlineSection("Kiểm tra", 3, (Sentence("Đã thực hiện {KT01} cuộc."),)),))
    _, gap = write_report_body(headed, period="2021S1", figures={}, narratives={}, element_names=names)
    assert [run.text for run in gap.runs] == ["Chưa có số liệu."]
    _, paragraph = write_report_body(outline, period="2021S1", figures=figures, narratives={}, element_names=names)
    assert any(run.text == "3" for run in paragraph.runs)
    assert any(run.text == "chưa có số liệu" for run in paragraph.runs)


def test_parts_whose_words_hold_a_comma_are_set_apart_by_semicolons() -> None:
    text = "Có {A} cuộc: [|phòng, chống ma túy ({A:p=drugs})|giảm nghèo ({A:p=poverty})]."
    outline = Outline("X", "Kết quả", (OutlineSection("Kết hợp", 1, (Sentence(text),)),))
    figures = {Operand("A"): Decimal(5), Operand("A", "p=drugs"): Decimal(3), Operand("A", "p=poverty"): Decimal(2)}
    _, paragraph = write_report_body(outline, period="2021S1", figures=figures, narratives={})
    assert "".join(run.text for run in paragraph.runs) == ("Có 5 cuộc: phòng, chống ma túy (3); giảm nghèo (2).")


AIMED = TargetProgress(
    Decimal(100),
    "=",
    "%",
    "Kế hoạch, mục II.2",
    Decimal(16),
    Decimal(19),
    (Operand("TT10"),),
    NamedCoverage(19, silent=("Pú Xi",)),
)


def _aiming(*sentences: str) -> Outline:
    return Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, tuple(Sentence(one) for one in sentences)),))


def test_a_target_is_told_with_what_is_missing() -> None:
    outline = _aiming("Xã đủ nội dung {du so chỉ tiêu}.")
    _, paragraph = write_report_body(outline, period="2021S1", figures={}, narratives={}, targets={"du": AIMED})
    assert isinstance(paragraph, Paragraph)
    assert _read(paragraph) == (
        "Xã đủ nội dung đạt 84,2 % (16/19), còn thiếu 15,8 điểm phần trăm so với chỉ tiêu 100 % của Kế hoạch, "
        "mục II.2 (tính trên đủ 19 đơn vị, kể cả đơn vị chưa có số liệu: Pú Xi)."
    )
    assert [str(one.operand) for one in list_references(paragraph.runs)] == ["du", "TT10"]
    assert list_outline_targets(outline) == {TargetPlaceholder("du")}
    assert list_outline_operands(outline) == frozenset()


def test_a_sentence_on_a_target_that_the_plan_does_not_set_is_left_out() -> None:
    outline = _aiming("Xã đủ nội dung {du so chỉ tiêu}.", "Đã họp.")
    _, *paragraphs = write_report_body(outline, period="2021S1", figures={}, narratives={})
    assert paragraphs == [Paragraph((Text("Đã họp."),))]


def test_figures_stay_where_the_plan_does_not_set_their_target() -> None:
    figures = {Operand("TT10"): Decimal(16), Operand("TT11"): Decimal(19)}
    outline = _aiming(
        "Xã đủ nội dung: {TT10}/{TT11} xã; {du so chỉ tiêu}.", "Đủ nội dung ở {TT10} xã {du so chỉ tiêu}."
    )
    _, *paragraphs = write_report_body(outline, period="2021S1", figures=figures, narratives={})
    assert [_read(one) for one in paragraphs if isinstance(one, Paragraph)] == ["Xã đủ nội dung: 16/19 xã."]


def test_only_what_the_plan_does_not_set_is_left_out_of_a_sentence() -> None:
    figures = {Operand("TT10"): Decimal(16), Operand("TT11"): Decimal(19)}
    outline = _aiming(
        "Có {TT10} xã đủ nội dung ({du so chỉ tiêu}); {TT11} xã họp.", "Việc họp {du so chỉ tiêu}; cả {TT11} xã có loa."
    )
    _, *paragraphs = write_report_body(outline, period="2021S1", figures=figures, narratives={})
    assert [_read(one) for one in paragraphs if isinstance(one, Paragraph)] == [
        "Có 16 xã đủ nội dung; 19 xã họp.", "Cả 19 xã có loa.",
    ]  # fmt: skip


def test_no_unit_tells_the_area_s_target_as_its_own() -> None:
    assert limit_outline(_aiming("Xã đủ nội dung {du so chỉ tiêu}."), held_operands=(), boxes=()).sections == ()
    with pytest.raises(OutlineError, match="not for a part"):
        parse_template("{du:sex=f so chỉ tiêu}")


def test_an_area_tells_the_targets_of_the_indicators_that_it_has() -> None:
    outline = _aiming("Xã đủ nội dung {du so chỉ tiêu}.", "Xã có kế hoạch {co so chỉ tiêu}.")
    (section,) = limit_outline(outline, held_operands=(), boxes=(), indicators=["co"]).sections
    assert section.sentences == (Sentence("Xã có kế hoạch {co so chỉ tiêu}."),)


ENUMERATED = Sentence(
    "Phạt {A} cơ sở[, gồm |cảnh cáo {B}|phạt tiền {C}|đình chỉ {D}]; thu {E} triệu đồng[ (|xã {F}|huyện {G}]."
)


def _enumerate(*numbers: int | Gap) -> str:
    figures = {
        Operand(code): Decimal(number) if isinstance(number, int) else number
        for code, number in zip("ABCDEFG", numbers, strict=True)
    }
    return _read(_paragraph(ENUMERATED, figures))


def test_of_an_enumeration_the_zeros_are_not_printed() -> None:
    assert _enumerate(3, 2, 0, 1, 5, 5, 0) == "Phạt 3 cơ sở, gồm cảnh cáo 2, đình chỉ 1; thu 5 triệu đồng (xã 5)."
    assert _enumerate(0, 0, 0, 0, 5, 0, 5) == "Thu 5 triệu đồng (huyện 5)."
    assert _enumerate(3, 3, 0, 0, 0, 0, 0) == "Phạt 3 cơ sở, gồm cảnh cáo 3."


def test_with_a_gap_all_parts_are_printed() -> None:
    gap = Gap.NOT_REPORTED
    assert _enumerate(3, 2, gap, 0, 0, 0, 0) == ("Phạt 3 cơ sở, gồm cảnh cáo 2, phạt tiền chưa có số liệu, đình chỉ 0.")
    assert _enumerate(gap, 0, 0, 0, 0, 0, 0) == ("Phạt chưa có số liệu cơ sở, gồm cảnh cáo 0, phạt tiền 0, đình chỉ 0.")


def test_a_zero_that_is_not_printed_is_still_referred_to() -> None:
    for numbers in ((3, 2, 0, 1, 5, 5, 0), (0,) * 7, (1, 0, 0, Gap.NOT_REPORTED, 1, 0, 0)):
        figures = {
            Operand(code): Decimal(number) if isinstance(number, int) else number
            for code, number in zip("ABCDEFG", numbers, strict=True)
        }
        paragraph = _paragraph(ENUMERATED, figures)
        assert {reference.operand for reference in list_references(paragraph.runs)} == set(figures)


def test_a_draft_whose_zero_is_one_no_more_is_offered_the_whole_sentence() -> None:
    def write(*numbers: int) -> Paragraph:
        figures: dict[Operand, Value] = {
            Operand(code): Decimal(number) for code, number in zip("ABCDEFG", numbers, strict=True)
        }
        return _paragraph(ENUMERATED, figures)

    def document(paragraph: Paragraph) -> Document:
        return replace(report(), blocks=(paragraph,), annexes=())

    before, silent = document(write(3, 2, 0, 1, 5, 5, 0)), document(write(3, 0, 0, 0, 5, 0, 0))
    assert find_changed_figures(before, before) == ()
    (more,) = find_changed_figures(before, document(write(4, 2, 0, 2, 5, 5, 0)))[:1]
    assert (more.old, more.new, more.is_sentence) == ("3", "4", False)
    for then, now in ((silent, before), (before, silent), (before, document(write(3, 2, 1, 0, 5, 5, 0)))):
        (whole,) = find_changed_figures(then, now)
        assert whole.is_sentence
        assert refresh_figures(then, now, [whole.key]) == now


@pytest.mark.parametrize(
    "template",
    [
        "[gồm |{A}|{B}] cơ sở",
        "{A} cơ sở[, gồm |loại một|{B}]",
        "{A} cơ sở | {B}",
        "{A} [gồm |{A so cùng kỳ}]",
        "{A} [gồm |{B}",
    ],
)
def test_an_enumeration_that_names_no_parts_of_a_figure_is_refused(template: str) -> None:
    with pytest.raises(OutlineError):
        parse_template(template)


def test_brackets_without_parts_are_text() -> None:
    assert parse_template("{A} cơ sở [theo mẫu 1]") == (Operand("A"), " cơ sở [theo mẫu 1]")


codes = st.from_regex(r"[A-Z]{2}[0-9]{2}", fullmatch=True).map(Operand)
words = st.text(st.characters(exclude_characters="{}|[]", exclude_categories=["C"]), max_size=12)
values = st.integers(0, 10**7).map(Decimal) | st.sampled_from(Gap)


@given(
    st.lists(st.tuples(words, codes), min_size=1, max_size=6),
    st.dictionaries(codes, values, max_size=6),
    words,
)
def test_every_figure_asked_for_is_printed_or_missed(
    asked: list[tuple[str, Operand]], figures: dict[Operand, Value], zero: str
) -> None:
    sentence = Sentence("".join(f"{word}{{{operand}}}" for word, operand in asked), zero=zero)
    paragraph = _paragraph(sentence, figures)
    found = [reference.operand for reference in list_references(paragraph.runs)]
    assert set(found) == {operand for _, operand in asked}
    if not all(figures.get(operand) == 0 for operand in found):
        printed = {run.references[0].operand: run.text for run in paragraph.runs if isinstance(run, FigureRun)}
        left_out = {zero.operand for run in paragraph.runs if isinstance(run, FigureRun) for zero in run.zeros}
        assert not any(figures[operand] for operand in left_out)
        numbers = {
            operand: value
            for operand, value in figures.items()
            if isinstance(value, Decimal) and (operand in printed or operand not in left_out)
        }
        assert printed == {operand: format_value(numbers[operand]) for operand in found if operand in numbers}


def test_a_unit_tells_only_what_its_own_forms_hold() -> None:
    whole = Outline(
        "bc",
        "Kết quả",
        (
            OutlineSection("KẾT QUẢ", 1),
            OutlineSection("Truyền thông", 2, (Sentence("{TT01} cuộc."), Sentence("{TT01} cuộc, {CA01} vụ."))),
            OutlineSection("Đấu tranh", 2, (Sentence("{CA01} vụ."),), "police"),
            OutlineSection("KIẾN NGHỊ", 1, narrative="proposals"),
        ),
    )
    told = limit_outline(whole, held_operands=[Operand("TT01")], boxes=["proposals"])
    assert [section.heading for section in told.sections] == ["KẾT QUẢ", "Truyền thông", "KIẾN NGHỊ"]
    assert told.sections[1].sentences == (Sentence("{TT01} cuộc."),)
    assert limit_outline(whole, held_operands=[], boxes=[]).sections == ()


def test_parts_that_may_count_one_thing_twice_say_so_where_several_are_printed() -> None:
    words = "Các nhóm này có thể trùng nhau nên không cộng thành tổng."

    def write(sentence: str, **figures: int) -> str:
        outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, sentences=(Sentence(sentence),)),))
        counted = {
            Operand("TT02", f"audience={name}" if name != "all" else ""): Decimal(number)
            for name, number in figures.items()
        }
        _, paragraph = write_report_body(
            outline, period="2021S1", figures=counted, narratives={}, overlapping_sets={"TT02": {"audience"}}
        )
        assert isinstance(paragraph, Paragraph)
        return "".join(run.text for run in paragraph.runs)

    both = "Có {TT02} lượt[: |dân {TT02:audience=residents}|học sinh {TT02:audience=pupils}]."
    assert write(both, all=9, residents=7, pupils=5) == f"Có 9 lượt: dân 7, học sinh 5. {words}"
    assert write(both, all=9, residents=9, pupils=0) == "Có 9 lượt: dân 9."
    assert words not in write("Có {TT02} lượt, học sinh {TT02:audience=pupils}.", all=9, pupils=5)
