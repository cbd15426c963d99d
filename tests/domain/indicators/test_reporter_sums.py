"""Sums of many reporters add to a rate what each of them adds."""

from decimal import Decimal

import pytest

from sokehoach.domain.indicators.expression import Name, parse_expression
from sokehoach.domain.indicators.indicator import Indicator, measure_indicator
from sokehoach.domain.indicators.reporter_sums import add_reporters
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

NAMES: tuple[Name, ...] = (("A1", ""), ("A2", ""))
KINDS: dict[str, Value | None] = {"number": None, "blank": Gap.NOT_REPORTED, "excused": Gap.NOT_APPLICABLE}


def build_rate(numerator: str, denominator: str) -> Indicator:
    sides = parse_expression(numerator), parse_expression(denominator)
    return Indicator("r", "r", "r", *sides, on_map=False, words=(), source="tests")


@pytest.mark.parametrize("first", KINDS)
@pytest.mark.parametrize("second", KINDS)
@pytest.mark.parametrize("sides", [("A1", "A2"), ("2 * A1 - A2", "3 * A2 + 4"), ("A1 + A2", "@people"), ("A1", "1")])
def test_reporters_with_the_same_gaps_are_those_measured_singly(
    first: str, second: str, sides: tuple[str, str]
) -> None:
    indicator = build_rate(*sides)
    answers = {
        str(n): {
            name: Decimal(10 * n + at) if KINDS[kind] is None else KINDS[kind]
            for at, (name, kind) in enumerate(zip(NAMES, (first, second), strict=True))
        }
        for n in range(1, 6)
    }
    people = {str(n): {"people": 100 + n} for n in range(1, 6)}
    singly = measure_indicator(indicator, ["1", "2", "3", "4", "5"], answers, people)  # type: ignore[arg-type]
    one = measure_indicator(indicator, ["1"], answers, people)  # type: ignore[arg-type]
    sums = {
        name: KINDS[kind] or sum(answers[n][name] for n in "2345")
        for name, kind in zip(NAMES, (first, second), strict=True)
    }  # type: ignore[misc]
    added = add_reporters(one, indicator, 4, sums, {"people": sum(people[n]["people"] for n in "2345")})  # type: ignore[arg-type]
    assert (added.part, added.whole, added.part_of_whole) == (singly.part, singly.whole, singly.part_of_whole)
    assert (len(added.missing), len(added.not_applicable)) == (len(singly.missing), len(singly.not_applicable))
