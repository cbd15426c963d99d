"""User names of staff: proposed from their names, told apart from those of offices."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.staff.usernames import is_office_name, is_username, propose_username


@pytest.mark.parametrize(
    ("full_name", "username"),
    [
        ("Lò Thị Lan", "lan.lt"), ("Đỗ Đức", "duc.d"), ("Cà Thị Hương", "huong.ct"), ("H’Linh Niê", "nie.h"),
        ("An", "an1"), ("Ý", "y10"), ("", "can-bo"), ("Nguyễn  Văn   An", "an.nv"),
    ],
)  # fmt: skip
def test_the_given_name_comes_first_then_the_initials(full_name: str, username: str) -> None:
    assert propose_username(full_name, set()) == username


def test_a_taken_name_gets_the_next_number() -> None:
    assert propose_username("Lò Thị Lan", {"lan.lt"}) == "lan.lt2"
    assert propose_username("Lò Thị Lan", {"lan.lt", "lan.lt2", "lan.lt3"}) == "lan.lt4"


@given(st.lists(st.text(max_size=80), max_size=30))
def test_proposals_are_user_names_and_differ(full_names: list[str]) -> None:
    taken: set[str] = set()
    for full_name in full_names:
        username = propose_username(full_name, taken)
        assert is_username(username)
        assert username not in taken
        taken.add(username)


@pytest.mark.parametrize("text", ["ab", "Lan.lt", "lan lt", "lân", "a" * 61, "lan\n", ""])
def test_such_texts_are_no_user_names(text: str) -> None:
    assert not is_username(text)


def test_an_office_is_told_from_a_person() -> None:
    assert is_office_name("vanthu", "Lò Thị Hoa")
    assert is_office_name("hoa.lt", "UBND xã Tênh Phông")
    assert not is_office_name("hoa.lt", "Lò Thị Hoa")


@pytest.mark.parametrize(
    ("name", "is_office"),
    [
        ("Văn thư", True), ("Uỷ ban nhân dân xã", True), ("Phòng Y tế", True), ("UBND", True),
        ("Văn Thu Hà", False), ("Văn Thư Hà", False), ("Văn thư xã", True), ("Văn Thư Xã Tênh Phông", True),
        ("Van thu", True), ("Van Thu Ha", False), ("Phong Thị Lan", False), ("phong y te", True),
        ("Phó Ngọc Lan", False), ("Văn Thị Hà", False), ("Uông Bảo", False), ("", False),
    ],
)  # fmt: skip
def test_an_office_begins_with_its_own_word(name: str, is_office: bool) -> None:
    assert is_office_name("x.y", name) is is_office
