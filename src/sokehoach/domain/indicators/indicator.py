"""An indicator: how many of how many. Both sides are summed over the reporters; a share is made once, at the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sokehoach.domain.indicators.element import DataElement
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
    """`missing`: the reporters of whom a side is not known, in their order."""

    part: Decimal | None
    whole: Decimal | None
    shares: tuple[Share, ...]
    missing: tuple[str, ...]

    @property
    def percent(self) -> Decimal | None:
        return None if self.part is None or not self.whole else 100 * self.part / self.whole


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
