from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sokehoach.domain.text import format_number, parse_number, parse_typed_number


def test_it_works():
    assert format_number(Decimal("1234.5")) == "1.234,5"
    assert format_number(1234567) == "1.234.567"
    assert parse_number("1.234,5") == Decimal("1234.5")


def test_zero_is_a_number():
    assert format_number(0) == "0"
    assert parse_number("0") == 0


def test_leading_zeros_of_official_style_are_read():
    assert parse_number("05") == 5


@pytest.mark.parametrize("text", ["", "một", "1.23", "1,234.5", "1..000", "12.34.567", "1,", "٣"])
def test_other_styles_are_refused(text):
    with pytest.raises(ValueError, match="không phải là số"):
        parse_number(text)


def test_a_typed_number_is_short():
    assert parse_typed_number("-1.234,5") == Decimal("-1234.5")
    assert parse_typed_number("1" * 60) == int("1" * 60)
    with pytest.raises(ValueError, match="more than 60"):
        parse_typed_number("1" * 61)


def test_what_is_no_number_is_not_printed_as_one():
    with pytest.raises(ValueError, match="not a number"):
        format_number(Decimal("NaN"))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**12), max_value=10**12))
def test_what_is_printed_is_read_back(number):
    assert parse_number(format_number(number)) == number
