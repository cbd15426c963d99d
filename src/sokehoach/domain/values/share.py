"""The share that two numbers make, as printed; never stored, and never averaged."""

from decimal import ROUND_HALF_UP, Decimal

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value, format_value

ZERO_WHOLE_VI = say("không tính được, mẫu số bằng 0")


def format_share(numerator: Value | None, denominator: Value | None) -> str:
    """«75 %» for 3 of 4, to one decimal; without a share, why there is none."""
    if isinstance(numerator, Decimal) and isinstance(denominator, Decimal):
        if denominator == 0:
            return ZERO_WHOLE_VI
        percent = (100 * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return join_messages("", (format_value(percent), " %"))
    gaps = [Gap.NOT_REPORTED if value is None else value for value in (numerator, denominator)]
    return (Gap.NOT_REPORTED if Gap.NOT_REPORTED in gaps else Gap.NOT_APPLICABLE).label_vi
