"""Lists the sources of a cell: the units in each of its periods, with links to the published figure."""

from dataclasses import dataclass, replace

from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.consolidation.queries import cubes
from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason, aggregate_over_places
from sokehoach.domain.analysis.pivot import Dimension, Facts, Heading
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods.period import Period


@dataclass(frozen=True, slots=True)
class UnitFact:
    """The figure of one unit in one period."""

    unit: Unit
    fact: Fact


@dataclass(frozen=True, slots=True)
class CellPeriod:
    """One period of a cell. `area`, `form`, `element` identify the published figure that contains the units.

    `form_code` is printed.
    """

    period: Period
    area: Unit
    form: str
    form_code: str
    element: str
    option: str
    measure: Measure
    unit_facts: tuple[UnitFact, ...]
    withheld: NoFigureReason | None

    @property
    def missing(self) -> tuple[UnitFact, ...]:
        return tuple(unit_fact for unit_fact in self.unit_facts if unit_fact.fact.lack is NoFigureReason.NOT_REPORTED)

    @property
    def total(self) -> Fact | None:
        """Aggregates the units in this period; None for a single unit."""
        return (
            aggregate_over_places([unit_fact.fact for unit_fact in self.unit_facts], self.measure)
            if len(self.unit_facts) > 1
            else None
        )


@dataclass(frozen=True, slots=True)
class CellSources:
    measure: Measure
    option: str  # option name, «» for the total
    fact: Fact
    periods: tuple[CellPeriod, ...]


def load_cell_sources(answer: PivotAnswer, row: Heading, column: Heading) -> CellSources:
    """Loads the sources with as many queries as a page of the pivot."""
    pivot, coordinate = answer.pivot, dict((*row, *column))
    measure = (coordinate.get(Dimension.MEASURE) or pivot.members[Dimension.MEASURE][0]).key
    option = coordinate.get(Dimension.OPTION) or pivot.members[Dimension.OPTION][0]
    places = {int(member.key) for member in pivot.chosen(Dimension.PLACE, coordinate)}
    period_ids = {member.key for member in pivot.chosen(Dimension.PERIOD, coordinate)}
    period_trees = [
        period_tree
        for period_tree in answer.ground.period_trees
        if period_tree.area is not None and period_tree.period.id in period_ids
    ]
    element, indicator = _get_element(answer, measure)
    reporters = {
        period_tree.period.id: _list_reporter_ids(answer, period_tree, element, option.key, places)
        for period_tree in period_trees
    }
    reporter_ids = frozenset(pk for unit_ids in reporters.values() for pk in unit_ids)
    query = CubeQuery(
        elements=() if indicator else (element,),
        indicators=(answer.catalogue.indicators[measure],) if indicator else (),
        options=(option.key,),
        places=reporter_ids,
        together=reporter_ids,
    )
    ground = replace(answer.ground, period_trees=tuple(period_trees))
    facts = cubes.compute_facts(ground, query, answer.catalogue.elements)
    cell_periods = (
        _build_cell_period(answer, period_tree, measure, element, option.key, reporters[period_tree.period.id], facts)
        for period_tree in period_trees
    )
    return CellSources(
        measure=pivot.measures[measure],
        option=option.name if option.key else "",
        fact=pivot.cell(row, column, answer.facts([row])),
        periods=tuple(cell_period for cell_period in cell_periods if cell_period.form),
    )


def _get_element(answer: PivotAnswer, measure: str) -> tuple[DataElement, bool]:
    """Returns the element of a measure, or the first of an indicator's numerator."""
    if measure in answer.catalogue.indicators:
        first = answer.catalogue.indicators[measure].numerator.names[0][0]
        return answer.catalogue.elements[first], True
    return answer.catalogue.elements[measure], False


def _list_reporter_ids(
    answer: PivotAnswer, period_tree: PeriodTree, element: DataElement, option: str, places: set[int]
) -> tuple[int, ...]:
    form = answer.ground.form_of(element, option, period_tree.period)
    if form is None:
        return ()
    return tuple(
        pk
        for pk in period_tree.reporters[form.uid]
        if pk in places or any(pk in period_tree.reporters_below.get(place, ()) for place in places)
    )


def _build_cell_period(
    answer: PivotAnswer,
    period_tree: PeriodTree,
    measure: str,
    element: DataElement,
    option: str,
    reporters: tuple[int, ...],
    facts: Facts,
) -> CellPeriod:
    assert period_tree.area is not None
    form = answer.ground.form_of(element, option, period_tree.period)
    unit_facts = [
        UnitFact(answer.ground.rows[pk], fact)
        for pk in reporters
        if (fact := facts.at.get((measure, option, str(pk), period_tree.period.id))) is not None
    ]
    withheld_lack = next(
        (
            unit_fact.fact.lack
            for unit_fact in unit_facts
            if unit_fact.fact.lack is not None and unit_fact.fact.lack.withheld
        ),
        None,
    )
    return CellPeriod(
        period=period_tree.period,
        area=period_tree.area,
        form="" if form is None else form.uid,
        form_code="" if form is None else form.code,
        element=element.uid,
        option=option,
        measure=answer.pivot.measures[measure],
        unit_facts=() if withheld_lack else tuple(unit_facts),
        withheld=withheld_lack,
    )
