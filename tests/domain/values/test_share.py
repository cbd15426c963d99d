"""The share that two numbers make, in print."""

from decimal import Decimal

import pytest

from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.share import ZERO_WHOLE_VI, format_share
from sokehoach.domain.values.value import Value


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (Decimal(3), Decimal(4), "75 %"),
        (Decimal(2), Decimal(3), "66,7 %"),
        (Decimal(0), Decimal(3), "0 %"),
        (Decimal(0), Decimal(0), ZERO_WHOLE_VI),
        (None, Decimal(4), Gap.NOT_REPORTED.label_vi),
        (Decimal(3), Gap.NOT_APPLICABLE, Gap.NOT_APPLICABLE.label_vi),
        (Gap.NOT_APPLICABLE, None, Gap.NOT_REPORTED.label_vi),
    ],
)
def test_it_is_printed_to_one_decimal_or_says_why_there_is_none(
    numerator: Value | None, denominator: Value | None, printed: str
) -> None:
    assert format_share(numerator, denominator) == printed
