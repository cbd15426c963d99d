"""The operators that aggregate numbers over place (units) and over time (periods), in Python and in SQL."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class Operator(StrEnum):
    SUM = "sum"
    LAST = "last"
    MAX = "max"  # of days the latest
    MIN = "min"  # of days the earliest
    NONE = "none"  # must not be aggregated along this dimension


class Aggregation(NamedTuple):
    """What an operator computes.

    `compute` takes the numbers in order, at least one. `sql` is the same as an aggregate of SQLite and PostgreSQL over
    rows with a `number` and its `place` counted from the end: 1 is the last.
    """

    compute: Callable[[Sequence[Decimal]], Decimal | None]
    sql: str


AGGREGATIONS = {
    Operator.SUM: Aggregation(lambda numbers: sum(numbers, Decimal()), "SUM(number)"),
    Operator.LAST: Aggregation(lambda numbers: numbers[-1], "MAX(CASE WHEN place = 1 THEN number END)"),
    Operator.MAX: Aggregation(max, "MAX(number)"),
    Operator.MIN: Aggregation(min, "MIN(number)"),
    Operator.NONE: Aggregation(lambda _numbers: None, "NULL"),
}


def aggregate_values(values: Iterable[object], operator: Operator) -> Decimal | None:
    """Aggregate the numbers among the values, in order; None if there are none or the operator forbids it."""
    numbers = [value for value in values if isinstance(value, Decimal)]
    return AGGREGATIONS[operator].compute(numbers) if numbers else None
