"""Comparisons say of any stored entry what the constraints say of its values."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.registers.comparisons import FieldComparison, list_comparisons
from sokehoach.domain.registers.constraint_rules import is_kept
from sokehoach.domain.registers.decimal_numbers import from_thousandths
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, FieldKind
from sokehoach.domain.registers.register_type import Constraint, ConstraintRule

KINDS = {
    "seats": FieldKind.NUMBER, "used": FieldKind.NUMBER, "cost": FieldKind.MONEY, "size": FieldKind.DECIMAL,
    "planted": FieldKind.DECIMAL, "rate": FieldKind.PERCENT, "since": FieldKind.YEAR, "day": FieldKind.DAY,
    "ended_on": FieldKind.DAY, "quarter": FieldKind.QUARTER,
}  # fmt: skip
DAYS = [code for code, kind in KINDS.items() if kind in (FieldKind.DAY, FieldKind.QUARTER)]
NUMBERS = [code for code in KINDS if code not in DAYS]


@st.composite
def constraints(draw: st.DrawFn) -> Constraint:
    rule = draw(st.sampled_from(
        [ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST, ConstraintRule.SUM_AT_MOST, ConstraintRule.SUM_EQUALS,
         ConstraintRule.ONE_POSITIVE]
    ))  # fmt: skip
    may_be_days = rule in (ConstraintRule.AT_MOST, ConstraintRule.AT_LEAST)
    codes = draw(st.sampled_from([NUMBERS, DAYS] if may_be_days else [NUMBERS]))
    fields = draw(st.lists(st.sampled_from(codes), min_size=1, max_size=5, unique=True))
    other = "" if rule is ConstraintRule.ONE_POSITIVE else draw(st.sampled_from(codes))
    return Constraint(rule, tuple(fields), "Sai.", other)


@st.composite
def stored_entries(draw: st.DrawFn) -> dict[str, int | date]:
    """Small numbers, so that sums and thousandths are often equal; days as days; what is blank is absent."""
    numbers, days = st.integers(0, 4), st.dates(date(2026, 2, 26), date(2026, 3, 2))
    return {
        code: draw(days) if code in DAYS else draw(numbers) * (500 if kind in DECIMAL_KINDS else 1)
        for code, kind in KINDS.items()
        if draw(st.integers(0, 4))
    }


@given(constraints(), stored_entries())
def test_comparisons_are_kept_exactly_where_the_constraint_is(
    constraint: Constraint, stored: dict[str, int | date]
) -> None:
    values = {
        code: from_thousandths(stored[code]) if kind in DECIMAL_KINDS and code in stored else stored.get(code)  # type: ignore[arg-type]
        for code, kind in KINDS.items()
    }
    comparisons = list_comparisons(KINDS, [constraint])
    assert all(is_comparison_kept(comparison, stored) for comparison in comparisons) is is_kept(constraint, values)


def is_comparison_kept(comparison: FieldComparison, stored: dict[str, Any]) -> bool:
    if not comparison.weights.keys() <= stored.keys():
        return True
    numbers = {
        code: stored[code].toordinal() if isinstance(stored[code], date) else stored[code]
        for code in comparison.weights
    }
    total = sum(weight * numbers[code] for code, weight in comparison.weights.items())
    is_least = comparison.least is None or total >= comparison.least
    return is_least and (comparison.most is None or total <= comparison.most)


def test_each_field_is_compared_alone_and_parts_of_a_sum_together() -> None:
    each = Constraint(ConstraintRule.AT_MOST, ("used", "cost"), "", "seats")
    together = Constraint(ConstraintRule.SUM_EQUALS, ("used", "planted"), "", "seats")
    one = Constraint(ConstraintRule.ONE_POSITIVE, ("size", "planted"), "")
    assert list_comparisons(KINDS, [each, together, one]) == [
        FieldComparison({"used": 1, "seats": -1}, None, 0),
        FieldComparison({"cost": 1, "seats": -1}, None, 0),
        FieldComparison({"used": 1000, "planted": 1, "seats": -1000}, 0, 0),
        FieldComparison({"size": 1, "planted": 1}, 1, None),
    ]


def test_other_constraints_are_no_comparisons() -> None:
    others = [rule for rule in ConstraintRule if not list_comparisons(KINDS, [Constraint(rule, ("day",), "", "day")])]
    assert others == [
        ConstraintRule.ONE_PRESENT, ConstraintRule.ONLY_WITH, ConstraintRule.ALL_OR_NONE,
        ConstraintRule.NOT_AFTER_TODAY, ConstraintRule.ONE_PLACE, ConstraintRule.WITHIN_CUT_OFFS,
        ConstraintRule.NO_OVERLAP, ConstraintRule.TOTAL_AT_MOST,
    ]  # fmt: skip


def test_a_field_compared_with_a_sum_that_has_it_counts_once() -> None:
    constraint = Constraint(ConstraintRule.SUM_AT_MOST, ("used", "seats"), "", "seats")
    (comparison,) = list_comparisons(KINDS, [constraint])
    assert comparison.weights == {"used": 1, "seats": 0}
