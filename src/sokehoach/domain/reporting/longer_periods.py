"""The report of a longer period, computed from those of the form's own periods (NĐ 09/2019/NĐ-CP art. 12)."""

from collections.abc import Mapping, Sequence

from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import PeriodType, list_periods
from sokehoach.domain.periods.sequence import list_parts
from sokehoach.domain.reporting.form import Check, Form, Rule
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def compute_whole_value(operator: Operator, parts: Sequence[Value]) -> Value | None:
    """The value of a longer period from those of its parts in order, by the element's operator over time.

    A sum and a maximum need all parts; a stock is that of the last part, whose cut-off is the whole's. «Chưa báo cáo»
    in a part that is needed stays one, so that a part never passes for the whole. None if no part has an answer, or the
    element must not be aggregated over time.
    """
    if operator is Operator.NONE or all(part is Gap.NOT_REPORTED for part in parts):
        return None
    if operator is Operator.LAST:
        return parts[-1]
    if Gap.NOT_REPORTED in parts:
        return Gap.NOT_REPORTED
    total = aggregate_values(parts, operator)
    return Gap.NOT_APPLICABLE if total is None else total


def build_whole_checks(form: Form, operators: Mapping[str, Operator]) -> tuple[Check, ...]:
    """Checks of a longer period's report against its parts, for each typed cell that adds up over time.

    Less than one part is an error; another number than the sum of all is only pointed out. `operators` by element; an
    element without one is skipped.
    """
    if not form.also_for:
        return ()
    additive_codes = [
        cell.code for cell in form.cells if operators.get(cell.element) is Operator.SUM and not cell.sum_of
    ]
    return tuple(
        check
        for code in additive_codes
        for check in (
            Check(Rule.WHOLE_AT_LEAST_PART, (code,)),
            Check(Rule.WHOLE_IS_SUM_OF_PARTS, (code,), hard=False),
        )
    )


def find_longer_period_problems(form: Form) -> list[str]:
    """Why the form cannot be owed for its longer periods, one Vietnamese sentence each."""
    own_type = PeriodType(form.period_type)
    problems = [
        say(
            "kỳ «%(kind)s» không gồm trọn các kỳ «%(own_type)s» nên không tính được từ đó", kind=kind, own_type=own_type
        )
        for kind in form.also_for
        if not any(list_parts(period, own_type) for period in list_periods(kind, 2021, 2021))
    ]
    if form.also_for and not form.counting_window.tiles:
        problems.append(say("các kỳ chốt số liệu không nối liền nhau nên không cộng được thành kỳ dài hơn"))
    return problems
