from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sokehoach.domain.plans.agencies import (
    KnownAgency,
    find_groups,
    match_agencies,
    names_department,
    names_several,
    split_groups,
    split_names,
)

KNOWN = (
    KnownAgency("P-LDTBXH", "Phòng Lao động - Thương binh và Xã hội huyện Đồi Cau"),
    KnownAgency("CA", "Công an huyện Đồi Cau"),
    KnownAgency("TTYT", "Trung tâm Y tế huyện Đồi Cau", ("Trung tâm Y tế",)),
    KnownAgency("P-TCKH", "Phòng Tài chính - Kế hoạch huyện Đồi Cau"),
    KnownAgency("P-VHTT", "Phòng Văn hóa - Thông tin huyện Đồi Cau"),
    KnownAgency("TTVH", "Trung tâm Văn hóa - Truyền thanh - Truyền hình huyện Đồi Cau"),
    KnownAgency("MTTQ", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Đồi Cau"),
    KnownAgency("XA", "Ủy ban nhân dân các xã, thị trấn", (), "communes"),
    KnownAgency("DT", "Các đoàn thể huyện", (), "unions"),
    KnownAgency("BCD", "Các thành viên Ban Chỉ đạo", (), "committee"),
)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Phòng Lao động - TB&XH", "P-LDTBXH"),
        ("Phòng LĐ-TB&XH huyện", "P-LDTBXH"),
        ("Công an huyện", "CA"),
        ("TTYT huyện", "TTYT"),
        ("Phòng Kế hoạch - Tài chính", "P-TCKH"),
        ("Phòng VH-TT", "P-VHTT"),
        ("Trung tâm Văn hóa - Truyền thanh truyền hình", "TTVH"),
        ("UBMTTQ huyện", "MTTQ"),
        ("Uỷ ban Mặt trận Tổ quốc huyện", "MTTQ"),
        ("UBND các xã, thị trấn", "XA"),
        ("Ủy ban nhân dân cấp xã", "XA"),
        ("các đoàn thể", "DT"),
        ("Các thành viên Ban chỉ đạo phòng, chống HIV/AIDS và phòng chống ma túy", "BCD"),
    ],
)
def test_it_works(name, code):
    best, *_ = match_agencies(name, KNOWN)
    assert best.code == code
    assert 0.5 <= best.score <= 1


def test_the_same_name_is_wholly_alike():
    assert match_agencies("Công an huyện Đồi Cau", KNOWN)[0].score == 1


def test_an_unknown_agency_is_not_forced_on_a_known_one():
    assert all(match.score < 0.75 for match in match_agencies("Kho bạc Nhà nước tỉnh", KNOWN))


def test_groups():
    assert find_groups("UBND các xã, phường") == ("communes",)
    assert find_groups("Sở Y tế") == ()


def test_lists_are_taken_apart_but_groups_stay_together():
    assert split_names("Sở Y tế, Công an tỉnh và UBND các xã, phường") == [
        "Sở Y tế",
        "Công an tỉnh",
        "UBND các xã, phường",
    ]
    assert split_names("các Sở, Ban, ngành") == ["các Sở, Ban, ngành"]
    assert split_names("Sở Văn hóa, Thể thao và Du lịch") == ["Sở Văn hóa, Thể thao và Du lịch"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
        ("Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh", ["Văn phòng Đoàn ĐBQH, HĐND và UBND tỉnh"]),
        ("Văn phòng HĐND và UBND xã, Công an xã", ["Văn phòng HĐND và UBND xã", "Công an xã"]),
        ("Văn phòng HĐND tỉnh và UBND các xã", ["Văn phòng HĐND tỉnh", "UBND các xã"]),
        ("Văn phòng HĐND, UBND các xã", ["Văn phòng HĐND", "UBND các xã"]),
        ("Sở Y tế và Công an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
    ],
)
def test_the_office_of_two_bodies_is_one_agency_and_two_agencies_are_two(text, names):
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("name", "is_department"),
    [
        ("Bộ Chỉ huy Quân sự tỉnh", True),
        ("Ban Chỉ huy Quân sự xã", True),
        ("Bộ Chỉ huy Bộ đội Biên phòng tỉnh", True),
        ("Sở Du lịch", True),
        ("Ban Dân tộc tỉnh", True),
        ("Ban Quản lý dự án", False),
        ("Ban Chỉ đạo 389", False),
        ("Hội Nông dân tỉnh", False),
        ("Bệnh viện đa khoa tỉnh", False),
    ],
)
def test_commands_are_among_the_departments_of_an_area(name, is_department):
    assert names_department(name) is is_department


def test_a_match_is_the_likelier_the_further_it_is_ahead():
    best, *others = match_agencies("Công an huyện", KNOWN)
    assert best.likelihood >= 0.9
    assert all(other.likelihood < 0.1 for other in others)


def test_a_department_of_another_kind_is_not_meant():
    known = (KnownAgency("S", "Sở Nội vụ"), KnownAgency("P", "Phòng Nội vụ"))
    assert [match.code for match in match_agencies("Phòng Nội vụ huyện", known)] == ["P", "S"]
    assert match_agencies("Sở Nội vụ", known[1:])[0].likelihood < 0.6


def test_one_commune_is_not_all_of_them():
    assert find_groups("UBND xã Đèo Gió") == ()
    assert find_groups("UBND xã, phường") == ("communes",)
    for heads in ("Giám đốc các Sở", "Các sở", "Thủ trưởng các ngành, cơ quan cấp tỉnh", "Lãnh đạo các sở, ban, ngành"):
        assert find_groups(heads) == ("departments",), heads
    assert find_groups("Giám đốc Sở Y tế") == ()


QUANTIFIERS = ("", "các ", "Các ", "từng ", "Từng ", "mỗi ", "Mọi ", "những ", "tất cả các ")
GROUP_NOUNS = ("ngành", "xã", "phường", "đơn vị", "cơ quan", "sở, ban, ngành", "địa phương", "tổ chức", "thôn, bản")
ENDINGS = ("", " liên quan", " có liên quan", " khác", " trên địa bàn", " trong huyện", " phối hợp")
SYLLABLES = ("Nà", "Tòng", "Ngành", "Xá", "Đơn", "Vi", "Từng", "Cắc", "Co", "Quân", "Phường", "Liên", "Bản", "Sơ", "Pú")


@given(
    st.sampled_from(QUANTIFIERS),
    st.sampled_from(GROUP_NOUNS),
    st.sampled_from(ENDINGS),
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
)
def test_words_for_any_agency_never_mean_one_place(quantifier, noun, ending, syllables):
    """«Từng ngành» has nearly the letters of «Xã Nà Tòng»; the letters of a place say nothing about a group."""
    place = " ".join(syllables)
    known = (
        KnownAgency("XA", f"Xã {place}", (place, f"UBND xã {place}")),
        KnownAgency("PB", "Các phòng, ban, ngành huyện", (), "departments"),
    )
    name = quantifier + noun + ending
    assume(name.lower() != place.lower())
    assert names_several(name)
    assert "XA" not in {match.code for match in match_agencies(name, known)}


@given(st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=3, unique=True))
def test_a_place_is_still_known_by_its_name(syllables):
    place = " ".join(syllables)
    known = (KnownAgency("XA", f"Xã {place}", (f"UBND xã {place}",)), KnownAgency("KH", "Trạm Khuyến nông"))
    assert match_agencies(f"UBND xã {place}", known)[0].code == "XA"


@pytest.mark.parametrize(
    ("name", "code"),
    [("UBND các xã, thị trấn", "XA"), ("Các đoàn thể", "DT"), ("Các thành viên Ban Chỉ đạo", "BCD"), ("từng xã", "XA")],
)
def test_words_for_a_group_still_mean_the_registered_group(name, code):
    communes = tuple(KnownAgency(str(at), f"Xã {pair[0]} {pair[1]}") for at, pair in enumerate(pairwise(SYLLABLES)))
    best, *others = match_agencies(name, (*KNOWN, *communes))
    assert best.code == code
    assert not {match.code for match in others} & {agency.code for agency in communes}


def test_a_board_of_several_programmes_is_one_agency():
    known = (KnownAgency("BCD", "Ban Chỉ đạo Chương trình mục tiêu quốc gia huyện Đồi Cau"),)
    assert match_agencies("Ban Chỉ đạo các chương trình mục tiêu quốc gia huyện", known)[0].code == "BCD"


def test_names_without_a_common_word_are_not_alike():
    assert match_agencies("Tổng đội", (KnownAgency("XA", "Xã Tốn Độ"), KnownAgency("TD", "Tổn Dợ"))) == []


SEVERAL = [
    KnownAgency("g", "UBND các xã, phường", group="communes"),
    KnownAgency("u1", "Xã Suối Bạc", ("UBND xã Suối Bạc",)),
    KnownAgency("u2", "Phường Mây Trắng", ("UBND Phường Mây Trắng",)),
]


@pytest.mark.parametrize(
    "name", ["Ủy ban nhân dân xã, phường", "UBND xã, phường", "UBND cấp xã", "Ủy ban nhân dân xã, phường, đặc khu"]
)
def test_communes_without_a_plural_word_are_all_of_them(name: str) -> None:
    found = match_agencies(name, SEVERAL)
    assert [match.code for match in found] == ["g"]
    assert found[0].likelihood > 0.95


@pytest.mark.parametrize(("name", "code"), [("UBND xã Suối Bạc", "u1"), ("Ủy ban nhân dân phường Mây Trắng", "u2")])
def test_one_commune_is_matched_before_all_of_them(name: str, code: str) -> None:
    assert match_agencies(name, SEVERAL)[0].code == code
    assert "g" not in [match.code for match in match_agencies(name, SEVERAL)]


@pytest.mark.parametrize(
    "name",
    [
        "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo",
        "Sở Tài chính (cơ quan chủ trì)",
        "Sở Tài chính, đơn vị đầu mối của tỉnh",
        "Sở Tài chính – là cơ quan tham mưu",
    ],
)
def test_what_an_agency_is_in_this_work_is_no_part_of_its_name(name: str) -> None:
    known = [KnownAgency("stc", "Sở Tài chính"), KnownAgency("snv", "Sở Nội vụ"), KnownAgency("vp", "Văn phòng")]
    plain, *_others = match_agencies("Sở Tài chính", known)
    best, *_others = match_agencies(name, known)
    assert best == plain


def test_a_dash_within_a_name_stays() -> None:
    known = [KnownAgency("tckh", "Phòng Tài chính - Kế hoạch"), KnownAgency("tc", "Phòng Tài chính")]
    assert match_agencies("Phòng Tài chính - Kế hoạch", known)[0].code == "tckh"


@pytest.mark.parametrize(
    "name",
    ["Thủ trưởng các đơn vị thuộc Bộ", "Các đơn vị trực thuộc Sở Y tế", "Thủ trưởng các sở, ban, ngành"],
)
def test_units_below_an_authority_are_a_group_whoever_heads_them(name: str) -> None:
    assert find_groups(name) == ("departments",)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("Các Sở, ban, ngành của tỉnh, UBND xã, phường", ["Các Sở, ban, ngành của tỉnh", "UBND xã, phường"]),
        ("các phòng, ban, ngành và Ủy ban nhân dân các xã", ["các phòng, ban, ngành", "Ủy ban nhân dân các xã"]),
        ("Sở Y tế và UBND các xã", ["Sở Y tế và UBND các xã"]),
        ("Các sở, ban, ngành", ["Các sở, ban, ngành"]),
    ],
)
def test_only_a_list_of_several_groups_is_taken_apart(name, names):
    assert split_groups(name) == names
