"""Indicators: a numerator over a denominator, each summed over the reporters.

The share is computed once, from the two sums.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sokehoach.domain.indicators.coverage import ShareCoverage
from sokehoach.domain.indicators.element import SIDES, DataElement, ShareSide
from sokehoach.domain.indicators.expression import (
    Expression,
    Name,
    evaluate_expression,
    find_expression_problems,
    parse_expression,
)
from sokehoach.domain.indicators.level import PLAIN_SHARE, LevelRule, NotMeasurableReason
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.indicators.target_level import TargetLevel
from sokehoach.domain.messages import say
from sokehoach.domain.programmes.earlier import EarlierDefinition, pick_definition
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. `words`: it is proposed for a target whose sentence contains all of them."""

    uid: str
    code: str
    name: str
    numerator: Expression
    denominator: Expression
    on_map: bool
    words: tuple[str, ...]
    source: str
    rule: LevelRule = PLAIN_SHARE
    target_levels: tuple[TargetLevel, ...] = ()
    earlier_definitions: tuple[EarlierDefinition["Indicator"], ...] = field(
        default=(), metadata={"derived": True}
    )  # as of an element
    breaks: tuple[date, ...] = field(default=(), metadata={"derived": True})

    def at(self, day: date) -> "Indicator":
        """The indicator as it was computed for a window that begins on the day."""
        return replace(pick_definition(self, self.earlier_definitions, day), breaks=self.breaks)

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple(dict.fromkeys((*self.numerator.names, *self.denominator.names)))


def build_share_code(element: str) -> str:
    """The code of the indicator of a percentage, by that of the percentage."""
    return f"ty_le_{element.lower()}"


def build_share(element: DataElement) -> Indicator:
    """The indicator of a percentage: its numerators over its denominators, each added up first."""
    numerator, denominator = (
        parse_expression(f"{element.code}{{{SIDES.code}={option}}}") for option in (ShareSide.PART, ShareSide.WHOLE)
    )
    return Indicator(
        uid=(code := build_share_code(element.code)), code=code, name=element.name, source=element.source,
        numerator=numerator, denominator=denominator, on_map=not element.counts_persons, words=(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Share:
    """The share of one reporter: «3/4». A side that is unknown is None.

    `part_of_whole`: what of `part` is divided by `whole`: without numbers of a period whose denominator is unknown.
    """

    unit: str
    part: Decimal | None
    whole: Decimal | None
    part_of_whole: Decimal | None


def build_reporter_share(unit: str, part: Decimal | None, whole: Decimal | None) -> Share:
    """The share of one report."""
    return Share(unit, part, whole, None if whole is None else part)


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """An indicator evaluated over its reporters.

    `missing`: the reporters with an unknown side, in order; `not_applicable`: those that count on neither side.
    `lack`: why there is no level over these periods. `part` sums every known numerator; a share uses only numbers whose
    denominator is known (`part_of_whole`).
    """

    part: Decimal | None
    whole: Decimal | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...]
    lack: NotMeasurableReason | None = None
    not_applicable: tuple[str, ...] = ()

    @property
    def part_of_whole(self) -> Decimal | None:
        """The numerator of the share: only numbers whose denominator is known. Without a denominator, all of them."""
        return self.part if self.whole is None else _sum_known(share.part_of_whole for share in self.shares)

    @property
    def percent(self) -> Decimal | None:
        part = self.part_of_whole
        return None if part is None or not self.whole else 100 * part / self.whole

    @property
    def coverage(self) -> ShareCoverage:
        """The reporters that the share covers; for a number without a denominator, those whose numerator is known."""
        alone = self.whole is None
        shares = tuple(share for share in self.shares if share.unit not in self.not_applicable)
        outside = tuple(share.unit for share in shares if (share.part if alone else share.whole) is None)
        numerators = {share.unit: share.part if alone else share.part_of_whole for share in shares}
        silent = tuple(unit for unit, part in numerators.items() if part is None and unit not in outside)
        partial = tuple(unit for unit in self.missing if unit not in outside and unit not in silent)
        return ShareCoverage(tuple(share.unit for share in shares), outside, silent, partial)


def get_form_code(indicator: Indicator, elements: Mapping[str, DataElement]) -> str:
    """Code of the form whose reporters answer for the indicator."""
    return next(elements[name].form for name, _key in indicator.names)


def list_breaks(indicator: Indicator, elements: Mapping[str, DataElement]) -> tuple[date, ...]:
    """The days from which the indicator, or an element that it names, is not comparable with the days before."""
    of_elements = (day for name, _key in indicator.names for day in elements[name].breaks)
    return tuple(sorted({*indicator.breaks, *of_elements}))


def find_indicator_problems(
    indicator: Indicator,
    elements: Mapping[str, DataElement],
    denominators: frozenset[str],
    persons_by_reporter: Collection[str] = (),
) -> list[tuple[str, str]]:
    """Reasons why the indicator cannot be saved: («numerator», «denominator» or «on_map», reason).

    An indicator is shown for each reporter, on a page or a map. Confidential figures exist for the consolidating area
    only and are therefore refused, and so are counts of persons (limits.md, 3 and 4), except those of the elements
    `persons_by_reporter`: the policy allows them at the level of each of their reporters.
    """
    problems = []
    for side, expression in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        problems += [(side, reason) for reason in find_expression_problems(expression, elements, denominators)]
        used_elements = [elements[name] for name, _key in expression.names if name in elements]
        if any(
            element.is_confidential or (element.counts_persons and element.uid not in persons_by_reporter)
            for element in used_elements
        ):
            problems.append((side, say("chỉ số theo từng đơn vị không lấy số đếm người, số của nhóm bảo mật")))
    if indicator.on_map and not indicator.rule.is_plain_share:
        problems.append(("on_map", say("bản đồ chỉ vẽ tỷ lệ phần trăm của kỳ")))
    if not indicator.numerator.names:
        problems.append(("numerator", say("tử số phải lấy từ ít nhất một chỉ tiêu")))
    if len({elements[name].form for name, _key in indicator.names if name in elements}) > 1:
        problems.append(("denominator", say("tử số và mẫu số lấy số của nhiều biểu")))
    return problems


def measure_indicator(
    indicator: Indicator,
    reporters: Sequence[str],
    answers: Mapping[str, Mapping[Name, Value]],
    denominators: Mapping[str, Mapping[str, int]],
    *,
    ended: Collection[str] = (),
) -> IndicatorResult:
    """Evaluate the indicator over its reporters (codes, in order), from each one's answers and denominators.

    A reporter without a known numerator still counts in the denominator if that is known: a late report never raises a
    share. One whose answers are all «không áp dụng» counts on neither side.
    `ended`: the reporters that were gone at the cut-off. What is counted then, stocks, people, the reporters
    themselves, is that of the units that took them over; of theirs only what happened in the period is added.
    """
    names = indicator.names
    not_applicable = {
        unit for unit in reporters if all(answers.get(unit, {}).get(name) is Gap.NOT_APPLICABLE for name in names)
    }

    def evaluate_side(expression: Expression, unit: str) -> Decimal | None:
        if unit in not_applicable:
            return None
        return evaluate_expression(
            expression, answers.get(unit, {}), denominators.get(unit, {}), is_ended=unit in ended
        )

    shares = tuple(
        build_reporter_share(unit, evaluate_side(indicator.numerator, unit), evaluate_side(indicator.denominator, unit))
        for unit in reporters
    )
    return IndicatorResult(
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=tuple(
            share.unit
            for share in shares
            if (share.part is None or share.whole is None) and share.unit not in not_applicable
        ),
        not_applicable=tuple(unit for unit in reporters if unit in not_applicable),
    )


def _sum_known(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known_numbers = [number for number in numbers if number is not None]
    return sum(known_numbers, Decimal()) if known_numbers else None


def narrow_to_reporter(result: IndicatorResult, unit: str) -> IndicatorResult:
    """The result for one reporter; if it owes nothing, nothing is known."""
    shares = tuple(share for share in result.shares if share.unit == unit)
    return replace(
        result,
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=(unit,) if unit in result.missing or not shares else (),
        not_applicable=(unit,) if unit in result.not_applicable else (),
    )


def rename_reporters(result: IndicatorResult, names: Mapping[str, str]) -> IndicatorResult:
    """The result with other keys of its reporters."""
    return replace(
        result,
        shares=tuple(replace(share, unit=names[share.unit]) for share in result.shares),
        missing=tuple(names[unit] for unit in result.missing),
        not_applicable=tuple(names[unit] for unit in result.not_applicable),
    )


def aggregate_over_time(
    results: Sequence[IndicatorResult],
    part_operator: Operator,
    whole_operator: Operator,
    *,
    is_comparable: bool = True,
    ended: Collection[str] = (),
) -> IndicatorResult:
    """Aggregate results over periods that do not overlap, in order; one operator for each side.

    `is_comparable`: False where what is counted changed between the periods; nothing is summed then. `ended`: the
    reporters that were gone at the last cut-off; their stocks are then those of the units that took them over.

    Each side is aggregated over time for each reporter, then summed over reporters. A flow counts what is known so far;
    a stock is that of the last period, even if unknown. A reporter is missing if it is missing in a period that counts.
    If both sides are stocks, the result is that of the last period, with its reporters only. ValueError without a
    period.
    """
    if not results:
        raise ValueError("an indicator over no period")
    if part_operator is whole_operator is Operator.LAST or len(results) == 1:
        return results[-1]
    by_period = [{share.unit: share for share in result.shares} for result in results]
    units = tuple(dict.fromkeys(share.unit for result in reversed(results) for share in result.shares))
    if not is_comparable:
        unknown = tuple(Share(unit, None, None, None) for unit in units)
        return IndicatorResult(None, None, unknown, units, NotMeasurableReason.DEFINITION)
    shares = tuple(
        _aggregate_share(
            unit,
            [shares_by_unit.get(unit) for shares_by_unit in by_period],
            part_operator,
            whole_operator,
            is_ended=unit in ended,
        )
        for unit in units
    )
    silent_units = {unit for result in results for unit in result.not_applicable}
    applicable_units = {
        unit for result in results for unit in {share.unit for share in result.shares} - {*result.not_applicable}
    }
    return IndicatorResult(
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=tuple(unit for unit in units if any(unit in result.missing for result in results)),
        lack=NotMeasurableReason.ADDING if Operator.NONE in (part_operator, whole_operator) else None,
        not_applicable=tuple(unit for unit in units if unit in silent_units and unit not in applicable_units),
    )


def merge_shares(
    result: IndicatorResult,
    reporters_by_unit: Mapping[str, Sequence[Sequence[str]]],
    part_operator: Operator,
    whole_operator: Operator,
) -> IndicatorResult:
    """The result with one share for each unit, made of its reporters: by range of days of the period, in order.

    Within a range each side is summed; over ranges the operators over time hold, as over periods.
    """
    units = [
        aggregate_over_time(
            [_merge_reporters(result, unit, reporters) for reporters in ranges], part_operator, whole_operator
        )
        for unit, ranges in reporters_by_unit.items()
    ]
    return IndicatorResult(
        part=_sum_known(unit.part for unit in units),
        whole=_sum_known(unit.whole for unit in units),
        shares=tuple(share for unit in units for share in unit.shares),
        missing=tuple(key for unit in units for key in unit.missing),
        lack=next((unit.lack for unit in units if unit.lack), None),
        not_applicable=tuple(key for unit in units for key in unit.not_applicable),
    )


def _merge_reporters(result: IndicatorResult, unit: str, reporters: Sequence[str]) -> IndicatorResult:
    shares = [share for share in result.shares if share.unit in reporters]
    share = Share(
        unit,
        _sum_known(share.part for share in shares),
        _sum_known(share.whole for share in shares),
        _sum_known(share.part_of_whole for share in shares),
    )
    is_missing = not shares or any(reporter in result.missing for reporter in reporters)
    is_applicable = not shares or any(share.unit not in result.not_applicable for share in shares)
    return IndicatorResult(
        share.part,
        share.whole,
        (share,),
        (unit,) if is_missing else (),
        not_applicable=() if is_applicable else (unit,),
    )


def prefer_reported_shares(reported: IndicatorResult, computed: IndicatorResult) -> IndicatorResult:
    """For each reporter, its own report for the whole time if there is one, else the value computed from the parts.

    Both results are of the same indicator. Order of reporters: that of `computed`, then those that only `reported` has.
    """
    reported_shares = {
        share.unit: share for share in reported.shares if share.part is not None and share.whole is not None
    }
    shares = tuple(reported_shares.get(share.unit, share) for share in computed.shares)
    computed_units = {share.unit for share in shares}
    not_applicable = tuple(unit for unit in computed.not_applicable if unit not in reported_shares)
    shares += tuple(share for unit, share in reported_shares.items() if unit not in computed_units)
    return IndicatorResult(
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=tuple(
            share.unit
            for share in shares
            if share.unit not in reported_shares
            and share.unit not in not_applicable
            and (share.unit in computed.missing or share.part is None or share.whole is None)
        ),
        lack=None if reported_shares else computed.lack,
        not_applicable=not_applicable,
    )


def _aggregate_share(
    unit: str,
    shares: Sequence[Share | None],
    part_operator: Operator,
    whole_operator: Operator,
    *,
    is_ended: bool,
) -> Share:
    """One reporter's share over periods in order; None for a period in which it owes nothing.

    Under a denominator that is a stock, the numerators of all periods stand. A reporter that has ended adds no stock.
    """
    if is_ended and shares[-1] is None:
        operators = (part_operator, whole_operator)
        last_part, last_whole = (Decimal() if operator is Operator.LAST else None for operator in operators)
        shares = [*shares[:-1], Share(unit, last_part, last_whole, last_part)]
    parts = [None if share is None else share.part for share in shares]
    aggregated_whole = _aggregate_side([None if share is None else share.whole for share in shares], whole_operator)
    covered_parts = [None if share is None else share.part_of_whole for share in shares]
    if whole_operator is Operator.LAST:
        covered_parts = [*parts[:-1], covered_parts[-1]]
    return Share(
        unit,
        _aggregate_side(parts, part_operator),
        aggregated_whole,
        None if aggregated_whole is None else _aggregate_side(covered_parts, part_operator),
    )


def _aggregate_side(numbers: Sequence[Decimal | None], operator: Operator) -> Decimal | None:
    """The aggregate over periods in order; a stock is that of the last period, even if unknown."""
    return numbers[-1] if operator is Operator.LAST else aggregate_values(numbers, operator)
