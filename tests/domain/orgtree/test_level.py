"""A level in a sentence: one of it, several, in either language."""

from sokehoach.domain.orgtree.level import Level

WARD = Level("ward", 3, "phường", "các phường", "ward", "wards")
PLAIN = Level("area", 3, "khu vực", english="area")


def test_it_is_named_by_number_and_language() -> None:
    assert [WARD.format_name(count) for count in (1, 2)] == ["phường", "các phường"]
    assert [WARD.format_name(count, english=True) for count in (1, 2)] == ["ward", "wards"]


def test_without_a_plural_the_singular_is_used() -> None:
    assert [PLAIN.format_name(count) for count in (1, 2)] == ["khu vực", "khu vực"]
    assert [PLAIN.format_name(count, english=True) for count in (1, 2)] == ["area", "area"]
