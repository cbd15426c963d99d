"""What the registers count for a report. Amounts are whole đồng; a form that asks in triệu đồng says so (`per`)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sokehoach.apps.registers.budget.joint import BY_PROGRAMME, is_joint
from sokehoach.apps.registers.budget.models import BudgetLine, BudgetReview, Spending
from sokehoach.apps.registers.budget.rules import REMARK
from sokehoach.apps.registers.core.measure_definitions import (
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    list_area_units_and_below,
)


def _in_year(day: str) -> Callable[[Sequence[Any], MeasureScope], Iterable[Any]]:
    """Lines of the budget year of the cut-off, of which the day named has come."""

    def select_lines(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
        for line in lines:
            then = getattr(line, day)
            if line.year == scope.cut_off.year and then is not None and then <= scope.cut_off:
                yield line

    return select_lines


# joint_allocated                 of the whole area: allocated to what serves another programme too
# estimated, allocated, settled   of the budget year, as they stood at the cut-off
COUNTING = CombinedMeasureSet(
    *(
        MeasureSet(
            register="budget",
            model=BudgetLine,
            numbers={name: name},
            options={"budget_source": "source", **BY_PROGRAMME},
            stock=True,
            select_current=_in_year(day),
            reads=("year", day),
        )
        for name, day in (("estimated", "day"), ("allocated", "allocated_on"), ("settled", "settled_on"))
    ),
    MeasureSet(
        register="budget",
        model=BudgetLine,
        numbers={"joint_allocated": lambda row: row.allocated if is_joint(row) else 0},
        options={"budget_source": "source", **BY_PROGRAMME},
        stock=True,
        select_current=_in_year("allocated_on"),
        reads=("year", "allocated", "allocated_on"),
        select_units=list_area_units_and_below,
    ),
)
# spent   paid out in the days, by the source of its line
SPENDINGS = MeasureSet(
    register="spendings",
    model=Spending,
    numbers={"spent": "amount", "spendings": None},
    options={"budget_source": "line__source"},
)
_REVIEW = {"budget_review": "kind", "budget_result": "result"}


def _select_unmended(lines: Sequence[Any], scope: MeasureScope) -> Iterable[Any]:
    for line in lines:
        if line.result__code == REMARK and (line.remedied_on is None or line.remedied_on > scope.cut_off):
            yield line


# reviews    of the days
# unmended   reviews whose remark was not put right by the cut-off
REVIEWS = CombinedMeasureSet(
    MeasureSet(register="budget_reviews", model=BudgetReview, numbers={"reviews": None}, options=_REVIEW),
    MeasureSet(
        register="budget_reviews",
        model=BudgetReview,
        numbers={"unmended": None},
        options=_REVIEW,
        stock=True,
        select_current=_select_unmended,
        reads=("remedied_on",),
    ),
)
