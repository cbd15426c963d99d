"""Published figures by measure, option, place and period: what a pivot is made of.

The number of queries is the same whatever the number of units, elements and periods; a denominator of an indicator
costs one a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from sokehoach.apps.consolidation.selectors.cube_rows import Rows, Wanted
from sokehoach.apps.consolidation.selectors.grounds import Ground, Standing
from sokehoach.apps.indicators.selectors import denominators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.reporting.selectors.statuses import Statuses, statuses
from sokehoach.apps.shell import clock
from sokehoach.domain.analysis.fact import NOT_ASKED, Fact, Lack
from sokehoach.domain.analysis.pivot import Address, Facts
from sokehoach.domain.consolidation.figure import Figure, Part
from sokehoach.domain.disclosure.publish import PublishedFigure, publish
from sokehoach.domain.indicators.element import DataElement, Operator
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, measure
from sokehoach.domain.orgtree import unit as orgtree
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.status import ReportStatus
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


def facts(on: Ground, wanted: Wanted, meaning: Mapping[str, DataElement]) -> Facts:
    """Eight queries at most, and those of denominators."""
    return _Reading(Rows(on, wanted), meaning).facts()


class _Reading:
    """What is published of the rows."""

    def __init__(self, rows: Rows, meaning: Mapping[str, DataElement]) -> None:
        self.rows, self.on, self.wanted, self.meaning = rows, rows.on, rows.wanted, meaning
        self.at: dict[Address, Fact] = {}
        self.whole: dict[tuple[str, str, str], Fact] = {}
        # By period and who owes, with the list itself: its identity is the key while it lives.
        self.levels: dict[tuple[str, int], tuple[Sequence[int], Mapping[str, str]]] = {}
        self.covering: dict[tuple[str, str], bool] = {}
        self.known: dict[tuple[str, int], dict[int, int]] = {}  # denominators, by kind and year
        self.asked = {
            (form, one.period.id)
            for one in self.on.standing
            for form, _above in self.on.forms.values()
            if one.period.type in form.period_types
        }

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

    def _whole(self, standing: Standing, form: str) -> bool:
        """Whether the places drawn together are all that answer a form."""
        key = (standing.period.id, form)
        if key not in self.covering:
            owing = standing.reporters[form]
            self.covering[key] = bool(owing) and all(self.rows.covers(standing, pk) for pk in owing)
        return self.covering[key]

    def _element(self, element: DataElement, option: str, standing: Standing, area: Unit) -> None:
        form = self.on.form_of(element, option, standing.period)
        if form is None:
            return
        period, owing = standing.period.id, standing.reporters[form.code]
        for pk in self.rows.drawn & (self.wanted.places | self.wanted.together | {area.pk}):
            if pk == area.pk or pk in standing.below:
                fact = self._drawn_together(element, option, form, standing, pk)
                self.at[element.code, option, str(pk), period] = fact
        if self._whole(standing, form.code):
            self.whole[element.code, option, period] = self.at[element.code, option, str(area.pk), period]
        shown = (self.wanted.places | self.wanted.together) - self.rows.drawn
        if shown.isdisjoint(owing):
            return
        seen = self._published(element, option, form, standing, area)
        given = {part.unit: part.value for part in seen.parts}
        held = seen.withheld or seen.parts_withheld
        for pk in owing:
            if pk not in shown:
                continue
            value = given.get(self.on.rows[pk].code, Gap.NOT_REPORTED)
            told = Fact(lack=Lack(held)) if held else _fact(value)
            if told.lack is Lack.NOT_REPORTED:
                told = replace(told, status=self._status(form.code, pk, period))
            self.at[element.code, option, str(pk), period] = told

    @cached_property
    def _statuses(self) -> Statuses:
        return statuses(self.asked, clock.today())

    def _status(self, form: str, pk: int, period: str) -> ReportStatus:
        """Of a unit without a number: an accepted report has left it blank."""
        found = self._statuses.of(form, pk, period)
        return ReportStatus.BLANK if found is ReportStatus.ACCEPTED else found

    def _drawn_together(
        self, element: DataElement, option: str, form: Form, standing: Standing, pk: int
    ) -> Fact:
        """The figure of a district or province."""
        all_owing = standing.reporters[form.code]
        owing = (
            all_owing
            if pk in self.rows.areas
            else [one for one in all_owing if one in standing.below.get(pk, ())]
        )
        if not owing:
            return NOT_ASKED
        key = (pk, form.code, standing.period.id, (element.code, option))
        figure = Figure(
            element=element.code,
            disaggregation=option,
            value=self.rows.numbers.get(key) if self.rows.told(pk, form.code, standing.period.id) else None,
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
            self.rows.answered.get((one, *key[1:]), (0, 0))
            for one in (pk, *(standing.inside if pk in self.rows.areas else ()))
            if self.rows.told(one, form.code, standing.period.id)
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
        given = self.rows.inputs.get((form.code, standing.period.id, (element.code, option)), {})
        figure = Figure(
            element=element.code,
            disaggregation=option,
            value=self.rows.numbers.get(key),
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
        for pk in {*owing, *self.rows.drawn}:
            below = [pk] if pk in codes else [one for one in owing if one in standing.below.get(pk, ())]
            if below:
                told = measure(indicator, [codes[one] for one in below], answers, beside)
                lack = (
                    None if told.part_of_whole is not None and told.whole is not None else Lack.NOT_REPORTED
                )
                self.at[indicator.code, "", str(pk), period.id] = Fact(
                    told.part_of_whole,
                    told.whole,
                    len(below) - len(told.missing),
                    len(below),
                    lack,
                    self._status(form.code, pk, period.id) if lack and pk in codes else None,
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
