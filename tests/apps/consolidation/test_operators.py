"""Every operator gives the same number in Python and in the database."""

from decimal import Decimal
from random import Random

import pytest

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.services.figures import aggregate_inputs
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.consolidation.figure import Observation, consolidate_observations
from sokehoach.domain.indicators.operators import AGGREGATIONS, Operator
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value
from tests.factories.cast import AT
from tests.factories.district import COMMUNES, PERIOD, District

UNITS = 7
FIGURES = 40


def draw_answer(random: Random) -> Value:
    thousandths, dong = random.randint(0, 999_999_999_999), random.randint(0, 999_999_999_999)
    return random.choice((*Gap, Decimal(0), Decimal(thousandths) / 1000, Decimal(dong)))


def store_answers(area: Unit, units: list[Unit], element: str, answers: list[Value]) -> int:
    figure = Figure.objects.create(unit=area, form=COMMUNES, period=PERIOD, element=element, updated_at=AT)
    FigureInput.objects.bulk_create(
        FigureInput(figure=figure, unit=unit, gap=answer.value)
        if isinstance(answer, Gap)
        else FigureInput(figure=figure, unit=unit, number=answer)
        for unit, answer in zip(units, answers, strict=False)
    )
    return figure.pk


@pytest.mark.parametrize("operator", Operator)
def test_python_and_the_database_agree(district: District, operator: Operator) -> None:
    random = Random(operator)
    area = district.cast.units["099"]
    codes = [f"9{number:04}" for number in range(UNITS)]
    units = [
        Unit.objects.create(
            code=code, name=code, short_name=code, folded=code, level="commune", parent=area, valid_from="2000-01-01"
        )
        for code in codes
    ]
    stored: dict[int, list[Value]] = {}
    for number in range(FIGURES):
        answers = [draw_answer(random) for _ in range(random.randint(0, UNITS))]
        stored[store_answers(area, units, f"X{number}", answers)] = answers
    in_database = aggregate_inputs(operator, list(stored))
    for pk, answers in stored.items():
        figure = consolidate_observations(
            [Observation(code, "X", "", answer) for code, answer in zip(codes, answers, strict=False)],
            expected=codes,
            operator=operator,
            element="X",
            disaggregation="",
        )
        aggregate = in_database.get(pk)
        assert (aggregate and aggregate.number) == figure.value, answers


def test_an_operator_without_both_languages_fails() -> None:
    assert set(AGGREGATIONS) == set(Operator)
    assert all(callable(aggregation.compute) and aggregation.sql for aggregation in AGGREGATIONS.values())
