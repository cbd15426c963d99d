"""The name on a certificate against the name under which a document is signed."""

import pytest

from sokehoach.domain.documents.numbering import compute_next_number, is_office_holder, is_same_holder


def test_numbers_follow_the_highest_that_was_given() -> None:
    assert compute_next_number([]) == 1
    assert compute_next_number([1, 2, 7]) == 8


@pytest.mark.parametrize(
    ("named", "holder"),
    [
        ("Nguyễn Văn An", "NGUYỄN VĂN AN"),
        ("Lò Thị Ánh", "Lò Thị Ánh - UBND huyện Tuần Giáo"),
        ("Ủy ban nhân dân xã Quài Cang", "UBND xã Quài Cang"),
    ],
)
def test_the_same_holder_in_another_writing(named: str, holder: str) -> None:
    assert is_same_holder(named, holder)


@pytest.mark.parametrize(
    ("named", "holder"),
    [
        ("An", "Nguyễn Văn Anh"),
        ("Nguyễn Văn An", "Nguyễn Văn Anh"),
        ("Văn An", "Trần Xuân Văn, Anh"),
        ("", "Nguyễn Văn Anh"),
        ("—", "Nguyễn Văn Anh"),
        ("Nguyễn Văn Anh", ""),
    ],
)
def test_another_holder_or_no_name_is_refused(named: str, holder: str) -> None:
    assert not is_same_holder(named, holder)


ABOVE = ("Huyện Tuần Giáo", "Tuần Giáo")


@pytest.mark.parametrize(
    ("office", "holder"),
    [
        ("Ủy ban nhân dân xã Quài Cang", "UBND xã Quài Cang"),
        ("xã Quài Cang", "ỦY BAN NHÂN DÂN XÃ QUÀI CANG, HUYỆN TUẦN GIÁO"),
        ("xã Quài Cang", "UBND xã Quài Cang - UBND huyện Tuần Giáo, tỉnh Điện Biên"),
        ("Phòng LĐ-TB&XH", "Phòng LĐ-TBXH huyện Tuần Giáo"),
        ("Huyện Điện Biên", "UBND huyện Điện Biên, tỉnh Điện Biên"),
    ],
)
def test_the_certificate_of_the_office_begins_with_its_name(office: str, holder: str) -> None:
    assert is_office_holder(office, ABOVE, holder)


@pytest.mark.parametrize(
    ("office", "holder"),
    [
        ("UBND xã Quài Cang", "Lò Thị Ánh - UBND xã Quài Cang"),
        ("UBND xã Quài Cang", "Ủy ban nhân dân xã Quài Cang, Lò Thị Ánh"),
        ("UBND xã Quài Cang", "UBND xã Quài Cang, huyện Tuần Giáo, Lò Thị Ánh"),
        ("UBND xã Quài Cang", "Lò Thị Ánh"),
        ("UBND xã Quài Cang", "UBND xã Quài Nưa"),
        ("Huyện Điện Biên", "UBND huyện Điện Biên Đông"),
        ("Phòng LĐ-TB&XH", "Phòng LĐ-TBXH huyện Tủa Chùa"),
        ("Công an huyện", "Công an huyện Tủa Chùa"),
        ("", "UBND xã Quài Cang"),
        ("UBND", "UBND xã Quài Cang"),
        ("UBND xã Quài Cang", ""),
    ],
)
def test_a_person_of_the_office_or_another_office_is_not_the_office(office: str, holder: str) -> None:
    assert not is_office_holder(office, ABOVE, holder)
