"""An indicator: how many of how many. Both sides are summed over the reporters; a share is made once, at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sokehoach.domain.indicators.coverage import Coverage
from sokehoach.domain.indicators.element import DataElement, Operator
from sokehoach.domain.indicators.expression import Expression, Name, check, evaluate
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
class Measured:
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
        return _sum(share.part for share in self.shares if share.whole is not None)

    @property
    def percent(self) -> Decimal | None:
        part = self.part_of_whole
        return None if part is None or not self.whole else 100 * part / self.whole

    @property
    def coverage(self) -> Coverage:
        """Of the share; of a number without a whole, whose part is known."""
        alone = self.whole is None
        outside = tuple(one.unit for one in self.shares if (one.part if alone else one.whole) is None)
        silent = tuple(one.unit for one in self.shares if one.part is None and one.unit not in outside)
        partial = tuple(unit for unit in self.missing if unit not in outside and unit not in silent)
        return Coverage(tuple(one.unit for one in self.shares), outside, silent, partial)


def form_of(indicator: Indicator, elements: Mapping[str, DataElement]) -> str:
    """The form whose reporters answer for it."""
    return next(elements[name].form for name, _key in indicator.names)


def faults(
    indicator: Indicator, elements: Mapping[str, DataElement], denominators: frozenset[str]
) -> list[tuple[str, str]]:
    """Why it cannot be kept: («numerator» or «denominator», reason).

    An indicator is told for each reporter, on a page or a map: counts of persons and walled figures, which exist
    for the district alone, have no place in it (PRODUCT.md, lines 3 and 4).
    """
    wrong = []
    for side, expression in (("numerator", indicator.numerator), ("denominator", indicator.denominator)):
        wrong += [(side, reason) for reason in check(expression, elements, denominators)]
        known = [elements[name] for name, _key in expression.names if name in elements]
        if any(one.counts_persons or one.function.walled for one in known):
            wrong.append((side, "chỉ số theo từng đơn vị không lấy số đếm người, số kiểm tra, xử lý, hỗ trợ"))
    if not indicator.numerator.names:
        wrong.append(("numerator", "tử số phải lấy từ ít nhất một chỉ tiêu"))
    if len({elements[name].form for name, _key in indicator.names if name in elements}) > 1:
        wrong.append(("denominator", "tử số và mẫu số lấy số của nhiều biểu"))
    return wrong


def measure(
    indicator: Indicator,
    reporters: Sequence[str],
    answers: Mapping[str, Mapping[Name, Value]],
    denominators: Mapping[str, Mapping[str, int]],
) -> Measured:
    """The indicator over its reporters (codes, in order), by what each answered and what is known of each.

    A reporter whose part is not known still counts in the whole where that is known: a share never grows because
    a report is late.
    """
    shares = tuple(
        Share(
            unit,
            evaluate(indicator.numerator, answers.get(unit, {}), denominators.get(unit, {})),
            evaluate(indicator.denominator, answers.get(unit, {}), denominators.get(unit, {})),
        )
        for unit in reporters
    )
    return Measured(
        part=_sum(share.part for share in shares),
        whole=_sum(share.whole for share in shares),
        shares=shares,
        missing=tuple(share.unit for share in shares if share.part is None or share.whole is None),
    )


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal()) if known else None


def of_reporter(measured: Measured, unit: str) -> Measured:
    """What one reporter alone makes of it; of one that owes nothing, nothing is known."""
    shares = tuple(share for share in measured.shares if share.unit == unit)
    return replace(
        measured,
        part=_sum(share.part for share in shares),
        whole=_sum(share.whole for share in shares),
        shares=shares,
        missing=(unit,) if unit in measured.missing or not shares else (),
    )


def over_time(measured: Sequence[Measured], part: Operator, whole: Operator) -> Measured:
    """The indicator over periods that do not overlap, in their order; `part` and `whole` are how each side goes on.

    A side is drawn together over time for each reporter, then summed over the reporters. What adds up counts what is
    known so far; what stands at a cut-off is that of the last period, be it unknown. Missing is whoever is missing in
    a period that counts. Two sides that both stand are those of the last period, with its reporters alone.
    ValueError without a period.
    """
    if not measured:
        raise ValueError("an indicator over no period")
    if part is whole is Operator.LAST or len(measured) == 1:
        return measured[-1]
    by_period = [{share.unit: share for share in one.shares} for one in measured]
    units = tuple(dict.fromkeys(share.unit for one in reversed(measured) for share in one.shares))
    parts = {unit: _side([_part(own.get(unit)) for own in by_period], part) for unit in units}
    wholes = {unit: _side([_whole(own.get(unit)) for own in by_period], whole) for unit in units}
    return Measured(
        part=_sum(parts.values()),
        whole=_sum(wholes.values()),
        shares=tuple(Share(unit, parts[unit], wholes[unit]) for unit in units),
        missing=tuple(unit for unit in units if any(unit in one.missing for one in measured)),
        adds=Operator.NONE not in (part, whole),
    )


def of_whole(told: Measured, made: Measured) -> Measured:
    """An indicator over the whole of a time: of each reporter what it has told of the whole, else what its parts make.

    `told` and `made` are of the same indicator. Reporters in the order of `made`, then those that told alone.
    """
    spoken = {one.unit: one for one in told.shares if one.part is not None and one.whole is not None}
    shares = tuple(spoken.get(one.unit, one) for one in made.shares)
    known = {one.unit for one in shares}
    shares += tuple(one for unit, one in spoken.items() if unit not in known)
    return Measured(
        part=_sum(one.part for one in shares),
        whole=_sum(one.whole for one in shares),
        shares=shares,
        missing=tuple(
            one.unit
            for one in shares
            if one.unit not in spoken and (one.unit in made.missing or one.part is None or one.whole is None)
        ),
        adds=made.adds or bool(spoken),
    )


def _part(share: Share | None) -> Decimal | None:
    return None if share is None else share.part


def _whole(share: Share | None) -> Decimal | None:
    return None if share is None else share.whole


def _side(numbers: Sequence[Decimal | None], operator: Operator) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    match operator:
        case Operator.SUM:
            return _sum(known)
        case Operator.MAX:
            return max(known, default=None)
        case Operator.LAST:
            return numbers[-1]
        case Operator.NONE:
            return None
