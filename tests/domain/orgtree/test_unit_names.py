"""Names of units as officials write them."""

import pytest

from sokehoach.domain.orgtree.unit import make_agency_suffix
from sokehoach.domain.orgtree.unit_names import UnitNames, cut_place_behind, find_place_behind, find_seat

NAMES = UnitNames(
    {
        "town": ("Thị trấn Tuần Giáo", "TT Tuần Giáo"),
        "district": ("Huyện Tuần Giáo", "Tuần Giáo"),
        "toa": ("Xã Tỏa Tình", "Tỏa Tình"),
        "pu": ("Xã Pú Xi", "Pú Xi"),
        "ma": ("Xã Ta Ma",),
        "ward": ("Phường 1",),
        "my": ("Xã Mỹ Lý",),
        "city": ("Thành phố Điện Biên Phủ",),
        "borough": ("Thị xã Mường Lay",),
        "dak": ("Xã Đắk R'Lấp",),
    }
)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((one, "town") for one in (
            "TT. Tuần Giáo", "TT Tuần Giáo", "TT.Tuần Giáo", "T.T Tuần Giáo", "Thị trấn Tuần Giáo",
            "THỊ TRẤN TUẦN GIÁO",
            "Tuần Giáo (TT)", "Tuần Giáo, thị trấn", "tt tuan giao", "Thi tran Tuan Giao", "UBND TT. Tuần Giáo",
            "1. Thị trấn Tuần Giáo", "- TT. Tuần Giáo (*)", "Tuần Giáo (TT)**", "Tuần Giáo (TT) ¹ (*) ",
            "thị trấn T.Giáo", "TT. T. Giáo", "TT T.Giáo", "TT. Tuần Giáo (khu vực I)",
        )),
        *((one, "district") for one in ("H. Tuần Giáo", "Huyện Tuần Giáo", "UBND huyện Tuần Giáo", "HUYEN TUAN GIAO")),
        *((one, "toa") for one in ("Toả Tình", "X. Toả Tình", "xã Toa Tinh", "Uỷ ban nhân dân X. Tỏa Tình")),
        *((one, "pu") for one in ("X. Pú Xi", "x.pú xi", "X Pú Xi", "Xã  Pú\nXi", "Pú Xi (xã)", "10. X. Pú Xi:")),
        *((one, "pu") for one in ("X. P. Xi", "Xã Pú Xi (vùng III)", "Pú Xi (ĐBKK)")),
        *((one, "ward") for one in ("P.1", "P1", "P. 01", "Phường 1", "phuong 01")),
        *((one, "my") for one in ("Mỹ Lý", "Mĩ Lí", "X. Mỹ Lí")),
        *((one, "city") for one in ("TP. Điện Biên Phủ", "TP Điện Biên Phủ", "T.P Điện Biên Phủ", "Dien Bien Phu")),
        *((one, "borough") for one in ("TX. Mường Lay", "TX Mường Lay", "Thị xã Mường Lay")),
        *((one, "dak") for one in ("Đắk R’Lấp", "X. Dak R'Lap")),
    ],
)  # fmt: skip
def test_one_unit_is_found_however_it_is_written(written: str, code: str) -> None:
    assert NAMES.find(written) == (code,)


@pytest.mark.parametrize(
    "written",
    [
        "Xã Tuần Giáo",
        "Tòa Tình",
        "Pù Xi",
        "Phường 2",
        "Tổng cộng",
        "Các xã vùng cao",
        "",
        "-",
        "X.",
        "Bản Pú Xi 2",
        "P. Xi",  # a ward «Xi» as well
        "Xã P. X.",
        "Xã Pú Xi (cũ)",
    ],
)
def test_another_mark_kind_or_word_is_another_name(written: str) -> None:
    assert not NAMES.find_one(written)


def test_a_name_that_fits_two_units_fits_none() -> None:
    assert NAMES.find("Tuần Giáo") == ("town", "district")
    assert not NAMES.find_one("Tuần Giáo")
    alike = UnitNames({"a": ("Xã Ta Ma",), "b": ("Xã Tà Má",)})
    assert alike.find_one("Xã Tà Má") == "b"
    assert not alike.find_one("ta ma"), "without marks it may be either"


def test_the_nearest_names_are_offered_first() -> None:
    assert NAMES.nearest("Thị tứ Toả Tinh")[0] == "toa"
    assert NAMES.nearest("?") == ()


@pytest.mark.parametrize(
    ("name", "taken", "suffix"),
    [
        ("Ban Dân tộc", (), "BDT"),
        ("Ban Dân tộc", ("BDT", "BDT1"), "BDT2"),
        ("Đội kiểm tra 178 (liên ngành)", (), "DKT1N"),
        ("(…)", ("CQ",), "CQ1"),
    ],
)
def test_the_code_of_an_agency_is_of_its_first_letters(name: str, taken: tuple[str, ...], suffix: str) -> None:
    assert make_agency_suffix(name, taken) == suffix


@pytest.mark.parametrize(
    ("name", "place", "short"),
    [
        ("Sở Công Thương tỉnh Lào Cai", "Lào Cai", "Sở Công Thương"),
        ("Chi cục Kiểm lâm thành phố Huế", "Huế", "Chi cục Kiểm lâm"),
        ("Trung tâm Bảo trợ xã hội tỉnh Lào Cai", "Lào Cai", "Trung tâm Bảo trợ xã hội"),
        ("Trường Mẫu giáo Hoa Sen", "", "Trường Mẫu giáo Hoa Sen"),
        ("Thành phố Huế", "", "Thành phố Huế"),
    ],
)
def test_the_place_behind_the_name_of_an_organisation(name: str, place: str, short: str) -> None:
    assert (find_place_behind(name), cut_place_behind(name)) == (place, short)


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("Bộ Tài chính", "Hà Nội"),
        ("Thanh tra Chính phủ", "Hà Nội"),
        ("Viện Kiểm sát nhân dân tối cao", "Hà Nội"),
        ("Bộ Chỉ huy Quân sự tỉnh Điện Biên", "Điện Biên"),
        ("Bộ Tư lệnh Quân khu 2", ""),
        ("Bộ đội Biên phòng cửa khẩu Mẫu", ""),
        ("Bảo hiểm xã hội khu vực XI", ""),
        ("Sở Tài chính tỉnh Sơn La", "Sơn La"),
        ("Trường Mẫu giáo Hoa Sen", ""),
    ],
)
def test_the_seat_of_an_organisation_is_known_by_its_name_or_not_at_all(name: str, seat: str) -> None:
    assert find_seat(name) == seat
