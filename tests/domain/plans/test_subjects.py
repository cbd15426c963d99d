"""Whether two plans are about the same, and where a plan was signed."""

from datetime import date

import pytest

from sokehoach.domain.plans.comparison import is_one_subject, plan_year
from sokehoach.domain.plans.header import find_place, get_closing, get_head


@pytest.mark.parametrize(
    ("title", "other", "same"),
    [
        ("Kế hoạch phòng, chống mại dâm năm 2021", "Thực hiện công tác phòng, chống mại dâm năm 2022", True),
        ("Phòng, chống mại dâm huyện Tuần Giáo", "Phòng, chống ma túy huyện Tuần Giáo", False),
        ("Kế hoạch năm 2021", "Kế hoạch năm 2021", False),  # no word of its own
        ("Trồng rừng ven suối", "Trồng rừng ven đường", True),  # three of four
        ("Trồng rừng", "Trồng cỏ", False),  # one of two
        ("Kế hoạch ATGT", "Kế hoạch bảo đảm ATGT năm 2021", True),  # the one word of the shorter
        ("Tuần Giáo", "Tuần Giáo", False),  # the place alone
    ],
)
def test_titles_are_compared_without_common_words_and_the_place(title: str, other: str, same: bool) -> None:
    assert is_one_subject(title, other, place="Huyện Tuần Giáo") is same
    assert is_one_subject(other, title, place="Huyện Tuần Giáo") is same


def test_the_year_is_the_last_of_the_title_or_that_of_the_signature() -> None:
    assert plan_year("Kế hoạch giai đoạn 2021 - 2025", date(2020, 1, 1)) == 2025
    assert plan_year("Kế hoạch phòng, chống mại dâm", date(2021, 3, 4)) == 2021
    assert plan_year("Kế hoạch phòng, chống mại dâm", None) is None


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Tuần Giáo, ngày 04 tháng 3 năm 2021", "Tuần Giáo"),
        ("Số: 45/KH-UBND     *Tuần Giáo*, ngày 04 tháng 3 năm 2021", "Tuần Giáo"),
        ("Số: 45/KH-UBND | Tuần Giáo, ngày 04 tháng 3 năm 2021", "Tuần Giáo"),
        ("Căn cứ Kế hoạch số 45, ngày 04 tháng 3 năm 2021", ""),
        (f"{'Tuần Giáo ' * 7}, ngày 04 tháng 3 năm 2021", ""),
        ("ngày 04 tháng 3 năm 2021", ""),
    ],
)
def test_the_place_stands_beside_the_date(line: str, place: str) -> None:
    assert find_place(f"UBND HUYỆN\n{line}\nKẾ HOẠCH") == place


def test_a_place_behind_the_head_is_not_looked_for() -> None:
    assert find_place("x" * 3000 + "\nTuần Giáo, ngày 04 tháng 3 năm 2021") == ""


def test_head_and_closing_are_the_lines_with_words() -> None:
    text = "UBND HUYỆN\n\n  KẾ HOẠCH \nI. MỤC ĐÍCH\n" + "x" * 1000 + "\nNơi nhận:\n\n- UBND tỉnh;\n"
    assert get_head(text, text.index("I. MỤC")) == "UBND HUYỆN\nKẾ HOẠCH"
    assert get_head("KẾ HOẠCH", 0) == "KẾ HOẠCH"
    assert get_closing(text) == "Nơi nhận:\n- UBND tỉnh;"
    assert get_closing("CHỦ TỊCH") == "CHỦ TỊCH"
