import pytest

from sokehoach.domain.plans.agencies import KnownAgency, find_groups, match_agencies, split_names

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
