"""Indicators as they stood at an earlier moment, from the reports that counted then."""

import uuid
from collections.abc import Iterable, Mapping

from sokehoach.apps.consolidation.selectors.measures import Found, answers_by_reporter, measured_by
from sokehoach.apps.consolidation.selectors.sheets import Sheet, reporters
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.reporting.selectors import moments
from sokehoach.apps.reporting.selectors.moments import Past
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import Measured
from sokehoach.domain.values.value import Value

type Answers = Mapping[str, Mapping[Name, Value]]


def stood(found: Iterable[Found], past: Past) -> dict[str, Measured]:
    """By code of the indicator. One query where a report was corrected since, else none.

    What is withheld today is nobody's answer then either; denominators are today's. An indicator whose figures come
    up through areas that close is not in the answer: of an area below it is not kept what it sent then.
    """
    told = [one for one in found if not any(drawn.areas for drawn in one.sheets)]
    values = moments.values_of(
        before
        for one in told
        for drawn in one.sheets
        for before, now in _reports(drawn, past).values()
        if before is not None and before != now
    )
    known = elements()
    return {
        one.indicator.code: measured_by(
            one.sheets, one.indicator, known, [_answers(drawn, one, past, values) for drawn in one.sheets]
        )
        for one in told
    }


def _reports(sheet: Sheet, past: Past) -> dict[str, tuple[uuid.UUID | None, uuid.UUID | None]]:
    """By reporter the report that counted then and the one that counts today; None for none."""
    keys = reporters(sheet)
    return {
        keys[one.unit.pk]: (
            past.counted.get((one.form, one.unit.pk, one.period)),
            one.submission if one.state == "accepted" else None,
        )
        for one in sheet.expected
    }


def _answers(
    sheet: Sheet, found: Found, past: Past, values: Mapping[uuid.UUID, Mapping[Name, Value]]
) -> Answers:
    today = answers_by_reporter(sheet, found.indicator)
    then: dict[str, Mapping[Name, Value]] = {}
    for key, (before, now) in _reports(sheet, past).items():
        shown = today.get(key, {})
        if before is None:
            continue
        old = shown if before == now else values.get(before, {})
        then[key] = {name: old[name] for name in shown if name in old}
    return then
