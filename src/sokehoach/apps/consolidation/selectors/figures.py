"""Stored figures as the domain knows them. They leave this app as PublishedFigure alone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sokehoach.apps.consolidation.models import Figure as Row
from sokehoach.apps.consolidation.models import FigureInput
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.consolidation.figure import Figure, Part, draw_together
from sokehoach.domain.indicators.element import Operator
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Name = tuple[str, str]  # element, disaggregation


def numbers(*, unit: Unit, form: str, periods: Sequence[str]) -> dict[str, dict[Name, Decimal | None]]:
    """The stored numbers of a unit by period and name: one query."""
    found: dict[str, dict[Name, Decimal | None]] = {period: {} for period in periods}
    for row in Row.objects.filter(unit=unit, form=form, period__in=periods):
        found[row.period][row.element, row.disaggregation] = row.number
    return found


def figures(
    *, unit: Unit, form: str, period: str, expected: Sequence[str], values: Mapping[Name, Decimal | None]
) -> dict[Name, Figure]:
    """Figures of a unit with the numbers in `values` (None: nobody answered), and what each reporter gave: one query.

    `expected` are the codes of the reporters below the unit, in order.
    """
    inputs: dict[Name, dict[str, Part]] = defaultdict(dict)
    rows = FigureInput.objects.filter(figure__unit=unit, figure__form=form, figure__period=period)
    for element, disaggregation, code, number, gap in rows.values_list(
        "figure__element", "figure__disaggregation", "unit__code", "number", "gap"
    ):
        inputs[element, disaggregation][code] = Part(code, value_of(number, gap))
    return {
        name: Figure(
            element=name[0],
            disaggregation=name[1],
            value=value,
            parts=tuple(inputs[name][code] for code in expected if code in inputs[name]),
            expected=tuple(expected),
            missing=tuple(
                code
                for code in expected
                if code not in inputs[name] or inputs[name][code].value is Gap.NOT_REPORTED
            ),
        )
        for name, value in values.items()
    }


def value_of(number: Decimal | None, gap: str) -> Value:
    """The two columns of an input as one value; the database holds that one of them is empty."""
    if gap:
        return Gap(gap)
    assert number is not None
    return number


def source_of(*, unit: Unit, form: str, period: str, name: Name, part: str) -> FigureInput | None:
    """What one reporter gave to a figure."""
    return (
        FigureInput.objects.select_related("unit")
        .filter(
            figure__unit=unit,
            figure__form=form,
            figure__period=period,
            figure__element=name[0],
            figure__disaggregation=name[1],
            unit__code=part,
        )
        .first()
    )


def reckons(figure: Figure, operator: Operator) -> bool:
    """Whether the stored number is what its inputs give when they are drawn together again."""
    parts = sorted(figure.parts, key=lambda part: part.unit)
    return figure.value == draw_together((part.value for part in parts), operator)
