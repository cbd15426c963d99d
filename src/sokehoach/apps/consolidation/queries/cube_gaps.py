"""Finds the reporters that left a name of a rate open: all others are in the stored figures with a number for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
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
type _GapRow = tuple[int, str, str, str, str | None, str | None, str, str]
_MOST_AREAS = 5_000  # at once: a statement has no more parameters
_MOST_KEPT = 256  # forms and periods; 40 kB each in a country of ten thousand communes

# Who gave each kind of gap under a name, and their numbers under another name that a rate is made without for that, in
# the same order. From the gaps, which have an index of their own.
_STATEMENT = """
WITH pair (element, disaggregation, other, other_disaggregation) AS (VALUES {pairs})
SELECT f.form, f.period, {area}, f.element, f.disaggregation, i.gap, p.other, p.other_disaggregation,
    {aggregate}(CAST(i.unit_id AS TEXT), ','), {aggregate}(COALESCE(CAST(o.number AS TEXT), ''), ',')
FROM consolidation_figure f
JOIN consolidation_figureinput i ON i.figure_id = f.id AND i.gap > ''
LEFT JOIN pair p ON p.element = f.element AND p.disaggregation = f.disaggregation
LEFT JOIN consolidation_figure g ON g.unit_id = f.unit_id AND g.form = f.form AND g.period = f.period
    AND g.element = p.other AND g.disaggregation = p.other_disaggregation
LEFT JOIN consolidation_figureinput o ON o.figure_id = g.id AND o.unit_id = i.unit_id
WHERE f.unit_id IN ({areas}) AND f.form IN ({forms}) AND f.period IN ({periods}) AND f.element IN ({elements})
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_AGGREGATES = {"sqlite": "GROUP_CONCAT", "postgresql": "STRING_AGG"}


@dataclass(frozen=True, slots=True)
class _PeriodGaps:
    """What the reporters of a form left open in a period: rows of `_STATEMENT`; by area and name who gave no input.

    `state`: as long as it is the same, so are these. Of the figures of the areas that are asked, with which each input
    that counts in them is written, and of the reporters.
    """

    state: object
    rows: list[_GapRow] = field(default_factory=list)
    absent: dict[tuple[int, Name], frozenset[int] | None] = field(default_factory=dict)


class CubeGaps:
    """`find`: the reporters of a form in a period that left a name of a rate open. `numbers`: what they gave under
    other names of it, by form, period and name, then reporter.

    What was read is kept in the process with the units, by period. Six queries, more only beyond 5,000 areas; one
    where all is kept.
    """

    def __init__(self, rows: CubeRows, groups: Iterable[tuple[PeriodTree, str, Indicator]]) -> None:
        """`groups`: the rates by tree and form."""
        self.rows, self._groups = rows, list(groups)
        self._silent: dict[_Column, set[int]] = defaultdict(set)  # who gave a gap
        self._excused: dict[_Column, set[int]] = defaultdict(set)  # who gave «không áp dụng»
        self.numbers: dict[_Column, dict[int, Decimal]] = defaultdict(dict)
        self._names = frozenset(name for _tree, _form, indicator in self._groups for name in indicator.names)
        self._pairs = frozenset(pair for _tree, _form, indicator in self._groups for pair in _list_pairs(indicator))
        self._trees: dict[tuple[str, str], dict[int, PeriodTree]] = defaultdict(dict)  # by form and period, then id
        for tree, form, _indicator in self._groups:
            self._trees[form, tree.period.id][id(tree)] = tree
        self._reporters = {
            (tree_id, form): frozenset(tree.reporters.get(form, ()))
            for (form, _period), trees in self._trees.items()
            for tree_id, tree in trees.items()
        }
        self._periods = self._load_periods()
        self._read_gaps()
        self._find_absent()

    def find(self, tree: PeriodTree, form: str, indicator: Indicator) -> OpenReporters | None:
        """None: the figures have other reporters than the form; then all inputs must be read."""
        assert tree.area is not None
        absent = self._periods[form, tree.period.id].absent
        absent_by_name = {absent[tree.area.pk, name] for name in indicator.names}
        absent_reporters = absent_by_name.pop()
        if absent_reporters is None or absent_by_name:
            return None
        columns = {name: (form, tree.period.id, *name) for name in indicator.names}
        return OpenReporters(
            by_name={name: self._silent[column] | absent_reporters for name, column in columns.items()},
            excused=frozenset.intersection(*(frozenset(self._excused[column]) for column in columns.values())),
        )

    def _load_periods(self) -> dict[tuple[str, str], _PeriodGaps]:
        """By form and period: what is kept of the same state, the rest as it is read."""
        if not self._names:
            return {}
        gaps_by_key: dict[object, _PeriodGaps] = self.rows.context.known_tree.derive("gaps of rates", dict)
        keys = {place: (*place, frozenset(self.rows.areas), self._names, self._pairs) for place in self._trees}
        states = self._describe_states()
        periods = {
            place: gaps for place, key in keys.items() if (gaps := gaps_by_key.get(key)) and gaps.state == states[place]
        }
        new_gaps = {place: _PeriodGaps(states[place]) for place in keys.keys() - periods.keys()}
        for form, period, *row in self._fetch(new_gaps):
            if (form, period) in new_gaps:
                new_gaps[form, period].rows.append((*row,))
        if len(gaps_by_key) + len(new_gaps) > _MOST_KEPT:
            gaps_by_key.clear()
        gaps_by_key |= {keys[place]: gaps for place, gaps in new_gaps.items()}
        return periods | new_gaps

    def _describe_states(self) -> dict[tuple[str, str], object]:
        """`_PeriodGaps.state` by form and period. One query."""
        figures = Figure.objects.filter(
            unit__in=self.rows.areas,
            form__in={form for form, _period in self._trees},
            period__in={period for _form, period in self._trees},
            element__in={element for element, _option in self._names},
        )
        states: dict[tuple[str, str], list[object]] = defaultdict(list)
        for form, period, *figure in figures.order_by("pk").values_list(
            "form", "period", "pk", "number", "answered", "not_applicable", "updated_at"
        ):
            states[form, period].append(figure)
        return {
            (form, period): (states[form, period], [hash(tree.reporters.get(form)) for tree in trees.values()])
            for (form, period), trees in self._trees.items()
        }

    def _fetch(self, places: Collection[tuple[str, str]]) -> Iterator[tuple]:
        """The rows of `_STATEMENT`: of a period in which all areas have closed one list for each name (area 0), of
        others one for each area.
        """
        forms, periods = {form for form, _period in places}, {period for _form, period in places}
        is_reported = self.rows.is_reported
        open_periods = {
            period
            for form, period in places
            for tree_id, tree in self._trees[form, period].items()
            for area in tree.inside
            if not is_reported(area, form, period)
            and not tree.reporters_below[area].isdisjoint(self._reporters[tree_id, form])
        }
        pairs = self._pairs or {(("", ""), ("", ""))}
        words = [word for name, other in pairs for word in (*name, *other)]
        elements = {element for element, _option in self._names}
        for area_column, asked_periods in (("0", periods - open_periods), ("f.unit_id", open_periods)):
            for areas in batched(sorted(self.rows.areas | self.rows.inside) if asked_periods else (), _MOST_AREAS):
                lists = {"areas": areas, "forms": forms, "periods": asked_periods, "elements": elements}
                statement = _STATEMENT.format(
                    area=area_column,
                    aggregate=_AGGREGATES[connection.vendor],
                    pairs=", ".join(["(%s, %s, %s, %s)"] * len(pairs)),
                    **{name: ", ".join(["%s"] * len(values)) for name, values in lists.items()},
                )
                with connection.cursor() as cursor:
                    cursor.execute(statement, [*words, *areas, *forms, *asked_periods, *elements])
                    yield from cursor.fetchall()

    def _read_gaps(self) -> None:
        not_applicable, is_reported = Gap.NOT_APPLICABLE.value, self.rows.is_reported
        for (form, period), gaps in self._periods.items():
            for area, element, option, gap, other, other_option, unit_list, number_list in gaps.rows:
                if area and not is_reported(area, form, period):
                    continue
                units = [int(text) for text in unit_list.split(",")]
                column = (form, period, element, option)
                self._silent[column].update(units)
                if gap == not_applicable:
                    self._excused[column].update(units)
                if other is not None and other_option is not None:
                    numbers = zip(units, number_list.split(","), strict=True)
                    self.numbers[form, period, other, other_option].update(
                        (unit, Decimal(number)) for unit, number in numbers if number
                    )

    def _count_deficit(self, tree: PeriodTree, form: str, name: Name) -> int:
        """How many reporters of the area have no input at all."""
        assert tree.area is not None
        reporters = self._reporters[id(tree), form]
        answered, _not_applicable = self.rows.answered.get((tree.area.pk, form, tree.period.id, name), (0, 0))
        return len(reporters) - answered - len(self._silent[form, tree.period.id, *name] & reporters)

    def _find_absent(self) -> None:
        """Those without an input: in areas whose figure has fewer inputs than they have reporters, from above."""
        trees: dict[int, PeriodTree] = {}  # in which reporters lack
        deficits: dict[_Place, int] = {}
        for tree, form, indicator in self._groups:
            assert tree.area is not None
            absent = self._periods[form, tree.period.id].absent
            for name in indicator.names:
                if (tree.area.pk, name) in absent or (id(tree), form, name) in deficits:
                    continue
                deficit = self._count_deficit(tree, form, name)
                if deficit > 0:
                    trees[id(tree)], deficits[id(tree), form, name] = tree, deficit
                else:
                    absent[tree.area.pk, name] = None if deficit else frozenset()
        if not trees:
            return
        remaining = {place: set(self._reporters[place[:2]]) for place in deficits}
        rows, areas = self.rows.context.rows, self.rows.areas
        highest = {key: [pk for pk in tree.inside if rows[pk].parent_id in areas] for key, tree in trees.items()}
        self._leave_out_complete_areas(trees, highest, remaining)
        lacking: dict[int, set[int]] = defaultdict(set)
        for place, reporters in remaining.items():
            lacking[place[0]] |= reporters
        areas_below = {
            key: [
                area
                for area in (*areas, *tree.inside)
                if not tree.reporters_below.get(area, frozenset()).isdisjoint(lacking[key])
            ]
            for key, tree in trees.items()
        }
        places_by_figure: dict[int, list[_Place]] = defaultdict(list)
        for pk, place in self._leave_out_complete_areas(trees, areas_below, remaining):
            places_by_figure[pk].append(place)
        inputs = FigureInput.objects.filter(figure__in=places_by_figure, submission__isnull=False)
        for figure, unit in inputs.order_by().values_list("figure", "unit"):
            for place in places_by_figure[figure]:
                remaining[place].discard(unit)
        for (tree_id, form, name), deficit in deficits.items():
            tree, reporters = trees[tree_id], remaining[tree_id, form, name]
            assert tree.area is not None
            is_known = len(reporters) == deficit
            self._periods[form, tree.period.id].absent[tree.area.pk, name] = frozenset(reporters) if is_known else None

    def _leave_out_complete_areas(
        self,
        trees: Mapping[int, PeriodTree],
        areas: Mapping[int, Collection[int]],
        remaining: dict[_Place, set[int]],
    ) -> list[tuple[int, _Place]]:
        """Takes the reporters of each area that lacks none from the remaining ones. Returns the figures of the others.

        `areas`: that are asked, by the id of a tree. One query.
        """
        names_by_form: dict[tuple[int, str], list[Name]] = defaultdict(list)
        for tree_id, form, name in remaining:
            names_by_form[tree_id, form].append(name)
        stored_figures = Figure.objects.filter(
            unit__in=frozenset[int]().union(*areas.values()),
            form__in={form for _tree, form in names_by_form},
            period__in={tree.period.id for tree in trees.values()},
            element__in={element for _tree, _form, (element, _option) in remaining},
        )
        figures: dict[tuple[int, str, str], dict[Name, tuple[int, int]]] = defaultdict(dict)
        for unit, form, period, element, option, pk, answered in stored_figures.order_by().values_list(
            "unit", "form", "period", "element", "disaggregation", "pk", "answered"
        ):
            figures[unit, form, period][element, option] = pk, answered
        incomplete: list[tuple[int, _Place]] = []
        for (tree_id, form), names in names_by_form.items():
            tree = trees[tree_id]
            for area in areas[tree_id]:
                place = (area, form, tree.period.id)
                if place not in figures or not self.rows.is_reported(*place):
                    continue
                area_reporters = tree.reporters_below.get(area, frozenset()) & self._reporters[tree_id, form]
                for name in names:
                    if (figure := figures[place].get(name)) is None:
                        continue
                    silent_reporters = area_reporters & self._silent[form, tree.period.id, *name]
                    if figure[1] + len(silent_reporters) == len(area_reporters):
                        remaining[tree_id, form, name] -= area_reporters
                    else:
                        incomplete.append((figure[0], (tree_id, form, name)))
        return incomplete


def _list_pairs(indicator: Indicator) -> set[tuple[Name, Name]]:
    """A name, and another whose number a side of the rate does not count where the first is open."""
    whole_names = indicator.denominator.names
    pairs = {(name, other) for name in indicator.names for other in indicator.numerator.names}
    pairs |= {(name, other) for name in whole_names for other in whole_names}
    return {(name, other) for name, other in pairs if name != other}
