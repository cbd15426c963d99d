"""Numbers are read as they were written and totals are exact, to the last of eighteen digits; else they are refused."""

import random
from collections.abc import Iterator
from decimal import Decimal
from itertools import batched

import pytest
from django.db import connection

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.services.figures import aggregate_inputs, check_exactness
from sokehoach.apps.shell.exact_decimals import EXACT_FRACTIONS
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.indicators.operators import Operator
from tests.factories.cast import AT, Cast
from tests.factories.district import PERIOD, found

pytestmark = pytest.mark.both_databases
THOUSANDTH = Decimal("0.001")


def draw_numbers(count: int) -> Iterator[Decimal]:
    """Of every size up to what a figure may be: with decimals as far as SQLite keeps them, whole numbers beyond."""
    drawn = random.Random(16)
    for _ in range(count):
        yield drawn.randrange(10 ** drawn.randint(1, 15)) * THOUSANDTH
        yield drawn.randrange(EXACT_FRACTIONS // 2 * 1000, EXACT_FRACTIONS * 1000) * THOUSANDTH
        yield Decimal(drawn.randrange(10**12, 10**15))


NUMBERS = [
    Decimal(0), THOUSANDTH, Decimal("1234567890006.125"), Decimal("999999999999.999"), Decimal("4398046511103.999"),
    Decimal(10**15 - 1), *draw_numbers(700),
]  # fmt: skip


def make_figures(cast: Cast, numbers: list[Decimal | None]) -> list[Figure]:
    return Figure.objects.bulk_create(
        Figure(unit=cast.units["099"], form="F", period=PERIOD, element=f"E{n}", number=number, updated_at=AT)
        for n, number in enumerate(numbers)
    )


def test_numbers_are_read_as_they_were_written(cast: Cast) -> None:
    rows = make_figures(cast, [*NUMBERS])
    read = dict(Figure.objects.filter(form="F").values_list("pk", "number"))
    assert [read[row.pk] for row in rows] == NUMBERS
    assert {number.as_tuple().exponent for number in read.values() if number is not None} == {-3}
    assert [row.number for row in Figure.objects.filter(form="F").order_by("pk")] == NUMBERS


def test_totals_are_those_of_the_numbers(cast: Cast) -> None:
    """Of three to six numbers whose total a figure holds."""
    units = [clerk.unit for clerk in found(cast).settle(6)]
    drawn = random.Random(17)
    fractions = [number for number in NUMBERS if number < EXACT_FRACTIONS // 6][:600]
    whole = [number.to_integral_value() for number in NUMBERS if number < 10**15 // 6][:600]
    groups = [
        list(group[: drawn.randint(3, 6)])
        for numbers in (fractions, whole)
        for group in batched(numbers, 6, strict=True)
    ]
    figures = make_figures(cast, [None] * len(groups))
    FigureInput.objects.bulk_create(
        FigureInput(figure=figure, unit=unit, number=number)
        for figure, group in zip(figures, groups, strict=True)
        for unit, number in zip(units, group, strict=False)
    )
    totals = aggregate_inputs(Operator.SUM, [figure.pk for figure in figures])
    assert len(groups) == 200
    assert [totals[figure.pk].number for figure in figures] == [sum(group) for group in groups]


@pytest.mark.parametrize("number", [Decimal(10**15), Decimal(-(10**15)), Decimal("1000000000000000.125")])
def test_a_total_that_has_no_place_is_refused(number: Decimal) -> None:
    with pytest.raises(ActionRefused, match="quá lớn"):
        check_exactness(number)


def test_a_fraction_that_only_postgresql_keeps_is_refused_on_sqlite() -> None:
    number = Decimal(EXACT_FRACTIONS) + THOUSANDTH
    if connection.vendor == "postgresql":
        assert check_exactness(number) == number
    else:
        with pytest.raises(ActionRefused, match="quá lớn"):
            check_exactness(number)
    assert check_exactness(Decimal(EXACT_FRACTIONS)) == EXACT_FRACTIONS, "whole"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sum_beyond_the_integers_of_the_database_is_refused(cast: Cast, sign: int) -> None:
    """SQLite adds thousandths up as integers of 63 bits: ten numbers of fifteen digits are beyond them."""
    units = [clerk.unit for clerk in found(cast).settle(12)]
    drawn = random.Random(18)
    for _ in range(20):
        numbers = [sign * (10**15 - drawn.randrange(1, 10**13)) for _ in units]
        (figure,) = make_figures(cast, [None])
        FigureInput.objects.bulk_create(
            FigureInput(figure=figure, unit=unit, number=number) for unit, number in zip(units, numbers, strict=True)
        )
        with pytest.raises(ActionRefused, match="quá lớn"):
            aggregate_inputs(Operator.SUM, [figure.pk])
        figure.inputs.filter(unit=units[-1]).update(number=-sum(numbers[:-2]) // 10)
        figure.inputs.exclude(unit__in=[units[-1], *units[:1]]).delete()
        small = aggregate_inputs(Operator.SUM, [figure.pk])[figure.pk].number
        assert small == sum(row.number for row in figure.inputs.all() if row.number is not None)
        figure.delete()
