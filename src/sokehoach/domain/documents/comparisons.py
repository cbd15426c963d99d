"""A figure beside an earlier one, in words."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sokehoach.domain.values.value import format_value


class Baseline(StrEnum):
    """With what a figure is compared: the same period of the year before, the period just before."""

    LAST_YEAR = "cùng kỳ"
    PREVIOUS_PERIOD = "kỳ trước"


def render_change(now: Decimal, then: Decimal, baseline: Baseline) -> str:
    """«tăng 12 % so với cùng kỳ»; from nothing no percentage can be told: «tăng 5, cùng kỳ không phát sinh»."""
    if now == then:
        return f"bằng {baseline}"
    direction = "tăng" if now > then else "giảm"
    if then == 0:
        return f"{direction} {format_value(abs(now - then))}, {baseline} không phát sinh"
    percent = (abs(now - then) * 100 / abs(then)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{direction} {format_value(percent)} % so với {baseline}"
