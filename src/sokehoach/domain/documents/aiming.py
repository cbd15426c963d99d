"""A figure beside the target of the plan, in words: what is reached, what is missing, and who has not answered."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Reference
from sokehoach.domain.indicators.coverage import Covers
from sokehoach.domain.values.value import show

_TENTH = Decimal("0.1")
_BOUNDS = {"<": "dưới ", "<=": "không quá ", ">": "trên "}


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target of the plan as it stands for the area.

    `value`, `bound`: what is to be reached («=», «>=», «<=», «>», «<»; «=» means at least); `unit`: «%», or what is
    counted; `place`: «Kế hoạch, mục II.2». `part` of `whole`: the figures, None where one is not known; `rests_on`:
    the data elements behind both. `covers`: whose numbers they are.
    """

    value: Decimal
    bound: str
    unit: str
    place: str
    part: Decimal | None
    whole: Decimal | None
    rests_on: tuple[Operand, ...]
    covers: Covers

    @property
    def in_percent(self) -> bool:
        return self.unit.startswith("%")

    @property
    def at_most(self) -> bool:
        return self.bound in ("<", "<=")

    @property
    def actual(self) -> Decimal | None:
        """A percentage where the target is one, else the number itself."""
        if not self.in_percent or self.part is None:
            return self.part
        return 100 * self.part / self.whole if self.whole else None

    @property
    def target(self) -> str:
        """«chỉ tiêu 80 % của Kế hoạch, mục II.2»."""
        return f"chỉ tiêu {_BOUNDS.get(self.bound, '')}{self.said(self.value)} của {self.place}"

    def said(self, number: Decimal) -> str:
        return f"{show(number)} {'%' if self.in_percent else self.unit}".strip()


def told(indicator: str, one: Aimed, period: str) -> FigureRun | Missing:
    """«đạt 71,4 % (5/7), còn thiếu 8,6 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2».

    It rests on the indicator, named first, and on the data elements behind it. Who has not answered is named.
    """
    references = tuple(Reference(operand, period) for operand in (Operand(indicator), *one.rests_on))
    if one.actual is None:
        return Missing(references, f"chưa đủ số liệu để so với {one.target}{_silent(one)}")
    return FigureRun(f"{_reached(one, one.actual)}{_silent(one)}", references)


def _reached(one: Aimed, actual: Decimal) -> str:
    near = _near(actual, one.value)
    apart = near - one.value
    by = f"{show(abs(apart))} {'điểm phần trăm' if one.in_percent else one.unit}".strip()
    now = one.said(near)
    if one.in_percent and one.part is not None and one.whole is not None:
        now += f" ({show(one.part)}/{show(one.whole)})"
    if one.at_most:
        if apart > 0:
            return f"ở mức {now}, vượt {by} so với {one.target}"
        return f"ở mức {now}, {'bằng' if apart == 0 else 'thấp hơn'} {one.target}"
    if apart == 0:
        return f"đạt {now}, bằng {one.target}"
    return f"đạt {now}, {'vượt' if apart > 0 else 'còn thiếu'} {by} so với {one.target}"


def _silent(one: Aimed) -> str:
    return f" ({one.covers.words})" if one.covers.words else ""


def _near(actual: Decimal, target: Decimal) -> Decimal:
    """To a tenth; what only comes near the target is not rounded onto it: 99,96 % of 100 % is 99,9 %."""
    near = actual.quantize(_TENTH, ROUND_HALF_UP)
    if near == target and actual != target:
        return actual.quantize(_TENTH, ROUND_FLOOR if actual < target else ROUND_CEILING)
    return near
