"""Levels that a table of the plan sets for single areas are levels of the units of these names."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import BASE
from tests.adapters.programme_files.test_proposed import build, indicator, read_base

PLACES = (("Xã Ba Tơ", Decimal(70)), ("Phường Kon Tum", Decimal("82.5")), ("Lý Sơn", Decimal(60)))


@pytest.mark.parametrize("year", [None, 2026])
def test_units_have_their_own_levels_beside_that_of_the_area(year):
    programme = build(read_base(), indicator("CT1", reporters=(BASE,), unit_levels=PLACES, year=year))
    levels = programme.indicators[0].target_levels
    assert {level.unit: level.value for level in levels} == {
        "": 80, "21484": 70, "23293": Decimal("82.5"), "21548": 60,
    }  # fmt: skip
    assert {level.year for level in levels} == {year}
    assert not any(row.what == "mức riêng của đơn vị" for row in programme.assumptions)


def test_areas_that_are_no_units_are_named_as_an_assumption():
    places = (("Xã Ba Tơ", Decimal(70)), ("Thôn Nà Khoa", Decimal(5)), ("Xã Không Có", Decimal(9)))
    programme = build(read_base(), indicator("CT1", reporters=(BASE,), unit_levels=places))
    assert [level.unit for level in programme.indicators[0].target_levels] == ["", "21484"]
    (row,) = (row for row in programme.assumptions if row.what == "mức riêng của đơn vị")
    assert "Thôn Nà Khoa, Xã Không Có" in row.reason


def test_units_that_did_not_exist_in_the_year_have_no_level():
    programme = build(read_base(), indicator("CT1", reporters=(BASE,), unit_levels=PLACES, year=2020))
    assert [level.unit for level in programme.indicators[0].target_levels] == [""]
