"""The name on a certificate against the name under which a document is signed."""

import pytest

from sokehoach.domain.documents.numbering import compute_next_number, is_same_holder


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
