"""Work that comes again: when it is due next, and which period it is about."""

from datetime import date

import pytest

from sokehoach.domain.plans.dates.recurrence import DayOfPeriod, Frequency, Recurrence

WEEK, MONTH, QUARTER = Frequency.WEEK, Frequency.MONTH, Frequency.QUARTER
SIX_MONTH, NINE_MONTH, YEAR = Frequency.SIX_MONTH, Frequency.NINE_MONTH, Frequency.YEAR


@pytest.mark.parametrize(
    ("frequency", "days", "from_day", "due"),
    [
        (WEEK, [(0, 5)], date(2026, 11, 26), date(2026, 11, 27)),  # from Thursday to Friday
        (WEEK, [(0, 4)], date(2026, 11, 26), date(2026, 11, 26)),
        (WEEK, [(0, 3)], date(2026, 11, 26), date(2026, 12, 2)),
        (WEEK, [], date(2026, 11, 26), date(2026, 11, 29)),  # Sunday
        (MONTH, [(0, 20)], date(2026, 11, 20), date(2026, 11, 20)),
        (MONTH, [(0, 20)], date(2026, 11, 21), date(2026, 12, 20)),
        (MONTH, [(0, 20)], date(2026, 12, 21), date(2027, 1, 20)),
        (MONTH, [(0, 31)], date(2026, 2, 1), date(2026, 2, 28)),
        (MONTH, [(0, 5), (0, 20)], date(2026, 11, 6), date(2026, 11, 20)),
        (QUARTER, [(0, 20)], date(2026, 4, 1), date(2026, 6, 20)),
        (QUARTER, [(1, 20)], date(2026, 4, 1), date(2026, 4, 20)),
        (QUARTER, [(2, 20)], date(2026, 4, 1), date(2026, 5, 20)),
        (QUARTER, [(1, 20)], date(2026, 4, 21), date(2026, 7, 20)),
        (QUARTER, [(1, 20)], date(2026, 10, 21), date(2027, 1, 20)),
        (SIX_MONTH, [], date(2026, 1, 1), date(2026, 6, 30)),
        (SIX_MONTH, [(0, 15)], date(2026, 6, 16), date(2026, 12, 15)),
        (NINE_MONTH, [], date(2026, 9, 30), date(2026, 9, 30)),
        (NINE_MONTH, [], date(2026, 10, 1), date(2027, 9, 30)),
        (YEAR, [(6, 15), (12, 10)], date(2026, 6, 16), date(2026, 12, 10)),
        (YEAR, [(6, 15), (12, 10)], date(2026, 12, 11), date(2027, 6, 15)),
        (YEAR, [], date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_the_next_due_day_is_the_first_from_that_day_on(
    frequency: Frequency, days: list[tuple[int, int]], from_day: date, due: date
) -> None:
    recurrence = Recurrence((frequency,), tuple(DayOfPeriod(month, day) for month, day in days))
    assert recurrence.next_due(from_day) == due


def test_of_several_rhythms_the_nearest_is_due() -> None:
    assert Recurrence((QUARTER, SIX_MONTH), ()).next_due(date(2026, 1, 1)) == date(2026, 3, 31)
    assert Recurrence((YEAR, SIX_MONTH), ()).next_due(date(2026, 4, 1)) == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("months", "period"),
    [
        ((6, 12), SIX_MONTH), ((4, 10), SIX_MONTH), ((7, 12), SIX_MONTH), ((3, 12), YEAR), ((8, 12), YEAR),
        ((6, 9), YEAR), ((3, 6, 9, 12), QUARTER), ((6,), YEAR), ((3, 6, 9), YEAR),
    ],
)  # fmt: skip
def test_days_of_a_year_say_which_period_each_is_about(months: tuple[int, ...], period: Frequency) -> None:
    days = tuple(DayOfPeriod(month, 15) for month in months)
    assert Recurrence((YEAR,), days).period is period
    assert Recurrence((YEAR,), days, opens=DayOfPeriod(1, 1)).period is YEAR
    assert Recurrence((MONTH, YEAR), days).period is MONTH
