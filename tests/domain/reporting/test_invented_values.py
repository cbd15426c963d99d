"""Invented answers pass the checks of their form, whatever checks it has; where none can, all answers are nothing."""

import itertools
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.element import DataElement, Nature, ValueKind
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.reporting.form import Cell, Check, Form, FormSection, Reporters, Rule
from sokehoach.domain.reporting.invented_values import find_unmet_checks, invent_values
from sokehoach.domain.reporting.report import OtherCell
from sokehoach.domain.values.gap import Gap

DAY = date(2026, 1, 1)
CODES = ("A", "B", "C", "D", "E", "F")


def make_form(checks: tuple[Check, ...], sums: dict[str, tuple[str, ...]] | None = None) -> Form:
    cells = tuple(Cell(code, code, sum_of=(sums or {}).get(code, ())) for code in CODES)
    section = FormSection("I", "Mục", cells)
    return Form("f", "01", "Biểu", "month", "general", Reporters(("commune",)), (section,), checks)


def make_elements(kinds: dict[str, ValueKind]) -> dict[str, DataElement]:
    return {
        code: DataElement(
            code, code, code, "cuộc", kinds.get(code, ValueKind.COUNT), Nature.FLOW, Operator.SUM, Operator.SUM,
            "general", "01", "nguồn",
        )
        for code in CODES
    }  # fmt: skip


def invent(form: Form, seed: int = 1, **kinds: ValueKind) -> dict[str, object]:
    return dict(invent_values(form, make_elements(kinds), random=Random(seed), day=DAY))


@st.composite
def chains(draw: st.DrawFn) -> tuple[Check, ...]:
    """Checks along the order of the cells, so that numbers exist that meet them all."""
    checks = []
    for first, second in itertools.pairwise(CODES):
        if draw(st.booleans()):
            checks.append(Check(Rule.PART_WITHIN_WHOLE, (second, first)))
        if draw(st.booleans()):
            checks.append(Check(Rule.REQUIRED_WITH, (first, second)))
    if draw(st.booleans()):
        checks.append(Check(Rule.PARTS_SUM_TO_WHOLE, ("A", "B", "C")))
    return tuple(draw(st.permutations(checks)))


@given(checks=chains(), seed=st.integers(0, 1000))
def test_every_cell_is_answered_and_every_check_is_met(checks: tuple[Check, ...], seed: int) -> None:
    form = make_form(checks)
    values = invent(form, seed)
    assert values.keys() == set(CODES)
    assert not find_unmet_checks(form, values)


@given(seed=st.integers(0, 1000))
def test_the_same_seed_gives_the_same_figures(seed: int) -> None:
    assert invent(make_form(()), seed) == invent(make_form(()), seed)


@given(seed=st.integers(0, 1000))
def test_a_part_of_a_computed_whole_is_within_it(seed: int) -> None:
    form = make_form((Check(Rule.PART_WITHIN_WHOLE, ("D", "A")),), {"A": ("B", "C")})
    values = invent(form, seed)
    assert "A" not in values, "a sum is not typed"
    assert values["D"] <= values["B"] + values["C"]  # type: ignore[operator]


@given(seed=st.integers(0, 1000))
def test_yes_and_no_stay_yes_and_no(seed: int) -> None:
    form = make_form((Check(Rule.PARTS_SUM_TO_WHOLE, ("A", "B", "C")), Check(Rule.ONE_OF, ("D", "E"))))
    values = invent(form, seed, **dict.fromkeys(CODES, ValueKind.FLAG))
    assert set(values.values()) <= {Decimal(0), Decimal(1)}
    assert values["D"] + values["E"] == 1  # type: ignore[operator]
    assert not find_unmet_checks(form, values)  # type: ignore[arg-type]


def test_a_share_is_computed_of_its_numbers() -> None:
    form = make_form((Check(Rule.SHARE_OF_WHOLE, ("A", "B", "C")),))
    values = invent(form, A=ValueKind.DECIMAL)
    assert not find_unmet_checks(form, values)  # type: ignore[arg-type]
    assert values["A"] != 0


@pytest.mark.parametrize("seed", range(5))
def test_where_no_figures_pass_all_are_nothing_and_the_checks_are_named(seed: int) -> None:
    pairs = (("A", "B"), ("B", "C"), ("A", "C"))
    form = make_form(tuple(Check(Rule.ONE_OF, pair) for pair in pairs))
    values = invent(form, seed, **dict.fromkeys("ABC", ValueKind.FLAG), F=ValueKind.DATE)
    assert {values[code] for code in CODES if code != "F"} == {Decimal(0)}
    assert values["F"] is Gap.NOT_APPLICABLE, "no day is 0"
    assert {finding.cell for finding in find_unmet_checks(form, values)} == {"A", "B"}  # type: ignore[arg-type]


def test_a_check_against_a_cell_of_another_form_is_met_or_named() -> None:
    form = make_form((Check(Rule.PART_WITHIN_WHOLE, ("A", "02/Z")),))
    other_cells = {"02/Z": OtherCell("02", "Z", "Tổng số", Decimal(3))}
    for number, cells in ((3, set()), (4, {"A"})):
        values = dict.fromkeys(CODES, Decimal(number))
        assert {finding.cell for finding in find_unmet_checks(form, values, other_cells)} == cells
    values = invent_values(form, make_elements({}), random=Random(1), day=DAY, other_cells=other_cells)
    assert values["A"] <= 3  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(5))
def test_a_counted_number_stays_where_the_typed_ones_agree_with_it(seed: int) -> None:
    form = make_form((Check(Rule.PART_WITHIN_WHOLE, ("A", "B")), Check(Rule.PARTS_SUM_TO_WHOLE, ("C", "D", "E"))))
    counted = {"B": Decimal(7), "D": Decimal(90), "E": Decimal(5)}
    values = invent_values(form, make_elements({}), random=Random(seed), day=DAY, counted_values=counted)
    assert {code: values[code] for code in counted} == counted
    assert values["C"] == 95
    assert values["A"] <= 7  # type: ignore[operator]


@pytest.mark.parametrize("seed", range(5))
def test_where_counted_numbers_do_not_agree_all_are_typed(seed: int) -> None:
    form = make_form((Check(Rule.SHARE_OF_WHOLE, ("A", "B", "C")),))
    counted = {"A": Decimal(50), "B": Decimal(1), "C": Decimal(3)}
    values = invent_values(
        form, make_elements({"A": ValueKind.DECIMAL}), random=Random(seed), day=DAY, counted_values=counted
    )
    assert not find_unmet_checks(form, values)
    assert (values["B"], values["C"]) != (1, 3), "a share is not changed under what is counted"


@pytest.mark.parametrize("seed", range(20))
def test_a_number_that_another_excludes_is_0(seed: int) -> None:
    excluded = invent(make_form((Check(Rule.EXCLUDED_BY, ("A", "B")),)), seed)
    assert excluded["B"] == 0 or excluded["A"] == 0
    groundless = invent(make_form((Check(Rule.NONE_WITHOUT, ("A", "B")), Check(Rule.EXCLUDED_BY, ("C", "B")))), seed)
    assert groundless["C"] == 0 or (groundless["A"], groundless["B"]) == (0, 0)
    assert all(isinstance(number, Decimal) for number in (*excluded.values(), *groundless.values()))
