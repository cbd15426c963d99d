"""Which hits of a signed document must be confirmed before it is taken in."""

import pytest

from sokehoach.domain.privacy import scan_text
from sokehoach.domain.privacy.confirmation import select_hits_to_confirm
from sokehoach.domain.privacy.hit import Hit, HitKind


def list_confirmed(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in select_hits_to_confirm(text, scan_text(text))]


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("Giao ông Lò Văn Minh phụ trách.", []),
        ("Ông Lò Văn Minh, số CCCD 011203004567.", ["số CCCD 011203004567"]),
        ("Ông Lò Văn Minh, điện thoại 0912345678.", ["0912345678"]),
        ("Đường dây nóng của Công an huyện: 0912345678.", []),
        ("Liên hệ 02153862345 hoặc 18001567.", []),
        ("Trung tâm Y tế, đầu mối ông Lò Văn Minh, điện thoại 0912345678.", ["0912345678"]),
        ("Trung tâm Y tế, nhà riêng: 02153862345.", ["02153862345"]),
    ],
)
def test_personal_numbers_are_confirmed_and_those_of_offices_are_not(text: str, confirmed: list[str]) -> None:
    assert list_confirmed(text) == confirmed


def test_a_name_and_the_birth_beside_it_are_confirmed_as_one() -> None:
    text = "Danh sách: Lò Văn Minh, sinh ngày 02/03/1990, ở xã Nà Mơ."
    [hit] = select_hits_to_confirm(text, scan_text(text))
    assert hit.kind is HitKind.BIRTH
    assert text[hit.start : hit.end].startswith("Lò Văn Minh")
    assert "1990" in text[hit.start : hit.end]


def make_hits(gap: int) -> tuple[Hit, Hit]:
    name = Hit(0, 11, HitKind.NAME)
    return name, Hit(11 + gap, 21 + gap, HitKind.BIRTH)


@pytest.mark.parametrize(("gap", "count"), [(0, 1), (60, 1), (61, 0)])
def test_a_birth_far_from_any_name_is_not_confirmed(gap: int, count: int) -> None:
    assert len(select_hits_to_confirm("x" * 200, make_hits(gap))) == count


def test_a_birth_goes_with_the_nearer_of_two_names() -> None:
    before, after = Hit(0, 10, HitKind.NAME), Hit(50, 60, HitKind.NAME)
    birth = Hit(40, 48, HitKind.BIRTH)
    assert select_hits_to_confirm("x" * 60, [after, birth, before]) == (Hit(40, 60, HitKind.BIRTH),)
