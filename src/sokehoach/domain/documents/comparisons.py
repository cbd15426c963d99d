"""Words for the change of a figure against an earlier one."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.values.value import format_value


class Baseline(StrEnum):
    """The period that a figure is compared with: the same period of the year before, or the period just before."""

    LAST_YEAR = "cùng kỳ"
    PREVIOUS_PERIOD = "kỳ trước"

    @property
    def words(self) -> str:
        """As a message; the value is what outlines write."""
        return {Baseline.LAST_YEAR: say("cùng kỳ"), Baseline.PREVIOUS_PERIOD: say("kỳ trước")}[self]


def render_change(now: Decimal, then: Decimal, baseline: Baseline) -> str:
    """Render a change: «tăng 12 % so với cùng kỳ»; from 0 without a percentage: «tăng 5, cùng kỳ không phát sinh»."""
    if now == then:
        return say("bằng %(baseline)s", baseline=baseline.words)
    direction = say("tăng") if now > then else say("giảm")
    if then == 0:
        return say(
            "%(direction)s %(change)s, %(baseline)s không phát sinh",
            direction=direction,
            change=format_value(abs(now - then)),
            baseline=baseline.words,
        )
    return say(
        "%(direction)s %(change)s %% so với %(baseline)s",
        direction=direction,
        change=_format_percent(now, then),
        baseline=baseline.words,
    )


def render_bare_change(now: Decimal, then: Decimal) -> str:
    """Render a change in a sentence that names the baseline: «tăng 12 %»; from 0 «tăng 5», the number itself."""
    if now == then:
        return say("không đổi")
    direction = say("tăng") if now > then else say("giảm")
    if then == 0:
        return say("%(direction)s %(change)s", direction=direction, change=format_value(abs(now - then)))
    return say("%(direction)s %(change)s %%", direction=direction, change=_format_percent(now, then))


def _format_percent(now: Decimal, then: Decimal) -> str:
    return format_value((abs(now - then) * 100 / abs(then)).quantize(Decimal("0.1"), ROUND_HALF_UP))
