"""Computes the cells of a form from the registers."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.registers.core.contributions import Contributions, list_contributions
from sokehoach.apps.registers.core.measure_definitions import (
    CombinedMeasureSet,
    MeasureScope,
    MeasureSet,
    ReportingArea,
    ScopedQuery,
    compute_measures,
)
from sokehoach.apps.registers.core.measure_query import MeasureQuery, MeasureResult
from sokehoach.apps.registers.core.modules import get_product_measures
from sokehoach.apps.registers.data_registers.queries import registers as data_registers
from sokehoach.apps.reporting.queries.due_days import get_counting_window
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import get_year_start
from sokehoach.domain.reporting.form import Form, RegisterSource

_PER_PLACES = Decimal("0.001")  # for numbers divided by `per`


type Counts = MeasureSet | CombinedMeasureSet  # the `measures.COUNTING` of each register


# The registers that are code and fill cells.
COUNTINGS: Mapping[str, Counts] = get_product_measures()


def list_countings() -> Mapping[str, Counts]:
    """The measures of each register, those of the product and those that programmes define: forms use only these."""
    return {**COUNTINGS, **data_registers.list_measures()}


def measure_unit(form: Form, *, unit: Unit, period: str) -> dict[str, MeasureResult]:
    """The measures by cell for the days that the report counts. One query for all registers of the form."""
    return measure_units(form, units=[unit], period=period)[unit.pk]


def measure_units(form: Form, *, units: Sequence[Unit], period: str) -> dict[int, dict[str, MeasureResult]]:
    """The measures by unit (row id) and cell: one query for each batch of units (`registers.core.batch_query`)."""
    days = get_counting_window(form, period)
    year = get_year_start(periods.parse_period(period), form.counting_window)
    sources = {cell.code: cell.source for cell in form.cells if cell.source is not None}
    area_queries: dict[tuple[int, tuple[str, ...]], MeasureScope] = {}
    for unit in units:
        area = ReportingArea(unit)
        for codes in dict.fromkeys(source.units for source in sources.values()):
            other_units = tuple(_list_other_units(codes, unit, days.cut_off))
            area_queries[unit.pk, codes] = MeasureScope(area, other_units, days.start, days.end, year)
    countings = list_countings()
    places = [(unit.pk, code) for unit in units for code in sources]
    results = compute_measures(
        [
            ScopedQuery(
                countings[sources[code].register],
                MeasureQuery(sources[code].measure, sources[code].where),
                area_queries[pk, sources[code].units],
            )
            for pk, code in places
        ]
    )
    measured_by_unit: dict[int, dict[str, MeasureResult]] = {unit.pk: {} for unit in units}
    for (pk, code), measured in zip(places, results, strict=True):
        measured_by_unit[pk][code] = _divide_number(measured, sources[code].per)
    return measured_by_unit


def list_entry_contributions(form: Form, source: RegisterSource, *, unit: Unit, period: str) -> Contributions:
    """What each entry adds to a cell today, in the cell's unit of measure. Two queries, three with other units."""
    days = get_counting_window(form, period)
    year = get_year_start(periods.parse_period(period), form.counting_window)
    area_query = MeasureScope(
        ReportingArea(unit),
        tuple(_list_other_units(source.units, unit, days.cut_off)),
        days.start,
        days.end,
        year,
    )
    contributions = list_contributions(
        ScopedQuery(list_countings()[source.register], MeasureQuery(source.measure, source.where), area_query)
    )
    return Contributions(
        None if contributions.total is None else contributions.total / source.per,
        {pk: number / source.per for pk, number in contributions.of_entry.items()},
    )


def _list_other_units(codes: Sequence[str], unit: Unit, day: date) -> list[Unit]:
    return list(orgunits.as_of(day).filter(code__in=codes).exclude(pk=unit.pk)) if codes else []


def _divide_number(measured: MeasureResult, per: int) -> MeasureResult:
    if per == 1 or measured.number is None:
        return measured
    return replace(measured, number=(Decimal(measured.number) / per).quantize(_PER_PLACES))
