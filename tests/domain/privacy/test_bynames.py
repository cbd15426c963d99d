"""Persons named by a nickname."""

import pytest

from sokehoach.domain.privacy import HitKind, scan_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('Đối tượng Hạnh "sẹo" ở bản.', ['Hạnh "sẹo"']),
        ('Cầu "Mới" ở xã.', []),
        ('Gặp Hạnh "UBND" xã.', []),
        ("Đối tượng có biệt danh Cu Đen ở bản.", ["Cu Đen"]),
        ('Đối tượng có biệt danh "cu đen" ở bản.', ["cu đen"]),
        ("Đối tượng có biệt danh Cu đen ở bản.", ["Cu"]),
        ("Đối tượng có biệt danh xã hội đen.", []),
        ("Quán này tức Hạnh ở bản.", ["Hạnh"]),
        ("Cần làm ngay, tức Trong tuần này.", []),
    ],
)
def test_a_nickname_is_a_person_and_a_quoted_word_is_none(text: str, found: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in scan_text(text) if hit.kind is HitKind.NAME] == found
