"""A report beside the unit's own earlier ones, and what excludes what."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

import pytest

from sokehoach.domain.reporting.checks import Report, ReportFinding, run_checks
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule
from sokehoach.domain.reporting.report import PartOfReport
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

FIRST, SECOND = "6 tháng đầu năm 2021", "6 tháng cuối năm 2021"
BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
CELLS = (
    Cell("B1", "kept", label="cơ sở"),
    Cell("B2", "opened", label="mở"),
    Cell("B3", "closed", label="đóng"),
)


def found(
    rule: Rule,
    cells: tuple[str, ...],
    values: Mapping[str, Value | int],
    parts: Mapping[str, Mapping[str, Value | int]] = MappingProxyType({}),
    **earlier: Mapping[str, Value | int] | None,
) -> list[ReportFinding]:
    form = Form(
        "X",
        "X",
        "X",
        "year",
        "general",
        Reporters(),
        (FormSection("A", "A", CELLS),),
        (Check(rule, cells, hard=True),),
    )
    told = {name: _numbers(of) for name, of in earlier.items() if of is not None}
    within = tuple(PartOfReport(name, _numbers(of)) for name, of in parts.items())
    report = Report(form, _numbers(values), period_vi="năm 2021", parts=within, **told)
    return [one for one in run_checks(report) if one.rule is rule]


def _numbers(values: Mapping[str, Value | int]) -> dict[str, Value]:
    return {code: Decimal(value) if isinstance(value, int) else value for code, value in values.items()}


def test_a_jump_is_worth_a_second_look_and_stops_nothing_even_where_the_form_is_hard() -> None:
    (finding,) = found(Rule.WITHIN_HISTORY, ("B1",), {"B1": 1_240}, previous={"B1": 310})
    assert finding.message_vi == ("Ô B1 (cơ sở): 1.240, cao hơn hẳn kỳ trước (310). Xem lại; nếu đúng thì giữ nguyên.")
    assert finding.hard is False


@pytest.mark.parametrize(
    ("now", "before", "strange"),
    [
        (300, 100, 0), (301, 100, 1), (34, 100, 0), (33, 100, 1),
        (9, 0, 0), (10, 0, 1),  # of nothing, every ratio is large: the number decides
        (5, 1, 0), (12, 3, 0), (13, 3, 1),  # a small commune's 1 and 5 are alike
        (0, 9, 0), (0, 10, 1),
        (5, BLANK, 0), (500, NONE, 0), (BLANK, 100, 0),
    ],
)  # fmt: skip
def test_history(now: Value | int, before: Value | int, strange: int) -> None:
    assert len(found(Rule.WITHIN_HISTORY, ("B1",), {"B1": now}, previous={"B1": before})) == strange


def test_what_was_alike_a_year_ago_is_the_season() -> None:
    jump = {"B1": 900}
    assert found(Rule.WITHIN_HISTORY, ("B1",), jump, previous={"B1": 100}, last_year={"B1": 850}) == []
    (finding,) = found(Rule.WITHIN_HISTORY, ("B1",), jump, previous={"B1": BLANK}, last_year={"B1": 90})
    assert "cùng kỳ năm trước (90)" in finding.message_vi


def test_a_first_report_has_no_history() -> None:
    assert found(Rule.WITHIN_HISTORY, ("B1",), {"B1": 5_000}) == []


@pytest.mark.parametrize(
    ("year", "half", "wrong"), [(12, 12, 0), (11, 12, 1), (0, 1, 1), (BLANK, 12, 0), (5, BLANK, 0)]
)
def test_a_year_holds_its_half(year: Value | int, half: Value | int, wrong: int) -> None:
    findings = found(Rule.WHOLE_AT_LEAST_PART, ("B2",), {"B2": year}, parts={FIRST: {"B2": half}})
    assert len(findings) == wrong
    if wrong:
        assert "nhỏ hơn 6 tháng đầu năm 2021" in findings[0].message_vi
        assert findings[0].hard


def test_a_year_holds_its_second_half_too() -> None:
    (finding,) = found(Rule.WHOLE_AT_LEAST_PART, ("B2",), {"B2": 6}, parts={FIRST: {"B2": 5}, SECOND: {"B2": 7}})
    assert finding.message_vi == (
        "Ô B2 (mở): năm 2021 ghi 6, nhỏ hơn 6 tháng cuối năm 2021 (7). Sửa ô B2, hoặc đính chính báo cáo của kỳ đó."
    )


@pytest.mark.parametrize(
    ("year", "first", "second", "wrong"),
    [
        (12, 5, 7, 0),
        (13, 5, 7, 1),
        (11, 5, 7, 1),
        (0, 0, 0, 0),
        (9, BLANK, 7, 0),
        (9, 5, NONE, 0),
        (BLANK, 5, 7, 0),
    ],
)
def test_a_year_is_the_sum_of_its_halves(
    year: Value | int, first: Value | int, second: Value | int, wrong: int
) -> None:
    parts = {FIRST: {"B2": first}, SECOND: {"B2": second}}
    findings = found(Rule.WHOLE_IS_SUM_OF_PARTS, ("B2",), {"B2": year}, parts=parts)
    assert len(findings) == wrong
    if wrong:
        assert "5 + 7 = 12" in findings[0].message_vi


def test_a_year_is_the_sum_of_its_four_quarters_too() -> None:
    parts = {f"quý {quarter} năm 2021": {"B2": number} for quarter, number in enumerate((1, 0, 2, 4), 1)}
    assert found(Rule.WHOLE_IS_SUM_OF_PARTS, ("B2",), {"B2": 7}, parts=parts) == []
    (finding,) = found(Rule.WHOLE_IS_SUM_OF_PARTS, ("B2",), {"B2": 8}, parts=parts)
    assert "các kỳ trong đó cộng lại là 1 + 0 + 2 + 4 = 7" in finding.message_vi


@pytest.mark.parametrize(
    ("now", "came", "went", "wrong"),
    [(46, 3, 2, 0), (47, 3, 2, 1), (45, 0, 0, 0), (44, 0, 0, 1), (46, BLANK, 2, 0), (BLANK, 1, 0, 0)],
)
def test_a_stock_moves_by_its_flows_alone(now: Value | int, came: Value | int, went: Value | int, wrong: int) -> None:
    values = {"B1": now, "B2": came, "B3": went}
    findings = found(Rule.STOCK_AND_FLOW, ("B1", "B2", "B3"), values, previous={"B1": 45})
    assert len(findings) == wrong


def test_the_sentence_about_a_stock_shows_the_sum() -> None:
    (finding,) = found(Rule.STOCK_AND_FLOW, ("B1", "B2", "B3"), {"B1": 47, "B2": 3, "B3": 2}, previous={"B1": 45})
    assert finding.message_vi == (
        "Ô B1 (cơ sở) ghi 47, nhưng kỳ trước cộng tăng trừ giảm là 45 + 3 - 2 = 46. Sửa ô B1 hoặc ô B2, ô B3."
    )


def test_a_stock_without_an_earlier_one_is_believed() -> None:
    assert found(Rule.STOCK_AND_FLOW, ("B1", "B2"), {"B1": 47, "B2": 3}) == []


@pytest.mark.parametrize(
    ("cause", "other", "wrong"), [(1, 1, 1), (1, 0, 0), (0, 5, 0), (1, NONE, 0), (BLANK, 1, 0), (1, BLANK, 0)]
)
def test_one_answer_rules_out_the_other(cause: Value | int, other: Value | int, wrong: int) -> None:
    findings = found(Rule.EXCLUDED_BY, ("B2", "B3"), {"B2": cause, "B3": other})
    assert [one.cell for one in findings] == ["B3"] * wrong


def test_what_is_owed_is_never_waived() -> None:
    """limits.md, 5: an answer can always be given, if only 0 or «không áp dụng»."""
    (owed,) = found(Rule.REQUIRED_WITH, ("B2", "B3"), {"B2": 1})
    (sums,) = found(Rule.PARTS_SUM_TO_WHOLE, ("B1", "B2", "B3"), {"B1": 22, "B2": 8, "B3": 8})
    assert (owed.waivable, sums.waivable) == (False, True)
