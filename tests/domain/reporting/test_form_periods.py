"""Which periods of a form are current, and which one a page of many forms shows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.periods.period import PeriodType, parse_period
from sokehoach.domain.periods.window import CALENDAR, ND09, POLICE, compute_window
from sokehoach.domain.programmes.earlier import DefinedSpan, EarlierDefinition
from sokehoach.domain.reporting.form import Form, Reporters
from sokehoach.domain.reporting.form_periods import (
    compute_common_window,
    find_following_period,
    get_latest_period,
    get_own_period,
    list_choosable_periods,
    list_form_periods,
    list_other_kinds,
    list_owed_periods,
    list_own_periods,
    pick_common_period,
)

KINDS = [kind for kind in PeriodType if kind is not PeriodType.AD_HOC]


def form(kind: str, *also_for: PeriodType, code: str = "X") -> Form:
    return Form(code, code, code, kind, "general", Reporters(), (), also_for=also_for)


def change_definition(before: Form, after: Form, day: date) -> Form:
    """The form that was `before` for windows that begin before the day."""
    return replace(after, earlier_definitions=(EarlierDefinition(day, before),))


def test_a_form_has_its_own_period_and_longer_ones_near_their_end() -> None:
    half = form("six-month", PeriodType.YEAR)
    assert [period.id for period in list_form_periods(half, date(2021, 6, 22))] == ["2021S1"]
    assert [period.id for period in list_form_periods(half, date(2021, 12, 20))] == ["2021S2", "2021"]


def test_other_kinds_of_period_share_days_and_have_begun() -> None:
    monthly, day = form("month", PeriodType.QUARTER, PeriodType.YEAR), date(2026, 12, 20)

    def list_ids(period: str, form: Form = monthly) -> list[str]:
        return [other.id for other in list_other_kinds(form, parse_period(period), day)]

    assert list_ids("202611") == ["2026Q4", "2026"]
    assert list_ids("2026Q2") == ["202606", "2026"]
    assert list_ids("2026") == ["202612", "2026Q4"]
    assert list_ids("2027") == ["202701", "2027Q1"]
    assert list_ids("202611", form("month")) == []


def test_the_window_of_a_form_decides_when_its_period_changes() -> None:
    police = replace(form("six-month"), counting_window=POLICE)
    assert get_own_period(police, date(2021, 8, 16)).id == "2021S2"
    assert get_own_period(form("six-month"), date(2021, 8, 16)).id == "2021S1"


def test_a_form_that_changes_its_type_within_a_period_has_that_of_its_current_definition() -> None:
    changed = change_definition(form("month"), form("year"), date(2021, 6, 1))
    assert get_own_period(changed, date(2021, 5, 10)).id == "202105"
    assert get_own_period(changed, date(2021, 7, 10)).id == "2021"


def test_the_days_of_a_period_are_those_that_most_forms_count() -> None:
    month, quarter = parse_period("202109"), parse_period("2021Q3")
    monthly = [replace(form("month", PeriodType.QUARTER), counting_window=CALENDAR)] * 2
    forms = [form("month"), *monthly, *[form("quarter")] * 3]
    assert compute_common_window(forms, month) == compute_window(month, CALENDAR)
    assert compute_common_window(forms, quarter) == compute_window(quarter, ND09)
    assert compute_common_window([], quarter) == compute_window(quarter, ND09)


@pytest.mark.parametrize(
    ("day", "periods", "following"),
    [
        (date(2021, 9, 20), [], "202110"),  # September is current, but not in force yet
        (date(2021, 10, 5), ["202110"], "202111"),
        (date(2021, 12, 5), ["202112"], None),  # the schedule ends with the year
        (date(2022, 1, 5), [], None),
    ],
)
def test_nothing_is_owed_outside_the_days_of_the_schedule(day: date, periods: list[str], following: str | None) -> None:
    monthly = replace(form("month"), valid_from=date(2021, 10, 1), valid_until=date(2022, 1, 1))
    assert [period.id for period in list_form_periods(monthly, day)] == periods
    found = find_following_period(monthly, day)
    assert (found and found.id) == following


@pytest.mark.parametrize(
    ("kinds", "period"),
    [
        ([], "2021S1"),
        (["month"], "202106"),
        (["month", "six-month", "six-month"], "2021S1"),
        (["month", "quarter"], "202106"),
        (["year", "nine-month"], "2021N9"),
    ],
)
def test_a_page_begins_with_the_type_of_most_forms_and_of_two_with_the_shorter(kinds: list[str], period: str) -> None:
    assert pick_common_period([form(kind) for kind in kinds], date(2021, 6, 22)).id == period


def test_forms_whose_schedule_has_ended_count_only_where_no_other_is_left() -> None:
    ended = replace(form("quarter"), valid_until=date(2021, 1, 1))
    day = date(2021, 6, 22)
    assert pick_common_period([ended, ended, form("month")], day).type is PeriodType.MONTH
    assert pick_common_period([ended], day).id == "2021Q2"


def test_a_chooser_offers_every_type_in_use() -> None:
    forms = [form("month"), form("six-month", PeriodType.YEAR), replace(form("quarter"), valid_until=date(2021, 1, 1))]
    assert {period.id for period in list_choosable_periods(forms, date(2021, 6, 22))} == {"202106", "2021S1", "2021"}
    begun = replace(form("six-month", PeriodType.YEAR), valid_from=date(2021, 6, 15))
    assert {period.id for period in list_choosable_periods([begun], date(2021, 12, 20))} == {"2021S2"}, "not its year"


@pytest.mark.parametrize(
    ("kind", "shown", "day", "latest"),
    [
        ("six-month", "2021S1", date(2021, 6, 22), "2021S1"),
        ("month", "2021S1", date(2021, 6, 22), "202106"),
        ("month", "2021S1", date(2021, 4, 1), "202104"),  # May begins to be counted on 15 April
        ("quarter", "202105", date(2021, 5, 20), "2021Q1"),
        ("year", "2021S1", date(2021, 6, 22), "2020"),
        ("nine-month", "2021", date(2021, 12, 20), "2021N9"),
        ("six-month", "2050", date(2021, 6, 14), "2021S1"),  # an address with a year that has not begun
        ("month", "2050S1", date(2021, 12, 20), "202201"),
    ],
)
def test_the_latest_period_of_a_form_on_a_page_of_another(kind: str, shown: str, day: date, latest: str) -> None:
    assert get_latest_period(form(kind), parse_period(shown), day).id == latest


@given(
    st.lists(st.sampled_from(KINDS), min_size=1, max_size=6),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.booleans(),
)
def test_every_day_has_a_period_for_the_page_and_for_each_form(
    kinds: list[PeriodType], day: date, calendar: bool
) -> None:
    forms = [form(kind, PeriodType.YEAR) for kind in kinds if kind is not PeriodType.YEAR] or [form("year")]
    if calendar:
        forms = [replace(one, counting_window=CALENDAR) for one in forms]
    common = pick_common_period(forms, day)
    assert any(common in list_form_periods(one, day) for one in forms)
    for one in forms:
        own, *longer = list_form_periods(one, day)
        assert own == get_own_period(one, day)
        for period in longer:
            cut_off = compute_window(period, one.counting_window).cut_off
            assert abs(day - cut_off) <= timedelta(days=93)


def test_an_ad_hoc_form_is_owed_by_no_calendar() -> None:
    ad_hoc, day = form("ad-hoc", code="A"), date(2021, 5, 5)
    assert list_form_periods(ad_hoc, day) == ()
    assert find_following_period(ad_hoc, day) is None
    assert list_choosable_periods([ad_hoc], day) == frozenset()
    assert pick_common_period([ad_hoc], day).id == "210501P31"  # a page of them alone shows the days of the month
    assert pick_common_period([ad_hoc, form("month")], day).id == "202105"
    assert get_own_period(ad_hoc, day).id == "210501P31"
    assert get_latest_period(ad_hoc, parse_period("2021Q1"), day).id == "210101P90"


def test_an_ad_hoc_form_keeps_its_earlier_definition_for_earlier_days() -> None:
    before = form("ad-hoc")
    after = change_definition(before, replace(before, name="Mới"), date(2021, 5, 5))
    asked_periods = map(parse_period, ("210504P1", "210505P1"))
    assert [after.at(period).name for period in asked_periods] == ["X", "Mới"]
    assert list_form_periods(after, date(2021, 5, 5)) == list_own_periods(after, 2021, 2021) == ()


def test_a_year_that_is_asked_from_a_later_day_is_not_owed_before() -> None:
    changed = change_definition(form("six-month"), form("six-month", PeriodType.YEAR), date(2021, 6, 15))
    owed = [period.id for period in list_owed_periods(changed, 2020, 2022) if period.type is PeriodType.YEAR]
    assert owed == ["2022"]  # the window of 2021 began on 15 December
    assert not changed.is_in_force(parse_period("2021"))
    assert [period.id for period in list_form_periods(changed, date(2021, 12, 20))] == ["2021S2"]


def test_a_form_is_owed_for_the_windows_that_begin_while_a_version_has_it() -> None:
    month = replace(form("month"), spans=(DefinedSpan(date(2021, 3, 15), date(2021, 5, 15)),))
    assert [period.id for period in list_owed_periods(month, 2021, 2021)] == ["202104", "202105"]


def test_a_form_whose_periods_became_shorter_is_written_for_each_by_its_definition() -> None:
    changed = change_definition(form("six-month"), form("quarter"), date(2021, 6, 15))
    assert [period.id for period in list_form_periods(changed, date(2021, 6, 20))] == ["2021S1"]
    assert [period.id for period in list_form_periods(changed, date(2021, 9, 20))] == ["2021Q3"]
    assert [period.id for period in list_own_periods(changed, 2021, 2021)] == ["2021S1", "2021Q3", "2021Q4"]
    assert changed.all_period_types == (PeriodType.QUARTER, PeriodType.SIX_MONTH)
    assert get_own_period(changed, date(2021, 6, 20)).id == "2021S1"
    assert get_own_period(changed, date(2021, 9, 20)).id == "2021Q3"
    assert pick_common_period([changed], date(2021, 6, 20)).id == "2021S1"
    assert get_latest_period(changed, parse_period("2021"), date(2021, 7, 20)).id == "2021Q3"
    assert get_latest_period(changed, parse_period("2021S1"), date(2021, 7, 20)).id == "2021S1"
    assert {period.id for period in list_choosable_periods([changed], date(2021, 6, 20))} == {"2021S1"}
