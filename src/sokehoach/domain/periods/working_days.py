"""Due dates and delays in working days: Monday to Friday without the holidays passed in.

A Saturday worked in exchange for a bridge day is not counted, in favour of the official.
"""

from collections.abc import Collection
from datetime import date, timedelta

_DAY = timedelta(days=1)


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def add_working_days(day: date, n: int, holidays: Collection[date]) -> date:
    """The n-th working day after `day`, not counting `day`; n = 0 is `day` itself."""
    if n < 0:
        raise ValueError(f"working days are counted forward, not {n}")
    while n > 0:
        day += _DAY
        n -= is_working_day(day, holidays)
    return day


def count_working_days(a: date, b: date, holidays: Collection[date]) -> int:
    """The working days after `a` up to and including `b`: the delay if due on `a` and sent on `b`; 0 if b ≤ a."""
    return sum(is_working_day(a + _DAY * i, holidays) for i in range(1, (b - a).days + 1))


def compute_due_day(cut_off: date, days: int, holidays: Collection[date]) -> date:
    """The due day: `days` working days after the cut-off.

    NĐ 09/2019/NĐ-CP art. 8.5 requires at least one working day between the two; fewer is a ValueError.
    """
    if days < 1:
        raise ValueError(f"decree 09/2019 art. 8.5: at least one working day after the cut-off, not {days}")
    return add_working_days(cut_off, days, holidays)
