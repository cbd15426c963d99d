"""Exactly one due rule for each report: of the newest schedule for the reporter, of its level, or of the form."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import DatesOfYear, DayOfMonth, WorkingDaysAfter
from sokehoach.domain.periods.period import PeriodType, list_periods, parse_period
from sokehoach.domain.periods.window import ND09, compute_window
from sokehoach.domain.reporting.due_schedules import DatedSchedule, find_schedule, get_due_rule, list_due_rules
from sokehoach.domain.reporting.form import Form, LevelDue, Reporters

FORM = Form(
    uid="01-XA", code="01-XA", name="Kết quả", period_type="six-month", function="general",
    reporters=Reporters(levels=("ward", "province")), sections=(), also_for=(PeriodType.YEAR,),
    due=WorkingDaysAfter(2), due_by_level=(LevelDue("province", WorkingDaysAfter(6)),),
)  # fmt: skip
BY_PLAN = DatesOfYear(((6, 17), (12, 17)))
OF_THE_PLAN = DatedSchedule(PeriodType.SIX_MONTH, BY_PLAN, date(2021, 3, 4), date(2022, 1, 1))


def test_levels_have_their_own_days() -> None:
    half = parse_period("2021S1")
    assert get_due_rule(FORM, (), half, level="ward") == WorkingDaysAfter(2)
    assert get_due_rule(FORM, (), half, level="province") == WorkingDaysAfter(6)
    assert list_due_rules(FORM, (), half) == {WorkingDaysAfter(2), WorkingDaysAfter(6)}


def test_a_period_keeps_the_rule_of_its_last_counted_day() -> None:
    rules = {
        period.id: get_due_rule(FORM, [OF_THE_PLAN], period)
        for period in list_periods(PeriodType.SIX_MONTH, 2020, 2022)
    }
    assert rules == {
        "2020S1": WorkingDaysAfter(2), "2020S2": WorkingDaysAfter(2), "2021S1": BY_PLAN, "2021S2": BY_PLAN,
        "2022S1": WorkingDaysAfter(2), "2022S2": WorkingDaysAfter(2),
    }  # fmt: skip
    assert get_due_rule(FORM, [OF_THE_PLAN], parse_period("2021")) == WorkingDaysAfter(2), "the rule is of half-years"


def test_units_named_come_before_levels_and_levels_before_all() -> None:
    half = parse_period("2021S2")
    of_wards = replace(OF_THE_PLAN, due=DayOfMonth(20), reporters=Reporters(levels=("ward",)))
    of_one = replace(OF_THE_PLAN, due=DayOfMonth(25), reporters=Reporters(codes=("03304",)))
    schedules = [of_one, of_wards, OF_THE_PLAN]
    assert get_due_rule(FORM, schedules, half, level="ward", code="03304") == DayOfMonth(25)
    assert get_due_rule(FORM, schedules, half, level="ward", code="03269") == DayOfMonth(20)
    assert get_due_rule(FORM, schedules, half, level="province", code="11") == BY_PLAN


days = st.dates(date(2020, 1, 1), date(2023, 12, 31))


@given(first=days, second=days, third=days, period=st.sampled_from(list_periods(PeriodType.SIX_MONTH, 2019, 2024)))
def test_when_one_plan_follows_another_each_period_has_the_rule_of_its_cut_off(
    first: date, second: date, third: date, period: object
) -> None:
    start, replaced, end = sorted((first, second, third))
    schedules = [
        DatedSchedule(PeriodType.SIX_MONTH, DayOfMonth(17), start, replaced),
        DatedSchedule(PeriodType.SIX_MONTH, DayOfMonth(18), replaced, end),
    ]
    cut_off = compute_window(period, ND09).cut_off  # type: ignore[arg-type]
    found = find_schedule(schedules, period, ND09)  # type: ignore[arg-type]
    expected = DayOfMonth(17) if start <= cut_off < replaced else DayOfMonth(18) if replaced <= cut_off < end else None
    assert (found.due if found else None) == expected
