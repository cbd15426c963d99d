"""The day that a plan prints becomes the due rule of reports, or it is said why it cannot."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.due import (
    DatesOfYear,
    DayOfMonth,
    DueRule,
    compute_due_day,
    find_due_problems,
    names_period,
)
from sokehoach.domain.periods.period import PeriodType, list_periods, parse_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, WindowRule, compute_window
from sokehoach.domain.plans.deadlines import parse_deadline
from sokehoach.domain.plans.due_rules import build_early_due, build_plan_due, find_last_year, postpone_half_due
from sokehoach.domain.reporting.due_schedules import DatedSchedule, find_schedule
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.form_periods import list_owed_periods

SIGNED = date(2021, 3, 4)
MONTH, QUARTER, HALF, YEAR = PeriodType.MONTH, PeriodType.QUARTER, PeriodType.SIX_MONTH, PeriodType.YEAR


@pytest.mark.parametrize(
    ("text", "kind", "window", "due"),
    [
        ("trước ngày 15 tháng 12", YEAR, ND09, DatesOfYear(((12, 15),))),
        ("chậm nhất ngày 20/12 hằng năm", YEAR, ND09, DatesOfYear(((12, 20),))),
        ("trước ngày 17/6 và 17/12 hằng năm", HALF, ND09, DatesOfYear(((6, 17), (12, 17)))),
        ("trước ngày 18 hằng tháng", MONTH, ND09, DayOfMonth(18)),
        ("trước ngày 18 hằng tháng", MONTH, CALENDAR, DayOfMonth(18, 1)),
        ("ngày 22 tháng cuối quý", QUARTER, ND09, DayOfMonth(22)),
        ("ngày 05 tháng đầu quý sau", QUARTER, CALENDAR, DayOfMonth(5, 1)),
        ("trong 05 ngày đầu của tháng sau", MONTH, CALENDAR, DayOfMonth(5, 1)),
        ("trong vòng 07 ngày đầu mỗi tháng", MONTH, CALENDAR, DayOfMonth(7, 1)),
        ("chậm nhất trong 10 ngày đầu của quý tiếp theo", QUARTER, CALENDAR, DayOfMonth(10, 1)),
        ("trong 08 ngày đầu của tháng đầu quý sau", QUARTER, ND09, DayOfMonth(8, 1)),
        ("trong 05 ngày làm việc đầu tháng sau", MONTH, CALENDAR, None),
        ("trong 05 ngày đầu tháng 6/2021", MONTH, CALENDAR, None),
        ("trong 10 ngày đầu quý III", QUARTER, CALENDAR, None),
        ("", YEAR, ND09, None),
        ("thứ Sáu hằng tuần", MONTH, ND09, None),
        ("tổng hợp, báo cáo vào ngày 21", MONTH, ND09, DayOfMonth(21)),  # «hằng tháng» stands before it
        ("tổng hợp, báo cáo vào ngày 21", QUARTER, ND09, None),
    ],
)
def test_it_works(text: str, kind: PeriodType, window: WindowRule, due: DueRule | None) -> None:
    found = build_plan_due(text, kind, window, signed_on=SIGNED)
    assert (found.due, found.problems) == (due, ())


def test_before_the_15th_is_the_15th_itself() -> None:
    found = build_plan_due("trước ngày 15 tháng 12", YEAR, ND09, signed_on=SIGNED).due
    assert found is not None
    for year, due in ((2021, date(2021, 12, 15)), (2024, date(2024, 12, 15))):  # a Wednesday, a Sunday: kept
        assert compute_due_day(found, parse_period(str(year)), ND09, ()) == due


def test_the_dates_of_both_halves_stand_in_two_rules_of_the_plan() -> None:
    told = ("trước ngày 16/6", "trước ngày 16/12")
    for text, other in (told, told[::-1]):
        assert build_plan_due(text, HALF, ND09, signed_on=SIGNED, other_texts=[other]).due == DatesOfYear(
            ((6, 16), (12, 16))
        )


@pytest.mark.parametrize(("text", "dates"), [("trước ngày 16/6", (6, 16)), ("trước ngày 20/12", (12, 20))])
def test_one_date_is_of_the_half_year_that_it_follows(text: str, dates: tuple[int, int]) -> None:
    found = build_plan_due(text, HALF, ND09, signed_on=SIGNED)
    assert found.due == DatesOfYear((dates,))
    named = [period.id for period in list_periods(HALF, 2026, 2027) if names_period(found.due, period, ND09)]
    assert named == (["2026S1", "2027S1"] if dates[0] == 6 else ["2026S2", "2027S2"])
    form = Form("F", "01", "", HALF.value, "", Reporters(), (), due=found.due)
    assert [period.id for period in list_owed_periods(form, 2026, 2026)] == named[:1], "the other half is not asked for"
    schedule = DatedSchedule(HALF, found.due, date(2026, 1, 1))
    assert find_schedule([schedule], parse_period("2026S1" if dates[0] == 12 else "2026S2"), ND09) is None


@pytest.mark.parametrize(
    ("text", "kind", "due", "cut_off"),
    [
        ("trước ngày 10/6", HALF, (6, 10), (5, 31)),
        ("trước ngày 05/12", HALF, (12, 5), (11, 30)),
        ("trước ngày 15/11", YEAR, (11, 15), (10, 31)),
        ("trước ngày 20/11", YEAR, (11, 20), (11, 14)),
    ],
)
def test_a_date_before_the_cut_off_of_the_decree_has_a_window_that_ends_before_it(
    text: str, kind: PeriodType, due: tuple[int, int], cut_off: tuple[int, int]
) -> None:
    found = build_early_due(text, kind, signed_on=SIGNED, other_texts=())
    assert found is not None
    rule, window = found
    assert rule == DatesOfYear((due,))
    (period,) = (
        period for period in list_periods(kind, 2027, 2027) if compute_due_day(rule, period, window, ()).year == 2027
        and names_period(rule, period, window)
    )  # fmt: skip
    assert compute_window(period, window).cut_off == date(2027, *cut_off)
    assert compute_due_day(rule, period, window, ()) == date(2027, *due)


def test_one_date_of_a_half_year_that_is_too_early_in_some_year_is_the_first_that_never_is() -> None:
    assert postpone_half_due([(6, 15)]) == DatesOfYear(((6, 18),))
    assert postpone_half_due([(12, 15)]) == DatesOfYear(((12, 18),))
    assert postpone_half_due([(6, 15), (12, 15)]) is None
    assert postpone_half_due([(3, 10)]) is None
    for dates in ((6, 18), (12, 18)):
        assert find_due_problems(DatesOfYear((dates,)), [HALF], ND09) == []
    assert find_due_problems(DatesOfYear(((6, 18),)), [HALF, YEAR], ND09), "the year's report has no day then"


@pytest.mark.parametrize(
    ("text", "kind", "window"),
    [
        ("hằng năm (trước ngày 15 tháng 11)", YEAR, ND09),  # counting ends on 14/12
        ("trước ngày 15 tháng 12", YEAR, CALENDAR),
        ("trước ngày 10/6/2014", HALF, ND09),
        ("ngày 15 tháng cuối quý", QUARTER, CALENDAR),
        ("trước ngày 30/9", YEAR, ND09),
    ],
)
def test_a_day_before_the_cut_off_is_refused_with_the_reason(text: str, kind: PeriodType, window: WindowRule) -> None:
    found = build_plan_due(text, kind, window, signed_on=SIGNED)
    assert found.due is None
    assert "Điều 8 khoản 5" in found.problems[0]


@given(
    month=st.integers(1, 12),
    day=st.integers(1, 28),
    kind=st.sampled_from([HALF, YEAR]),
    window=st.sampled_from([ND09, POLICE, CALENDAR]),
)
def test_a_due_day_follows_its_own_cut_off_and_is_the_printed_one(
    month: int, day: int, kind: PeriodType, window: WindowRule
) -> None:
    found = build_plan_due(f"trước ngày {day:02}/{month} hằng năm", kind, window, signed_on=SIGNED)
    if found.due is None:
        assert found.problems
        return
    periods = [period for period in list_periods(kind, 2020, 2026) if names_period(found.due, period, window)]
    assert len(periods) == 7, "each year, or one half of each year"
    for period in periods:
        due, cut_off = compute_due_day(found.due, period, window, ()), compute_window(period, window).cut_off
        assert (due.day, due.month) == (day, month)
        assert cut_off < due <= cut_off + timedelta(days=92)


@pytest.mark.parametrize(
    ("title", "year"),
    [("Phòng, chống ma túy năm 2026", 2026), ("giai đoạn 2021 - 2025", 2025), ("Tháng hành động", None)],
)
def test_a_plan_ends_with_the_last_year_of_its_title(title: str, year: int | None) -> None:
    assert find_last_year(title) == year


def test_of_the_labelled_rules_of_real_plans_none_comes_out_wrong() -> None:
    bench_schedules = pytest.importorskip("bench.bench_schedules")
    if bench_schedules.scorer() is None or not bench_schedules.CORPUS.exists():
        pytest.skip("the labelled plans stand outside the repository: ../shared/corpus")
    counts = bench_schedules.measure()
    assert counts["labels"]["wrong"] == counts["text"]["wrong"] == counts["text"]["too much, periodic"] == 0
    assert counts["text"]["right, periodic"] >= 16


def test_a_period_that_is_none_does_not_hide_the_one_after_it():
    expected = parse_deadline("Báo cáo kết quả trong tháng 6 hằng năm")
    assert expected is not None
    found = parse_deadline("Báo cáo kết quả trong tháng 13 hằng năm, trong tháng 6 hằng năm")
    assert found is not None
    assert found.every == expected.every
