"""The annual report of a form, computed from the year's two half-years (NĐ 09/2019/NĐ-CP art. 12)."""

from collections.abc import Mapping

from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.reporting.form import Check, Form, Rule
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def compute_year_value(operator: Operator, first: Value, second: Value) -> Value | None:
    """The year's value from its two halves, by the element's operator over time.

    A sum and a maximum need both halves; a stock is that of the second half, whose cut-off is the year's. «Chưa báo
    cáo» in a half that is needed stays one, so that a part never passes for the year. None if neither half has an
    answer, or the element must not be aggregated over time.
    """
    if operator is Operator.NONE or first is second is Gap.NOT_REPORTED:
        return None
    if operator is Operator.LAST:
        return second
    if Gap.NOT_REPORTED in (first, second):
        return Gap.NOT_REPORTED
    total = aggregate_values((first, second), operator)
    return Gap.NOT_APPLICABLE if total is None else total


def build_year_checks(form: Form, operators: Mapping[str, Operator]) -> tuple[Check, ...]:
    """Checks of the annual report against its half-years, for each typed cell that adds up over time.

    Less than either half is an error; another number than the sum of both is only pointed out. `operators` by element;
    an element without one is skipped.
    """
    if not form.annual:
        return ()
    additive_codes = [
        cell.code for cell in form.cells if operators.get(cell.element) is Operator.SUM and not cell.sum_of
    ]
    return tuple(
        check
        for code in additive_codes
        for check in (
            Check(Rule.YEAR_AT_LEAST_HALF, (code,)),
            Check(Rule.YEAR_IS_SUM_OF_HALVES, (code,), hard=False),
        )
    )
