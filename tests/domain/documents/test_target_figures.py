"""What a sentence says of a target beside the figures from which its level is computed, and of a later year."""

from dataclasses import replace
from decimal import Decimal

from sokehoach.domain.documents.content import FigureRun, Operand, Paragraph
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.documents.report_writer import write_report_body
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.level import Change, LevelRule
from sokehoach.domain.indicators.target_level import LevelSpan

TARGET = TargetProgress(
    Decimal(100), ">=", "%", "Kế hoạch, mục II.2", Decimal(16), Decimal(19), (Operand("TT10"),), NamedCoverage(19)
)


def write(template: str, target: TargetProgress) -> str:
    return "".join(run.text for run in write_paragraph(template, target).runs)


def write_paragraph(template: str, target: TargetProgress) -> Paragraph:
    outline = Outline("X", "Kết quả", (OutlineSection("Kết quả", 1, (Sentence(template),)),))
    figures = {Operand("TT10"): Decimal(16), Operand("TT11"): Decimal(19)}
    _, paragraph = write_report_body(outline, period="2021S1", figures=figures, narratives={}, targets={"du": target})
    assert isinstance(paragraph, Paragraph)
    return paragraph


def test_figures_of_a_target_are_said_once() -> None:
    aim = replace(TARGET, rests_on=(Operand("TT10"), Operand("TT11")))
    number = replace(aim, unit="khu", value=Decimal(20), rests_on=(Operand("TT10"),))
    cases = [
        ("Có {TT10}/{TT11} xã; {du so chỉ tiêu}.", aim, "Có 16/19 xã; đạt 84,2 %, còn thiếu"),
        ("Có {TT10} xã; {du so chỉ tiêu}.", aim, "Có 16 xã; đạt 84,2 % (16/19), còn thiếu"),
        # The share is of the units that know the whole: other figures than those beside it.
        ("Có {TT10}/{TT11} xã; {du so chỉ tiêu}.", replace(aim, denominator=Decimal(18)), "xã; đạt 88,9 % (16/18)"),
        ("Có {TT10} khu; {du so chỉ tiêu}.", number, "Có 16 khu; còn thiếu 4 khu so với chỉ tiêu 20 khu"),
        ("Có {TT10} khu; {du so chỉ tiêu}.", replace(number, value=Decimal(16)), "Có 16 khu; bằng chỉ tiêu 16 khu"),
        ("Số khu {du so chỉ tiêu}.", number, "Số khu đạt 16 khu, còn thiếu 4 khu"),
    ]
    for template, target, expected in cases:
        assert expected in write(template, target)


def test_a_share_stands_before_the_figures_of_which_it_is_one() -> None:
    aim = replace(TARGET, rests_on=(Operand("TT10"), Operand("TT11")))
    later = replace(aim, place="Kế hoạch, mục II.2, mức năm 2030", span=LevelSpan.OF_LATER_YEAR)
    at_most = replace(aim, value=Decimal(10), bound="<=")
    share = "Tỷ lệ xã đủ nội dung: {TT10}/{TT11} xã; {du so chỉ tiêu}."
    cases = [
        (share, aim, "Tỷ lệ xã đủ nội dung đạt 84,2 % (16/19 xã), còn thiếu 15,8 điểm phần trăm so với chỉ"),
        (share, later, "Tỷ lệ xã đủ nội dung đạt 84,2 % (16/19 xã), chỉ tiêu 100 % của Kế hoạch, mục II.2, mức năm"),
        (share, at_most, "Tỷ lệ xã đủ nội dung ở mức 84,2 % (16/19 xã), vượt 74,2 điểm phần trăm so với chỉ"),
        # Of reporters that say yes or no, the whole is who was asked.
        ("Tỷ lệ xã có loa: {TT10} xã; {du so chỉ tiêu}.", TARGET, "Tỷ lệ xã có loa đạt 84,2 % (16/19 xã), còn thiếu"),
        # Only some know the whole: both figures and the share of those are told.
        (share, replace(aim, denominator=Decimal(18)), "16/19 xã; đạt 88,9 % (16/18), còn thiếu"),
    ]
    for template, target, expected in cases:
        assert expected in write(template, target)


def test_a_share_and_its_comparison_are_figures_of_their_own() -> None:
    """A draft is refreshed by the references of its figures, so no two may have the same."""
    aim = replace(TARGET, rests_on=(Operand("TT10"), Operand("TT11")))
    paragraph = write_paragraph("Tỷ lệ xã: {TT10}/{TT11} xã; {du so chỉ tiêu}.", aim)
    keys = [run.references for run in paragraph.runs if isinstance(run, FigureRun)]
    assert len(keys) == len(set(keys)) == 4


def test_a_level_of_a_later_year_is_told_and_not_compared() -> None:
    later = replace(TARGET, place="Kế hoạch, mục II.2, mức năm 2030", span=LevelSpan.OF_LATER_YEAR)
    assert write("Xã đủ nội dung {du so chỉ tiêu}.", later) == (
        "Xã đủ nội dung đạt 84,2 % (16/19), chỉ tiêu 100 % của Kế hoạch, mục II.2, mức năm 2030."
    )


def test_a_level_of_an_earlier_year_is_told_and_not_compared() -> None:
    """In 2026 the 8 districts stand beside the 9 that the plan wanted in 2025."""
    past = replace(
        TARGET, value=Decimal(9), unit="huyện", numerator=Decimal(8), place="Kế hoạch, mục II.2, mức năm 2025",
        span=LevelSpan.OF_EARLIER_YEAR,
    )  # fmt: skip
    assert write("Huyện đạt chuẩn {du so chỉ tiêu}.", past) == (
        "Huyện đạt chuẩn đạt 8 huyện, chỉ tiêu 9 huyện của Kế hoạch, mục II.2, mức năm 2025."
    )


def test_half_a_year_is_a_share_of_the_years_target_and_misses_nothing() -> None:
    year = replace(
        TARGET, value=Decimal(60), unit="lớp", numerator=Decimal(12), denominator=None, span=LevelSpan.OF_YEAR
    )
    at_most = replace(year, bound="<=")
    cases = [
        (year, "bằng 20 % chỉ tiêu cả năm 60 lớp của Kế hoạch, mục II.2"),
        (replace(year, numerator=Decimal(60)), "bằng chỉ tiêu cả năm 60 lớp của Kế hoạch, mục II.2"),
        (replace(year, numerator=Decimal(62)), "vượt 2 lớp so với chỉ tiêu cả năm 60 lớp của Kế hoạch, mục II.2"),
        (replace(year, value=Decimal("60000"), numerator=Decimal(59999)), "bằng 99,9 % chỉ tiêu cả năm 60.000 lớp của"),
        (at_most, "bằng 20 % chỉ tiêu cả năm không quá 60 lớp của Kế hoạch, mục II.2"),
        (replace(at_most, numerator=Decimal(61)), "vượt 1 lớp so với chỉ tiêu cả năm không quá 60 lớp của"),
        # 62 classes of some of the units: what the others report may only add, but the target is judged of all.
        (
            replace(year, numerator=Decimal(62), is_complete=False),
            "chưa đủ số liệu để đánh giá so với chỉ tiêu cả năm 60 lớp của Kế hoạch",
        ),
        (replace(year, is_complete=False), "bằng 20 % chỉ tiêu cả năm 60 lớp của Kế hoạch, mục II.2"),
    ]
    for target, expected in cases:
        text = write("Lớp xóa mù chữ: {du so chỉ tiêu}.", target)
        assert expected in text
        assert "còn thiếu" not in text


def test_three_of_79_units_neither_reach_nor_miss_a_target() -> None:
    three = NamedCoverage(79, tuple(f"Xã {number}" for number in range(76)), 76)
    cases = [("80", "="), ("90", "="), ("84", "="), ("10", "<="), ("90", "<=")]
    for value, bound in cases:
        target = replace(TARGET, value=Decimal(value), bound=bound, covers=three, is_complete=False)
        text = write("Tỷ lệ trẻ {du so chỉ tiêu}.", target)
        assert "84,2 % (16/19), chưa đủ số liệu để đánh giá so với chỉ tiêu" in text
        assert text.endswith("(tính trên 3/79 đơn vị; chưa có số liệu: 76 đơn vị).")
        assert not any(word in text for word in ("vượt", "bằng", "còn thiếu", "thấp hơn"))


def test_a_target_without_any_figure_is_told_once() -> None:
    """Neither «chưa có số liệu trẻ» nor «chưa có số liệu/chưa có số liệu» stands before it."""
    silent = replace(TARGET, numerator=None, denominator=None, rests_on=(Operand("A"), Operand("B")))
    for figures in ("{A} trẻ", "{A}/{B} trẻ"):
        assert write(f"Trẻ em biết bơi: {figures}; {{du so chỉ tiêu}}.", silent) == (
            "Trẻ em biết bơi: chưa đủ số liệu để so với chỉ tiêu 100 % của Kế hoạch, mục II.2."
        )
    assert write("Trẻ em biết bơi: {TT10}/{B} trẻ; {du so chỉ tiêu}.", silent).startswith("Trẻ em biết bơi: 16/chưa")
    assert write("Có {A} trẻ; {du so chỉ tiêu}.", silent).startswith("Có chưa có số liệu trẻ;"), "no name to keep"


def test_a_target_of_a_change_says_which_way() -> None:
    silent = replace(TARGET, numerator=None, denominator=None)
    for change, words in ((Change.FALL_PERCENT, "giảm 100 %"), (Change.RISE, "tăng 100 %")):
        moved = replace(silent, rule=LevelRule(None, change))
        assert f"chỉ tiêu {words} của Kế hoạch" in write("Số vụ {du so chỉ tiêu}.", moved)


def test_each_bound_has_its_words() -> None:
    words = {
        ">=": "chỉ tiêu 100 %",
        "==": "chỉ tiêu đúng 100 %",
        ">": "chỉ tiêu trên 100 %",
        "<": "chỉ tiêu dưới 100 %",
        "<=": "chỉ tiêu không quá 100 %",
    }
    told = {bound: replace(TARGET, bound=bound).target.partition(" của ")[0] for bound in words}
    assert told == words
