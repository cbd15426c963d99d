"""Rows of a pivot by the units of then or by today's units, and the facts of today's units from those of then."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import chain, product

from sokehoach.apps.consolidation.queries.cube_context import CubeContext
from sokehoach.apps.consolidation.queries.cubes import get_place_level
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree
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
from sokehoach.domain.orgtree.succession import Obstacle, Succession
from sokehoach.domain.orgtree.unit import Unit as UnitVersion
from sokehoach.domain.periods.window import compute_window

type Ranges = tuple[tuple[int, ...], ...]  # row ids of units: those that ended within the period first
type PeriodForm = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of a pivot. `obstacle`: why a unit of then stands under its own name among today's units."""

    key: str
    unit: Unit
    obstacle: Obstacle | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """The rows of a pivot, and of which units each is made in a period.

    sources  by period and form, then by row; None: each row is its own unit. Periods with the same units share one
    blocked  by period and form, then by row: why today's unit has no figure
    """

    rows: tuple[PlaceRow, ...]
    sources: Mapping[PeriodForm, Mapping[str, Ranges]] | None = None
    blocked: Mapping[PeriodForm, Mapping[str, Obstacle]] = field(default_factory=dict)

    def get_ranges(self, key: str, period: str, form: str) -> Ranges:
        return ((int(key),),) if self.sources is None else self.sources.get((period, form), {}).get(key, ())

    @property
    def adds_units(self) -> bool:
        """Whether all rows together have what their units gave: each is within one, and of one range of days."""
        pairs = {
            (id(by_row), id(self.blocked.get(place))): (by_row, self.blocked.get(place, {}))
            for place, by_row in (self.sources or {}).items()
        }
        return all(
            len(ranges) < 2 and (not ranges or key not in blocked)
            for by_row, blocked in pairs.values()
            for key, ranges in by_row.items()
        )

    def list_unit_ids(self, keys: Collection[str]) -> frozenset[int]:
        """The row ids of all units of which these rows are made."""
        if self.sources is None:
            return frozenset(map(int, keys))
        ranges = (by_row[key] for by_row in _list_distinct(self.sources) for key in keys if key in by_row)
        return frozenset(chain.from_iterable(chain.from_iterable(ranges)))

    def list_obstacles(self, keys: Iterable[str], period: str, form: str) -> tuple[Obstacle, ...]:
        """Why these rows have no figure of the period, or are units of then."""
        remaining = {row.key: row.obstacle for row in self.rows if row.obstacle is not None}
        blocked = self.blocked.get((period, form), {})
        obstacles = (blocked.get(key) or remaining.get(key) for key in keys)
        return tuple(dict.fromkeys(obstacle for obstacle in obstacles if obstacle is not None))

    @property
    def obstacles(self) -> list[tuple[Unit, Obstacle]]:
        """The units that cannot be drawn over today's units, and today's units without a figure, each once."""
        units = {row.key: row.unit for row in self.rows}
        remaining = [(row.unit, row.obstacle) for row in self.rows if row.obstacle is not None]
        blocked = (
            (units[key], obstacle) for by_row in _list_distinct(self.blocked) for key, obstacle in by_row.items()
        )
        return list(dict.fromkeys((*remaining, *blocked)))


def _list_distinct[Answer](by_place: Mapping[PeriodForm, Answer]) -> Iterable[Answer]:
    return {id(answer): answer for answer in by_place.values()}.values()


@dataclass(frozen=True, slots=True)
class PlaceGroup:
    """Units (row ids) of [start, end) that a form's figures of a period are about; none is within another."""

    period: str
    form: str
    start: date
    end: date
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class _PlacedGroup:
    """The rows of a group, of which units each is made, and why rows have no figure: the same in all periods of a span
    of days without a change of units.
    """

    rows: Mapping[str, PlaceRow]
    ranges: Mapping[str, Ranges]
    blocked: Mapping[str, Obstacle]


def place_units(context: CubeContext, groups: Iterable[PlaceGroup]) -> Placement:
    """The rows by today's units, those of then that cannot be drawn over them last."""
    succession, known_tree = context.succession, context.known_tree
    assert succession is not None
    rows: dict[str, PlaceRow] = {}
    sources: dict[PeriodForm, Mapping[str, Ranges]] = {}
    blocked: dict[PeriodForm, Mapping[str, Obstacle]] = {}
    for group in groups:
        span = known_tree.tree.find_span(group.start, group.end)
        rows_of_group = known_tree.derive(
            ("placed", succession.day, span, group.unit_ids), partial(_place_group, known_tree, succession, group)
        )
        rows |= rows_of_group.rows
        place = group.period, group.form
        sources[place] = {**sources[place], **rows_of_group.ranges} if place in sources else rows_of_group.ranges
        blocked[place] = {**blocked[place], **rows_of_group.blocked} if place in blocked else rows_of_group.blocked
    ordered = sorted(rows.values(), key=lambda row: (row.obstacle is not None, is_attached(row.unit), row.unit.code))
    return Placement(tuple(ordered), sources, blocked)


def _place_group(known_tree: KnownTree, succession: Succession, group: PlaceGroup) -> _PlacedGroup:
    rows: dict[str, PlaceRow] = {}
    ranges_by_row: dict[str, Ranges] = {}

    def add_row(unit: UnitVersion, obstacle: Obstacle | None = None) -> str:
        row = known_tree.rows[unit.identity]
        key = str(row.pk) if obstacle is None else f"{row.pk}{_REMAINDER}"
        rows[key] = PlaceRow(key, row, obstacle)
        return key

    units_of_then = map(known_tree.rows_by_pk.__getitem__, group.unit_ids)
    versions = [known_tree.tree.get_version(row.code, row.valid_from) for row in units_of_then]
    merged = succession.merge_units(versions, start=group.start, end=group.end)
    for heir, units in merged.merged.items():
        ranges: dict[date, list[int]] = defaultdict(list)
        for unit in units:
            ended_on = unit.valid_to if unit.valid_to is not None and unit.valid_to < group.end else date.max
            ranges[ended_on].append(known_tree.rows[unit.identity].pk)
        ranges_by_row[add_row(heir)] = tuple(tuple(ids) for _day, ids in sorted(ranges.items()))
    for unit, obstacle in merged.remainder.items():
        ranges_by_row[add_row(unit, obstacle)] = ((known_tree.rows[unit.identity].pk,),)
    return _PlacedGroup(rows, ranges_by_row, {add_row(heir): obstacle for heir, obstacle in merged.blocked.items()})


_REMAINDER = ":then"


def place_area(context: CubeContext) -> Placement:
    """One row: the area of the question, made of its predecessors in each period."""
    key, area_ids = str(context.area.pk), defaultdict[PeriodForm, tuple[int, ...]](tuple)
    for tree in context.period_trees:
        for form in tree.reporters if tree.area is not None else ():
            assert tree.area is not None
            area_ids[tree.period.id, form] += (tree.area.pk,)
    blocked = {
        (period, form): {key: obstacle} for period, obstacle in context.area_obstacles.items() for form in context.forms
    }
    sources: dict[PeriodForm, Mapping[str, Ranges]] = {place: {key: (ids,)} for place, ids in area_ids.items()}
    return Placement((PlaceRow(key, context.area),), sources, blocked)


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
    shown_rows = [row for row in placement.rows if shown is None or row.key in shown]
    for uid, option, tree in product(by_uid, options, context.period_trees):
        if uid in indicators and option:
            continue  # the cells of an indicator have their own options
        cell_option = indicators[uid].names[0][1] if uid in indicators else option
        form = context.form_of(elements[uid][0], cell_option, tree.period)
        if form is None:
            continue
        counted_from = compute_window(tree.period, form.counting_window).start
        is_total_made = has_total and (uid, option, tree.period.id) not in facts.published
        place = tree.period.id, form.uid
        ranges_by_row, blocked = placement.sources.get(place, {}), placement.blocked.get(place, {})
        for row in placement.rows if is_total_made else shown_rows:
            ranges = ranges_by_row.get(row.key, ())
            if row.key not in blocked and not ranges:
                continue
            level = get_place_level(context.rows, row.unit.pk)
            if not all(element.may_exist_at(level, counted_from) for element in elements[uid]):
                fact = Fact(lack=NoFigureReason.PERSONS)
            elif row.key in blocked:
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
