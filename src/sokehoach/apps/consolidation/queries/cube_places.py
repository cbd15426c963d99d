"""Rows of a pivot by the units of then or by today's units, and the facts of today's units from those of then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, product

from sokehoach.apps.consolidation.queries.cube_context import CubeContext
from sokehoach.apps.consolidation.queries.cubes import get_place_level
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
)
from sokehoach.domain.analysis.pivot import Address, Facts
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.orgtree.succession import Obstacle
from sokehoach.domain.orgtree.unit import Unit as UnitVersion
from sokehoach.domain.periods.window import compute_window

type Ranges = tuple[tuple[int, ...], ...]  # row ids of units: those that ended within the period first
type Place = tuple[str, str, str]  # key of a row, period, form


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of a pivot. `obstacle`: why a unit of then stands under its own name among today's units."""

    key: str
    unit: Unit
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of a pivot, and of which units each is made in a period.

    sources  by row, period and form; None: each row is its own unit
    blocked  by row, period and form: why today's unit has no figure
    """

    rows: tuple[PlaceRow, ...]
    sources: Mapping[Place, Ranges] | None = None
    blocked: Mapping[Place, Obstacle] = field(default_factory=dict)

    def get_ranges(self, key: str, period: str, form: str) -> Ranges:
        return ((int(key),),) if self.sources is None else self.sources.get((key, period, form), ())

    @property
    def adds_units(self) -> bool:
        """Whether all rows together have what their units gave: each is within one, and of one range of days."""
        if self.sources is None:
            return True
        return all(
            len(ranges) < 2 and (not ranges or place not in self.blocked) for place, ranges in self.sources.items()
        )

    def list_unit_ids(self, keys: Collection[str]) -> frozenset[int]:
        """The row ids of all units of which these rows are made."""
        if self.sources is None:
            return frozenset(map(int, keys))
        used = (ranges for (key, _period, _form), ranges in self.sources.items() if key in keys)
        return frozenset(chain.from_iterable(chain.from_iterable({*used})))

    def list_obstacles(self, keys: Iterable[str], period: str, form: str) -> tuple[Obstacle, ...]:
        """Why these rows have no figure of the period, or are units of then."""
        remaining = {row.key: row.obstacle for row in self.rows if row.obstacle is not None}
        obstacles = (self.blocked.get((key, period, form)) or remaining.get(key) for key in keys)
        return tuple(dict.fromkeys(obstacle for obstacle in obstacles if obstacle is not None))

    @property
    def obstacles(self) -> list[tuple[Unit, Obstacle]]:
        """The units that cannot be drawn over today's units, and today's units without a figure, each once."""
        units = {row.key: row.unit for row in self.rows}
        remaining = [(row.unit, row.obstacle) for row in self.rows if row.obstacle is not None]
        blocked = ((units[key], obstacle) for (key, _period, _form), obstacle in self.blocked.items())
        return list(dict.fromkeys((*remaining, *blocked)))


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Units (row ids) of [start, end) that a form's figures of a period are about; none is within another."""

    period: str
    form: str
    start: date
    end: date
    unit_ids: frozenset[int]


def place_units(context: CubeContext, groups: Iterable[PlaceGroup]) -> Placement:
    """The rows by today's units, those of then that cannot be drawn over them last."""
    assert context.succession is not None
    rows: dict[str, PlaceRow] = {}
    sources: dict[Place, Ranges] = {}
    blocked: dict[Place, Obstacle] = {}
    row_by_identity = {(row.code, row.valid_from): row for row in context.rows.values()}
    succession, tree = context.succession, context.succession.tree
    placed: dict[tuple[tuple[int, int], frozenset[int]], tuple[dict[str, Ranges], dict[str, Obstacle]]] = {}

    def add_row(unit: UnitVersion, obstacle: Obstacle | None = None) -> str:
        row = row_by_identity[unit.identity]
        key = str(row.pk) if obstacle is None else f"{row.pk}{_REMAINDER}"
        rows.setdefault(key, PlaceRow(key, row, obstacle))
        return key

    def place_group(group: PlaceGroup) -> tuple[dict[str, Ranges], dict[str, Obstacle]]:
        """Of which units each row is made, and why rows have no figure: alike in all periods of one span."""
        versions = [tree.get_version(row.code, row.valid_from) for row in map(context.rows.__getitem__, group.unit_ids)]
        merged = succession.merge_units(versions, start=group.start, end=group.end)
        ranges_by_row: dict[str, Ranges] = {}
        for heir, units in merged.merged.items():
            ranges: dict[date, list[int]] = defaultdict(list)
            for unit in units:
                ended_on = unit.valid_to if unit.valid_to is not None and unit.valid_to < group.end else date.max
                ranges[ended_on].append(row_by_identity[unit.identity].pk)
            ranges_by_row[add_row(heir)] = tuple(tuple(ids) for _day, ids in sorted(ranges.items()))
        for unit, obstacle in merged.remainder.items():
            ranges_by_row[add_row(unit, obstacle)] = ((row_by_identity[unit.identity].pk,),)
        return ranges_by_row, {add_row(heir): obstacle for heir, obstacle in merged.blocked.items()}

    for group in groups:
        span = (tree.find_span(group.start, group.end), group.unit_ids)
        if span not in placed:
            placed[span] = place_group(group)
        ranges_by_row, obstacle_by_row = placed[span]
        sources.update(((key, group.period, group.form), ranges) for key, ranges in ranges_by_row.items())
        blocked.update(((key, group.period, group.form), obstacle) for key, obstacle in obstacle_by_row.items())
    ordered = sorted(rows.values(), key=lambda row: (row.obstacle is not None, is_attached(row.unit), row.unit.code))
    return Placement(tuple(ordered), sources, blocked)


_REMAINDER = ":then"


def place_area(context: CubeContext) -> Placement:
    """One row: the area of the question, made of its predecessors in each period."""
    key, area_ids = str(context.area.pk), defaultdict[Place, tuple[int, ...]](tuple)
    for tree in context.period_trees:
        for form in tree.reporters if tree.area is not None else ():
            assert tree.area is not None
            area_ids[key, tree.period.id, form] += (tree.area.pk,)
    blocked = {
        (key, period, form): obstacle for period, obstacle in context.area_obstacles.items() for form in context.forms
    }
    return Placement((PlaceRow(key, context.area),), {place: (ids,) for place, ids in area_ids.items()}, blocked)


def draw_over_places(
    context: CubeContext,
    facts: Facts,
    placement: Placement,
    measures: Iterable[Measure],
    options: Collection[str],
    elements: Mapping[str, Sequence[DataElement]],
    indicators: Mapping[str, Indicator],
    shown: Collection[str] | None = None,
    has_total: bool = True,
) -> Facts:
    """The facts by the rows of the placement, made of published facts alone: what is withheld in one is in all.

    `shown`: the keys of the only rows that are needed where their total is published, or not asked for. `elements`: of
    each measure, the first of which names its form; `indicators`: those among the measures. Counts of persons are
    withheld where the level of today's unit has none, too.
    """
    if placement.sources is None:
        return facts
    by_uid = {measure.uid: measure for measure in measures}
    at: dict[Address, Fact] = {}
    for uid, option, tree in product(by_uid, options, context.period_trees):
        if uid in indicators and option:
            continue  # the cells of an indicator have their own options
        cell_option = indicators[uid].names[0][1] if uid in indicators else option
        form = context.form_of(elements[uid][0], cell_option, tree.period)
        if form is None:
            continue
        counted_from = compute_window(tree.period, form.counting_window).start
        is_total_made = has_total and (uid, option, tree.period.id) not in facts.published
        for row in placement.rows:
            if shown is not None and not is_total_made and row.key not in shown:
                continue
            place = (row.key, tree.period.id, form.uid)
            ranges = placement.sources.get(place, ())
            if place not in placement.blocked and not ranges:
                continue
            level = get_place_level(context.rows, row.unit.pk)
            if not all(element.may_exist_at(level, counted_from) for element in elements[uid]):
                fact = Fact(lack=NoFigureReason.PERSONS)
            elif place in placement.blocked:
                fact = Fact(lack=NoFigureReason.NOT_SPLIT)
            else:
                fact = _merge_facts(facts, (uid, option, tree.period.id), ranges, by_uid[uid])
            at[uid, option, row.key, tree.period.id] = fact
    return Facts(at, facts.published)


def _merge_facts(facts: Facts, name: tuple[str, str, str], ranges: Ranges, measure: Measure) -> Fact:
    """By place within each range of days of the period, then over time: a stock is that of the last range."""
    uid, option, period = name
    by_range = [
        aggregate_over_places((facts.at.get((uid, option, str(pk), period), NOT_ASKED) for pk in ids), measure)
        for ids in ranges
    ]
    return aggregate_over_periods(by_range, measure)
