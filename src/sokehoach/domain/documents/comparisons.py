"""Words for the change of a figure against an earlier one."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sokehoach.domain.values.value import format_value


class Baseline(StrEnum):
    """The period that a figure is compared with: the same period of the year before, or the period just before."""

    LAST_YEAR = "cùng kỳ"
    PREVIOUS_PERIOD = "kỳ trước"


def render_change(now: Decimal, then: Decimal, baseline: Baseline) -> str:
    """Render a change: «tăng 12 % so với cùng kỳ»; from 0 without a percentage: «tăng 5, cùng kỳ không phát sinh»."""
    if now == then:
        return f"bằng {baseline}"
    direction = "tăng" if now > then else "giảm"
    if then == 0:
        return f"{direction} {format_value(abs(now - then))}, {baseline} không phát sinh"
    percent = (abs(now - then) * 100 / abs(then)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{direction} {format_value(percent)} % so với {baseline}"
