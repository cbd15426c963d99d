"""Indicators over the reporters of an area, from published figures alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.selectors.sheets import Sheet, answers_of, area_for, reporters, sheet
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.coverage import Covers
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.expression import over_time as goes_on
from sokehoach.domain.indicators.indicator import (
    Indicator,
    Measured,
    form_of,
    measure,
    of_reporter,
    of_whole,
    over_time,
)
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator as it stands, and the sheets where its figures are: one for each period, the last one last."""

    indicator: Indicator
    measured: Measured
    sheets: tuple[Sheet, ...]
    element: DataElement  # the first of its numerator

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def missing(self) -> tuple[str, ...]:
        """Short names of the senders of whom, or of one of whose reporters, a side is not known."""
        silent = {*self.measured.missing}
        named: dict[str, None] = {}
        for drawn in self.sheets:
            keys = reporters(drawn)
            for one in drawn.senders:
                if any(keys[report.unit.pk] in silent for report in one.reports):
                    named[one.unit.short_name] = None
        return tuple(named)

    @property
    def reporters(self) -> dict[str, Unit]:
        """Who answers, by key, in the order of the codes."""
        known = {
            key: report.unit
            for drawn in self.sheets
            for report in drawn.expected
            for key in (reporters(drawn)[report.unit.pk],)
        }
        return dict(sorted(known.items()))


def covers(found: Found) -> Covers:
    """Whom the indicator covers, as a sentence says it."""
    coverage = found.measured.coverage
    return Covers(
        asked=len(coverage.asked),
        outside=_named(found, coverage.outside),
        left_out=len(coverage.outside),
        silent=_named(found, coverage.silent),
        partial=_named(found, coverage.partial),
    )


def _named(found: Found, keys: Sequence[str]) -> tuple[str, ...]:
    """«Pú Xi»; of reporters below an area that sends for them, «Tuần Giáo (2 đơn vị)»."""
    asked, named = {*keys}, dict[str, int]()
    several = set()
    for drawn in found.sheets:
        own = reporters(drawn)
        for sender in drawn.senders:
            mine = {own[report.unit.pk] for report in sender.reports} & asked
            asked -= mine
            if mine:
                named[sender.unit.short_name] = named.get(sender.unit.short_name, 0) + len(mine)
            if mine and sender.is_area:
                several.add(sender.unit.short_name)
    return tuple(
        _("%(area)s (%(n)s đơn vị)") % {"area": name, "n": n} if name in several else name
        for name, n in named.items()
    )


def found(
    user: User, *, unit: str, period: str, indicators: Iterable[Indicator], day: date | None = None
) -> dict[str, Found]:
    """By code of the indicator. One sheet is drawn for each form and period, whatever the number of indicators.

    Where the form reports more often than the period asked for, the indicator goes on over those of its periods
    whose cut-off has come by `day` (None: over all); who has an accepted report of the year is told by that.
    """
    area = area_for(user, unit=unit, period=period)
    return found_for(audience_of(user), area, period=period, indicators=indicators, day=day)


def found_for(
    audience: Audience, area: Unit, *, period: str, indicators: Iterable[Indicator], day: date | None
) -> dict[str, Found]:
    """The same for that audience, as a document is written for it."""
    return _found(audience, area, periods.parse(period), indicators, day)


def found_of(
    audience: Audience,
    reporter: Unit,
    *,
    area: Unit,
    period: str,
    indicators: Iterable[Indicator],
    day: date | None,
) -> dict[str, Found]:
    """The same of one reporter below the area. Whoever calls has asked whether its report may be seen."""
    told = found_for(audience, area, period=period, indicators=indicators, day=day)
    alone = {}
    for code, one in told.items():
        key = next((key for key, unit in one.reporters.items() if unit.pk == reporter.pk), reporter.code)
        alone[code] = Found(one.indicator, of_reporter(one.measured, key), one.sheets, one.element)
    return alone


def _found(
    audience: Audience, area: Unit, asked: periods.Period, indicators: Iterable[Indicator], day: date | None
) -> dict[str, Found]:
    known = elements.elements()
    drawn: dict[str, tuple[Sheet, ...]] = {}
    of_year: dict[str, Sheet | None] = {}
    told: dict[str, Found] = {}
    for indicator in indicators:
        code = form_of(indicator, known)
        if code not in drawn:
            form = forms.form(code)
            drawn[code] = tuple(
                sheet(audience, unit=area, form=code, period=one) for one in _periods(form, asked, day)
            )
            of_year[code] = _of_year(audience, area, form, asked, day)
        told[indicator.code] = _over(
            drawn[code], of_year[code], indicator, known, known[indicator.numerator.names[0][0]]
        )
    return told


def _of_year(
    audience: Audience, area: Unit, form: Form, asked: periods.Period, day: date | None
) -> Sheet | None:
    """The annual reports of a form that is owed by halves; None while none of them counts."""
    if not form.annual or asked.type is not periods.PeriodType.YEAR:
        return None
    if day is not None and day < obligations.counted(form, asked.id).cut_off:
        return None
    drawn = sheet(audience, unit=area, form=form.code, period=asked.id)
    return drawn if drawn.received else None


def _over(
    drawn: tuple[Sheet, ...],
    of_year: Sheet | None,
    indicator: Indicator,
    known: Mapping[str, DataElement],
    element: DataElement,
) -> Found:
    by_period = [answers_by_reporter(one, indicator) for one in drawn]
    measured = measured_by(drawn, indicator, known, by_period)
    if of_year is None:
        return Found(indicator, measured, drawn, element)
    told = measured_by((of_year,), indicator, known, [answers_by_reporter(of_year, indicator)])
    return Found(indicator, of_whole(told, measured), (*drawn, of_year), element)


def measured_of(found: Found, indicator: Indicator) -> Measured:
    """Another indicator over the same sheets: no query but for denominators."""
    annual = periods.PeriodType.YEAR
    of_year = next(
        (one for one in found.sheets if one.period.type is annual and one.form.period_type != annual), None
    )
    drawn = tuple(one for one in found.sheets if one is not of_year) or found.sheets
    return _over(drawn, of_year, indicator, elements.elements(), found.element).measured


def measured_by(
    drawn: Sequence[Sheet],
    indicator: Indicator,
    known: Mapping[str, DataElement],
    answers: Sequence[Mapping[str, Mapping[Name, Value]]],
) -> Measured:
    """The indicator by these answers, one mapping (reporter, name) for each sheet."""
    by_period = [
        measure(indicator, [*reporters(one).values()], told, _denominators(one, indicator))
        for one, told in zip(drawn, answers, strict=True)
    ]
    return over_time(by_period, goes_on(indicator.numerator, known), goes_on(indicator.denominator, known))


def _periods(form: Form, asked: periods.Period, day: date | None) -> list[str]:
    """Of the form's type: the period asked for, else those within it, else the one around it."""
    kind = periods.PeriodType(form.period_type)
    if asked.type is kind:
        return [asked.id]
    near = periods.of_years(kind, asked.year, asked.year)
    within = [one.id for one in near if asked.start <= one.start and one.end <= asked.end]
    around = [one.id for one in near if one.start <= asked.start and asked.end <= one.end]
    over = [one for one in within if day is None or obligations.counted(form, one).cut_off <= day]
    return over or within[:1] or around or [asked.id]


def answers_by_reporter(sheet: Sheet, indicator: Indicator) -> dict[str, dict[Name, Value]]:
    """By reporter: what each gave. Parts that are withheld are nobody's answer here either."""
    answers: dict[str, dict[Name, Value]] = {}
    for name, figure in answers_of(sheet, indicator.names).items():
        for part in figure.parts:
            answers.setdefault(part.unit, {})[name] = part.value
    return answers


def _denominators(sheet: Sheet, indicator: Indicator) -> dict[str, dict[str, int]]:
    rows = reporters(sheet)
    names = {*indicator.numerator.denominators, *indicator.denominator.denominators}
    told: dict[str, dict[str, int]] = {code: {} for code in rows.values()}
    for name in names:
        for pk, number in denominators.values(rows, name, sheet.period.year).items():
            told[rows[pk]][name] = number
    return told
