"""The level of an authority, and which of two is above."""

import pytest

from sokehoach.domain.plans.agencies import names_office
from sokehoach.domain.plans.authority import (
    Authority,
    find_authority,
    find_authority_of_level,
    is_above,
    is_governing_body,
    names_all_agencies,
    names_communes,
)

NAMES = {
    "Chính phủ": Authority.CENTRAL,
    "BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI": Authority.CENTRAL,
    "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam": Authority.CENTRAL,
    "Bộ Chỉ huy Quân sự tỉnh Điện Biên": Authority.PROVINCE,
    "Sở Y tế": Authority.PROVINCE,
    "UBND tỉnh Điện Biên": Authority.PROVINCE,
    "Phòng Nội vụ": Authority.DISTRICT,
    "Ủy ban nhân dân  huyện Tuần Giáo": Authority.DISTRICT,
    "Uỷ ban nhân dân thị xã Mường Lay": Authority.DISTRICT,
    "UBND thành phố Điện Biên Phủ": Authority.DISTRICT,
    "HĐND xã Nà Mơ, huyện Tuần Giáo, tỉnh Điện Biên": Authority.COMMUNE,
    "UBND thị trấn Tuần Giáo": Authority.COMMUNE,
    "Ban Chỉ đạo": None,
    "Bảo hiểm xã hội": None,
}


@pytest.mark.parametrize("name", NAMES)
def test_the_level_is_that_of_the_agency_or_of_the_smallest_place(name: str) -> None:
    assert find_authority(name) is NAMES[name]


def test_a_governing_body_is_not_an_agency() -> None:
    assert is_governing_body("Uỷ ban nhân dân huyện Tuần Giáo")
    assert is_governing_body("HĐND xã Nà Mơ")
    assert not is_governing_body("Phòng Nội vụ")
    assert not is_governing_body("Văn phòng UBND huyện")


def test_a_higher_level_is_above_and_within_one_the_governing_body() -> None:
    district, commune = Authority.DISTRICT, Authority.COMMUNE
    assert is_above(district, governing=False, other=commune, other_governing=True)
    assert not is_above(commune, governing=True, other=district, other_governing=False)
    assert is_above(district, governing=True, other=district, other_governing=False)
    assert not is_above(district, governing=False, other=district, other_governing=True)
    assert not is_above(district, governing=True, other=district, other_governing=True)
    assert not is_above(district, governing=False, other=district, other_governing=False)


@pytest.mark.parametrize(
    ("line", "of"),
    [
        ("Các sở, ban, ngành;", {None, Authority.PROVINCE, Authority.DISTRICT}),
        ("Các sở, ban, ngành cấp tỉnh;", {Authority.PROVINCE}),
        ("Các phòng, ban, ngành huyện;", {Authority.DISTRICT}),
        ("Phòng Tư pháp;", set()),
    ],
)
def test_all_agencies_are_those_of_the_authority(line: str, of: set[Authority | None]) -> None:
    asked = (None, Authority.PROVINCE, Authority.DISTRICT)
    assert {authority for authority in asked if names_all_agencies(line, authority)} == of


@pytest.mark.parametrize(
    ("name", "is_base", "is_highest", "authority"),
    [
        ("tỉnh", False, True, Authority.PROVINCE),
        ("thành phố", False, True, Authority.PROVINCE),
        ("thành phố", False, False, Authority.DISTRICT),
        ("huyện", False, True, Authority.DISTRICT),
        ("phường", True, False, Authority.COMMUNE),
        ("khu vực", True, True, Authority.COMMUNE),
        ("khu vực", False, True, Authority.PROVINCE),
        ("khu vực", False, False, Authority.DISTRICT),
    ],
)
def test_a_level_whose_name_says_nothing_is_placed_by_its_position(
    name: str, is_base: bool, is_highest: bool, authority: Authority
) -> None:
    assert find_authority_of_level(name, is_base=is_base, is_highest=is_highest) is authority


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UBND các xã, thị trấn", True),
        ("Công an Phường 1", True),
        ("UBND đặc khu", True),
        ("UBND huyện", False),
        ("Phòng Nội vụ", False),
    ],
)
def test_communes_are_named_by_their_kinds(text: str, expected: bool) -> None:
    assert names_communes(text) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bộ Giáo dục và Đào tạo", True),
        ("Sở Y tế", True),
        ("UBND huyện Tuần Giáo", True),
        ("cấp có thẩm quyền", False),
        ("sở Y tế", False),
        ("Cấp có thẩm quyền", False),
    ],
)
def test_an_office_has_a_name_of_its_own(name: str, expected: bool) -> None:
    assert names_office(name) is expected


def test_each_authority_has_its_words() -> None:
    assert [authority.label_vi for authority in Authority] == ["trung ương", "cấp tỉnh", "cấp huyện", "cấp xã"]
