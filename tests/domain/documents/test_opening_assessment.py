"""The opening assessment: targets that are reached, and what changed, in figures that can be followed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.documents.comparisons import Baseline
from sokehoach.domain.documents.content import FigureRun, Operand, Paragraph, Reference
from sokehoach.domain.documents.narratives import drop_empty_answers
from sokehoach.domain.documents.opening_assessment import write_assessment
from sokehoach.domain.documents.outline import Outline, OutlineSection, Sentence
from sokehoach.domain.documents.report_writer import EarlierPeriod
from sokehoach.domain.documents.target_sentences import TargetProgress
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.target_level import LevelSpan
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

OUTLINE = Outline(
    "o",
    "Báo cáo",
    (
        OutlineSection(
            "Kết quả",
            1,
            (
                Sentence("Có {LOP} lớp ({LOP so cùng kỳ}; {LOP so kỳ trước}), {LOP:mode=online so cùng kỳ}."),
                Sentence("Đã chi {CHI} triệu đồng, {CHI so cùng kỳ}; {VU} vụ, {VU so cùng kỳ}."),
                Sentence("Số xã đạt {xa_dat so chỉ tiêu}; tỷ lệ hộ {ho so chỉ tiêu}; trường {truong so chỉ tiêu}."),
            ),
        ),
    ),
)
NAMES = {
    uid: DataElement(uid, uid, name, unit, ValueKind.COUNT, Nature.FLOW, Operator.SUM, Operator.SUM, "general", "f", "")
    for uid, name, unit in (
        ("LOP", "Lớp kỹ năng", "lớp, buổi"),
        ("CHI", "Kinh phí đã chi", "triệu đồng"),
        ("VU", "Vụ việc", "vụ"),
    )
}
NOW: dict[Operand, Value] = {Operand("LOP"): Decimal(6), Operand("CHI"): Decimal(9), Operand("VU"): Decimal(2)}


def make_target(is_met: bool | None, span: LevelSpan = LevelSpan.OF_PERIOD) -> TargetProgress:
    return TargetProgress(
        Decimal(5), "=", "xã", "Kế hoạch", None, None, (), NamedCoverage(19), is_met=is_met,
        span=span,
    )  # fmt: skip


def say(earlier: dict[Baseline, dict[Operand, Value]], **targets: TargetProgress) -> str:
    paragraphs = write_assessment(
        OUTLINE,
        period="2026S1",
        figures=NOW,
        earlier_periods={baseline: EarlierPeriod("2025S1", figures) for baseline, figures in earlier.items()},
        names=NAMES,
        targets=targets,
    )
    return "".join(run.text for paragraph in paragraphs for run in paragraph.runs)


def test_targets_and_changes_are_told_in_one_paragraph() -> None:
    earlier: dict[Operand, Value] = {Operand("LOP"): Decimal(4), Operand("CHI"): Decimal(12), Operand("VU"): Decimal(2)}
    targets = {"xa_dat": make_target(True), "ho": make_target(False), "truong": make_target(None)}
    assert say({Baseline.LAST_YEAR: earlier}, **targets) == (
        "Đánh giá chung: Trong 3 chỉ tiêu nêu ở báo cáo này, 1 chỉ tiêu đạt, 1 chỉ tiêu chưa đạt, "
        "1 chỉ tiêu chưa đủ số liệu. "
        "So với cùng kỳ, số lớp kỹ năng tăng 50 %, kinh phí đã chi giảm 25 %, số vụ việc không đổi."
    )


@pytest.mark.parametrize(("is_met", "words"), [(True, "đạt"), (False, "chưa đạt"), (None, "chưa đủ số liệu")])
def test_targets_of_one_state_are_told_in_short(is_met: bool | None, words: str) -> None:
    assert say({}, ho=make_target(is_met)) == f"Đánh giá chung: Trong kỳ có 1 chỉ tiêu {words}."


def test_targets_of_a_later_year_are_counted_and_not_judged() -> None:
    later = make_target(None, LevelSpan.OF_LATER_YEAR)
    assert say({}, xa_dat=make_target(None), ho=later, truong=later) == (
        "Đánh giá chung: Trong 3 chỉ tiêu nêu ở báo cáo này, 1 chỉ tiêu chưa đủ số liệu, "
        "2 chỉ tiêu chưa đến năm phải đạt."
    )
    assert say({}, ho=later, truong=later) == ""


def test_targets_of_the_whole_year_that_the_year_decides_are_counted_and_not_judged() -> None:
    undecided, met, passed = (make_target(is_met, LevelSpan.OF_YEAR) for is_met in (None, True, False))
    past = make_target(None, LevelSpan.OF_EARLIER_YEAR)
    assert say({}, xa_dat=met, ho=undecided, truong=past) == (
        "Đánh giá chung: Trong 3 chỉ tiêu nêu ở báo cáo này, 1 chỉ tiêu đạt, 1 chỉ tiêu tính cho cả năm, "
        "1 chỉ tiêu của năm đã qua."
    )
    assert say({}, ho=undecided, truong=past) == ""
    waiting = replace(undecided, is_complete=False)
    assert say({}, ho=passed, truong=waiting) == (
        "Đánh giá chung: Trong 2 chỉ tiêu nêu ở báo cáo này, 1 chỉ tiêu chưa đạt, 1 chỉ tiêu chưa đủ số liệu."
    )


def test_the_period_before_is_told_where_there_was_none_a_year_ago() -> None:
    earlier = {Baseline.LAST_YEAR: {Operand("LOP"): Gap.NOT_REPORTED}, Baseline.PREVIOUS_PERIOD: {Operand("LOP"): 0}}
    assert say(earlier) == "Đánh giá chung: So với kỳ trước, số lớp kỹ năng tăng 6."  # type: ignore[arg-type]


def test_nothing_is_said_without_targets_and_earlier_figures() -> None:
    assert say({Baseline.LAST_YEAR: {}}) == ""


def test_each_figure_leads_to_its_sources() -> None:
    (paragraph,) = write_assessment(
        OUTLINE,
        period="2026S1",
        figures=NOW,
        earlier_periods={Baseline.LAST_YEAR: EarlierPeriod("2025S1", {Operand("LOP"): Decimal(4)})},
        names=NAMES,
        unit="21025",
        targets={"ho": make_target(True)},
    )
    assert isinstance(paragraph, Paragraph)
    targets, change = [run for run in paragraph.runs if isinstance(run, FigureRun)]
    assert targets.references == (Reference(Operand("ho"), "2026S1"),)
    assert change.references == (
        Reference(Operand("LOP"), "2025S1", "21025"),
        Reference(Operand("LOP"), "2026S1", "21025"),
    )


@pytest.mark.parametrize("empty", ["Không có kiến nghị.", "Không", "không có khó khăn, vướng mắc.", "Chưa phát sinh"])
def test_empty_answers_are_left_out_where_others_say_something(empty: str) -> None:
    assert drop_empty_answers([empty, "Đề nghị cấp tài liệu."]) == ["Đề nghị cấp tài liệu."]
    assert drop_empty_answers([empty]) == [empty]
    assert drop_empty_answers(["Không có điểm nóng tại chợ.", empty]) == ["Không có điểm nóng tại chợ."]
