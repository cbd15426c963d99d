"""Indicators over the reporters of an area, from published figures alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors.sheets import Sheet, answers_of, reporters, sheet_for
from sokehoach.apps.indicators.selectors import denominators, elements
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Indicator, Measured, form_of, measure
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class Found:
    """An indicator as it stands, and the sheet where its figures are."""

    indicator: Indicator
    measured: Measured
    sheet: Sheet
    element: DataElement  # the first of its numerator

    @property
    def missing(self) -> tuple[str, ...]:
        """Short names of the senders of whom, or of one of whose reporters, a side is not known."""
        keys, silent = reporters(self.sheet), {*self.measured.missing}
        return tuple(
            one.unit.short_name
            for one in self.sheet.senders
            if any(keys[report.unit.pk] in silent for report in one.reports)
        )


def found(user: User, *, unit: str, period: str, indicators: Iterable[Indicator]) -> dict[str, Found]:
    """By code of the indicator. One sheet is drawn for each form, whatever the number of indicators."""
    known = elements.elements()
    sheets: dict[str, Sheet] = {}
    told: dict[str, Found] = {}
    for indicator in indicators:
        form = form_of(indicator, known)
        if form not in sheets:
            sheets[form] = sheet_for(user, unit=unit, form=form, period=period)
        sheet = sheets[form]
        measured = measure(
            indicator,
            [*reporters(sheet).values()],
            _answers(sheet, indicator),
            _denominators(sheet, indicator),
        )
        told[indicator.code] = Found(indicator, measured, sheet, known[indicator.numerator.names[0][0]])
    return told


def _answers(sheet: Sheet, indicator: Indicator) -> dict[str, dict[Name, Value]]:
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
