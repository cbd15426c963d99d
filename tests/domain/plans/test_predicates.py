"""What a target counts, and what must be true of it."""

from decimal import Decimal

import pytest

from sokehoach.domain.plans.proposals.measures import MeasureKind, parse_target
from sokehoach.domain.plans.proposals.reasons import NO_WORDS
from sokehoach.domain.plans.proposals.subjects import split_subject
from sokehoach.domain.plans.proposals.trimming import trim_words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("xã bố trí công chức;", ("xã", "bố trí công chức")),
        (" Xã nông thôn mới; ", ("Xã nông thôn mới", "")),
        ("Xã nông thôn mới.", ("Xã nông thôn mới", "")),
        ("Hộ (được hỗ trợ vay vốn) đạt chuẩn,", ("Hộ (được hỗ trợ vay vốn)", "đạt chuẩn")),
    ],
)
def test_neither_part_ends_with_a_sign(text: str, parts: tuple[str, str]) -> None:
    assert split_subject(text) == parts


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("Tăng số hộ có hai con trở lên", "Tăng số hộ có hai con trở lên"),
        ("Tỷ lệ giảm xuống", "Tỷ lệ"),
        ("Tốc độ tải xuống", "Tốc độ tải xuống"),
    ],
)
def test_words_that_lead_to_a_level_are_trimmed_and_those_of_a_noun_are_not(text: str, trimmed: str) -> None:
    assert trim_words(text) == trimmed


def test_words_borrowed_from_the_line_before_a_level_have_no_dash() -> None:
    text_before = "- Đưa vào vận hành các dự án năng lượng với tổng công suất bổ sung "
    measure = parse_target("khoảng 2.989,5 MW", unit="MW", value=Decimal("2989.5"), text_before=text_before)
    assert measure.numerator.startswith("Đưa vào vận hành")


def test_a_change_of_nothing_named_says_that_nothing_is_counted():
    measure = parse_target("giảm 10%", unit="%")
    assert (measure.kind, measure.reason) == (MeasureKind.NONE, NO_WORDS)
