"""Sums of many reporters add to a rate what each of them adds."""

from decimal import Decimal
from random import Random

import pytest

from sokehoach.domain.indicators.expression import Name, parse_expression
from sokehoach.domain.indicators.indicator import Indicator, measure_indicator
from sokehoach.domain.indicators.reporter_sums import OpenReporters, add_reporters
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

NAMES: tuple[Name, ...] = (("A1", ""), ("A2", ""), ("A3", ""))
ANSWERS: tuple[Value, ...] = (Decimal(0), Decimal("0.125"), Decimal(7), Decimal(999_999_999), *Gap)
SIDES = [
    ("A1", "A2"), ("2 * A1 - A2", "3 * A2 + 4"), ("A1 + A2", "@people"), ("A1", "1"), ("A1 + A3", "2 * A2 + A1"),
    ("A1 + @people", "A2 + A3"),
]  # fmt: skip


def build_rate(numerator: str, denominator: str) -> Indicator:
    sides = parse_expression(numerator), parse_expression(denominator)
    return Indicator("r", "r", "r", *sides, on_map=False, words=(), source="tests")


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("sides", SIDES)
def test_sums_of_reporters_are_those_measured_singly(sides: tuple[str, str], seed: int) -> None:
    """Of few answers by chance, so that in some everybody leaves a name open, or all leave a side open."""
    random, indicator = Random(seed), build_rate(*sides)
    drawn = random.choices(ANSWERS, k=2) if seed % 3 == 0 else ANSWERS
    answers = {pk: {name: random.choice(drawn) for name in NAMES if random.random() < 0.9} for pk in range(1, 9)}
    people = {pk: {"people": 100 + pk} for pk in answers}
    first, *others = answers

    def measure(pks: list[int]) -> object:
        by_code = {str(pk): answers[pk] for pk in pks}
        return measure_indicator(indicator, [*by_code], by_code, {str(pk): people[pk] for pk in pks})

    numbers = {
        name: {pk: given[name] for pk, given in answers.items() if isinstance(given.get(name), Decimal)}
        for name in NAMES
    }
    open_reporters = OpenReporters(
        {name: {pk for pk in answers if pk not in numbers[name]} for name in NAMES},
        frozenset(
            pk
            for pk, given in answers.items()
            if all(given.get(name) is Gap.NOT_APPLICABLE for name in indicator.names)
        ),
    )
    totals = {name: sum((numbers[name].get(pk, Decimal()) for pk in others), Decimal()) for name in NAMES}
    expected, added = measure([*answers]), add_reporters(
        measure([first]), indicator, frozenset(others), open_reporters, totals, numbers,
        {"people": {pk: of_one["people"] for pk, of_one in people.items()}},
    )  # fmt: skip
    assert (added.part, added.whole, added.part_of_whole) == (expected.part, expected.whole, expected.part_of_whole)
    assert (len(added.missing), len(added.not_applicable)) == (len(expected.missing), len(expected.not_applicable))
