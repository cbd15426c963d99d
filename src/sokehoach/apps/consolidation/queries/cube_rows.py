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
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.values.value import Value

type Key = tuple[int, str, str, Name]  # unit, form, period, name


@dataclass(frozen=True, slots=True)
class CubeQuery:
    """The rows that a pivot needs. `places`: row ids of places shown one by one; `together`: all places of a total."""

    elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    options: tuple[str, ...]
    places: frozenset[int]
    together: frozenset[int]


class CubeRows:
    """`numbers` and `answered` by unit, form, period and name; `inputs` by form, period and name, then reporter.

    `needed_places`: those of whose facts the answer is made; `single_places`: the reporters among them. Three queries
    at most.
    """

    def __init__(self, context: CubeContext, query: CubeQuery) -> None:
        self.context, self.query = context, query
        self.areas = {tree.area.pk for tree in context.period_trees if tree.area is not None}
        self.aggregated = {pk for pk in query.places | query.together if consolidates(context.rows[pk])} | self.areas
        self._covered = {
            id(tree): query.together.union(*(tree.reporters_below.get(pk, ()) for pk in query.together))
            for tree in context.period_trees
        }
        self.inside = {pk for tree in context.period_trees for pk in tree.inside}
        names = {(element.uid, option) for element in query.elements for option in query.options}
        shared = {name for indicator in query.indicators for name in indicator.names}
        self.needed_places = self._list_needed_places(names | shared)
        self.single_places = self.needed_places - self.aggregated
        self.numbers, self.answered = self._figures(names)
        self.inputs = self._inputs(names, shared)

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

    def _inputs(
        self, names: Collection[Name], shared: Collection[Name]
    ) -> dict[tuple[str, str, Name], dict[int, Value]]:
        """The reporters' inputs by form, period and name: for an element of single places, for a share of all."""
        answers: dict[tuple[str, str, Name], dict[int, Value]] = defaultdict(dict)
        for requested_names, only_units in ((names, self.single_places), (shared, None)):
            if not requested_names or only_units == frozenset():
                continue
            rows = FigureInput.objects.filter(
                figure__unit__in=self.areas | self.inside,
                submission__isnull=False,
                figure__period__in=[tree.period.id for tree in self.context.period_trees],
                figure__element__in={element for element, _ in requested_names},
                figure__disaggregation__in={option for _, option in requested_names},
            )
            if only_units is not None:
                rows = rows.filter(unit__in=only_units)
            for area, form, period, element, option, unit, number, gap in rows.order_by().values_list(
                "figure__unit_id", "figure__form", "figure__period", "figure__element",
                "figure__disaggregation", "unit_id", "number", "gap",
            ):  # fmt: skip
                if self.is_reported(area, form, period):
                    answers[form, period, (element, option)][unit] = value_of(number, gap)
        return answers

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
        row: Unit | None = self.context.rows[unit]
        while row is not None and row.pk not in self.areas:
            if row.pk in self.inside and (row.pk, form, period) not in self._closed:
                return False
            row = row.parent
        return unit in self.areas or unit in self.inside

    def _list_needed_places(self, names: Collection[Name]) -> frozenset[int]:
        """The places that are shown, and all places where their total is not the stored figure of the area."""
        is_covered = all(
            self._covered[id(tree)].issuperset(tree.reporters.get(form.uid, ()))
            for tree in self.context.period_trees
            for element, option in names
            for form in self.context.printing.get((tree.period.id, element, option), ())
        )
        return self.query.places if is_covered else self.query.places | self.query.together

    def covers(self, tree: PeriodTree, form: str) -> bool:
        """Whether each reporter of the form is one of the places of the total, or is below one."""
        return self._covered[id(tree)].issuperset(tree.reporters[form])
