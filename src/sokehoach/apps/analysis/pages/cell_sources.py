"""Lists the sources of a cell: the units in each of its periods, with links to the published figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sokehoach.apps.analysis.pages.answers import PivotAnswer
from sokehoach.apps.consolidation.queries import cubes
from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery
from sokehoach.apps.consolidation.queries.senders import build_unit_keys
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.orgunits.queries.succession import name_version
from sokehoach.domain.analysis.fact import Fact, Measure, NoFigureReason, aggregate_over_places
from sokehoach.domain.analysis.pivot import Dimension, Facts, Heading
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.periods.period import Period


@dataclass(frozen=True, slots=True)
class UnitFact:
    """The figure of one unit in one period. `area`: that to which it reports; `key`: its own there."""

    unit: Unit
    fact: Fact
    area: Unit
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class CellPeriod:
    """One period of a cell and one area. `area`, `form`, `element` identify the published figure of the units.

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
    obstacles: tuple[Obstacle, ...] = ()  # why figures of then are not those of the row

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
    measure = pivot.get_member(Dimension.MEASURE, coordinate).key
    option = pivot.get_member(Dimension.OPTION, coordinate)
    cells = dict(zip(answer.columns, answer.read([row])[0][1], strict=True))
    cell_periods = _list_cell_periods(answer, row, column)
    if answer.reference is not None and pivot.measures[measure].rule.needs_year_before:
        cell_periods += _list_cell_periods(answer.reference, answer.find_before(row), answer.find_before(column))
    return CellSources(
        measure=pivot.measures[measure],
        option=option.name if option.key else "",
        fact=cells[column],
        periods=tuple(cell_periods),
    )


def _list_cell_periods(answer: PivotAnswer, row: Heading, column: Heading) -> list[CellPeriod]:
    pivot, coordinate = answer.pivot, dict((*row, *column))
    measure = pivot.get_member(Dimension.MEASURE, coordinate).key
    option = pivot.get_member(Dimension.OPTION, coordinate)
    places = [member.key for member in pivot.chosen(Dimension.PLACE, coordinate)]
    period_ids = {member.key for member in pivot.chosen(Dimension.PERIOD, coordinate)}
    period_trees = [
        period_tree
        for period_tree in answer.context.period_trees
        if period_tree.area is not None and period_tree.period.id in period_ids
    ]
    element, key = _get_first_cell(answer, measure, option.key)
    reporters = [_list_reporter_ids(answer, period_tree, element, key, places) for period_tree in period_trees]
    reporter_ids = frozenset(pk for unit_ids in reporters for pk in unit_ids)
    indicator = answer.catalogue.indicators.get(measure)
    query = CubeQuery(
        elements=() if indicator else (element,),
        indicators=(indicator,) if indicator else (),
        options=(option.key,),
        places=reporter_ids,
        together=reporter_ids,
    )
    context = replace(answer.context, period_trees=tuple(period_trees))
    facts = cubes.compute_facts(context, query, answer.catalogue.elements)
    cell_periods = (
        _build_cell_period(answer, period_tree, (measure, option.key), element, key, unit_ids, facts, places)
        for period_tree, unit_ids in zip(period_trees, reporters, strict=True)
    )
    return [cell_period for cell_period in cell_periods if cell_period.form]


def _get_first_cell(answer: PivotAnswer, measure: str, option: str) -> tuple[DataElement, str]:
    """Returns the element and option of a measure, or those of the first cell of an indicator's numerator."""
    if measure in answer.catalogue.indicators:
        element, key = answer.catalogue.indicators[measure].numerator.names[0]
        return answer.catalogue.elements[element], key
    return answer.catalogue.elements[measure], option


def _list_reporter_ids(
    answer: PivotAnswer, period_tree: PeriodTree, element: DataElement, option: str, places: Sequence[str]
) -> tuple[int, ...]:
    """Returns the reporters of which these rows are made."""
    form = answer.context.form_of(element, option, period_tree.period)
    if form is None:
        return ()
    ranges = [answer.placement.get_ranges(key, period_tree.period.id, form.uid) for key in places]
    unit_ids = {pk for row_ranges in ranges for ids in row_ranges for pk in ids}
    return tuple(
        pk
        for pk in period_tree.reporters[form.uid]
        if pk in unit_ids or any(pk in period_tree.reporters_below.get(unit_id, ()) for unit_id in unit_ids)
    )


def _build_cell_period(
    answer: PivotAnswer,
    period_tree: PeriodTree,
    name: tuple[str, str],
    element: DataElement,
    key: str,
    reporters: tuple[int, ...],
    facts: Facts,
    places: Sequence[str],
) -> CellPeriod:
    """`name`: the measure and option of the cell; `element`, `key`: the cell of the form that stands for it."""
    assert period_tree.area is not None
    form = answer.context.form_of(element, key, period_tree.period)
    form_uid = "" if form is None else form.uid
    areas = {pk: _get_nearest_area(answer, period_tree, pk) for pk in period_tree.reporters.get(form_uid, ())}
    keys = {
        area: build_unit_keys(answer.context.rows[pk] for pk in areas if areas[pk] == area)
        for area in {*areas.values()}
    }
    unit_facts = [
        UnitFact(unit, fact, areas[pk], keys[areas[pk]][pk], name_version(unit, period_tree.snapshot.day))
        for pk in reporters
        for unit in (answer.context.rows[pk],)
        if (fact := facts.at.get((*name, str(pk), period_tree.period.id))) is not None
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
        form=form_uid,
        form_code="" if form is None else form.code,
        element=element.uid,
        option=key,
        measure=answer.pivot.measures[name[0]].compared,
        unit_facts=() if withheld_lack else tuple(unit_facts),
        withheld=withheld_lack,
        obstacles=answer.placement.list_obstacles(places, period_tree.period.id, form_uid),
    )


def _get_nearest_area(answer: PivotAnswer, period_tree: PeriodTree, pk: int) -> Unit:
    """Returns the area to which a reporter sends: the nearest above it that was in force at the cut-off."""
    assert period_tree.area is not None
    parent = answer.context.rows.get(answer.context.rows[pk].parent_id or 0)
    while parent is not None:
        ended = parent.valid_to is not None and parent.valid_to <= period_tree.snapshot.day
        if consolidates(parent) and not ended:
            return parent
        parent = answer.context.rows.get(parent.parent_id or 0)
    return period_tree.area
