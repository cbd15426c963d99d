"""What stands behind a cell: the units of each of its periods, with the way on to the published figure."""

from dataclasses import dataclass, replace

from sokehoach.apps.analysis.selectors.answers import Answer
from sokehoach.apps.consolidation.selectors import cubes
from sokehoach.apps.consolidation.selectors.cube_rows import Wanted
from sokehoach.apps.consolidation.selectors.grounds import Standing
from sokehoach.apps.orgunits.models import Unit
from sokehoach.domain.analysis.fact import Fact, Lack, Measure, over_place
from sokehoach.domain.analysis.pivot import Dimension, Facts, Heading
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods.period import Period


@dataclass(frozen=True, slots=True)
class Given:
    """What one unit gave in one period."""

    unit: Unit
    fact: Fact


@dataclass(frozen=True, slots=True)
class Stretch:
    """One period of a cell. `area`, `form`, `element`: the published figure that the units stand in."""

    period: Period
    area: Unit
    form: str
    element: str
    option: str
    measure: Measure
    given: tuple[Given, ...]
    withheld: Lack | None

    @property
    def missing(self) -> tuple[Given, ...]:
        return tuple(one for one in self.given if one.fact.lack is Lack.NOT_REPORTED)

    @property
    def total(self) -> Fact | None:
        """What the units gave in this period, drawn together; None of one unit alone."""
        return over_place([one.fact for one in self.given], self.measure) if len(self.given) > 1 else None


@dataclass(frozen=True, slots=True)
class Behind:
    measure: Measure
    option: str  # its name, «» of the total
    fact: Fact
    stretches: tuple[Stretch, ...]


def behind(answer: Answer, row: Heading, column: Heading) -> Behind:
    """As many queries as a page of the pivot."""
    pivot, chosen = answer.pivot, dict((*row, *column))
    measure = (chosen.get(Dimension.MEASURE) or pivot.members[Dimension.MEASURE][0]).key
    option = chosen.get(Dimension.OPTION) or pivot.members[Dimension.OPTION][0]
    places = {int(one.key) for one in pivot.chosen(Dimension.PLACE, chosen)}
    within = {one.key for one in pivot.chosen(Dimension.PERIOD, chosen)}
    standing = [one for one in answer.ground.standing if one.area is not None and one.period.id in within]
    element, indicator = _named(answer, measure)
    reporters = {one.period.id: _reporters(answer, one, element, option.key, places) for one in standing}
    every = frozenset(pk for found in reporters.values() for pk in found)
    wanted = Wanted(
        elements=() if indicator else (element,),
        indicators=(answer.catalogue.indicators[measure],) if indicator else (),
        options=(option.key,),
        places=every,
        together=every,
    )
    ground = replace(answer.ground, standing=tuple(standing))
    told = cubes.facts(ground, wanted, answer.catalogue.elements)
    stretches = (
        _stretch(answer, one, measure, element, option.key, reporters[one.period.id], told)
        for one in standing
    )
    return Behind(
        measure=pivot.measures[measure],
        option=option.name if option.key else "",
        fact=pivot.cell(row, column, answer.facts([row])),
        stretches=tuple(one for one in stretches if one.form),
    )


def _named(answer: Answer, measure: str) -> tuple[DataElement, bool]:
    """The element of a measure, or the first of an indicator's numerator."""
    if measure in answer.catalogue.indicators:
        first = answer.catalogue.indicators[measure].numerator.names[0][0]
        return answer.catalogue.elements[first], True
    return answer.catalogue.elements[measure], False


def _reporters(
    answer: Answer, standing: Standing, element: DataElement, option: str, places: set[int]
) -> tuple[int, ...]:
    form = answer.ground.form_of(element, option, standing.period)
    if form is None:
        return ()
    return tuple(
        pk
        for pk in standing.reporters[form.code]
        if pk in places or any(pk in standing.below.get(place, ()) for place in places)
    )


def _stretch(
    answer: Answer,
    standing: Standing,
    measure: str,
    element: DataElement,
    option: str,
    reporters: tuple[int, ...],
    told: Facts,
) -> Stretch:
    assert standing.area is not None
    form = answer.ground.form_of(element, option, standing.period)
    found = [
        Given(answer.ground.rows[pk], fact)
        for pk in reporters
        if (fact := told.at.get((measure, option, str(pk), standing.period.id))) is not None
    ]
    held = next(
        (one.fact.lack for one in found if one.fact.lack is not None and one.fact.lack.withheld), None
    )
    return Stretch(
        period=standing.period,
        area=standing.area,
        form="" if form is None else form.code,
        element=element.code,
        option=option,
        measure=answer.pivot.measures[measure],
        given=() if held else tuple(found),
        withheld=held,
    )
