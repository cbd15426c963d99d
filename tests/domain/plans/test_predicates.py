"""What a target counts, and what must be true of it."""

import pytest

from sokehoach.domain.plans.proposals.subjects import split_subject


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
