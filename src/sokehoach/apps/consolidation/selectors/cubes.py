"""Published figures by measure, option, place and period: what a pivot is made of.

The number of queries is the same whatever the number of units, elements and periods; a denominator of an indicator
costs one a year.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q

from sokehoach.apps.consolidation.models import Closing, FigureInput
from sokehoach.apps.consolidation.models import Figure as Row
from sokehoach.apps.consolidation.selectors.figures import value_of
from sokehoach.apps.consolidation.selectors.grounds import DRAWN, Ground, Standing
from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.domain.analysis.fact import NOT_ASKED, Fact, Lack
from sokehoach.domain.analysis.pivot import Address, Facts
from sokehoach.domain.consolidation.figure import Figure, Part
from sokehoach.domain.disclosure.publish import PublishedFigure, publish
from sokehoach.domain.indicators.element import DataElement, Operator
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, measure
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Wanted:
    """`places`: row ids of those told one by one; `together`: all the places that a total is drawn from."""

    elements: tuple[DataElement, ...]
    indicators: tuple[Indicator, ...]
    options: tuple[str, ...]
    places: frozenset[int]
    together: frozenset[int]


def facts(on: Ground, wanted: Wanted, meaning: Mapping[str, DataElement]) -> Facts:
    """Six queries at most, and those of denominators."""
    return _Reading(on, wanted, meaning).facts()


class _Reading:
    """One reading: the rows of the database, and what is published of them."""

    def __init__(self, on: Ground, wanted: Wanted, meaning: Mapping[str, DataElement]) -> None:
        self.on, self.wanted, self.meaning = on, wanted, meaning
        self.at: dict[Address, Fact] = {}
        self.whole: dict[tuple[str, str, str], Fact] = {}
        self.areas = {one.area.pk for one in on.standing if one.area is not None}
        self.drawn = {pk for pk in wanted.places | wanted.together if on.rows[pk].level in DRAWN} | self.areas
        self.inside = {pk for one in on.standing for pk in one.inside}
        self.closed = self._closed()
        names = {(one.code, option) for one in wanted.elements for option in wanted.options}
        self.numbers, self.answered = self._figures(names)
        shared = {name for one in wanted.indicators for name in one.names}
        self.inputs = self._inputs(names, shared)
        self.levels: dict[
            tuple[str, int], tuple[Sequence[int], Mapping[str, str]]
        ] = {}  # with whom they are of
        self.covering: dict[tuple[str, str], bool] = {}
        self.known: dict[tuple[str, int], dict[int, int]] = {}  # denominators, by kind and year

    def facts(self) -> Facts:
        for standing in self.on.standing:
            if standing.area is None:
                continue
            for element in self.wanted.elements:
                for option in self.wanted.options:
                    self._element(element, option, standing, standing.area)
            for indicator in self.wanted.indicators:
                self._indicator(indicator, standing, standing.area)
        return Facts(self.at, self.whole)

    # --- rows

    def _figures(
        self, names: Collection[Name]
    ) -> tuple[
        dict[tuple[int, str, str, Name], Decimal | None], dict[tuple[int, str, str, Name], tuple[int, int]]
    ]:
        """By unit, form, period and name: the number, and how many answered with one, how many with «không áp dụng»."""
        if not names:
            return {}, {}
        rows = Row.objects.filter(
            unit__in=self.areas | self.inside,
            period__in=[one.period.id for one in self.on.standing],
            element__in={element for element, _ in names},
            disaggregation__in={option for _, option in names},
        )
        keys: dict[int, tuple[int, str, str, Name]] = {}
        numbers: dict[tuple[int, str, str, Name], Decimal | None] = {}
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
                if self._told(above, form, period):
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

    def _told(self, unit: int, form: str, period: str) -> bool:
        return unit in self.areas or (unit, form, period) in self.closed

    def _singled(self) -> frozenset[int]:
        """The places whose own answers are needed: those shown, and all where their total is no figure."""
        covered = all(self._covers(one, pk) for one in self.on.standing for pk in one.below.get(_pk(one), ()))
        return self.wanted.places if covered else self.wanted.places | self.wanted.together

    def _whole(self, standing: Standing, form: str) -> bool:
        """Whether the places drawn together are all that answer a form."""
        key = (standing.period.id, form)
        if key not in self.covering:
            owing = standing.reporters[form]
            self.covering[key] = bool(owing) and all(self._covers(standing, pk) for pk in owing)
        return self.covering[key]

    def _covers(self, standing: Standing, reporter: int) -> bool:
        """Whether a reporter is one of the places drawn together, or stands below one."""
        places = self.wanted.together
        return reporter in places or any(reporter in standing.below.get(pk, ()) for pk in places)

    # --- what is published of them

    def _element(self, element: DataElement, option: str, standing: Standing, area: Unit) -> None:
        form = self.on.form_of(element, option, standing.period)
        if form is None:
            return
        period, owing = standing.period.id, standing.reporters[form.code]
        for pk in self.drawn & (self.wanted.places | self.wanted.together | {area.pk}):
            if pk == area.pk or pk in standing.below:
                fact = self._drawn_together(element, option, form, standing, pk)
                self.at[element.code, option, str(pk), period] = fact
        if self._whole(standing, form.code):
            self.whole[element.code, option, period] = self.at[element.code, option, str(area.pk), period]
        shown = (self.wanted.places | self.wanted.together) - self.drawn
        if shown.isdisjoint(owing):
            return
        seen = self._published(element, option, form, standing, area)
        given = {part.unit: part.value for part in seen.parts}
        held = seen.withheld or seen.parts_withheld
        for pk in owing:
            if pk not in shown:
                continue
            value = given.get(self.on.rows[pk].code, Gap.NOT_REPORTED)
            self.at[element.code, option, str(pk), period] = Fact(lack=Lack(held)) if held else _fact(value)

    def _drawn_together(
        self, element: DataElement, option: str, form: Form, standing: Standing, pk: int
    ) -> Fact:
        """The figure of a district or province."""
        all_owing = standing.reporters[form.code]
        owing = (
            all_owing if pk in self.areas else [one for one in all_owing if one in standing.below.get(pk, ())]
        )
        if not owing:
            return NOT_ASKED
        key = (pk, form.code, standing.period.id, (element.code, option))
        figure = Figure(
            element=element.code,
            disaggregation=option,
            value=self.numbers.get(key) if self._told(pk, form.code, standing.period.id) else None,
            parts=(),
            expected=tuple(self.on.rows[one].code for one in owing),
            missing=(),
        )
        seen = publish(
            figure,
            element,
            unit_level=self.on.rows[pk].level,
            audience=self.on.audience,
            part_levels=self._levels(standing, owing),
        )
        if seen.withheld is not None:
            return Fact(lack=Lack(seen.withheld))
        counted = [
            self.answered.get((one, *key[1:]), (0, 0))
            for one in (pk, *(standing.inside if pk in self.areas else ()))
            if self._told(one, form.code, standing.period.id)
        ]
        told, apart = (sum(one[at] for one in counted) for at in (0, 1))
        return Fact(
            part=seen.value,
            received=told,
            expected=len(owing) - apart,
            lack=_lack(seen, element, told, apart, len(owing)),
        )

    def _published(
        self, element: DataElement, option: str, form: Form, standing: Standing, area: Unit
    ) -> PublishedFigure:
        """The area's figure with what each of its reporters gave."""
        owing = standing.reporters[form.code]
        key = (area.pk, form.code, standing.period.id, (element.code, option))
        given = self.inputs.get((form.code, standing.period.id, (element.code, option)), {})
        figure = Figure(
            element=element.code,
            disaggregation=option,
            value=self.numbers.get(key),
            parts=tuple(Part(self.on.rows[pk].code, given[pk]) for pk in owing if pk in given),
            expected=tuple(self.on.rows[pk].code for pk in owing),
            missing=(),
        )
        return publish(
            figure,
            element,
            unit_level=area.level,
            audience=self.on.audience,
            part_levels=self._levels(standing, owing),
        )

    def _levels(self, standing: Standing, owing: Sequence[int]) -> Mapping[str, str]:
        key = (standing.period.id, id(owing))
        if key not in self.levels:
            told = {self.on.rows[pk].code: _place_level(self.on.rows, pk) for pk in owing}
            self.levels[key] = owing, told
        return self.levels[key][1]

    def _indicator(self, indicator: Indicator, standing: Standing, area: Unit) -> None:
        """Both sides of each reporter, from published parts alone; sums of districts and of the area."""
        elements = [self.meaning[element] for element, _key in indicator.names]
        form = self.on.form_of(elements[0], indicator.names[0][1], standing.period)
        if form is None:
            return
        owing, period = standing.reporters[form.code], standing.period
        codes = {pk: self.on.rows[pk].code for pk in owing}
        answers: dict[str, dict[Name, Value]] = {code: {} for code in codes.values()}
        for element, (_code, option) in zip(elements, indicator.names, strict=True):
            for part in self._published(element, option, form, standing, area).parts:
                answers[part.unit][element.code, option] = part.value
        beside = self._denominators(indicator, codes, period.year)
        for pk in {*owing, *self.drawn}:
            below = [pk] if pk in codes else [one for one in owing if one in standing.below.get(pk, ())]
            if below:
                told = measure(indicator, [codes[one] for one in below], answers, beside)
                lack = None if told.part is not None and told.whole is not None else Lack.NOT_REPORTED
                self.at[indicator.code, "", str(pk), period.id] = Fact(
                    told.part, told.whole, len(below) - len(told.missing), len(below), lack
                )
        if self._whole(standing, form.code):
            self.whole[indicator.code, "", period.id] = self.at[indicator.code, "", str(area.pk), period.id]

    def _denominators(
        self, indicator: Indicator, codes: Mapping[int, str], year: int
    ) -> dict[str, dict[str, int]]:
        told: dict[str, dict[str, int]] = {code: {} for code in codes.values()}
        for kind in {*indicator.numerator.denominators, *indicator.denominator.denominators}:
            if (kind, year) not in self.known:
                self.known[kind, year] = denominators.values(self.on.rows, kind, year)
            for pk, number in self.known[kind, year].items():
                if pk in codes:
                    told[codes[pk]][kind] = number
        return told


def _pk(standing: Standing) -> int:
    return -1 if standing.area is None else standing.area.pk


def _fact(value: Value) -> Fact:
    match value:
        case Gap.NOT_APPLICABLE:
            return Fact(lack=Lack.NOT_APPLICABLE)
        case Gap():
            return Fact(expected=1, lack=Lack.NOT_REPORTED)
    return Fact(part=value, received=1, expected=1)


def _lack(seen: PublishedFigure, element: DataElement, told: int, apart: int, owing: int) -> Lack | None:
    if seen.value is not None:
        return None
    if told and element.over_place is Operator.NONE:
        return Lack.NOT_ADDED
    return Lack.NOT_APPLICABLE if apart == owing else Lack.NOT_REPORTED


def _place_level(rows: Mapping[int, Unit], pk: int) -> str:
    """Of an agency, the level of the place that it is attached to."""
    row = rows[pk]
    while row.level == Level.AGENCY and row.parent_id is not None:
        row = rows[row.parent_id]
    return orgtree.Level(row.level).value
