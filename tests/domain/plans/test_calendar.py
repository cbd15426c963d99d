"""Days, months and years of a plan, against second statements of their rules."""

import itertools
from datetime import date, timedelta

import pytest

from sokehoach.domain.plans import deadlines
from sokehoach.domain.plans.dates.calendar import (
    DateRange,
    PlanDates,
    format_range_names,
    format_short_day,
    parse_day,
    parse_day_of_year,
    parse_period,
    parse_range,
)
from sokehoach.domain.plans.passages import fold_passage

NOWHERE = PlanDates()
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))
FIVE_YEARS = DateRange(date(2026, 1, 1), date(2031, 1, 1))


def add_months(start: date, count: int) -> date:
    months = start.year * 12 + start.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= (add_months(date(year, month, 1), 1) - timedelta(days=1)).day


@pytest.mark.parametrize(("start_month", "months"), [*itertools.product(range(1, 13), (1, 2, 3, 4, 6, 9, 12, 24, 36))])
def test_a_name_of_a_range_is_read_as_that_range(start_month: int, months: int) -> None:
    start = date(2026, start_month, 1)
    days = DateRange(start, add_months(start, months))
    has_name = (
        months == 1
        or (months == 3 and start_month in (1, 4, 7, 10))
        or (months == 6 and start_month in (1, 7))
        or (months in (9, 12, 24, 36) and start_month == 1)
    )
    names = list(format_range_names(days))
    assert len(names) == has_name
    assert all(parse_range(name.lower(), NOWHERE) == days for name in names)


@pytest.mark.parametrize(
    "days",
    [
        DateRange(None, date(2026, 2, 1)),
        DateRange(date(2026, 1, 1), None),
        DateRange(date(2026, 1, 2), date(2026, 2, 1)),
        DateRange(date(2026, 1, 1), date(2026, 2, 2)),
        DateRange(date(2026, 1, 31), date(2026, 2, 28)),
    ],
)
def test_a_range_of_other_days_has_no_name(days: DateRange) -> None:
    assert list(format_range_names(days)) == []


def test_a_day_is_read_where_the_calendar_has_it() -> None:
    for year, month, day in itertools.product((2023, 2024), range(14), range(33)):
        expected = date(year, month, day) if exists(year, month, day) else None
        assert parse_day(f"ngày {day}/{month}/{year}", NOWHERE) == expected
        assert parse_day(f"ngày {day}/{month}", NOWHERE) is None
        in_leap_year = (month, day) if exists(2024, month, day) else None
        assert parse_day_of_year(f"{day}/{month}") == in_leap_year
        assert parse_day_of_year(f"{day}/{month}/{year}") is None


SIGNED = (None, date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 15), date(2026, 12, 31), date(2027, 1, 1))
PERIODS = (None, YEAR, FIVE_YEARS, DateRange(date(2026, 1, 1), None), DateRange(None, date(2027, 1, 1)))


@pytest.mark.parametrize(("signed", "period"), [*itertools.product(SIGNED, PERIODS)])
def test_a_day_without_a_year_is_of_the_plan_or_the_next_one(signed: date | None, period: DateRange | None) -> None:
    plan_dates = PlanDates(signed, period)
    is_of_one_year = period is YEAR and (signed is None or signed < date(2027, 1, 1))
    assert plan_dates.one_year == (2026 if is_of_one_year else None)
    for month, day in ((1, 1), (6, 14), (6, 15), (6, 16), (12, 31)):
        begins = [known for known in (signed, period and period.start) if known is not None]
        if is_of_one_year and (signed is None or date(2026, month, day) >= signed):
            expected = 2026
        elif not begins:
            expected = None
        else:
            expected = next(year for year in (2025, 2026, 2027, 2028) if date(year, month, day) >= max(begins))
        assert plan_dates.year_for(month, day) == expected, (month, day)


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Kế hoạch năm 2026", (2026, 2026)),
        ("Giai đoạn 2021 - 2025", (2021, 2025)),
        ("giai đoạn 2021–2025", (2021, 2025)),
        ("năm 1945", None),
        ("năm 1946", (1946, 1946)),
        ("năm 2199", (2199, 2199)),
        ("năm 2200", None),
        ("giai đoạn 2025 - 2021", None),
        ("năm 2025, năm 2026", None),
        ("Luật năm 2020 của Quốc hội", None),
        ("không có gì", None),
    ],
)
def test_the_years_of_a_title(title: str, years: tuple[int, int] | None) -> None:
    days = None if years is None else DateRange(date(years[0], 1, 1), date(years[1] + 1, 1, 1))
    assert parse_period(title) == days


def test_only_small_days_and_months_get_a_zero() -> None:
    assert [format_short_day(*day) for day in ((1, 9), (2, 10), (3, 9), (12, 31))] == [
        "09/01",
        "10/02",
        "09/3",
        "31/12",
    ]


HALVES = "báo cáo 6 tháng gửi trước ngày 10/6/2026; báo cáo cả năm gửi trước ngày 10/12/2026"


@pytest.mark.parametrize(
    ("text", "every", "due"),
    [
        (HALVES, "six-month", "trước ngày 10/6/2026"),
        (HALVES, "year", "trước ngày 10/12/2026"),
        (HALVES, "quarter", "trước ngày 10/6/2026"),  # not named: the first
        ("gửi trước ngày 10/6/2026; nộp trước ngày 11/12/2026 báo cáo 6 tháng", "six-month", "trước ngày 10/6/2026"),
        ("báo cáo năm trước ngày 10/12/2026", "year", "trước ngày 10/12/2026"),  # one day alone
        ("hằng năm báo cáo", "year", None),
    ],
)
def test_each_period_has_the_day_behind_its_word(text: str, every: str, due: str | None) -> None:
    assert deadlines.find_due_text_of(fold_passage(text), every) == due


def test_days_are_listed_once_and_in_order() -> None:
    text = "Gửi trước ngày 15/4/2026, trước ngày 20/11/2026 và trước ngày 15/4/2026, họp trong tháng 5/2026"
    assert deadlines.list_due_days(text) == deadlines.list_due_days(fold_passage(text))
    assert deadlines.list_due_days(text) == ["trước ngày 15/4/2026", "trước ngày 20/11/2026"]
    deadline = deadlines.parse_deadline(text, plan_date=date(2026, 1, 5), plan_period=None, is_labelled=False)
    assert deadline is not None
    for printed in (text, fold_passage(text)):
        later = deadlines.set_later_days(deadline, printed, plan_date=date(2026, 1, 5), plan_period=None)
        assert later.due_days == (date(2026, 4, 15), date(2026, 11, 20))
