"""Reads the stored rows of a pivot, before disclosure rules are applied.

The number of queries does not depend on the number of units, elements and periods."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.queries.cube_context import CubeContext, PeriodTree
from sokehoach.apps.consolidation.queries.figures import value_of
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.domain.disclosure.publish import may_see_parts
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.value import Value

type Key = tuple[int, str, str, Name]  # unit, form, period, name


@dataclass(frozen=True, slots=True)
class CubeQuery:
    """The rows that a pivot needs. `places`: row ids of places shown one by one; `together`: all places of a total.

    `has_total`: whether that total is shown. `adds_units`: whether it is the sum of what its units gave.
    """

    elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    options: tuple[str, ...]
    places: frozenset[int]
    together: frozenset[int]
    has_total: bool = True
    adds_units: bool = False


class CubeRows:
    """`numbers` and `answered` by unit, form, period and name; `inputs` by form, period and name, then reporter.

    `needed_places`: those of whose facts the answer is made; `single_places`: the reporters among them; `left_out`:
    those without whom a total is. Inputs are those of these two, and what `read_inputs` adds. Three queries at most.
    """

    def __init__(self, context: CubeContext, query: CubeQuery) -> None:
        self.context, self.query = context, query
        self.areas = {tree.area.pk for tree in context.period_trees if tree.area is not None}
        self.aggregated = {pk for pk in query.places | query.together if consolidates(context.rows[pk])} | self.areas
        self._covered = {
            id(tree): query.together.union(
                *(below for pk, below in tree.reporters_below.items() if pk in query.together)
            )
            for tree in context.period_trees
        }
        self.inside = {pk for tree in context.period_trees for pk in tree.inside}
        self._left_out: dict[tuple[int, str], frozenset[int] | None] = {}  # by the id of a tree, form
        self._paths: dict[int, list[int]] = {}  # by unit: itself and the areas between that must have closed
        self._reported: dict[tuple[int, str, str], bool] = {}  # by unit, form, period
        names = {(element.uid, option) for element in query.elements for option in query.options}
        self.shared = {name for indicator in query.indicators for name in indicator.names}
        self.needed_places = self._list_needed_places(names | self.shared)
        self.single_places = self.needed_places - self.aggregated
        self.left_out = frozenset[int]().union(*(pks or () for pks in self._left_out.values()))
        self.numbers, self.answered = self._figures(names | self.shared)
        self.inputs: dict[tuple[str, str, Name], dict[int, Value]] = defaultdict(dict)
        self.read_inputs(names, self.single_places | self.left_out)

    def _figures(self, names: Collection[Name]) -> tuple[dict[Key, Decimal | None], dict[Key, tuple[int, int]]]:
        """By unit, form, period and name: the number; and how many reporters gave one, how many «không áp dụng»."""
        if not names:
            return {}, {}
        rows = Figure.objects.filter(
            unit__in=self.areas | (self.aggregated & self.needed_places),
            period__in=[tree.period.id for tree in self.context.period_trees],
            element__in={element for element, _ in names},
            disaggregation__in={option for _, option in names},
        )
        numbers: dict[Key, Decimal | None] = {}
        answered: dict[Key, tuple[int, int]] = {}
        for unit, form, period, element, option, number, *counts in rows.order_by().values_list(
            "unit_id", "form", "period", "element", "disaggregation", "number", "answered", "not_applicable"
        ):
            key = (unit, form, period, (element, option))
            numbers[key], answered[key] = number, (counts[0], counts[1])
        return numbers, answered

    def read_inputs(self, names: Collection[Name], units: Collection[int] | None) -> None:
        """Adds what these reporters gave under these names; None: what all did. One query at most."""
        if not names or (units is not None and not units):
            return
        rows = FigureInput.objects.filter(
            figure__unit__in=self.areas | self.inside,
            submission__isnull=False,
            figure__period__in=[tree.period.id for tree in self.context.period_trees],
            figure__element__in={element for element, _ in names},
            figure__disaggregation__in={option for _, option in names},
        )
        if units is not None:
            rows = rows.filter(unit__in=units)
        for area, form, period, element, option, unit, number, gap in rows.order_by().values_list(
            "figure__unit_id", "figure__form", "figure__period", "figure__element",
            "figure__disaggregation", "unit_id", "number", "gap",
        ):  # fmt: skip
            if self.is_reported(area, form, period):
                self.inputs[form, period, (element, option)][unit] = value_of(number, gap)

    @cached_property
    def _closed(self) -> frozenset[tuple[int, str, str]]:
        """Closings of the areas below: an area that has not closed has sent nothing up. No query without such areas."""
        if not self.inside:
            return frozenset()
        rows = Closing.objects.filter(
            unit__in=self.inside, period__in=[tree.period.id for tree in self.context.period_trees]
        )
        return frozenset(rows.order_by().values_list("unit_id", "form", "period"))

    def is_reported(self, unit: int, form: str, period: str) -> bool:
        """Whether the unit is an area of the question, or it and each area between have closed."""
        place = (unit, form, period)
        if place not in self._reported:
            self._reported[place] = self._find_reported(*place)
        return self._reported[place]

    def _find_reported(self, unit: int, form: str, period: str) -> bool:
        if unit not in self._paths:
            self._paths[unit] = self._list_areas_to_close(unit)
        return (unit in self.areas or unit in self.inside) and all(
            (area, form, period) in self._closed for area in self._paths[unit]
        )

    def _list_areas_to_close(self, unit: int) -> list[int]:
        """The unit and the areas above it up to the area of the question, without those that consolidate nothing."""
        areas, row = [], self.context.rows.get(unit)
        while row is not None and row.pk not in self.areas:
            areas += [row.pk] if row.pk in self.inside else []
            row = row.parent
        return areas

    def _list_needed_places(self, names: Collection[Name]) -> frozenset[int]:
        """The places that are shown, and all places where their total is not made of the stored figure of the area."""
        if not self.query.has_total:
            return self.query.places
        is_stored = all(
            self.find_left_out(tree, form) is not None
            for tree in self.context.period_trees
            for form in {
                form.uid: form
                for element, option in names
                for form in self.context.printing.get((tree.period.id, element, option), ())
            }.values()
        )
        return self.query.places if is_stored else self.query.places | self.query.together

    def find_left_out(self, tree: PeriodTree, form: Form) -> frozenset[int] | None:
        """The reporters of the form that are no place of the total, and below none. None: the total is made of its
        places one by one, since it leaves out more reporters than it has, or is no sum.
        """
        key = (id(tree), form.uid)
        if key not in self._left_out:
            reporters = tree.reporters.get(form.uid, ())
            left_out = frozenset(reporters) - self._covered[id(tree)]
            is_sum = not left_out or (
                self.query.adds_units and 2 * len(left_out) < len(reporters) and self._adds_up(tree, form)
            )
            self._left_out[key] = left_out if is_sum else None
        return self._left_out[key]

    def _adds_up(self, tree: PeriodTree, form: Form) -> bool:
        start = compute_window(tree.period, form.counting_window).start
        return all(
            element.at(start).over_place is Operator.SUM and may_see_parts(element, self.context.audience)
            for element in self.query.elements
        )
