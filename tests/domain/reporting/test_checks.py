from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sokehoach.domain.reporting.checks import RULES, Report, ReportFinding, run_checks
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule
from sokehoach.domain.values.day import DayNumber
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

BLANK, NONE = Gap.NOT_REPORTED, Gap.NOT_APPLICABLE
PEOPLE = (
    Cell("B2", "people"),
    Cell("B2.1", "people", "sex=f", label="nữ", depth=1),
)
ROLES = (
    Cell("E1", "persons"),
    Cell("E1.1", "persons", "role=seller", label="người bán dâm"),
    Cell("E1.2", "persons", "role=buyer", label="người mua dâm"),
    Cell("E1.3", "persons", "role=keeper", label="chủ chứa, môi giới"),
)
VICTIMS = (Cell("V1", "victims", label="nạn nhân"), Cell("V2", "referred", label="được chuyển hỗ trợ"))


def report(
    cells: tuple[Cell, ...],
    check: Check | None,
    values: Mapping[str, Value | int],
    previous: Mapping[str, Value] | None = None,
) -> Report:
    checks = () if check is None else (check,)
    form = Form("X", "X", "X", "six-month", "general", Reporters(), (FormSection("A", "A", cells),), checks)
    numbers = {code: Decimal(value) if isinstance(value, int) else value for code, value in values.items()}
    return Report(form, numbers, previous, names={"people": "lượt người được tuyên truyền"})


def by_rule(found: list[ReportFinding]) -> list[ReportFinding]:
    return [finding for finding in found if finding.rule is not None]


WITHIN = Check(Rule.PART_WITHIN_WHOLE, ("B2.1", "B2"))
SUM = Check(Rule.PARTS_SUM_TO_WHOLE, ("E1", "E1.1", "E1.2", "E1.3"))
CHOICE = Check(Rule.ONE_OF, ("E1.1", "E1.2", "E1.3"))
WITH = Check(Rule.REQUIRED_WITH, ("V1", "V2"))


def test_it_works() -> None:
    assert run_checks(report(PEOPLE, WITHIN, {"B2": 186, "B2.1": 92})) == []


def test_a_part_larger_than_its_whole() -> None:
    assert run_checks(report(PEOPLE, WITHIN, {"B2": 186, "B2.1": 212})) == [
        ReportFinding(
            cell="B2.1",
            related=("B2",),
            rule=Rule.PART_WITHIN_WHOLE,
            hard=True,
            message_vi=("Ô B2.1 (nữ): 212 lớn hơn ô B2 (lượt người được tuyên truyền): 186. Sửa ô B2 hoặc ô B2.1."),
        )
    ]


@pytest.mark.parametrize(
    ("part", "whole", "found"),
    [(186, 186, 0), (0, 0, 0), (1, 0, 1), (5, BLANK, 0), (5, NONE, 0), (BLANK, 3, 0), (NONE, 0, 0)],
)
def test_a_part_within_its_whole(part: Value | int, whole: Value | int, found: int) -> None:
    assert len(by_rule(run_checks(report(PEOPLE, WITHIN, {"B2.1": part, "B2": whole})))) == found


MEETINGS = (Cell("A1", "held"), Cell("A2", "announced"), Cell("A3", "talks"))


def report_days(check: Check | None, **days: Value) -> Report:
    return replace(report(MEETINGS, check, days), day_elements=frozenset({"held", "announced"}))


def test_a_day_must_not_be_later_than_another() -> None:
    """A meeting is announced before it is held."""
    february, march = (DayNumber.from_day(date(2026, month, 5)) for month in (2, 3))
    order = Check(Rule.PART_WITHIN_WHOLE, ("A2", "A1"))
    assert by_rule(run_checks(report_days(order, A1=march, A2=february))) == []
    (finding,) = by_rule(run_checks(report_days(order, A1=february, A2=march)))
    assert finding.message_vi == "Ô A2: 05/03/2026 muộn hơn ô A1: 05/02/2026. Sửa ô A1 hoặc ô A2."


def test_a_missing_day_is_asked_for_as_a_day() -> None:
    required = Check(Rule.REQUIRED_WITH, ("A3", "A1"))
    findings = {finding.cell: finding.message_vi for finding in run_checks(report_days(required, A3=Decimal(2)))}
    assert findings == {
        "A1": "Ô A3 ghi 2 nên phải trả lời ô A1. Không có thì ghi dấu «-».",
        "A2": "Ô A2: chưa báo cáo. Ghi ngày/tháng/năm; không có thì ghi dấu «-».",
    }


def test_roles_that_do_not_add_up() -> None:
    """As published in Hòa Bình (law.md 4.4, R7): 22 persons, of them 8 sellers, 8 buyers, 5 others."""
    (finding,) = run_checks(report(ROLES, SUM, {"E1": 22, "E1.1": 8, "E1.2": 8, "E1.3": 5}))
    assert finding.message_vi == (
        "Các ô E1.1, E1.2, E1.3 cộng lại là 21, nhưng ô E1 ghi 22 (lệch 1). Sửa ô E1 hoặc các ô thành phần."
    )
    assert (finding.cell, finding.related, finding.hard) == ("E1", ("E1.1", "E1.2", "E1.3"), True)


@pytest.mark.parametrize(
    ("whole", "parts"),
    [  # law.md 4.4: sums published by R1, R4, R5 and R8 that tie
        (99_859, (64_992, 15_068, 204, 19_595)),
        (1_769, (1_080, 207, 3, 479)),
        (849, (355, 212, 262, 16, 4)),
        (42, (12, 30)),
    ],
)
def test_published_sums_that_tie_pass(whole: int, parts: tuple[int, ...]) -> None:
    codes = tuple(f"A1.{i}" for i in range(len(parts)))
    cells = (Cell("A1", "all"), *(Cell(code, "all", f"kind={code}") for code in codes))
    check = Check(Rule.PARTS_SUM_TO_WHOLE, ("A1", *codes))
    values = {"A1": whole, **dict(zip(codes, parts, strict=True))}
    assert run_checks(report(cells, check, values)) == []
    assert len(run_checks(report(cells, check, values | {"A1": whole + 1}))) == 1


@pytest.mark.parametrize(
    ("whole", "parts", "found"),
    [
        (42, (5, 5, BLANK), 0),  # R8 names 10 sellers and keepers of 42 and leaves the buyers out
        (9, (5, 5, BLANK), 1),  # no blank can take one away
        (10, (5, 5, NONE), 0),
        (42, (5, 5, NONE), 1),
        (0, (0, 0, 0), 0),
        (3, (BLANK, BLANK, BLANK), 0),
        (3, (NONE, NONE, NONE), 1),
        (BLANK, (5, 5, 5), 0),
        (NONE, (5, 5, 5), 0),
    ],
)
def test_parts_with_gaps(whole: Value | int, parts: tuple[Value | int, ...], found: int) -> None:
    values = {"E1": whole, "E1.1": parts[0], "E1.2": parts[1], "E1.3": parts[2]}
    assert len(by_rule(run_checks(report(ROLES, SUM, values)))) == found


def test_victims_always_with_their_support() -> None:
    (finding,) = run_checks(report(VICTIMS, WITH, {"V1": 2}))
    assert finding.message_vi == (
        "Ô V1 (nạn nhân) ghi 2 nên phải trả lời ô V2 (được chuyển hỗ trợ). Không có thì ghi 0."
    )
    assert (finding.cell, finding.rule) == ("V2", Rule.REQUIRED_WITH)  # said once: not «chưa báo cáo» as well


@pytest.mark.parametrize(
    ("cause", "answer", "found"),
    [(2, 0, 0), (2, NONE, 0), (0, BLANK, 0), (BLANK, BLANK, 0), (NONE, BLANK, 0), (1, BLANK, 1)],
)
def test_what_must_be_answered_with_what(cause: Value | int, answer: Value | int, found: int) -> None:
    assert len(by_rule(run_checks(report(VICTIMS, WITH, {"V1": cause, "V2": answer})))) == found


@pytest.mark.parametrize("hard", [True, False])
def test_the_form_says_whether_a_finding_stops_sending(hard: bool) -> None:
    broken: list[tuple[tuple[Cell, ...], Check, dict[str, Value | int]]] = [
        (PEOPLE, WITHIN, {"B2": 1, "B2.1": 2}),
        (ROLES, SUM, {"E1": 1, "E1.1": 1, "E1.2": 1, "E1.3": 1}),
        (VICTIMS, WITH, {"V1": 1}),
    ]
    for cells, check, values in broken:
        (finding,) = run_checks(report(cells, Check(check.rule, check.cells, hard), values))
        assert finding.hard is hard


def test_a_blank_is_named_and_stops_nothing() -> None:
    found = run_checks(report(PEOPLE, None, {"B2": 0}))
    assert found == [
        ReportFinding(
            cell="B2.1",
            related=(),
            rule=None,
            hard=False,
            message_vi=("Ô B2.1 (nữ): chưa báo cáo. Không phát sinh thì ghi 0, không áp dụng thì ghi dấu «-»."),
        )
    ]


def test_an_empty_report_names_every_cell_that_is_typed() -> None:
    cells = (Cell("A", "a", sum_of=("A1", "A2")), Cell("A1", "a", "x=1"), Cell("A2", "a", "x=2"))
    assert [finding.cell for finding in run_checks(report(cells, None, {}))] == ["A1", "A2"]


def test_sums_are_made_before_they_are_checked() -> None:
    cells = (Cell("A", "a", sum_of=("A1",)), Cell("A1", "a", "x=1"), Cell("A3", "a", "x=3"))
    check = Check(Rule.PART_WITHIN_WHOLE, ("A3", "A"))
    (finding,) = run_checks(report(cells, check, {"A1": 4, "A3": 5}))
    assert finding.message_vi == "Ô A3: 5 lớn hơn ô A: 4. Sửa ô A hoặc ô A3."


def test_every_rule_has_its_function() -> None:
    assert set(RULES) == set(Rule)
    assert len(set(RULES.values())) == len(Rule)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((1, 0, 0), ""),
        ((0, 1, NONE), ""),
        ((0, BLANK, 0), ""),
        ((NONE, NONE, NONE), ""),
        ((0, 0, 0), "Các ô E1.1, E1.2, E1.3: chưa chọn ô nào. Ghi 1 vào ô được chọn."),
        ((1, 0, 1), "Các ô E1.1, E1.2, E1.3: chỉ chọn một, nay chọn 2. Ghi 1 vào ô được chọn, 0 vào các ô khác."),
        ((1, 1, BLANK), "Các ô E1.1, E1.2, E1.3: chỉ chọn một, nay chọn 2. Ghi 1 vào ô được chọn, 0 vào các ô khác."),
    ],
)
def test_of_a_choice_exactly_one_is_chosen(values: tuple[Value | int, ...], said: str) -> None:
    found = by_rule(run_checks(report(ROLES, CHOICE, dict(zip(CHOICE.cells, values, strict=True)))))
    assert [finding.message_vi for finding in found] == [said] * bool(said)
    if said:
        assert found[0].cell == ("E1.1" if values == (0, 0, 0) else CHOICE.cells[max(
            number for number, value in enumerate(values) if value == 1
        )])  # fmt: skip
