"""A level in a sentence: one of it, several, in either language."""

from dataclasses import replace

import pytest

from sokehoach.domain.messages import OWN_ENGLISH
from sokehoach.domain.orgtree.level import (
    Level,
    LevelKind,
    Levels,
    find_level_problems,
    format_levels,
    make_unknown_level,
    say_levels,
)

WARD = Level("ward", 3, "phường", "các phường", "ward", "wards")
PLAIN = Level("area", 3, "khu vực", english="area")


def test_it_is_named_by_number_and_language() -> None:
    assert [WARD.format_name(count) for count in (1, 2)] == ["phường", "các phường"]
    assert [WARD.format_name(count, english=True) for count in (1, 2)] == ["ward", "wards"]


def test_without_a_plural_the_singular_is_used() -> None:
    assert [PLAIN.format_name(count) for count in (1, 2)] == ["khu vực", "khu vực"]
    assert [PLAIN.format_name(count, english=True) for count in (1, 2)] == ["area", "area"]


def test_levels_in_a_sentence_have_the_number_asked_for_in_both_languages() -> None:
    for count, vietnamese, english in (
        (1, "phường, khu vực", "ward or area"),
        (2, "các phường, khu vực", "wards and area"),
    ):
        said = say_levels([WARD, PLAIN], count)
        assert (said, said.context) == (vietnamese, OWN_ENGLISH + english)


DISTRICT = Level("district", 2, "huyện", consolidates=True, counts_persons=True)


def test_persons_are_counted_where_reports_are_added_up() -> None:
    assert find_level_problems([DISTRICT, WARD]) == []
    alone = replace(DISTRICT, consolidates=False)
    assert [code for code, _why in find_level_problems([alone, WARD])] == ["district"]


PROVINCE = replace(DISTRICT, code="province", rank=1, name="tỉnh", plural="", english="province", english_plural="")
AGENCY = Level("agency", 4, "cơ quan", attached=True)


@pytest.mark.parametrize(
    ("levels", "codes"),
    [
        ([PROVINCE, DISTRICT, WARD, AGENCY], []),
        ([replace(AGENCY, consolidates=True)], ["agency"]),
        ([replace(AGENCY, counts_persons=True)], ["agency", "agency"]),
        ([replace(WARD, counts_persons=True)], ["ward"]),
        ([replace(PROVINCE, consolidates=False, counts_persons=False), DISTRICT], ["district", "district"]),
        ([replace(PROVINCE, counts_persons=False), DISTRICT], ["district"]),
        ([DISTRICT, replace(PROVINCE, rank=2, counts_persons=False)], ["district"]),
        ([PROVINCE, replace(DISTRICT, consolidates=False, counts_persons=False), WARD], []),
        ([replace(PROVINCE, rank=3, counts_persons=False), replace(WARD, rank=3)], ["province"]),
    ],
)
def test_what_would_be_counted_or_shown_wrongly(levels: list[Level], codes: list[str]) -> None:
    assert [code for code, _why in find_level_problems(levels)] == codes


def test_the_kinds_of_levels() -> None:
    unknown = make_unknown_level("x")
    kinds = [level.kind for level in (DISTRICT, WARD, AGENCY, unknown)]
    assert kinds == [LevelKind.CONSOLIDATING, LevelKind.BASE, LevelKind.ATTACHED, None]
    assert [level.is_area for level in (DISTRICT, WARD, AGENCY, unknown)] == [True, True, False, False]
    assert [level.is_base for level in (DISTRICT, WARD, AGENCY, unknown)] == [False, True, False, False]
    pairs = [(PROVINCE, DISTRICT), (DISTRICT, AGENCY), (WARD, replace(AGENCY, rank=1)), (WARD, WARD), (AGENCY, WARD)]
    assert [level.is_above(other) for level, other in pairs] == [True, True, True, False, False]


def test_the_levels_of_an_installation() -> None:
    levels = Levels([AGENCY, WARD, DISTRICT, PROVINCE])
    assert [*levels] == [PROVINCE, DISTRICT, WARD, AGENCY]
    assert levels["ward"] is WARD
    assert (levels["x"], "ward" in levels, "x" in levels) == (make_unknown_level("x"), True, False)
    assert (levels.areas, levels.base) == ((PROVINCE, DISTRICT, WARD), (WARD,))
    assert (levels.consolidating, levels.attached) == ((PROVINCE, DISTRICT), (AGENCY,))


@pytest.mark.parametrize(
    ("in_use", "used", "base", "lowest"),
    [
        (None, "province district ward agency", "ward", "district"),
        (["province", "agency"], "province agency", "ward", "province"),
        (["ward"], "ward", "ward", None),
        ([], "province district ward agency", "ward", "district"),
    ],
)
def test_the_levels_in_use(in_use: list[str] | None, used: str, base: str, lowest: str | None) -> None:
    levels = Levels([PROVINCE, DISTRICT, WARD, AGENCY], in_use)
    assert [level.code for level in levels.list_used()] == used.split()
    assert [level.code for level in levels.list_used_base()] == base.split()
    for level in (levels.lowest_consolidating, levels.lowest_with_persons):
        assert (level.code if level else None) == lowest
    town = replace(WARD, code="town")
    assert Levels([WARD, town], ["town"]).list_used_base() == (town,)


def test_several_levels_have_one_collective_name() -> None:
    named = [WARD, PLAIN, DISTRICT]
    assert format_levels(named) == "huyện, các phường, khu vực"
    assert format_levels(named, english=True) == "huyện, wards and area"
    assert format_levels(named, 1, english=True) == "huyện, ward or area"
    assert (format_levels([WARD], english=True), format_levels([], english=True)) == ("wards", "")
    assert format_levels([WARD, replace(WARD, code="other")]) == "các phường"
