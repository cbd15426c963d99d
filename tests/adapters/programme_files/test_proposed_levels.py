"""Levels of several years for the same measure: one indicator with levels by year, one sentence of the report."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.facts import BASE
from sokehoach.domain.plans.proposals.measure_kinds import MeasureKind
from tests.adapters.programme_files.test_proposed import HEALTH, base, build, indicator, schedule

__all__ = ["base"]

SHARE = {"name": "Người cao tuổi có thẻ", "denominator": "Người cao tuổi", "unit": "người", "reporters": (BASE,)}
NUMBER = {"name": "Câu lạc bộ", "denominator": "", "unit": "câu lạc bộ", "reporters": (BASE,), "per": None}
YEARLY = schedule("BC1", "year", "20/12")


def share(key, year, level, **more):
    return indicator(key, year=year, value=Decimal(level), **(SHARE | more))


def list_levels(programme):
    return [[(level.year, level.value) for level in row.target_levels] for row in programme.indicators]


def list_sentences(programme):
    sections = [section for section in programme.reports[0].outline.sections if section.heading == "Chỉ tiêu"]
    return [sentence.text for sentence in sections[0].sentences]


def test_levels_of_two_years_are_one_indicator_and_one_sentence(base):
    rows = [
        share("CT1", 2027, 90),
        share("CT2", 2026, 75),
        indicator("CT3", MeasureKind.COUNT, year=2026, **NUMBER),
        indicator("CT4", MeasureKind.COUNT, year=2028, **NUMBER),
    ]
    programme = build(base, *rows, YEARLY)
    assert [cell.element for cell in programme.forms[0].cells] == ["CT1B", "CT1A", "CT3"]
    sides = [(row.numerator.text, row.denominator.text) for row in programme.indicators]
    assert sides == [("CT1A", "CT1B"), ("CT3", "1")]
    assert list_levels(programme) == [[(2026, 75), (2027, 90)], [(2026, 80), (2028, 80)]]
    assert len(list_sentences(programme)) == 2


def test_dropping_one_level_leaves_the_other(base):
    first, second = share("CT1", 2026, 75), share("CT2", 2027, 90)
    assert list_levels(build(base, first, YEARLY)) == [[(2026, 75)]]
    assert list_levels(build(base, second, YEARLY)) == [[(2027, 90)]]


@pytest.mark.parametrize(
    "second",
    [
        share("CT2", 2026, 90),
        share("CT2", None, 90),
        share("CT2", 2027, 90, bound="<="),
        share("CT2", 2027, 90, reporters=(HEALTH,)),
    ],
    ids=["same year", "no year", "other bound", "other reporters"],
)
def test_other_levels_stay_apart(base, second):
    programme = build(base, share("CT1", 2026, 75), second, YEARLY)
    assert [len(levels) for levels in list_levels(programme)] == [1, 1]
    assert len(list_sentences(programme)) == 2


def test_a_third_level_of_a_stated_year_joins_no_indicator_twice(base):
    programme = build(base, share("CT1", 2026, 75), share("CT2", 2026, 80), share("CT3", 2027, 90), YEARLY)
    assert list_levels(programme) == [[(2026, 75), (2027, 90)], [(2026, 80)]]


def test_communes_answer_yes_or_no_once_for_two_levels(base):
    communes = {"denominator": "Xã, phường", "name": "Xã, phường đạt chuẩn"}
    programme = build(base, share("CT1", 2026, 75, **communes), share("CT2", 2027, 90, **communes), YEARLY)
    assert [element.code for element in programme.elements] == ["CT1"]
    assert list_levels(programme) == [[(2026, 75), (2027, 90)]]


def test_persons_are_told_in_one_sentence(base):
    persons = {"reporters": (HEALTH,), "counts_persons": True}
    programme = build(base, share("CT1", 2026, 75, **persons), share("CT2", 2027, 90, **persons), YEARLY)
    assert len(list_sentences(programme)) == 1


def test_both_targets_are_known_by_their_common_words(base):
    first = replace(share("CT1", 2026, 75), quote="Đến năm 2026 tỷ lệ người cao tuổi có thẻ đạt 75%")
    second = replace(share("CT2", 2027, 90), quote="Tỷ lệ người cao tuổi có thẻ đạt 90% năm 2027")
    (row,) = build(base, first, second, YEARLY).indicators
    assert row.words == ("tỷ lệ người cao tuổi có thẻ đạt",)
