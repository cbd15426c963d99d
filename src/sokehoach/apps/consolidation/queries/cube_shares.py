"""Measures the rates of a pivot: of an area from its stored figures and from the reporters that they leave open."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_gaps import CubeGaps
from sokehoach.apps.consolidation.queries.cube_rows import CubeRows
from sokehoach.apps.indicators.queries import denominators
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, measure_indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.reporter_sums import OpenReporters, add_reporters
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.value import Value

type WithheldTest = Callable[[Form, PeriodTree, Name], bool]


class ShareMeasurer:
    """Measures indicators of a period. Reads what all need at once: seven queries.

    A reporter that gave a number for each name, whose denominators are known and that was there at the cut-off, is in
    the sums of the area's stored figures; of others that left a name open the numbers are taken out of the sums that
    need it. Reporters that were gone, or whose denominator is not known, are measured one by one.
    """

    def __init__(self, rows: CubeRows, elements: Mapping[str, DataElement], is_withheld: WithheldTest) -> None:
        self.rows, self.context, self.elements = rows, rows.context, elements
        self._is_withheld = is_withheld
        self._is_all_read = False
        self._gaps: CubeGaps | None = None
        self._ended: dict[tuple[int, str], frozenset[int]] = {}  # by the id of a tree, form
        self._uncounted: dict[tuple[int, str, frozenset[str]], frozenset[int]] = {}  # the same, denominators
        self._open: dict[tuple[int, str], OpenReporters | None] = {}  # by the id of a tree, indicator
        self._summed: dict[tuple[int, str, int, frozenset[int]], frozenset[int]] = {}  # the same, form, area, others
        self.shown_places = rows.needed_places | rows.areas
        rated_indicators = list(self._list_rated())
        kinds = {kind for indicator in rows.query.indicators for kind in _list_kinds(indicator)}
        kinds |= {kind for indicator, _form, _tree in rated_indicators for kind in _list_kinds(indicator)}
        years = {tree.period.year for tree in self.context.period_trees}
        self._denominators = (  # by kind and year
            denominators.list_values_of_years(None, kinds, years) if kinds else {}
        )
        units, uncounted_units, uncounted_names = {*self.shown_places, *rows.left_out}, set[int](), set[Name]()
        if has_areas := rows.query.has_total or bool(rows.aggregated & rows.needed_places):
            most = max((len(tree.reporters[form.uid]) for _indicator, form, tree in rated_indicators), default=0)
            for indicator, form, tree in rated_indicators:
                units |= self._list_ended(form, tree)
                if uncounted_reporters := self._list_uncounted(indicator, form, tree):
                    uncounted_units |= uncounted_reporters
                    uncounted_names.update(indicator.names)
            self._is_all_read = 2 * len(units | uncounted_units) > most
        rows.read_inputs(rows.shared, None if self._is_all_read else units)
        if not self._is_all_read:
            rows.read_inputs(uncounted_names, uncounted_units)
        if has_areas and not self._is_all_read:
            self._gaps = CubeGaps(rows, [(tree, form.uid, indicator) for indicator, form, tree in rated_indicators])

    def _list_rated(self) -> Iterator[tuple[Indicator, Form, PeriodTree]]:
        """The indicators as they were in each period, with the form whose reporters answer for them."""
        for tree in self.context.period_trees:
            for indicator in self.rows.query.indicators if tree.area is not None else ():
                if (form := self.find_form(indicator, tree)) is not None:
                    start = compute_window(tree.period, form.counting_window).start
                    yield indicator.at(start), form, tree

    def find_form(self, indicator: Indicator, tree: PeriodTree) -> Form | None:
        element, option = indicator.names[0]
        return self.context.form_of(self.elements[element], option, tree.period)

    def _list_ended(self, form: Form, tree: PeriodTree) -> frozenset[int]:
        """The reporters that were gone at the cut-off."""
        key = (id(tree), form.uid)
        if key not in self._ended:
            cut_off, rows = compute_window(tree.period, form.counting_window).cut_off, self.context.rows
            self._ended[key] = frozenset(
                pk for pk in tree.reporters[form.uid] if (end := rows[pk].valid_to) is not None and end <= cut_off
            )
        return self._ended[key]

    def _list_uncounted(self, indicator: Indicator, form: Form, tree: PeriodTree) -> frozenset[int]:
        """The reporters of which a denominator is not known."""
        key = (id(tree), form.uid, _list_kinds(indicator))
        if key not in self._uncounted:
            known_values = [self._denominators[kind, tree.period.year].keys() for kind in key[2]]
            self._uncounted[key] = frozenset(
                pk for keys in known_values for pk in frozenset(tree.reporters[form.uid]) - keys
            )
        return self._uncounted[key]

    def measure(self, indicator: Indicator, form: Form, tree: PeriodTree, reporters: Iterable[int]) -> IndicatorResult:
        """Of these reporters one by one, without those under a name whose answers are withheld."""
        known_values = {kind: self._denominators[kind, tree.period.year] for kind in _list_kinds(indicator)}
        inputs = self._list_inputs(indicator, form, tree)
        answers: dict[str, dict[Name, Value]] = {}
        values: dict[str, dict[str, int]] = {}
        for pk in reporters:
            key = str(pk)
            answers[key] = {
                name: values_by_reporter[pk] for name, values_by_reporter in inputs.items() if pk in values_by_reporter
            }
            values[key] = {kind: numbers[pk] for kind, numbers in known_values.items() if pk in numbers}
        ended = {str(pk) for pk in self._list_ended(form, tree)}
        return measure_indicator(indicator, [*answers], answers, values, ended=ended)

    def _list_inputs(self, indicator: Indicator, form: Form, tree: PeriodTree) -> dict[Name, Mapping[int, Value]]:
        return {
            name: self.rows.inputs.get((form.uid, tree.period.id, name), {})
            for name in indicator.names
            if not self._is_withheld(form, tree, name)
        }

    def measure_area(
        self,
        indicator: Indicator,
        form: Form,
        tree: PeriodTree,
        area: int,
        reporters: Collection[int],
        left_out: Collection[int] = frozenset(),
    ) -> IndicatorResult:
        """Of these reporters of the area (row id), all that it has, without those left out."""
        if self.rows.is_reported(area, form.uid, tree.period.id) and not self._is_all_read:
            result = self._measure_from_figures(indicator, form, tree, area, reporters, left_out)
            if result is not None:
                return result
            self._is_all_read = True
            self.rows.read_inputs(self.rows.shared, None)
        return self.measure(indicator, form, tree, [pk for pk in reporters if pk not in left_out])

    def _measure_from_figures(
        self,
        indicator: Indicator,
        form: Form,
        tree: PeriodTree,
        area: int,
        reporters: Collection[int],
        left_out: Collection[int],
    ) -> IndicatorResult | None:
        """None: the stored figures are not those of these reporters."""
        open_reporters = self._list_open(indicator, form, tree)
        if open_reporters is None or self._gaps is None:
            return None
        inputs, year = self._list_inputs(indicator, form, tree), tree.period.year
        known_values = {kind: self._denominators[kind, year] for kind in _list_kinds(indicator)}
        asked_reporters = frozenset(reporters)
        single_reporters = asked_reporters & (
            self._list_ended(form, tree) | self._list_uncounted(indicator, form, tree)
        )
        outside_reporters = single_reporters | asked_reporters.intersection(left_out)
        sum_key = (id(tree), form.uid, area, outside_reporters)
        if sum_key not in self._summed:
            self._summed[sum_key] = asked_reporters - outside_reporters
        summed_reporters = self._summed[sum_key]
        totals: dict[Name, Decimal] = {}
        for name, values_by_reporter in inputs.items():
            key = (area, form.uid, tree.period.id, name)
            values = map(values_by_reporter.__getitem__, values_by_reporter.keys() & outside_reporters)
            numbers = [value for value in values if isinstance(value, Decimal)]
            total, (answered, _not_applicable) = self.rows.numbers.get(key), self.rows.answered.get(key, (0, 0))
            silent_reporters = summed_reporters.intersection(open_reporters.by_name[name])
            if answered - len(numbers) != len(summed_reporters) - len(silent_reporters):
                return None
            totals[name] = (total or Decimal()) - sum(numbers, Decimal())
        result = self.measure(indicator, form, tree, sorted(single_reporters.difference(left_out)))
        if not summed_reporters:
            return result
        given = {name: self._gaps.numbers[form.uid, tree.period.id, *name] for name in inputs}
        return add_reporters(result, indicator, summed_reporters, open_reporters, totals, given, known_values)

    def _list_open(self, indicator: Indicator, form: Form, tree: PeriodTree) -> OpenReporters | None:
        """Who left a name open. None: all are measured one by one, as the stored figures are no sums of theirs."""
        key = (id(tree), indicator.uid)
        if key not in self._open:
            start = compute_window(tree.period, form.counting_window).start
            operators = {self.elements[element].at(start).over_place for element, _option in indicator.names}
            is_withheld = any(self._is_withheld(form, tree, name) for name in indicator.names)
            is_summed = self._gaps is not None and operators == {Operator.SUM} and not is_withheld
            self._open[key] = self._gaps.find(tree, form.uid, indicator) if is_summed and self._gaps else None
        return self._open[key]


def _list_kinds(indicator: Indicator) -> frozenset[str]:
    """Of which denominators the indicator is made, by code."""
    return frozenset({*indicator.numerator.denominators, *indicator.denominator.denominators})
