"""A level in a sentence: one of it, several, in either language."""

from dataclasses import replace

from sokehoach.domain.orgtree.level import Level, find_level_problems

WARD = Level("ward", 3, "phường", "các phường", "ward", "wards")
PLAIN = Level("area", 3, "khu vực", english="area")


def test_it_is_named_by_number_and_language() -> None:
    assert [WARD.format_name(count) for count in (1, 2)] == ["phường", "các phường"]
    assert [WARD.format_name(count, english=True) for count in (1, 2)] == ["ward", "wards"]


def test_without_a_plural_the_singular_is_used() -> None:
    assert [PLAIN.format_name(count) for count in (1, 2)] == ["khu vực", "khu vực"]
    assert [PLAIN.format_name(count, english=True) for count in (1, 2)] == ["area", "area"]


DISTRICT = Level("district", 2, "huyện", consolidates=True, counts_persons=True)


def test_persons_are_counted_where_reports_are_added_up() -> None:
    assert find_level_problems([DISTRICT, WARD]) == []
    alone = replace(DISTRICT, consolidates=False)
    assert [code for code, _why in find_level_problems([alone, WARD])] == ["district"]
