"""Measures indicators as of an earlier moment, from the reports that counted then."""

import uuid
from collections.abc import Iterable, Mapping

from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator, answers_by_reporter, measure_by_answers
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, list_reporter_keys
from sokehoach.apps.indicators.queries.elements import list_named_elements
from sokehoach.apps.reporting.queries import submissions
from sokehoach.apps.reporting.queries.submissions import ReportsAtMoment
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.indicator import IndicatorResult
from sokehoach.domain.values.value import Value

type Answers = Mapping[str, Mapping[Name, Value]]


def measure_indicators_at(
    measured_indicators: Iterable[MeasuredIndicator], past_reports: ReportsAtMoment
) -> dict[str, IndicatorResult]:
    """The indicators by code. One query where a report was corrected since, otherwise none.

    What is withheld today is left out as well; denominators are today's. Indicators whose figures come through areas
    that close are left out, since earlier closings' figures are not stored.
    """
    direct_indicators = [
        measured_indicator
        for measured_indicator in measured_indicators
        if not any(sheet.areas for sheet in measured_indicator.sheets)
    ]
    values = submissions.list_values_by_report(
        previous
        for measured_indicator in direct_indicators
        for sheet in measured_indicator.sheets
        for previous, now in _list_reports(sheet, past_reports).values()
        if previous is not None and previous != now
    )
    elements_by_code = list_named_elements(measured.indicator for measured in direct_indicators)
    return {
        measured_indicator.indicator.uid: measure_by_answers(
            measured_indicator.sheets,
            measured_indicator.indicator,
            elements_by_code,
            [_list_answers(sheet, measured_indicator, past_reports, values) for sheet in measured_indicator.sheets],
        )
        for measured_indicator in direct_indicators
    }


def _list_reports(
    sheet: ConsolidatedSheet, past_reports: ReportsAtMoment
) -> dict[str, tuple[uuid.UUID | None, uuid.UUID | None]]:
    """The report that counted then and the one that counts today, by reporter; None for none."""
    keys = list_reporter_keys(sheet)
    return {
        keys[report.unit.pk]: (
            past_reports.counted_reports.get((report.form, report.unit.pk, report.period)),
            report.submission if report.state == "accepted" else None,
        )
        for report in sheet.expected
    }


def _list_answers(
    sheet: ConsolidatedSheet,
    measured_indicator: MeasuredIndicator,
    past_reports: ReportsAtMoment,
    values: Mapping[uuid.UUID, Mapping[Name, Value]],
) -> Answers:
    today = answers_by_reporter(sheet, measured_indicator.indicator)
    then: dict[str, Mapping[Name, Value]] = {}
    for key, (previous, now) in _list_reports(sheet, past_reports).items():
        current = today.get(key, {})
        if previous is None:
            continue
        old = current if previous == now else values.get(previous, {})
        then[key] = {name: old[name] for name in current if name in old}
    return then
