"""The level of a target is read from words that somebody copied from a plan."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.sentences import find_action_before, find_first_level
from sokehoach.domain.plans.quoted_levels import read_level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Phấn đấu 95,5% hộ dân có nước sạch", (Decimal("95.5"), "%")),
        ("đạt 1.250 ha rừng trồng mới năm 2022", (Decimal(1250), "ha")),
        ("Đến năm 2025 có 12 xã phủ sóng 3G/4G", (Decimal(12), "xã")),
        ("tỷ suất sinh là 2,1.", (Decimal("2.1"), "")),
        ("từ 5-7 buổi, theo Kế hoạch 195/KH-UBND", (None, "")),
        ("", (None, "")),
    ],
)
def test_the_first_number_that_is_no_year_and_no_name_is_read_with_its_unit(
    text: str, level: tuple[Decimal | None, str]
) -> None:
    assert read_level(text) == level


@pytest.mark.parametrize(
    ("text_before", "first"),
    [
        (
            "Tỷ lệ trường có sách đến năm 2025 đạt 50%, đến năm 2028 đạt 70%",
            "Tỷ lệ trường có sách đến năm 2025 đạt 50%",
        ),
        ("đến năm 2025 đạt 50%, đến năm 2028 đạt 70%", ""),
        ("", ""),
    ],
)
def test_levels_alone_are_taken_from_the_end_until_what_they_are_of(text_before: str, first: str) -> None:
    assert find_first_level(text_before, "%") == first


@pytest.mark.parametrize(
    ("text_before", "action"),
    [
        ("Mở lớp; rà soát; tuyên truyền tại 100% trường và", "tuyên truyền"),
        ("Năm 2025: xã: phủ sóng cho 90% thôn và", "phủ sóng"),
        ("tuyên truyền tại 100% trường và", "tuyên truyền"),
        ("tuyên truyền tại 100% trường,", ""),
        ("tuyên truyền tại 12 trường và", ""),
    ],
)
def test_the_next_share_has_the_action_of_the_one_before_it(text_before: str, action: str) -> None:
    assert find_action_before(text_before) == action
