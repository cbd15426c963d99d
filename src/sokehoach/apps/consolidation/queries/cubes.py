"""Computes published figures by measure, option, place and period, for a pivot.

The number of queries does not depend on the number of units, elements and periods; each denominator of an indicator
costs one query a year."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

from sokehoach.apps.consolidation.queries.cube_context import CubeContext, PeriodTree
from sokehoach.apps.consolidation.queries.cube_rows import CubeQuery, CubeRows
from sokehoach.apps.consolidation.queries.cube_shares import ShareMeasurer
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels, is_attached
from sokehoach.apps.reporting.queries.submissions import Statuses, list_statuses
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis.fact import (
    NOT_ASKED,
    Fact,
    NoFigureReason,
    aggregate_over_places,
    build_element_measure,
    build_indicator_measure,
)
from sokehoach.domain.analysis.pivot import Address, Facts
from sokehoach.domain.consolidation.figure import Figure, FigurePart
from sokehoach.domain.disclosure.publish import PublishedFigure, publish_figure
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, list_breaks
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import count_breaks
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def compute_facts(context: CubeContext, query: CubeQuery, elements_by_code: Mapping[str, DataElement]) -> Facts:
    """The facts of a pivot. Eight queries at most, and that of denominators."""
    return _FactBuilder(CubeRows(context, query), elements_by_code).facts()


class _FactBuilder:
    """Builds the facts by applying disclosure rules to the rows."""

    def __init__(self, rows: CubeRows, elements_by_code: Mapping[str, DataElement]) -> None:
        self.rows, self.context, self.query, self.elements_by_code = (
            rows,
            rows.context,
            rows.query,
            elements_by_code,
        )
        self.at: dict[Address, Fact] = {}
        # By measure, option and period: the totals of the areas, None where places do not cover all reporters of one.
        self.totals: dict[tuple[str, str, str], list[Fact | None]] = defaultdict(list)
        self.levels: dict[Sequence[int], Mapping[str, Level]] = {}  # by list of reporters
        self.areas_above: dict[int, Mapping[int, Sequence[int]]] = {}  # by the id of a tree
        self.reporter_sets: dict[int, frozenset[int]] = {}  # by the id of a list of reporters
        self.withheld: dict[tuple[int, str, Name], bool] = {}  # by the id of a tree, form, name
        self.definitions: dict[tuple[str, str], int] = {}  # by measure and period: `Fact.definition`
        self.form_periods = {
            (form, tree.period.id)
            for tree in self.context.period_trees
            for form, _parent in self.context.forms.values()
            if tree.period.type in form.at(tree.period).period_types
        }

    def facts(self) -> Facts:
        for tree in self.context.period_trees:
            if tree.area is None:
                continue
            for element in self.query.elements:
                for option in self.query.options:
                    self._element(element, option, tree, tree.area)
            for indicator in self.query.indicators:
                self._indicator(indicator, tree, tree.area)
        at = {address: self._mark(fact, address[0], address[3]) for address, fact in self.at.items()}
        return Facts(at, {key: self._mark(fact, key[0], key[2]) for key, fact in self._list_totals()})

    def _mark(self, fact: Fact, measure: str, period: str) -> Fact:
        definition = self.definitions[measure, period]
        return replace(fact, definition=definition) if definition else fact

    def _list_totals(self) -> Iterator[tuple[tuple[str, str, str], Fact]]:
        """The totals of all areas of the question together, which are several where they became one."""
        measures = {
            **{element.uid: build_element_measure(element) for element in self.query.elements},
            **{
                indicator.uid: build_indicator_measure(indicator, dict(self.elements_by_code))
                for indicator in self.query.indicators
            },
        }
        for key, facts in self.totals.items():
            if None not in facts:
                yield key, aggregate_over_places((fact for fact in facts if fact is not None), measures[key[0]])

    def _add_total(self, key: tuple[str, str, str], tree: PeriodTree, area: Unit, form: Form) -> None:
        """Adds the area's figure where the places of the total cover all reporters of the form."""
        if tree.reporters[form.uid]:
            address = (*key[:2], str(area.pk), key[2])
            self.totals[key].append(self.at[address] if self.rows.find_left_out(tree, form) == frozenset() else None)

    def _subtract_left_out(
        self, element: DataElement, option: str, form: Form, tree: PeriodTree, area: Unit
    ) -> Fact | None:
        """The total of the places: the area's figure without what the reporters gave that are no place of it."""
        left_out = self.rows.find_left_out(tree, form)
        if not left_out or not self.query.has_total:
            return None
        published = self._published(element, option, form, tree, area)
        values = [part.value for part in published.parts if int(part.unit) in left_out]
        numbers = [value for value in values if isinstance(value, Decimal)]
        key = (area.pk, form.uid, tree.period.id, (element.uid, option))
        answered, not_applicable = self.rows.answered.get(key, (0, 0))
        received, count = answered - len(numbers), len(tree.reporters[form.uid]) - len(left_out)
        expected = count - not_applicable + values.count(Gap.NOT_APPLICABLE)
        lack = NoFigureReason.NOT_REPORTED if expected else NoFigureReason.NOT_APPLICABLE
        if not received or published.value is None:
            return Fact(expected=expected, lack=lack)
        return Fact(published.value - sum(numbers, Decimal()), received=received, expected=expected)

    def _element(self, element: DataElement, option: str, tree: PeriodTree, area: Unit) -> None:
        form = self.context.form_of(element, option, tree.period)
        if form is None:
            return
        period, reporters = tree.period.id, tree.reporters[form.uid]
        start = compute_window(tree.period, form.counting_window).start
        element = element.at(start)
        self.definitions[element.uid, period] = count_breaks(element.breaks, start)
        for pk in self.rows.aggregated & (self.rows.needed_places | {area.pk}):
            if pk == area.pk or pk in tree.reporters_below:
                fact = self._aggregate_place(element, option, form, tree, pk)
                self.at[element.uid, option, str(pk), period] = fact
        self._add_total((element.uid, option, period), tree, area, form)
        if self.totals[element.uid, option, period][-1:] == [None] and self.rows.find_left_out(tree, form):
            self.totals[element.uid, option, period][-1] = self._subtract_left_out(element, option, form, tree, area)
        single_places = self.rows.single_places
        if not single_places or single_places.isdisjoint(reporters):
            return
        published = self._published(element, option, form, tree, area)
        values = {part.unit: part.value for part in published.parts}
        withheld = published.withheld or published.parts_withheld
        for pk in reporters:
            if pk not in single_places:
                continue
            value = values.get(str(pk), Gap.NOT_REPORTED)
            reporter_fact = Fact(lack=NoFigureReason(withheld)) if withheld else _build_fact(value)
            if reporter_fact.lack is NoFigureReason.NOT_REPORTED:
                reporter_fact = replace(reporter_fact, status=self._status(form.uid, pk, tree))
            self.at[element.uid, option, str(pk), period] = reporter_fact

    @cached_property
    def _statuses(self) -> Statuses:
        return list_statuses(self.form_periods, clock.today(), self.rows.needed_places)

    def _status(self, form: str, pk: int, tree: PeriodTree) -> ReportStatus:
        """The status of a unit without a number. Of an accepted report: «chưa gửi lên» while an area between has not
        closed, else «để trống».
        """
        status = self._statuses.of(form, self.context.rows[pk], tree.period.id)
        if status is not ReportStatus.ACCEPTED:
            return status
        if id(tree) not in self.areas_above:
            self.areas_above[id(tree)] = _list_areas_above(tree)
        areas_above = self.areas_above[id(tree)].get(pk, ())
        is_passed = all(self.rows.is_reported(area, form, tree.period.id) for area in areas_above)
        return ReportStatus.BLANK if is_passed else ReportStatus.NOT_PASSED

    def _aggregate_place(self, element: DataElement, option: str, form: Form, tree: PeriodTree, pk: int) -> Fact:
        """The figure of a consolidating area."""
        all_reporters = tree.reporters[form.uid]
        reporters = all_reporters if pk in self.rows.areas else self._list_reporters_below(tree, form.uid, pk)
        if not reporters:
            return NOT_ASKED
        key = (pk, form.uid, tree.period.id, (element.uid, option))
        is_reported = self.rows.is_reported(pk, form.uid, tree.period.id)
        figure = Figure(
            element=element.uid,
            disaggregation=option,
            value=self.rows.numbers.get(key) if is_reported else None,
            parts=(),
            expected=tuple(self._levels(element, reporters)),
            missing=(),
        )
        published = publish_figure(
            figure,
            element,
            unit_level=get_levels()[self.context.rows[pk].level],
            audience=self.context.audience,
            part_levels=self._levels(element, reporters),
            counted_from=compute_window(tree.period, form.counting_window).start,
        )
        if published.withheld is not None:
            return Fact(lack=NoFigureReason(published.withheld))
        answered, not_applicable = self.rows.answered.get(key, (0, 0)) if is_reported else (0, 0)
        return Fact(
            part=published.value,
            received=answered,
            expected=len(reporters) - not_applicable,
            lack=_find_lack(published, element, answered, not_applicable, len(reporters)),
        )

    def _list_reporters_below(self, tree: PeriodTree, form: str, pk: int) -> Sequence[int]:
        return tuple(sorted(self._get_reporters(tree, form) & tree.reporters_below.get(pk, frozenset())))

    def _get_reporters(self, tree: PeriodTree, form: str) -> frozenset[int]:
        """The reporters of the form as a set, made once."""
        reporters = tree.reporters[form]
        key = id(reporters)
        if key not in self.reporter_sets:
            self.reporter_sets[key] = frozenset(reporters)
        return self.reporter_sets[key]

    def _published(
        self, element: DataElement, option: str, form: Form, tree: PeriodTree, area: Unit, *, has_parts: bool = True
    ) -> PublishedFigure:
        """The area's figure with the inputs of its reporters that were read."""
        reporters = tree.reporters[form.uid]
        key = (area.pk, form.uid, tree.period.id, (element.uid, option))
        inputs = self.rows.inputs.get((form.uid, tree.period.id, (element.uid, option)), {})
        figure = Figure(
            element=element.uid,
            disaggregation=option,
            value=self.rows.numbers.get(key),
            parts=tuple(FigurePart(str(pk), inputs[pk]) for pk in reporters if pk in inputs) if has_parts else (),
            expected=tuple(self._levels(element, reporters)),
            missing=(),
        )
        return publish_figure(
            figure,
            element,
            unit_level=get_levels()[area.level],
            audience=self.context.audience,
            part_levels=self._levels(element, reporters),
            counted_from=compute_window(tree.period, form.counting_window).start,
        )

    def _levels(self, element: DataElement, reporters: Sequence[int]) -> Mapping[str, Level]:
        """The level of each reporter, where it decides on what may be shown: of counts of persons."""
        if not element.counts_persons:
            return {}
        if reporters not in self.levels:
            levels, rows = get_levels(), self.context.rows
            self.levels[reporters] = {
                str(pk): get_place_level(rows, pk) if (level := levels[rows[pk].level]).attached else level
                for pk in reporters
            }
        return self.levels[reporters]

    @cached_property
    def _shares(self) -> ShareMeasurer:
        return ShareMeasurer(self.rows, self.elements_by_code, self._is_withheld)

    def _is_withheld(self, form: Form, tree: PeriodTree, name: Name) -> bool:
        """Whether the audience sees of this name no total, or not what each reporter gave."""
        assert tree.area is not None
        key = (id(tree), form.uid, name)
        if key not in self.withheld:
            start = compute_window(tree.period, form.counting_window).start
            element = self.elements_by_code[name[0]].at(start)
            published = self._published(element, name[1], form, tree, tree.area, has_parts=False)
            self.withheld[key] = bool(published.withheld or published.parts_withheld)
        return self.withheld[key]

    def _indicator(self, indicator: Indicator, tree: PeriodTree, area: Unit) -> None:
        """Of each reporter, from published parts alone, and of districts and the area."""
        shares = self._shares
        form = shares.find_form(indicator, tree)
        if form is None:
            return
        reporters, period = self._get_reporters(tree, form.uid), tree.period
        start = compute_window(period, form.counting_window).start
        breaks = list_breaks(indicator, self.elements_by_code)
        self.definitions[indicator.uid, period.id] = count_breaks(breaks, start)
        indicator = indicator.at(start)
        for pk in shares.shown_places & reporters:
            measured = shares.measure(indicator, form, tree, [pk])
            self.at[indicator.uid, "", str(pk), period.id] = self._build_share_fact(measured, 1, form, tree, pk)
        aggregated = (self.rows.aggregated & self.rows.needed_places) - reporters
        for pk in aggregated | ({area.pk} - reporters if self.query.has_total else frozenset()):
            reporters_below = reporters if pk == area.pk else self._list_reporters_below(tree, form.uid, pk)
            if reporters_below:
                measured = shares.measure_area(indicator, form, tree, pk, reporters_below)
                fact = self._build_share_fact(measured, len(reporters_below), form, tree)
                self.at[indicator.uid, "", str(pk), period.id] = fact
        if not self.query.has_total or not reporters:
            return
        if left_out := self.rows.find_left_out(tree, form):
            measured = shares.measure_area(indicator, form, tree, area.pk, reporters, left_out)
            fact = self._build_share_fact(measured, len(reporters) - len(left_out), form, tree)
            key = (indicator.uid, "", period.id)
            self.totals[key].append(fact if fact.whole is not None else replace(fact, part=None))
        else:
            self._add_total((indicator.uid, "", period.id), tree, area, form)

    def _build_share_fact(
        self, measured: IndicatorResult, count: int, form: Form, tree: PeriodTree, reporter: int | None = None
    ) -> Fact:
        """`count`: how many reporters were measured. `reporter`: the one that alone was."""
        expected = count - len(measured.not_applicable)
        lack = _find_lack_of_share(measured, expected)
        is_waited_for = lack is NoFigureReason.NOT_REPORTED and reporter is not None
        return Fact(
            measured.part_of_whole,
            measured.whole,
            expected - len(measured.missing),
            expected,
            lack,
            self._status(form.uid, reporter, tree) if is_waited_for and reporter is not None else None,
        )


def _list_areas_above(tree: PeriodTree) -> dict[int, list[int]]:
    """The areas between the area of the tree and each reporter (row ids)."""
    above: dict[int, list[int]] = defaultdict(list)
    for area in tree.inside:
        for reporter in tree.reporters_below[area]:
            above[reporter].append(area)
    return above


def _build_fact(value: Value) -> Fact:
    match value:
        case Gap.NOT_APPLICABLE:
            return Fact(lack=NoFigureReason.NOT_APPLICABLE)
        case Gap():
            return Fact(expected=1, lack=NoFigureReason.NOT_REPORTED)
    return Fact(part=value, received=1, expected=1)


def _find_lack(
    published: PublishedFigure, element: DataElement, answered: int, not_applicable: int, expected: int
) -> NoFigureReason | None:
    if published.value is not None:
        return None
    if answered and element.over_place is Operator.NONE:
        return NoFigureReason.NOT_ADDED
    return NoFigureReason.NOT_APPLICABLE if not_applicable == expected else NoFigureReason.NOT_REPORTED


def _find_lack_of_share(measured: IndicatorResult, expected: int) -> NoFigureReason | None:
    if measured.part_of_whole is not None and measured.whole is not None:
        return None
    return NoFigureReason.NOT_REPORTED if expected else NoFigureReason.NOT_APPLICABLE


def get_place_level(rows: Mapping[int, Unit], pk: int) -> Level:
    """The level of a unit's place; for an agency that of the unit to which it is attached."""
    row = rows[pk]
    while is_attached(row) and row.parent_id is not None:
        row = rows[row.parent_id]
    return get_levels()[row.level]
