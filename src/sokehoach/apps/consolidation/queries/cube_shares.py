"""Measures the rates of a pivot: of an area from its stored figures and from the reporters that they leave open."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_gaps import CubeGaps
from sokehoach.apps.consolidation.queries.cube_rows import CubeRows
from sokehoach.apps.indicators.queries import denominators
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, IndicatorResult, measure_indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.reporter_sums import add_reporters
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type WithheldTest = Callable[[Form, PeriodTree, Name], bool]


class ShareMeasurer:
    """Measures indicators of a period. Reads what all need at once: five queries.

    A reporter that gave a number for each name, whose denominators are known and that was there at the cut-off, is in
    the sums of the area's stored figures. What the others gave is taken out of these sums and measured one by one.
    """

    def __init__(self, rows: CubeRows, elements: Mapping[str, DataElement], is_withheld: WithheldTest) -> None:
        self.rows, self.context, self.elements = rows, rows.context, elements
        self._is_withheld = is_withheld
        self._is_all_read = False
        self._gaps: CubeGaps | None = None
        self._ended: dict[tuple[int, str], frozenset[int]] = {}  # by the id of a tree, form
        self._open: dict[tuple[int, str], frozenset[int] | None] = {}  # by the id of a tree, indicator
        self.shown_places = rows.needed_places | rows.areas
        rated_indicators = list(self._list_rated())
        kinds = {kind for indicator in rows.query.indicators for kind in _list_kinds(indicator)}
        kinds |= {kind for indicator, _form, _tree in rated_indicators for kind in _list_kinds(indicator)}
        years = {tree.period.year for tree in self.context.period_trees}
        self._denominators = (  # by kind and year
            denominators.list_values_of_years(self.context.rows, kinds, years) if kinds else {}
        )
        units = {*self.shown_places, *rows.left_out}
        if has_areas := rows.query.has_total or bool(rows.aggregated & rows.needed_places):
            most = max((len(tree.reporters[form.uid]) for _indicator, form, tree in rated_indicators), default=0)
            for indicator, form, tree in rated_indicators:
                units |= self._list_ended(form, tree) | self._list_uncounted(indicator, form, tree)
            self._is_all_read = 2 * len(units) > most
        rows.read_inputs(rows.shared, None if self._is_all_read else units)
        if has_areas and not self._is_all_read:
            self._gaps = CubeGaps(
                rows, [(tree, form.uid, indicator.names) for indicator, form, tree in rated_indicators]
            )

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

    def _list_uncounted(self, indicator: Indicator, form: Form, tree: PeriodTree) -> set[int]:
        """The reporters of which a denominator is not known."""
        known_values = [self._denominators[kind, tree.period.year].keys() for kind in _list_kinds(indicator)]
        return {pk for keys in known_values for pk in frozenset(tree.reporters[form.uid]) - keys}

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
        reporters: Sequence[int],
        left_out: Collection[int] = frozenset(),
    ) -> IndicatorResult:
        """Of these reporters of the area (row id), all that it has, without those left out."""
        asked_reporters = [pk for pk in reporters if pk not in left_out] if left_out else reporters
        if self.rows.is_reported(area, form.uid, tree.period.id) and not self._is_all_read:
            result = self._measure_from_figures(indicator, form, tree, area, reporters, left_out)
            if result is not None:
                return result
            self._is_all_read = True
            self.rows.read_inputs(self.rows.shared, None)
        return self.measure(indicator, form, tree, asked_reporters)

    def _measure_from_figures(
        self,
        indicator: Indicator,
        form: Form,
        tree: PeriodTree,
        area: int,
        reporters: Sequence[int],
        left_out: Collection[int],
    ) -> IndicatorResult | None:
        """None: the stored figures are not those of these reporters."""
        open_reporters = self._list_open(indicator, form, tree)
        if open_reporters is None:
            return None
        inputs, year = self._list_inputs(indicator, form, tree), tree.period.year
        known_values = {kind: self._denominators[kind, year] for kind in _list_kinds(indicator)}
        outside_reporters = [pk for pk in reporters if pk in open_reporters or pk in left_out]
        totals: dict[Name, Value] = {}
        for name, values_by_reporter in inputs.items():
            key = (area, form.uid, tree.period.id, name)
            numbers = [number for pk in outside_reporters if isinstance(number := values_by_reporter.get(pk), Decimal)]
            total, (answered, _not_applicable) = self.rows.numbers.get(key), self.rows.answered.get(key, (0, 0))
            if answered - len(numbers) != len(reporters) - len(outside_reporters):
                return None
            totals[name] = (total or Decimal()) - sum(numbers, Decimal())
        single_reporters = self._list_ended(form, tree) | self._list_uncounted(indicator, form, tree)
        measured_reporters = [pk for pk in outside_reporters if pk not in left_out]
        result = self.measure(indicator, form, tree, [pk for pk in measured_reporters if pk in single_reporters])
        by_gaps: dict[tuple[Gap | None, ...], list[int]] = defaultdict(list)
        for pk in measured_reporters:
            if pk not in single_reporters:
                answers = [values_by_reporter.get(pk, Gap.NOT_REPORTED) for values_by_reporter in inputs.values()]
                by_gaps[tuple(answer if isinstance(answer, Gap) else None for answer in answers)].append(pk)
        for gaps, pks in by_gaps.items():
            sums: dict[Name, Value] = {
                name: gap
                or sum((number for pk in pks if isinstance(number := values_by_reporter[pk], Decimal)), Decimal())
                for (name, values_by_reporter), gap in zip(inputs.items(), gaps, strict=True)
            }
            denominator_sums = {kind: sum(numbers[pk] for pk in pks) for kind, numbers in known_values.items()}
            result = add_reporters(result, indicator, len(pks), sums, denominator_sums)
        if not (count := len(reporters) - len(outside_reporters)):
            return result
        excluded_reporters = {*outside_reporters}
        denominator_sums = {
            kind: sum(numbers[pk] for pk in reporters if pk not in excluded_reporters)
            for kind, numbers in known_values.items()
        }
        return add_reporters(result, indicator, count, totals, denominator_sums)

    def _list_open(self, indicator: Indicator, form: Form, tree: PeriodTree) -> frozenset[int] | None:
        """The reporters that are measured one by one. None: all are, as the stored figures are no sums of theirs."""
        key = (id(tree), indicator.uid)
        if key not in self._open:
            self._open[key] = None
            start = compute_window(tree.period, form.counting_window).start
            operators = {self.elements[element].at(start).over_place for element, _option in indicator.names}
            is_withheld = any(self._is_withheld(form, tree, name) for name in indicator.names)
            if self._gaps is not None and operators == {Operator.SUM} and not is_withheld:
                silent_reporters = self._gaps.find(tree, form.uid, indicator.names)
                if silent_reporters is not None:
                    uncounted = self._list_uncounted(indicator, form, tree)
                    self._open[key] = silent_reporters | self._list_ended(form, tree) | uncounted
        return self._open[key]


def _list_kinds(indicator: Indicator) -> frozenset[str]:
    """Of which denominators the indicator is made, by code."""
    return frozenset({*indicator.numerator.denominators, *indicator.denominator.denominators})
