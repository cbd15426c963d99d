"""Reads stored figures as domain objects. Other apps get them only as PublishedFigure."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, When
from django.db.models import Value as Constant
from django.db.models.functions import Coalesce

from sokehoach.apps.consolidation.models import Figure as Row
from sokehoach.apps.consolidation.models import FigureInput
from sokehoach.apps.consolidation.queries.senders import Sender
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.consolidation.figure import Figure, FigurePart
from sokehoach.domain.indicators.operators import Operator, aggregate_values
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Name = tuple[str, str]  # element, disaggregation


def list_numbers(*, unit: Unit, form: str, periods: Sequence[str]) -> dict[str, dict[Name, Decimal | None]]:
    """The stored numbers of a unit, by period and name. One query."""
    by_period: dict[str, dict[Name, Decimal | None]] = {period: {} for period in periods}
    for row in Row.objects.filter(unit=unit, form=form, period__in=periods):
        by_period[row.period][row.element, row.disaggregation] = row.number
    return by_period


def load_numbers(
    *, unit: Unit, form: str, periods: Sequence[str], answered_in: str, expected: int | None
) -> tuple[dict[str, dict[Name, Decimal | None]], frozenset[Name]]:
    """The stored numbers as `list_numbers`, and those that in the period `answered_in` fewer than half of the senders
    answered. `expected`: how many senders there were; None: those that have sent a report. One query.
    """
    inputs = FigureInput.objects.filter(figure=OuterRef("pk")).order_by().values("figure")
    rows = Row.objects.filter(unit=unit, form=form, period__in=periods).annotate(
        answers=_count_in(answered_in, inputs.exclude(gap=Gap.NOT_REPORTED.value)),
        sent=_count_in(answered_in, inputs),
    )
    by_period: dict[str, dict[Name, Decimal | None]] = {period: {} for period in periods}
    rarely_answered: set[Name] = set()
    for row in rows:
        by_period[row.period][row.element, row.disaggregation] = row.number
        if row.period == answered_in and 2 * row.answers < (row.sent if expected is None else expected):
            rarely_answered.add((row.element, row.disaggregation))
    return by_period, frozenset(rarely_answered)


def _count_in(period: str, inputs: QuerySet[FigureInput, Any]) -> Case:
    """The number of the inputs to figures of that period, by their index; 0 of the other periods."""
    counted = Coalesce(Subquery(inputs.annotate(count=Count("pk")).values("count")), 0)
    return Case(When(period=period, then=counted), default=Constant(0))


def list_figure_areas(*, form: str, period: str) -> list[Unit]:
    """The areas that have a figure of the form and period, by code. One query."""
    areas = Row.objects.filter(form=form, period=period).order_by().values("unit")
    return list(Unit.objects.filter(pk__in=areas).select_related("parent").order_by("code", "valid_from"))


def list_figure_places(forms: Collection[str]) -> list[tuple[str, str, int]]:
    """Form, period and area (row id) of which there are figures. One query."""
    rows = Row.objects.filter(form__in=forms).order_by("form", "period", "unit_id")
    return list(rows.values_list("form", "period", "unit_id").distinct())


def list_numbers_of_areas(
    *, areas: Collection[int], form: str, periods: Collection[str]
) -> dict[tuple[int, str], dict[Name, Decimal | None]]:
    """The stored numbers of areas (row ids), by area and period. One query."""
    numbers: dict[tuple[int, str], dict[Name, Decimal | None]] = defaultdict(dict)
    for row in Row.objects.filter(unit__in=areas, form=form, period__in=periods):
        numbers[row.unit_id, row.period][row.element, row.disaggregation] = row.number
    return numbers


def list_figures(
    *,
    unit: Unit,
    form: str,
    period: str,
    senders: Sequence[Sender],
    values: Mapping[Name, Decimal | None],
) -> dict[Name, Figure]:
    """Figures of an area with the numbers in `values` (None: nobody answered) and the senders' inputs. One query."""
    keys = {sender.unit.pk: sender.key for sender in senders}
    inputs: dict[Name, dict[str, FigurePart]] = defaultdict(dict)
    rows = FigureInput.objects.filter(figure__unit=unit, figure__form=form, figure__period=period).order_by()
    for element, disaggregation, pk, number, gap in rows.values_list(
        "figure__element", "figure__disaggregation", "unit", "number", "gap"
    ):
        if pk in keys:
            inputs[element, disaggregation][keys[pk]] = FigurePart(keys[pk], value_of(number, gap))
    return {name: _build_figure(name, value, inputs[name], [*keys.values()]) for name, value in values.items()}


def list_answers(
    *, areas: Collection[int], form: str, period: str, keys: Mapping[int, str], names: Collection[Name]
) -> dict[Name, Figure]:
    """The reporters' inputs to these areas, whatever areas are between them. One query. `keys`: by row id.

    The inputs are not aggregated: `value` is None.
    """
    inputs: dict[Name, dict[str, FigurePart]] = defaultdict(dict)
    rows = FigureInput.objects.filter(
        figure__unit__in=areas,
        figure__form=form,
        figure__period=period,
        figure__element__in={element for element, _ in names},
        submission__isnull=False,
        unit__in=keys,
    ).order_by()
    for element, disaggregation, pk, number, gap in rows.values_list(
        "figure__element", "figure__disaggregation", "unit", "number", "gap"
    ):
        inputs[element, disaggregation][keys[pk]] = FigurePart(keys[pk], value_of(number, gap))
    return {name: _build_figure(name, None, inputs[name], [*keys.values()]) for name in names}


def _build_figure(
    name: Name, value: Decimal | None, parts: Mapping[str, FigurePart], expected: Sequence[str]
) -> Figure:
    missing_keys = [key for key in expected if key not in parts or parts[key].value is Gap.NOT_REPORTED]
    return Figure(
        element=name[0],
        disaggregation=name[1],
        value=value,
        parts=tuple(parts[key] for key in expected if key in parts),
        expected=tuple(expected),
        missing=tuple(missing_keys),
    )


def value_of(number: Decimal | None, gap: str) -> Value:
    """The two columns of an input as one value; a constraint of the database keeps one of them empty."""
    if gap:
        return Gap(gap)
    assert number is not None
    return number


def find_figure_input(*, unit: Unit, form: str, period: str, name: Name, part: int) -> FigureInput | None:
    """The input of one sender (row id) to a figure; None where there is none."""
    return (
        FigureInput.objects.select_related("unit")
        .filter(
            figure__unit=unit,
            figure__form=form,
            figure__period=period,
            figure__element=name[0],
            figure__disaggregation=name[1],
            unit=part,
        )
        .first()
    )


def is_reproducible(figure: Figure, operator: Operator) -> bool:
    """Whether aggregating the inputs again gives the stored number."""
    parts = sorted(figure.parts, key=lambda part: part.unit)
    return figure.value == aggregate_values((part.value for part in parts), operator)
