"""Finds the reporters that left a name of a rate open: all others are in the stored figures with a number for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import batched

from django.db import connection

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_rows import CubeRows
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.reporter_sums import OpenReporters
from sokehoach.domain.values.gap import Gap

type _Place = tuple[int, str, Name]  # the id of a tree, form, name
type _Column = tuple[str, str, str, str]  # form, period, element, disaggregation
_THOUSANDTH = Decimal("0.001")
_MOST_AREAS = 5_000  # at once: a statement has no more parameters

# Each gap under a name, and the numbers of its reporter under other names that a rate is made without for that. From
# the gaps, which have an index of their own.
_STATEMENT = """
WITH pair (element, disaggregation, other, other_disaggregation) AS (VALUES {pairs})
SELECT f.unit_id, f.form, f.period, f.element, f.disaggregation, i.unit_id, i.gap, p.other, p.other_disaggregation,
    o.number
FROM consolidation_figure f
JOIN consolidation_figureinput i ON i.figure_id = f.id AND i.number IS NULL AND i.submission IS NOT NULL
LEFT JOIN pair p ON p.element = f.element AND p.disaggregation = f.disaggregation
LEFT JOIN consolidation_figure g ON g.unit_id = f.unit_id AND g.form = f.form AND g.period = f.period
    AND g.element = p.other AND g.disaggregation = p.other_disaggregation
LEFT JOIN consolidation_figureinput o ON o.figure_id = g.id AND o.unit_id = i.unit_id
WHERE f.unit_id IN ({areas}) AND f.form IN ({forms}) AND f.period IN ({periods}) AND f.element IN ({elements})
"""


class CubeGaps:
    """`find`: the reporters of a form in a period that left a name of a rate open. `numbers`: what they gave under
    other names of it, by form, period and name, then reporter. Four queries, more only beyond 5,000 areas.
    """

    def __init__(self, rows: CubeRows, groups: Iterable[tuple[PeriodTree, str, Indicator]]) -> None:
        """`groups`: the rates by tree and form."""
        self.rows, self._groups = rows, list(groups)
        self._silent: dict[_Column, set[int]] = defaultdict(set)  # who gave a gap
        self._excused: dict[_Column, set[int]] = defaultdict(set)  # who gave «không áp dụng»
        self.numbers: dict[_Column, dict[int, Decimal | int]] = defaultdict(dict)
        self._reporters = {
            (id(tree), form): frozenset(tree.reporters.get(form, ())) for tree, form, _indicator in self._groups
        }
        self._read_gaps()
        self._absent: dict[_Place, frozenset[int] | None] = {}
        self._find_absent()

    def find(self, tree: PeriodTree, form: str, indicator: Indicator) -> OpenReporters | None:
        """None: the figures have other reporters than the form; then all inputs must be read."""
        absent_by_name = {self._absent[id(tree), form, name] for name in indicator.names}
        absent_reporters = absent_by_name.pop()
        if absent_reporters is None or absent_by_name:
            return None
        columns = {name: (form, tree.period.id, *name) for name in indicator.names}
        return OpenReporters(
            by_name={name: self._silent[column] | absent_reporters for name, column in columns.items()},
            excused=frozenset.intersection(*(frozenset(self._excused[column]) for column in columns.values())),
        )

    def _read_gaps(self) -> None:
        names = {name for _tree, _form, indicator in self._groups for name in indicator.names}
        pairs = {pair for _tree, _form, indicator in self._groups for pair in _list_pairs(indicator)}
        if not names:
            return
        forms = {form for _tree, form, _indicator in self._groups}
        periods = {tree.period.id for tree, _form, _indicator in self._groups}
        elements = {element for element, _option in names}
        pairs = pairs or {(("", ""), ("", ""))}
        for areas in batched(sorted(self.rows.areas | self.rows.inside), _MOST_AREAS):
            statement = _STATEMENT.format(
                pairs=", ".join(["(%s, %s, %s, %s)"] * len(pairs)),
                **{
                    name: ", ".join(["%s"] * len(values))
                    for name, values in (
                        ("areas", areas), ("forms", forms), ("periods", periods), ("elements", elements),
                    )
                },
            )  # fmt: skip
            parameters: list[str | int] = [
                *(word for name, other in pairs for word in (*name, *other)),
                *areas,
                *forms,
                *periods,
                *elements,
            ]
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                gap_rows = cursor.fetchall()
            not_applicable, is_reported = Gap.NOT_APPLICABLE.value, self.rows.is_reported
            for area, form, period, element, option, unit, gap, other, other_option, number in gap_rows:
                if not is_reported(area, form, period):
                    continue
                column = (form, period, element, option)
                self._silent[column].add(unit)
                if gap == not_applicable:
                    self._excused[column].add(unit)
                if number is not None:
                    exact = number if isinstance(number, int) else Decimal(number).quantize(_THOUSANDTH)
                    self.numbers[form, period, other, other_option][unit] = exact

    def _count_deficit(self, tree: PeriodTree, form: str, name: Name) -> int:
        """How many reporters of the area have no input at all."""
        assert tree.area is not None
        reporters = self._reporters[id(tree), form]
        answered, _not_applicable = self.rows.answered.get((tree.area.pk, form, tree.period.id, name), (0, 0))
        return len(reporters) - answered - len(self._silent[form, tree.period.id, *name] & reporters)

    def _find_absent(self) -> None:
        """Those without an input: in areas whose figure has fewer inputs than they have reporters, from above."""
        trees: dict[_Place, PeriodTree] = {}
        for tree, form, indicator in self._groups:
            for name in indicator.names:
                deficit = self._count_deficit(tree, form, name)
                self._absent[id(tree), form, name] = frozenset() if deficit == 0 else None
                if deficit > 0:
                    trees[id(tree), form, name] = tree
        if not trees:
            return
        remaining = {place: set(self._reporters[place[:2]]) for place in trees}
        rows, areas = self.rows.context.rows, self.rows.areas
        highest = {id(tree): [pk for pk in tree.inside if rows[pk].parent_id in areas] for tree in trees.values()}
        self._leave_out_complete_areas(trees, highest, remaining)
        lacking: dict[int, set[int]] = defaultdict(set)
        for place, tree in trees.items():
            lacking[id(tree)] |= remaining[place]
        areas_below = {
            id(tree): [
                area
                for area in (*areas, *tree.inside)
                if not tree.reporters_below.get(area, frozenset()).isdisjoint(lacking[id(tree)])
            ]
            for tree in trees.values()
        }
        places_by_figure: dict[int, list[_Place]] = defaultdict(list)
        for pk, place in self._leave_out_complete_areas(trees, areas_below, remaining):
            places_by_figure[pk].append(place)
        inputs = FigureInput.objects.filter(figure__in=places_by_figure, submission__isnull=False)
        for figure, unit in inputs.order_by().values_list("figure", "unit"):
            for place in places_by_figure[figure]:
                remaining[place].discard(unit)
        for place, tree in trees.items():
            is_known = len(remaining[place]) == self._count_deficit(tree, place[1], place[2])
            self._absent[place] = frozenset(remaining[place]) if is_known else None

    def _leave_out_complete_areas(
        self,
        trees: dict[_Place, PeriodTree],
        areas: Mapping[int, Collection[int]],
        remaining: dict[_Place, set[int]],
    ) -> list[tuple[int, _Place]]:
        """Takes the reporters of each area that lacks none from the remaining ones. Returns the figures of the others.

        `areas`: that are asked, by the id of a tree. One query.
        """
        stored_figures = Figure.objects.filter(
            unit__in=frozenset[int]().union(*areas.values()),
            form__in={form for _tree, form, _name in trees},
            period__in={tree.period.id for tree in trees.values()},
            element__in={element for _tree, _form, (element, _option) in trees},
        )
        figures: dict[tuple[object, ...], tuple[int, int]] = {
            (*key,): (pk, answered)
            for *key, pk, answered in stored_figures.order_by().values_list(
                "unit", "form", "period", "element", "disaggregation", "pk", "answered"
            )
        }
        incomplete: list[tuple[int, _Place]] = []
        reporters_in: dict[tuple[int, str, int], frozenset[int]] = {}  # by the id of a tree, form, area
        for place, tree in trees.items():
            column = (place[1], tree.period.id, *place[2])
            for area in areas[id(tree)]:
                figure, key = figures.get((area, *column)), (*place[:2], area)
                if figure is None or not self.rows.is_reported(area, *column[:2]):
                    continue
                if key not in reporters_in:
                    reporters_in[key] = tree.reporters_below.get(area, frozenset()) & self._reporters[place[:2]]
                area_reporters = reporters_in[key]
                if figure[1] + len(area_reporters & self._silent[column]) == len(area_reporters):
                    remaining[place] -= area_reporters
                else:
                    incomplete.append((figure[0], place))
        return incomplete


def _list_pairs(indicator: Indicator) -> set[tuple[Name, Name]]:
    """A name, and another whose number a side of the rate does not count where the first is open."""
    whole_names = indicator.denominator.names
    pairs = {(name, other) for name in indicator.names for other in indicator.numerator.names}
    pairs |= {(name, other) for name in whole_names for other in whole_names}
    return {(name, other) for name, other in pairs if name != other}
