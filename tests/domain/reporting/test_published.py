"""Figures as they were published (law.md 4.4): the checks catch those that do not tie and let the others pass."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from sokehoach.domain.reporting.checks import Report, ReportFinding, run_checks
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule


def findings(rule: Rule, values: Mapping[str, str]) -> list[ReportFinding]:
    """What the rule says of the cells, the first of which is its own; remarks on blank cells are left out."""
    cells = tuple(Cell(name, name, label=name) for name in values)
    check = Check(rule, tuple(values))
    form = Form("X", "X", "X", "six-month", "general", Reporters(), (FormSection("A", "A", cells),), (check,))
    numbers = {name: Decimal(text) for name, text in values.items() if text}
    return [one for one in run_checks(Report(form, numbers)) if one.rule is not None]


TIED = {
    "R1: Bộ LĐ-TB&XH 2024, cơ sở theo loại hình": ("99859", "64992", "15068", "204", "19595"),
    "R4: Lào Cai, đến 30/9/2024": ("1769", "1080", "207", "3", "479"),
    "R5: Lạng Sơn, 8 tháng 2023": ("849", "355", "212", "262", "16", "4"),
    "R8: Công an Quảng Ninh, 6 tháng 2017, bị can và hành chính": ("42", "12", "30"),
}
# The roles or kinds that the text leaves out fill the difference: it is no slip, as long as the parts are within.
UNSTATED = {
    "R8: vai trò, người mua dâm không nêu": ("42", "5", "5", "15", ""),
    "R2: Bộ LĐ-TB&XH 12/2020, loại còn lại không nêu": ("76037", "42335", "17462", "154", ""),
}
NOT_TIED = {
    "R7: Hòa Bình, «22» gồm 8 bán dâm, 8 mua dâm, 5 chủ chứa, môi giới": (("22", "8", "8", "5"), "lệch 1"),
    "R8, nếu mọi vai trò đã nêu đủ": (("42", "5", "5", "15"), "lệch 17"),
    "R2, nếu mọi loại hình đã nêu đủ": (("76037", "42335", "17462", "154"), "lệch 16.086"),
}


def named(numbers: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(("tong", "a", "b", "c", "d", "e"), numbers, strict=False))


@pytest.mark.parametrize("numbers", [*TIED.values(), *UNSTATED.values()], ids=[*TIED, *UNSTATED])
def test_sums_that_tie_pass(numbers: tuple[str, ...]) -> None:
    assert findings(Rule.PARTS_SUM_TO_WHOLE, named(numbers)) == []


@pytest.mark.parametrize(("numbers", "said"), NOT_TIED.values(), ids=NOT_TIED)
def test_sums_that_do_not_tie_are_caught(numbers: tuple[str, ...], said: str) -> None:
    (finding,) = findings(Rule.PARTS_SUM_TO_WHOLE, named(numbers))
    assert finding.hard
    assert finding.cell == "tong"
    assert said in finding.message_vi


def test_a_share_that_is_not_what_its_figures_give_is_caught() -> None:
    """R3, Cục PCTNXH, first half of 2014: the text says 8,9 %."""
    (finding,) = findings(Rule.SHARE_OF_WHOLE, {"ty_le": "8.9", "nghi": "9798", "tong": "117036"})
    assert (finding.cell, finding.related) == ("ty_le", ("nghi", "tong"))
    assert "9.798 trên 117.036 là 8,4 %" in finding.message_vi


@pytest.mark.parametrize("share", ["14.2", "14.22", "14"])
def test_a_share_passes_to_the_decimals_that_are_printed(share: str) -> None:
    """R3 of women: 13.359 of 93.929."""
    assert findings(Rule.SHARE_OF_WHOLE, {"ty_le": share, "nu": "13359", "tong": "93929"}) == []


@pytest.mark.parametrize("blank", ["ty_le", "phan", "tong"])
def test_a_share_says_nothing_of_a_gap_and_of_nothing(blank: str) -> None:
    told = {"ty_le": "50", "phan": "1", "tong": "9"}
    assert findings(Rule.SHARE_OF_WHOLE, told | {blank: ""}) == []
    assert findings(Rule.SHARE_OF_WHOLE, told | {"tong": "0"}) == []


@pytest.mark.parametrize(
    ("recorded", "estimated", "caught"), [("932", "9695", 0), ("3915", "10510", 0), ("9695", "932", 1)]
)
def test_those_on_record_lie_within_the_estimate(recorded: str, estimated: str, caught: int) -> None:
    """The scale trap of R1 and R2: the two numbers changed round."""
    assert len(findings(Rule.PART_WITHIN_WHOLE, {"tren_so": recorded, "uoc_tinh": estimated})) == caught
