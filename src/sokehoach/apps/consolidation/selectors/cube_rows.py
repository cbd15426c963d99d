"""The rows that a pivot is made of, as they stand in the database; nothing here is published yet.

The number of queries is the same whatever the number of units, elements and periods.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from sokehoach.apps.consolidation.models import Closing, Figure, FigureInput
from sokehoach.apps.consolidation.selectors.figures import value_of
from sokehoach.apps.consolidation.selectors.grounds import DRAWN, Ground, Standing
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type Key = tuple[int, str, str, Name]  # unit, form, period, name


@dataclass(frozen=True, slots=True)
class Wanted:
    """`places`: row ids of those told one by one; `together`: all the places that a total is drawn from."""

    elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    options: tuple[str, ...]
    places: frozenset[int]
    together: frozenset[int]


def _pk(standing: Standing) -> int:
    return -1 if standing.area is None else standing.area.pk


class Rows:
    """`numbers` and `answered` by unit, form, period and name; `inputs` by form, period and name, then reporter.

    Four queries at most.
    """

    def __init__(self, on: Ground, wanted: Wanted) -> None:
        self.on, self.wanted = on, wanted
        self.areas = {one.area.pk for one in on.standing if one.area is not None}
        self.drawn = {pk for pk in wanted.places | wanted.together if on.rows[pk].level in DRAWN} | self.areas
        self.inside = {pk for one in on.standing for pk in one.inside}
        self.closed = self._closed()
        names = {(one.code, option) for one in wanted.elements for option in wanted.options}
        self.numbers, self.answered = self._figures(names)
        shared = {name for one in wanted.indicators for name in one.names}
        self.inputs = self._inputs(names, shared)

    def _figures(
        self, names: Collection[Name]
    ) -> tuple[dict[Key, Decimal | None], dict[Key, tuple[int, int]]]:
        """By unit, form, period and name: the number, and how many answered with one, how many with «không áp dụng»."""
        if not names:
            return {}, {}
        rows = Figure.objects.filter(
            unit__in=self.areas | self.inside,
            period__in=[one.period.id for one in self.on.standing],
            element__in={element for element, _ in names},
            disaggregation__in={option for _, option in names},
        )
        keys: dict[int, Key] = {}
        numbers: dict[Key, Decimal | None] = {}
        for pk, unit, form, period, element, option, number in rows.values_list(
            "pk", "unit_id", "form", "period", "element", "disaggregation", "number"
        ):
            keys[pk] = (unit, form, period, (element, option))
            numbers[keys[pk]] = number
        counts = (
            FigureInput.objects.filter(figure__in=rows, submission__isnull=False)
            .order_by()
            .values_list("figure_id")
        )
        answered = {
            keys[pk]: (told, apart)
            for pk, told, apart in counts.annotate(
                told=Count("number"), apart=Count("pk", filter=Q(gap=Gap.NOT_APPLICABLE))
            )
        }
        return numbers, answered

    def _inputs(
        self, names: Collection[Name], shared: Collection[Name]
    ) -> dict[tuple[str, str, Name], dict[int, Value]]:
        """What each reporter gave, by form, period and name: of an element those told one by one, of a share all."""
        singled = {pk for pk in self._singled() if pk not in self.drawn}
        found: dict[tuple[str, str, Name], dict[int, Value]] = defaultdict(dict)
        for asked, only in ((names, singled), (shared, None)):
            if not asked or only == set():
                continue
            rows = FigureInput.objects.filter(
                figure__unit__in=self.areas | self.inside,
                submission__isnull=False,
                figure__period__in=[one.period.id for one in self.on.standing],
                figure__element__in={element for element, _ in asked},
                figure__disaggregation__in={option for _, option in asked},
            )
            if only is not None:
                rows = rows.filter(unit__in=only)
            for above, form, period, element, option, unit, number, gap in rows.order_by().values_list(
                "figure__unit_id", "figure__form", "figure__period", "figure__element",
                "figure__disaggregation", "unit_id", "number", "gap",
            ):  # fmt: skip
                if self.told(above, form, period):
                    found[form, period, (element, option)][unit] = value_of(number, gap)
        return found

    def _closed(self) -> frozenset[tuple[int, str, str]]:
        """Areas below that have closed a form's period: what is not closed has not been sent up. No query without."""
        if not self.inside:
            return frozenset()
        rows = Closing.objects.filter(
            unit__in=self.inside, period__in=[one.period.id for one in self.on.standing]
        )
        return frozenset(rows.order_by().values_list("unit_id", "form", "period"))

    def told(self, unit: int, form: str, period: str) -> bool:
        return unit in self.areas or (unit, form, period) in self.closed

    def _singled(self) -> frozenset[int]:
        """The places whose own answers are needed: those shown, and all where their total is no figure."""
        covered = all(self.covers(one, pk) for one in self.on.standing for pk in one.below.get(_pk(one), ()))
        return self.wanted.places if covered else self.wanted.places | self.wanted.together

    def covers(self, standing: Standing, reporter: int) -> bool:
        """Whether a reporter is one of the places drawn together, or stands below one."""
        places = self.wanted.together
        return reporter in places or any(reporter in standing.below.get(pk, ()) for pk in places)
