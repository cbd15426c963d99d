"""Reports that were due before the day from which a form is collected are not owed."""

from dataclasses import replace
from datetime import date

import pytest

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, DayOfWeek, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.window import CALENDAR, WEEKS, WHOLE_WEEK
from sokehoach.domain.reporting.form import Form, LevelDue, Reporters
from sokehoach.domain.reporting.form_periods import list_form_periods, list_owed_periods

DAY = date(2026, 12, 2)  # Wednesday of week 49
WEEK = Form(
    "01", "01", "Biểu", "week", "general", Reporters(), (), counting_window=WEEKS[3], due=DayOfWeek(4),
    valid_from=date(2026, 1, 1), collected_from=DAY,
)  # fmt: skip
MONTH = replace(WEEK, period_type="month", counting_window=CALENDAR, due=DayOfMonth(5, 1), also_for=(PeriodType.YEAR,))


@pytest.mark.parametrize(
    ("form", "period", "is_collected"),
    [
        (WEEK, "2026W48", False),
        (WEEK, "2026W49", True),  # due on Thursday, the day after
        (replace(WEEK, collected_from=date(2026, 12, 3)), "2026W49", True),
        (replace(WEEK, collected_from=date(2026, 12, 4)), "2026W49", False),
        (replace(WEEK, due=WorkingDaysAfter(2), counting_window=WHOLE_WEEK), "2026W48", False),  # due on 1 December
        (replace(WEEK, due=WorkingDaysAfter(3), counting_window=WHOLE_WEEK), "2026W48", True),
        (MONTH, "202611", True),  # due on 5 December
        (MONTH, "202610", False),
        (MONTH, "2026", True),  # due on 5 January
        (replace(MONTH, due=DayOfMonth(1, 1), due_by_level=(LevelDue("commune", DayOfMonth(2, 1)),)), "202611", True),
        (replace(MONTH, due=DayOfMonth(1, 1)), "202611", False),
        (replace(WEEK, period_type="year", counting_window=CALENDAR, due=DatesOfYear(((1, 15),))), "2025", False),
        (replace(WEEK, period_type="ad-hoc"), "260101P31", True),
    ],
)
def test_what_was_due_before_is_not_collected(form, period, is_collected):
    assert form.is_collected(parse_period(period)) is is_collected


def test_a_form_without_the_day_is_of_all_periods():
    assert len(list_owed_periods(replace(WEEK, collected_from=None), 2026, 2026)) == 52
    assert [period.id for period in list_owed_periods(WEEK, 2026, 2026)] == [f"2026W{week}" for week in range(49, 54)]


def test_nothing_is_overdue_on_the_day_and_the_year_is_owed():
    assert [period.id for period in list_form_periods(WEEK, DAY)] == ["2026W49"]
    assert [period.id for period in list_owed_periods(MONTH, 2026, 2026)] == ["202611", "202612", "2026"]
