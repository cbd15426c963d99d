"""Checks that compare a cell with one of another form of the unit, and a count with what it rests on."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.reporting.checks import run_checks
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule
from sokehoach.domain.reporting.report import OtherCell, Report, ReportFinding
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

ANSWERS = st.one_of(st.sampled_from(Gap), st.integers(0, 9).map(Decimal))


def make_form(*checks: Check) -> Form:
    cells = (Cell("C1", "CS01", label="cơ sở"), Cell("C3", "CK04", label="cơ sở ký cam kết"))
    return Form(
        uid="u1", code="02-XA", name="Biểu", period_type="quarter", function="general",
        reporters=Reporters(levels=("commune",)), sections=(FormSection("C", "Cơ sở", cells),), checks=checks,
    )  # fmt: skip


def find(form: Form, values: dict[str, Value], **others: OtherCell) -> list[ReportFinding]:
    report = Report(
        form, values, printed={"C3": "CK04"}, other_cells={name.replace("_", "/"): c for name, c in others.items()}
    )
    return [finding for finding in run_checks(report) if finding.rule is not None]


@given(counted=ANSWERS, ground=ANSWERS)
def test_a_count_without_its_ground_is_found_and_nothing_else(counted: Value, ground: Value) -> None:
    form = make_form(Check(Rule.NONE_WITHOUT, ("C3", "C1"), hard=False))
    findings = find(form, {"C3": counted, "C1": ground})
    is_wrong = isinstance(counted, Decimal) and counted > 0 and ground == Decimal(0)
    assert [(finding.cell, finding.hard) for finding in findings] == [("C3", False)] * is_wrong


@given(counted=ANSWERS, ground=ANSWERS, rule=st.sampled_from([Rule.NONE_WITHOUT, Rule.PART_WITHIN_WHOLE]))
def test_a_cell_of_another_form_is_compared_as_one_of_the_same(counted: Value, ground: Value, rule: Rule) -> None:
    own = find(make_form(Check(rule, ("C3", "C1"))), {"C3": counted, "C1": ground})
    other = find(
        make_form(Check(rule, ("C3", "u2/A1"))), {"C3": counted}, u2_A1=OtherCell("01-XA", "NN01", "x", ground)
    )
    assert [finding.cell for finding in own] == [finding.cell for finding in other]


def test_the_sentence_names_both_forms() -> None:
    form = make_form(Check(Rule.NONE_WITHOUT, ("C3", "u2/A1")))
    (finding,) = find(form, {"C3": Decimal(2)}, u2_A1=OtherCell("01-XA", "NN01", "người nghiện", Decimal(0)))
    assert finding.message_vi == (
        "Ô CK04 (cơ sở ký cam kết) ghi 2, nhưng ô NN01 của biểu 01-XA (người nghiện) ghi 0. Sửa một trong hai ô."
    )
    assert finding.own_cells == ("C3",)
    assert finding.waivable, "an explanation may be accepted instead"


@pytest.mark.parametrize("others", [{}, {"u2_A1": OtherCell("01-XA", "NN01", "x", Gap.NOT_REPORTED)}])
def test_a_form_that_the_unit_has_not_reported_finds_nothing(others: dict[str, OtherCell]) -> None:
    for rule in (Rule.NONE_WITHOUT, Rule.PART_WITHIN_WHOLE):
        assert find(make_form(Check(rule, ("C3", "u2/A1"))), {"C3": Decimal(2)}, **others) == []
