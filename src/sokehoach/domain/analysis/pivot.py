"""Pivot table of facts by measure, place and period: two axes, and totals where a total has a meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    Measure,
    NoFigureReason,
    aggregate_over_periods,
    aggregate_over_places,
)

type Address = tuple[str, str, str, str]  # measure, option, place, period


class Dimension(StrEnum):
    PROGRAMME = "programme"
    MEASURE = "measure"
    OPTION = "option"  # an option of an option set; «» is the total
    PLACE = "place"
    PERIOD = "period"


_ADDITIVE_DIMENSIONS = (Dimension.PLACE, Dimension.PERIOD)  # the others overlap or differ in kind


@dataclass(frozen=True, slots=True)
class Member:
    key: str
    name: str
    within: frozenset[str] = frozenset()  # measures of a programme


TOTAL = Member("*", "")  # all members of a dimension aggregated

type Heading = tuple[tuple[Dimension, Member], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a pivot table by address; an address without a fact was asked of no unit.

    `published`: by measure, option and period, the aggregate of all places that answer. It is the figure as published,
    which may be shown where its parts may not.
    """

    at: Mapping[Address, Fact]
    published: Mapping[tuple[str, str, str], Fact]


@dataclass(frozen=True, slots=True)
class Pivot:
    """A pivot table. `members`: of each dimension, in order; only PROGRAMME may have none.

    A dimension in neither `rows` nor `columns` is aggregated, or has one member. `places_add` and `periods_add`: no
    member lies within another.
    """

    measures: Mapping[str, Measure]
    members: Mapping[Dimension, tuple[Member, ...]]
    rows: tuple[Dimension, ...]
    columns: tuple[Dimension, ...]
    places_add: bool = True
    periods_add: bool = True

    def row_headings(self) -> list[Heading]:
        return list(self._headings(self.rows))

    def column_headings(self) -> list[Heading]:
        return list(self._headings(self.columns))

    def _headings(self, axis: Sequence[Dimension]) -> Iterator[Heading]:
        is_limited = Dimension.PROGRAMME in axis and Dimension.MEASURE in axis
        pairs = ([(dimension, member) for member in self._list_axis_members(dimension)] for dimension in axis)
        for heading in product(*pairs):
            if not is_limited or _is_possible(dict(heading)):
                yield heading

    def _list_axis_members(self, dimension: Dimension) -> tuple[Member, ...]:
        members = self.members[dimension]
        adds = {Dimension.PLACE: self.places_add, Dimension.PERIOD: self.periods_add}.get(dimension, False)
        return (*members, TOTAL) if adds and len(members) > 1 else members

    def cell(self, row: Heading, column: Heading, facts: Facts) -> Fact:
        selection = dict((*row, *column))
        if not _is_possible(selection):
            return NOT_ASKED
        places, periods = (self.chosen(dimension, selection) for dimension in _ADDITIVE_DIMENSIONS)
        if (len(periods) > 1 and not self.periods_add) or (len(places) > 1 and not self.places_add):
            return Fact(lack=NoFigureReason.NOT_ADDED)
        measure = self.measures[self.get_member(Dimension.MEASURE, selection).key]
        return aggregate_over_periods(self.list_facts_of_periods(row, column, facts), measure)

    def list_facts_of_periods(self, row: Heading, column: Heading, facts: Facts) -> list[Fact]:
        """The facts of each period that a cell aggregates, over its places, in order."""
        selection = dict((*row, *column))
        measure = self.measures[self.get_member(Dimension.MEASURE, selection).key]
        option = self.get_member(Dimension.OPTION, selection).key
        places, periods = (self.chosen(dimension, selection) for dimension in _ADDITIVE_DIMENSIONS)
        return [self._aggregate_places(measure, option, places, period.key, facts) for period in periods]

    def chosen(self, dimension: Dimension, selection: Mapping[Dimension, Member]) -> tuple[Member, ...]:
        """The members that a cell aggregates along a dimension."""
        member = selection.get(dimension, TOTAL)
        return self.members[dimension] if member is TOTAL else (member,)

    def _aggregate_places(
        self, measure: Measure, option: str, places: tuple[Member, ...], period: str, facts: Facts
    ) -> Fact:
        published = facts.published.get((measure.uid, option, period))
        is_whole = len(places) == len(self.members[Dimension.PLACE])
        if published is not None and is_whole and len(places) > 1:
            return published
        place_facts = [facts.at.get((measure.uid, option, place.key, period)) for place in places]
        if published is not None and is_whole and place_facts == [None]:
            return published
        return aggregate_over_places((NOT_ASKED if fact is None else fact for fact in place_facts), measure)

    def get_member(self, dimension: Dimension, selection: Mapping[Dimension, Member]) -> Member:
        """The member of the cell, or the first one, for a dimension that is never aggregated."""
        return selection.get(dimension) or self.members[dimension][0]


def _is_possible(selection: Mapping[Dimension, Member]) -> bool:
    programme, measure = selection.get(Dimension.PROGRAMME), selection.get(Dimension.MEASURE)
    return programme is None or measure is None or measure.key in programme.within
