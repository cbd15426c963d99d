"""Finds the reporters that left a name of a rate open: all others are in the stored figures with a number for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import batched

from django.db import connection

from sokehoach.apps.consolidation.models import Figure, FigureInput
from sokehoach.apps.consolidation.queries.cube_context import PeriodTree
from sokehoach.apps.consolidation.queries.cube_rows import CubeRows
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.values.gap import Gap

type _Place = tuple[int, str, Name]  # the id of a tree, form, name
_GAPS = {gap.value: gap for gap in Gap}
_THOUSANDTH = Decimal("0.001")
_MOST_AREAS = 5_000  # at once: a statement has no more parameters

# Each gap under a name, and what its reporter gave under another name of the same rate. From the gaps, which have an
# index of their own.
_STATEMENT = """
WITH pair (element, disaggregation, other, other_disaggregation) AS (VALUES {pairs})
SELECT f.unit_id, f.form, f.period, f.element, f.disaggregation, i.unit_id, i.gap,
    g.element, g.disaggregation, o.number, o.gap
FROM consolidation_figure f
JOIN consolidation_figureinput i ON i.figure_id = f.id AND i.number IS NULL AND i.submission IS NOT NULL
JOIN pair p ON p.element = f.element AND p.disaggregation = f.disaggregation
LEFT JOIN consolidation_figure g ON g.unit_id = f.unit_id AND g.form = f.form AND g.period = f.period
    AND g.element = p.other AND g.disaggregation = p.other_disaggregation
LEFT JOIN consolidation_figureinput o ON o.figure_id = g.id AND o.unit_id = i.unit_id
WHERE f.unit_id IN ({areas}) AND f.form IN ({forms}) AND f.period IN ({periods}) AND f.element IN ({elements})
"""


class CubeGaps:
    """`find`: the reporters of a form in a period that left one of some names open. What they gave under these names is
    added to the inputs of the rows. Three queries, more only beyond 5,000 areas.

    `groups`: by tree and form, the names of each rate.
    """

    def __init__(self, rows: CubeRows, groups: Iterable[tuple[PeriodTree, str, Sequence[Name]]]) -> None:
        self.rows, self._groups = rows, list(groups)
        self._silent: dict[tuple[str, str, Name], set[int]] = defaultdict(set)  # by form, period, name: who gave a gap
        self._reporters = {
            (id(tree), form): frozenset(tree.reporters.get(form, ())) for tree, form, _names in self._groups
        }
        self._read_gaps()
        self._absent: dict[_Place, frozenset[int] | None] = {}
        self._find_absent()

    def find(self, tree: PeriodTree, form: str, names: Sequence[Name]) -> frozenset[int] | None:
        """None: the figures have other reporters than the form; then all inputs must be read."""
        absent_reporters = self._absent[id(tree), form, names[0]]
        deficits = {self._count_deficit(tree, form, name) for name in names}
        if absent_reporters is None or deficits != {len(absent_reporters)}:
            return None
        silent_reporters = (self._silent[form, tree.period.id, name] for name in names)
        return absent_reporters.union(*silent_reporters) & self._reporters[id(tree), form]

    def _read_gaps(self) -> None:
        pairs = {
            (*name, *other)
            for _tree, _form, names in self._groups
            for name in names
            for other in names
            if name != other or len(names) == 1
        }
        if not pairs:
            return
        forms = {form for _tree, form, _names in self._groups}
        periods = {tree.period.id for tree, _form, _names in self._groups}
        elements = {element for element, *_other in pairs}
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
                *(word for pair in pairs for word in pair),
                *areas,
                *forms,
                *periods,
                *elements,
            ]
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                for area, form, period, element, option, unit, gap, *other, number, other_gap in cursor:
                    if not self.rows.is_reported(area, form, period):
                        continue
                    key = (form, period, (element, option))
                    self.rows.inputs[key][unit] = _GAPS[gap]
                    self._silent[key].add(unit)
                    if number is not None:
                        value = Decimal(number).quantize(_THOUSANDTH)
                        self.rows.inputs[form, period, (other[0], other[1])][unit] = value
                    elif other_gap:
                        self.rows.inputs[form, period, (other[0], other[1])][unit] = _GAPS[other_gap]

    def _count_deficit(self, tree: PeriodTree, form: str, name: Name) -> int:
        """How many reporters of the area have no input at all."""
        assert tree.area is not None
        reporters = self._reporters[id(tree), form]
        answered, _not_applicable = self.rows.answered.get((tree.area.pk, form, tree.period.id, name), (0, 0))
        return len(reporters) - answered - len(self._silent[form, tree.period.id, name] & reporters)

    def _find_absent(self) -> None:
        """Those without an input: by areas whose figure has fewer inputs than they have reporters."""
        trees: dict[_Place, PeriodTree] = {}
        for tree, form, names in self._groups:
            place = (id(tree), form, names[0])
            deficit = self._count_deficit(tree, form, names[0])
            self._absent[place] = frozenset() if deficit == 0 else None
            if deficit > 0:
                trees[place] = tree
        figures: dict[tuple[str, str, Name], dict[int, tuple[int, int]]] = defaultdict(dict)
        if trees:
            stored_figures = Figure.objects.filter(
                unit__in=self.rows.areas | self.rows.inside,
                form__in={form for _tree, form, _name in trees},
                period__in={tree.period.id for tree in trees.values()},
                element__in={element for _tree, _form, (element, _option) in trees},
            )
            for pk, area, form, period, element, option, answered in stored_figures.order_by().values_list(
                "pk", "unit", "form", "period", "element", "disaggregation", "answered"
            ):
                figures[form, period, (element, option)][area] = pk, answered
        accounted_reporters: dict[_Place, set[int]] = {}
        places_by_figure: dict[int, list[_Place]] = defaultdict(list)
        for place, tree in trees.items():
            accounted_reporters[place] = set()
            for pk in self._list_deficient(
                place, tree, figures[place[1], tree.period.id, place[2]], accounted_reporters[place]
            ):
                places_by_figure[pk].append(place)
        rows = FigureInput.objects.filter(figure__in=places_by_figure, submission__isnull=False)
        for figure, unit in rows.order_by().values_list("figure", "unit"):
            for place in places_by_figure[figure]:
                accounted_reporters[place].add(unit)
        for place, tree in trees.items():
            absent_reporters = self._reporters[place[:2]] - accounted_reporters[place]
            is_known = len(absent_reporters) == self._count_deficit(tree, place[1], place[2])
            self._absent[place] = absent_reporters if is_known else None

    def _list_deficient(
        self, place: _Place, tree: PeriodTree, figures: dict[int, tuple[int, int]], accounted_reporters: set[int]
    ) -> list[int]:
        """The figures (row ids) of areas that lack a reporter; those of the other areas are `accounted_reporters`."""
        assert tree.area is not None
        (_tree, form, name), deficient_figures = place, []
        silent_reporters: Collection[int] = self._silent[form, tree.period.id, name]
        for area in (tree.area.pk, *tree.inside):
            area_reporters = tree.reporters_below.get(area, frozenset()) & self._reporters[place[:2]]
            if area not in figures or not area_reporters or not self.rows.is_reported(area, form, tree.period.id):
                continue
            pk, answered = figures[area]
            if answered + len(area_reporters.intersection(silent_reporters)) == len(area_reporters):
                accounted_reporters |= area_reporters
            else:
                deficient_figures.append(pk)
        return deficient_figures
