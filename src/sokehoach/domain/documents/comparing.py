"""A figure beside an earlier one, in words."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sokehoach.domain.values.value import show


class Against(StrEnum):
    """With what a figure is compared: the same period of the year before, the period just before."""

    LAST_YEAR = "cùng kỳ"
    BEFORE = "kỳ trước"


def change(now: Decimal, then: Decimal, against: Against) -> str:
    """«tăng 12 % so với cùng kỳ»; from nothing no percentage can be told: «tăng 5, cùng kỳ không phát sinh»."""
    if now == then:
        return f"bằng {against}"
    word = "tăng" if now > then else "giảm"
    if then == 0:
        return f"{word} {show(abs(now - then))}, {against} không phát sinh"
    percent = (abs(now - then) * 100 / abs(then)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{word} {show(percent)} % so với {against}"
