"""Numbers of items that the recognition of a scan broke: repaired only where they continue the series around them."""

import pytest

from tests.domain.plans.plain import duties, reading

WORK = "II. TỔ CHỨC THỰC HIỆN"


def paths(*paragraphs):
    return [clause.path for clause in reading(*paragraphs).clauses if not clause.path.startswith("X")]


@pytest.mark.parametrize(
    ("paragraphs", "found"),
    [
        (("8. Sở Y tế", "a) Đọc sách.", "9, Sở Nội vụ lập tủ sách."), ["II", "II.8", "II.8.a", "II.9"]),
        (("4. Sở Y tế đọc sách.", "__ 5. Sở Nội vụ lập tủ sách."), ["II", "II.4", "II.5"]),
        (("1 Sở Y tế đọc sách.", "2. Sở Nội vụ lập tủ sách."), ["II", "II.1", "II.2"]),
        (("7. Sở Y tế", "8) Đọc sách.", "b) Lập tủ sách."), ["II", "II.7", "II.7.8", "II.7.b"]),
        (("l. Sở Y tế", "a) Đọc sách.", "2. Sở Nội vụ lập tủ sách."), ["II", "II.1", "II.1.a", "II.2"]),
        (("1. Sở Y tế", "l.2. Đọc sách."), ["II", "II.1", "II.1.2"]),
        (("k) Sở Y tế đọc.", "l) Sở Nội vụ đọc."), ["II", "II.k", "II.l"]),
        # Not where they continue nothing.
        (("1. Sở Y tế đọc sách.", "9, Sở Nội vụ lập tủ sách."), ["II", "II.1"]),
        (("1. Sở Y tế đọc sách.", "2 Sở được khen."), ["II", "II.1"]),
        (("7) Sở Y tế đọc sách.", "8) Sở Nội vụ đọc sách.", "9) Công an tỉnh đọc."), ["II", "II.7", "II.8", "II.9"]),
    ],
)
def test_numbers(paragraphs, found):
    assert paths(WORK, *paragraphs) == found


def test_a_roman_number_with_a_small_l_is_read():
    assert paths("I. MỤC ĐÍCH", "Il. YÊU CẦU", "IlI. NỘI DUNG") == ["I", "II", "III"]


def test_the_repaired_number_is_no_part_of_the_work():
    assert duties(WORK, "8. Sở Y tế đọc sách.", "9, Sở Nội vụ lập tủ sách.")[1] == ("Sở Nội vụ", "lập tủ sách.")
