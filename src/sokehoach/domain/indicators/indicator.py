"""An indicator: how many of how many. Both sides are summed over the reporters; a share is made once, at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sokehoach.domain.indicators.coverage import ShareCoverage
from sokehoach.domain.indicators.element import DataElement, Operator
from sokehoach.domain.indicators.expression import (
    Expression,
    Name,
    evaluate_expression,
    find_expression_problems,
)
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Indicator:
    """`words`: of a target's sentence, all of which must stand in it for the indicator to be proposed."""

    code: str
    name: str
    numerator: Expression
    denominator: Expression
    on_map: bool
    words: tuple[str, ...]
    source: str

    @property
    def names(self) -> tuple[Name, ...]:
        return tuple(dict.fromkeys((*self.numerator.names, *self.denominator.names)))


@dataclass(frozen=True, slots=True)
class Share:
    """Of one reporter: «3/4». A side that is not known is None."""

    unit: str
    part: Decimal | None
    whole: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """`missing`: the reporters of whom a side is not known, in their order. `adds`: False where the numbers of several
    periods must not be drawn together.

    `part` is the sum of every part; of a share only those belong to it whose whole is known (`part_of_whole`).
    """

    part: Decimal | None
    whole: Decimal | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...]
    adds: bool = True

    @property
    def part_of_whole(self) -> Decimal | None:
        """What stands above the whole: the parts of those alone that are in the whole. Without a whole, every part."""
        if self.whole is None:
            return self.part
        return _sum_known(share.part for share in self.shares if share.whole is not None)

    @property
    def percent(self) -> Decimal | None:
        part = self.part_of_whole
        return None if part is None or not self.whole else 100 * part / self.whole

    @property
    def coverage(self) -> ShareCoverage:
        """Of the share; of a number without a whole, whose part is known."""
        alone = self.whole is None
        outside = tuple(share.unit for share in self.shares if (share.part if alone else share.whole) is None)
        silent = tuple(
            share.unit for share in self.shares if share.part is None and share.unit not in outside
        )
        partial = tuple(unit for unit in self.missing if unit not in outside and unit not in silent)
        return ShareCoverage(tuple(share.unit for share in self.shares), outside, silent, partial)


def get_form_code(indicator: Indicator, elements: Mapping[str, DataElement]) -> str:
    """The form whose reporters answer for it."""
    return next(elements[name].form for name, _key in indicator.names)


def find_indicator_problems(
    indicator: Indicator, elements: Mapping[str, DataElement], denominators: frozenset[str]
) -> list[tuple[str, str]]:
    """Why it cannot be kept: («numerator» or «denominator», reason).

    An indicator is told for each reporter, on a page or a map: counts of persons and walled figures, which exist
    for the district alone, have no place in it (PRODUCT.md, lines 3 and 4).
    """
    problems = []
    for field, expression in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        problems += [
            (field, reason) for reason in find_expression_problems(expression, elements, denominators)
        ]
        used_elements = [elements[name] for name, _key in expression.names if name in elements]
        if any(element.counts_persons or element.function.walled for element in used_elements):
            problems.append(
                (field, "chỉ số theo từng đơn vị không lấy số đếm người, số kiểm tra, xử lý, hỗ trợ")
            )
    if not indicator.numerator.names:
        problems.append(("numerator", "tử số phải lấy từ ít nhất một chỉ tiêu"))
    if len({elements[name].form for name, _key in indicator.names if name in elements}) > 1:
        problems.append(("denominator", "tử số và mẫu số lấy số của nhiều biểu"))
    return problems


def measure_indicator(
    indicator: Indicator,
    reporters: Sequence[str],
    answers: Mapping[str, Mapping[Name, Value]],
    denominators: Mapping[str, Mapping[str, int]],
) -> IndicatorResult:
    """The indicator over its reporters (codes, in order), by what each answered and what is known of each.

    A reporter whose part is not known still counts in the whole where that is known: a share never grows because
    a report is late.
    """
    shares = tuple(
        Share(
            unit,
            evaluate_expression(indicator.numerator, answers.get(unit, {}), denominators.get(unit, {})),
            evaluate_expression(indicator.denominator, answers.get(unit, {}), denominators.get(unit, {})),
        )
        for unit in reporters
    )
    return IndicatorResult(
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=tuple(share.unit for share in shares if share.part is None or share.whole is None),
    )


def _sum_known(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known_numbers = [number for number in numbers if number is not None]
    return sum(known_numbers, Decimal()) if known_numbers else None


def narrow_to_reporter(result: IndicatorResult, unit: str) -> IndicatorResult:
    """What one reporter alone makes of it; of one that owes nothing, nothing is known."""
    shares = tuple(share for share in result.shares if share.unit == unit)
    return replace(
        result,
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=(unit,) if unit in result.missing or not shares else (),
    )


def aggregate_over_time(
    results: Sequence[IndicatorResult], part_operator: Operator, whole_operator: Operator
) -> IndicatorResult:
    """The indicator over periods that do not overlap, in their order; the operators say how each side adds up.

    A side is drawn together over time for each reporter, then summed over the reporters. What adds up counts what is
    known so far; what stands at a cut-off is that of the last period, be it unknown. Missing is whoever is missing in
    a period that counts. Two sides that both stand are those of the last period, with its reporters alone.
    ValueError without a period.
    """
    if not results:
        raise ValueError("an indicator over no period")
    if part_operator is whole_operator is Operator.LAST or len(results) == 1:
        return results[-1]
    by_period = [{share.unit: share for share in result.shares} for result in results]
    units = tuple(dict.fromkeys(share.unit for result in reversed(results) for share in result.shares))
    parts = {
        unit: _aggregate_side(
            [_get_part(shares_by_unit.get(unit)) for shares_by_unit in by_period], part_operator
        )
        for unit in units
    }
    wholes = {
        unit: _aggregate_side(
            [_get_whole(shares_by_unit.get(unit)) for shares_by_unit in by_period], whole_operator
        )
        for unit in units
    }
    return IndicatorResult(
        part=_sum_known(parts.values()),
        whole=_sum_known(wholes.values()),
        shares=tuple(Share(unit, parts[unit], wholes[unit]) for unit in units),
        missing=tuple(unit for unit in units if any(unit in result.missing for result in results)),
        adds=Operator.NONE not in (part_operator, whole_operator),
    )


def prefer_reported_shares(reported: IndicatorResult, computed: IndicatorResult) -> IndicatorResult:
    """An indicator over the whole of a time: of each reporter what it has told of the whole, else what its parts make.

    Both are of the same indicator. Reporters in the order of `computed`, then those that only `reported` has.
    """
    reported_shares = {
        share.unit: share for share in reported.shares if share.part is not None and share.whole is not None
    }
    shares = tuple(reported_shares.get(share.unit, share) for share in computed.shares)
    computed_units = {share.unit for share in shares}
    shares += tuple(share for unit, share in reported_shares.items() if unit not in computed_units)
    return IndicatorResult(
        part=_sum_known(share.part for share in shares),
        whole=_sum_known(share.whole for share in shares),
        shares=shares,
        missing=tuple(
            share.unit
            for share in shares
            if share.unit not in reported_shares
            and (share.unit in computed.missing or share.part is None or share.whole is None)
        ),
        adds=computed.adds or bool(reported_shares),
    )


def _get_part(share: Share | None) -> Decimal | None:
    return None if share is None else share.part


def _get_whole(share: Share | None) -> Decimal | None:
    return None if share is None else share.whole


def _aggregate_side(numbers: Sequence[Decimal | None], operator: Operator) -> Decimal | None:
    known_numbers = [number for number in numbers if number is not None]
    match operator:
        case Operator.SUM:
            return _sum_known(known_numbers)
        case Operator.MAX:
            return max(known_numbers, default=None)
        case Operator.LAST:
            return numbers[-1]
        case Operator.NONE:
            return None
