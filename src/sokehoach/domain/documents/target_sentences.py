"""Sentences that compare a figure with its target: what is reached, what is missing, who has not answered."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from sokehoach.domain.documents.content import FigureRun, Missing, Operand, Reference
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, format_level
from sokehoach.domain.values.value import format_value

_TENTH = Decimal("0.1")
_BOUNDS = {"==": "đúng ", "<": "dưới ", "<=": "không quá ", ">": "trên "}


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target of the plan and its progress in the area.

    `value`, `bound`: the target («=», «>=», «<=», «>», «<», «==»; «=» means at least). `unit`: «%», or the counted
    noun; `place`: «Kế hoạch, mục II.2». `numerator`, `denominator`: None if unknown; `rests_on`: the data elements used
    for both. `covers`: the reporters included.
    """

    value: Decimal
    bound: str
    unit: str
    place: str
    numerator: Decimal | None
    denominator: Decimal | None
    rests_on: tuple[Operand, ...]
    covers: NamedCoverage
    rule: LevelRule = PLAIN_SHARE
    level: Decimal | None = None  # of a rate, plain number or change
    level_unit: str = ""
    reference: str = ""  # what a change compares with: «cùng kỳ năm trước 120 cuộc»

    @property
    def in_percent(self) -> bool:
        return self.unit.startswith("%")

    @property
    def at_most(self) -> bool:
        return self.bound in ("<", "<=")

    @property
    def actual(self) -> Decimal | None:
        """A percentage if the target is one, else the number itself."""
        if not self.rule.is_plain_share:
            return self.level
        if not self.in_percent or self.numerator is None:
            return self.numerator
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def target(self) -> str:
        """The target in words: «chỉ tiêu 80 % của Kế hoạch, mục II.2»."""
        return f"chỉ tiêu {_BOUNDS.get(self.bound, '')}{self.format_amount(self.value)} của {self.place}"

    def format_amount(self, number: Decimal) -> str:
        return f"{format_value(number)} {'%' if self.in_percent else self.unit}".strip()


def render_target_progress(indicator: str, progress: TargetProgress, period: str) -> FigureRun | Missing:
    """Render the progress towards the target.

    «đạt 71,4 % (5/7), còn thiếu 8,6 điểm phần trăm so với chỉ tiêu 80 % của Kế hoạch, mục II.2». Its references are the
    indicator first, then its data elements. Units that have not answered are named.
    """
    references = tuple(Reference(operand, period) for operand in (Operand(indicator), *progress.rests_on))
    if progress.actual is None:
        return Missing(references, f"chưa đủ số liệu để so với {progress.target}{_render_missing_units(progress)}")
    return FigureRun(f"{_render_reached(progress, progress.actual)}{_render_missing_units(progress)}", references)


def _render_reached(progress: TargetProgress, actual: Decimal) -> str:
    rounded = _round_actual(actual, progress.value)
    difference = rounded - progress.value
    distance = f"{format_value(abs(difference))} {'điểm phần trăm' if progress.in_percent else progress.unit}".strip()
    level = progress.format_amount(rounded)
    if not progress.rule.is_plain_share:
        level = format_level(progress.rule, actual, progress.level_unit)
        level += f" ({progress.reference})" if progress.reference else ""
    elif progress.in_percent and progress.numerator is not None and progress.denominator is not None:
        level += f" ({format_value(progress.numerator)}/{format_value(progress.denominator)})"
    if progress.at_most:
        if difference > 0:
            return f"ở mức {level}, vượt {distance} so với {progress.target}"
        return f"ở mức {level}, {'bằng' if difference == 0 else 'thấp hơn'} {progress.target}"
    if not progress.rule.is_plain_share:
        comparison = "bằng" if difference == 0 else f"{'vượt' if difference > 0 else 'còn thiếu'} {distance} so với"
        return f"ở mức {level}, {comparison} {progress.target}"
    if difference == 0:
        return f"đạt {level}, bằng {progress.target}"
    return f"đạt {level}, {'vượt' if difference > 0 else 'còn thiếu'} {distance} so với {progress.target}"


def _render_missing_units(progress: TargetProgress) -> str:
    return f" ({progress.covers.words})" if progress.covers.words else ""


def _round_actual(actual: Decimal, target: Decimal) -> Decimal:
    """Round to a tenth, but never onto the target: 99,96 % of 100 % is 99,9 %."""
    rounded = actual.quantize(_TENTH, ROUND_HALF_UP)
    if rounded == target and actual != target:
        return actual.quantize(_TENTH, ROUND_FLOOR if actual < target else ROUND_CEILING)
    return rounded
