"""What the registers count for a report. Amounts are whole đồng; a form that asks in triệu đồng says so (`per`)."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sokehoach.apps.registers.budget.models import BudgetLine, BudgetReview, Spending
from sokehoach.apps.registers.shelf.counting import Counting, Countings


def _in_year(day: str) -> Callable[[Sequence[Any], date], Iterable[Any]]:
    """Lines of the budget year of the cut-off, of which the day named has come."""

    def standing(lines: Sequence[Any], cut_off: date) -> Iterable[Any]:
        for line in lines:
            then = getattr(line, day)
            if line.year == cut_off.year and then is not None and then <= cut_off:
                yield line

    return standing


# estimated, allocated, settled   of the budget year, as they stood at the cut-off
COUNTING = Countings(
    *(
        Counting(
            register="budget",
            model=BudgetLine,
            numbers={name: name},
            options={"budget_source": "source"},
            stock=True,
            standing=_in_year(day),
            reads=("year", day),
        )
        for name, day in (("estimated", "day"), ("allocated", "allocated_on"), ("settled", "settled_on"))
    )
)
# spent   paid out in the days, by the source of its line
SPENDINGS = Counting(
    register="spendings",
    model=Spending,
    numbers={"spent": "amount", "spendings": None},
    options={"budget_source": "line__source"},
)
# reviews   of the days
REVIEWS = Counting(
    register="budget_reviews",
    model=BudgetReview,
    numbers={"reviews": None},
    options={"budget_review": "kind", "budget_result": "result"},
)
