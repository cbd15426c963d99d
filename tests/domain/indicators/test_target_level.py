"""Levels of a target by year and unit: what is stated holds, nothing is invented between."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.indicators.target_level import (
    LevelSpan,
    TargetLevel,
    find_earlier_level,
    find_later_level,
    find_level,
    find_level_problems,
    find_own_level,
    get_level_span,
    sort_levels,
)
from sokehoach.domain.periods.period import parse_period

YEARS = st.integers(2024, 2032)
UNITS = st.sampled_from(["", "A", "B"])
LEVELS = st.lists(
    st.builds(
        TargetLevel,
        value=st.integers(0, 100).map(Decimal),
        unit=UNITS,
        year=st.none() | YEARS,
        carry=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda level: (level.unit, level.year),
)


def level(value: int, year: int | None = None, unit: str = "", *, carry: bool = False) -> TargetLevel:
    return TargetLevel(Decimal(value), unit=unit, year=year, carry=carry)


PLAN = [level(60, 2026), level(70, 2027), level(90, 2030)]


@pytest.mark.parametrize(
    ("levels", "year", "value"),
    [
        (PLAN, 2026, 60),
        (PLAN, 2027, 70),
        (PLAN, 2028, None),  # not 76,7: the plan says nothing
        (PLAN, 2031, None),
        (PLAN, 2025, None),
        ([*PLAN, level(50)], 2028, 50),
        ([level(60, 2026), level(70, 2027, carry=True), level(90, 2030)], 2029, 70),
        ([level(60, 2026, carry=True), level(70, 2027), level(90, 2030)], 2029, None),  # 2027 ends what 2026 carries
        ([level(90, 2030, carry=True), level(50)], 2035, 90),
    ],
)
def test_a_year_has_the_level_that_is_stated_for_it(levels: list[TargetLevel], year: int, value: int | None) -> None:
    found = find_level(levels, unit="A", year=year)
    assert (None if found is None else found.value) == value


def test_a_unit_has_its_own_level_and_else_that_of_all_units() -> None:
    levels = [*PLAN, level(95, 2026, "A"), level(40, None, "B")]
    assert [found.value for unit in "ABC" if (found := find_level(levels, unit=unit, year=2026))] == [95, 40, 60]
    assert [found.value for unit in "ABC" if (found := find_level(levels, unit=unit, year=2027))] == [70, 40, 70]
    assert find_own_level(levels, unit="A", year=2027) is None


def test_the_next_level_of_a_later_year_is_the_units_own_or_that_of_all() -> None:
    levels = [*PLAN, level(95, 2031, "A"), level(90, 2030), level(50)]
    found = [find_later_level(levels, unit=unit, year=2028) for unit in "AC"]
    assert [(row.value, row.year) for row in found if row] == [(95, 2031), (90, 2030)]
    assert find_later_level(levels, unit="C", year=2030) is None


def test_the_last_level_of_an_earlier_year_is_the_units_own_or_that_of_all() -> None:
    levels = [*PLAN, level(95, 2026, "A"), level(50)]
    found = [find_earlier_level(levels, unit=unit, year=2029) for unit in "AC"]
    assert [(row.value, row.year) for row in found if row] == [(95, 2026), (70, 2027)]
    assert find_earlier_level(levels, unit="C", year=2026) is None


END_OF_2026 = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("stated", "period", "counts_period", "due_on", "span"),
    [
        (level(60, 2026), "2026S1", True, END_OF_2026, LevelSpan.OF_YEAR),
        (level(60, 2026), "2026S2", True, END_OF_2026, LevelSpan.OF_YEAR),  # the first half is not in it
        (level(60, 2026), "2026N9", True, None, LevelSpan.OF_YEAR),
        (level(60, 2026), "202601", True, None, LevelSpan.OF_YEAR),
        (level(60, 2026), "2026", True, END_OF_2026, LevelSpan.OF_PERIOD),
        (level(60, 2026), "2026S1", False, END_OF_2026, LevelSpan.OF_PERIOD),  # a share, or what is at the cut-off date
        (level(60, 2026), "2026S1", True, date(2026, 6, 30), LevelSpan.OF_PERIOD),  # to be reached by then
        (level(60, 2026), "2026Q2", True, date(2026, 6, 30), LevelSpan.OF_YEAR),  # the first quarter is not in it
        (level(60), "2026S1", True, END_OF_2026, LevelSpan.OF_YEAR),
        (level(60), "2026S1", True, None, LevelSpan.OF_YEAR),
        (level(60), "2026S1", True, date(2025, 12, 31), LevelSpan.OF_YEAR),  # due before: half a year is still half
        (level(60), "2025S1", True, END_OF_2026, LevelSpan.OF_LATER_YEAR),
        (level(60), "2025", True, END_OF_2026, LevelSpan.OF_PERIOD),
        (level(60, 2027), "2026S1", False, None, LevelSpan.OF_LATER_YEAR),
        (level(60, 2025), "2026", False, None, LevelSpan.OF_EARLIER_YEAR),
        (level(60, 2025, carry=True), "2026", False, None, LevelSpan.OF_PERIOD),
    ],
)
def test_a_level_stands_for_the_period_the_year_or_another_year(
    stated: TargetLevel, period: str, counts_period: bool, due_on: date | None, span: LevelSpan
) -> None:
    assert get_level_span(stated, parse_period(period), counts_period=counts_period, due_on=due_on) is span


@given(LEVELS, UNITS, YEARS)
def test_a_level_is_always_one_that_is_stated(levels: list[TargetLevel], unit: str, year: int) -> None:
    found = find_level(levels, unit=unit, year=year)
    assert found is None or (found in levels and found.unit in (unit, "") and (found.year or year) <= year)
    assert found is None or found.year in (None, year) or found.carry
    assert found == find_level(sort_levels(levels), unit=unit, year=year)


@given(LEVELS, UNITS, YEARS, LEVELS)
def test_what_is_stated_for_later_years_and_other_units_changes_nothing(
    levels: list[TargetLevel], unit: str, year: int, others: list[TargetLevel]
) -> None:
    foreign = [other for other in others if other.unit not in (unit, "") or (other.year or 0) > year]
    assert find_level([*levels, *foreign], unit=unit, year=year) == find_level(levels, unit=unit, year=year)


@given(LEVELS, UNITS, YEARS)
def test_a_level_of_the_unit_and_year_comes_before_all_others(levels: list[TargetLevel], unit: str, year: int) -> None:
    others = [other for other in levels if (other.unit, other.year) != (unit, year)]
    assert find_level([*others, level(7, year, unit)], unit=unit, year=year) == level(7, year, unit)


def test_a_level_that_contradicts_itself_is_named_by_field() -> None:
    wrong = TargetLevel(Decimal(5), bound="=>", carry=True, baseline=Decimal(3))
    assert [field for field, _reason in find_level_problems(wrong, takes_baseline=False)] == [
        "bound",
        "carry",
        "baseline",
    ]
    assert list(find_level_problems(TargetLevel(Decimal(5), baseline=Decimal(3)), takes_baseline=True)) == []
