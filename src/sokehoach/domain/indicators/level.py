"""The level of an indicator: a share, a rate per n, a plain number, or its rise or fall since another level."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.values.value import format_value

if TYPE_CHECKING:
    from sokehoach.domain.indicators.indicator import IndicatorResult


class Change(StrEnum):
    """What of a change counts: a rise or a fall, in the indicator's own unit or in percent of the level before."""

    NONE = ""
    RISE = "rise"
    RISE_PERCENT = "rise_percent"
    FALL = "fall"
    FALL_PERCENT = "fall_percent"

    @property
    def in_percent(self) -> bool:
        return self in (Change.RISE_PERCENT, Change.FALL_PERCENT)

    @property
    def falls(self) -> bool:
        return self in (Change.FALL, Change.FALL_PERCENT)


class ChangeReference(StrEnum):
    """The level with which a change compares."""

    YEAR_BEFORE = "year_before"  # the same period of the year before
    BASELINE = "baseline"  # a number that the target states


class NotMeasurableReason(StrEnum):
    """Why there is no level."""

    INDICATOR = "indicator"
    FIGURES = "figures"
    DENOMINATOR = "denominator"
    NO_CASE = "no_case"  # the denominator is 0
    ADDING = "adding"  # numbers of several periods that must not be aggregated
    DEFINITION = "definition"  # what is counted changed between the periods, or since the year before
    YEAR_BEFORE = "year_before"  # no level of the same period of the year before
    BASELINE = "baseline"  # the target states none
    ZERO_BEFORE = "zero_before"  # no percent of a level of 0
    TARGET = "target"  # no target is stated for the year


@dataclass(frozen=True, slots=True)
class LevelRule:
    """How a level is computed from the two sums of an indicator.

    `per`: 100 is a percentage, 1.000 or 100.000 a rate, 1 how many there are for each one, None the numerator alone.
    """

    per: int | None = 100
    change: Change = Change.NONE
    compared_with: ChangeReference = ChangeReference.YEAR_BEFORE

    @property
    def is_plain_share(self) -> bool:
        """Whether a target decides if it is read as a percentage or as its numerator."""
        return self.per == 100 and not self.change

    def is_plain_number(self, *, in_percent: bool) -> bool:
        """Whether the level is the numerator itself. `in_percent`: whether the target of a plain share is one."""
        return not self.change and (self.per is None or (self.per == 100 and not in_percent))

    @property
    def needs_year_before(self) -> bool:
        return bool(self.change) and self.compared_with is ChangeReference.YEAR_BEFORE


PLAIN_SHARE = LevelRule()


def compute_level(
    rule: LevelRule,
    result: "IndicatorResult",
    *,
    in_percent: bool = True,
    year_before: "IndicatorResult | None" = None,
    baseline: Decimal | None = None,
) -> Decimal | NotMeasurableReason:
    """The level, or why there is none. `in_percent`: for a plain share, whether its percentage is meant.

    `year_before`: the same indicator in the same period of the year before. Each level is divided once, from sums over
    the reporters; then the two are compared.
    """
    level = _compute_own_level(rule, result, in_percent=in_percent)
    if isinstance(level, NotMeasurableReason) or not rule.change:
        return level
    reference = get_reference(rule, year_before, baseline)
    if isinstance(reference, NotMeasurableReason):
        return reference
    return compute_change(rule.change, level, reference)


def compute_change(change: Change, level: Decimal, reference: Decimal) -> Decimal | NotMeasurableReason:
    """How much the level has risen or fallen since `reference`; there is no percent of a level of 0."""
    difference = reference - level if change.falls else level - reference
    if not change.in_percent:
        return difference
    return 100 * difference / reference if reference else NotMeasurableReason.ZERO_BEFORE


def get_reference(
    rule: LevelRule, year_before: "IndicatorResult | None", baseline: Decimal | None
) -> Decimal | NotMeasurableReason:
    """The level with which a change compares, or why there is none."""
    if rule.compared_with is ChangeReference.BASELINE:
        return NotMeasurableReason.BASELINE if baseline is None else baseline
    level = None if year_before is None else _compute_own_level(rule, year_before, in_percent=True)
    if level is NotMeasurableReason.DEFINITION:
        return level
    return level if isinstance(level, Decimal) else NotMeasurableReason.YEAR_BEFORE


def _compute_own_level(
    rule: LevelRule, result: "IndicatorResult", *, in_percent: bool
) -> Decimal | NotMeasurableReason:
    if result.lack is not None:
        return result.lack
    if result.part is None:
        return NotMeasurableReason.FIGURES
    if rule.per is None or (rule.is_plain_share and not in_percent):
        return result.part
    part = result.part_of_whole
    if result.whole is None or part is None:
        return NotMeasurableReason.DENOMINATOR
    return rule.per * part / result.whole if result.whole else NotMeasurableReason.NO_CASE


def format_per(rule: LevelRule) -> str:
    """«%», «trên 1.000»; «» for a plain number and for how many there are for each one."""
    if rule.per in (None, 1):
        return ""
    return "%" if rule.per == 100 else say("trên %(per)s", per=format_value(Decimal(rule.per)))


def get_level_unit(rule: LevelRule, unit: str) -> str:
    """The unit in which levels of the rule are stated: «%», «trên 1.000», «điểm phần trăm», «xã».

    `unit`: the unit of measure of the numerator, which a plain number and a number for each one have, too.
    """
    if rule.change.in_percent:
        return "%"
    own_unit = unit if rule.per in (None, 1) else format_per(rule)
    return say("điểm phần trăm") if rule.change and rule.per == 100 else own_unit


def format_level(rule: LevelRule, level: Decimal, unit: str) -> str:
    """«12,5 trên 1.000», «tăng 4 %», «giảm 3 xã», «giảm 1,5 điểm phần trăm», «không đổi»; to one decimal.

    `unit`: the unit of measure of a plain number.
    """
    rounded, own_unit = level.quantize(Decimal("0.1"), ROUND_HALF_UP), get_level_unit(rule, unit)
    if not rule.change:
        return join_messages(" ", [part for part in (format_value(rounded), own_unit) if part])
    if not rounded:
        return say("không đổi")
    word = say("giảm") if rule.change.falls == (rounded > 0) else say("tăng")
    return join_messages(" ", [part for part in (word, format_value(abs(rounded)), own_unit) if part])


def format_reference(
    rule: LevelRule, year_before: "IndicatorResult | None", baseline: Decimal | None, unit: str
) -> str:
    """«cùng kỳ năm trước 120 cuộc», «mức gốc 8,5 trên 1.000»; «» where there is nothing to compare with."""
    reference = get_reference(rule, year_before, baseline) if rule.change else None
    if not isinstance(reference, Decimal):
        return ""
    label = say("mức gốc") if rule.compared_with is ChangeReference.BASELINE else say("cùng kỳ năm trước")
    return label + " " + format_level(LevelRule(rule.per), reference, unit)
