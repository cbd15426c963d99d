"""Measures indicators over the reporters of an area, from published figures alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import audience_of
from sokehoach.apps.consolidation.queries.senders import build_unit_keys
from sokehoach.apps.consolidation.queries.sheets import (
    ConsolidatedSheet,
    access_area,
    build_sheet,
    list_reporter_keys,
    publish_answers,
)
from sokehoach.apps.indicators.queries import denominators, elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import due_days
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.indicators.coverage import NamedCoverage
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.indicators.expression import Name
from sokehoach.domain.indicators.expression import compute_time_operator as goes_on
from sokehoach.domain.indicators.indicator import (
    Indicator,
    IndicatorResult,
    aggregate_over_time,
    get_form_code,
    list_breaks,
    measure_indicator,
    narrow_to_reporter,
    prefer_reported_shares,
    rename_reporters,
)
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.messages import say_count
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.programmes.earlier import has_break
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import list_own_periods
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class MeasuredIndicator:
    """A measured indicator, and the sheets of its figures: one for each period, the latest last."""

    indicator: Indicator
    measured: IndicatorResult
    sheets: tuple[ConsolidatedSheet, ...]
    element: DataElement  # the first of its numerator
    breaks: tuple[date, ...] = ()  # from which days it counts otherwise than before
    year_before: IndicatorResult | None = None  # in the same period of the year before, where the indicator is a change

    @property
    def sheet(self) -> ConsolidatedSheet:
        return self.sheets[-1]

    @property
    def missing(self) -> tuple[str, ...]:
        """Short names of senders with an unknown side, their own or that of a reporter below."""
        silent_keys, keys = {*self.measured.missing}, list_keys_over_sheets(self.sheets)
        names: dict[str, None] = {}
        for sheet in self.sheets:
            for sender in sheet.senders:
                if any(keys[report.unit.pk] in silent_keys for report in sender.reports):
                    names[sender.name] = None
        return tuple(names)

    @property
    def reporters(self) -> dict[str, Unit]:
        """The reporters by key, in the order of the codes."""
        keys = list_keys_over_sheets(self.sheets)
        units_by_key = {keys[report.unit.pk]: report.unit for sheet in self.sheets for report in sheet.expected}
        return dict(sorted(units_by_key.items()))


def describe_coverage(measured_indicator: MeasuredIndicator) -> NamedCoverage:
    """The coverage of the indicator, with names for a sentence."""
    has_denominator = measured_indicator.indicator.rule.per is not None
    measured = measured_indicator.measured
    coverage = measured.coverage if has_denominator else replace(measured, whole=None).coverage
    return NamedCoverage(
        asked=len(coverage.asked),
        outside=_name_senders(measured_indicator, coverage.outside),
        left_out=len(coverage.outside),
        silent=_name_senders(measured_indicator, coverage.silent),
        silent_count=len(coverage.silent),
        partial=_name_senders(measured_indicator, coverage.partial),
        partial_count=len(coverage.partial),
    )


def _name_senders(measured_indicator: MeasuredIndicator, keys: Sequence[str]) -> tuple[str, ...]:
    """«Pú Xi»; for reporters below an area that sends for them, «Lào Cai (2 đơn vị)»."""
    remaining_keys, reporter_counts = {*keys}, dict[str, int]()
    area_names = set()
    keys_by_unit = list_keys_over_sheets(measured_indicator.sheets)
    for sheet in measured_indicator.sheets:
        for sender in sheet.senders:
            sender_keys = {keys_by_unit[report.unit.pk] for report in sender.reports} & remaining_keys
            remaining_keys -= sender_keys
            if sender_keys:
                reporter_counts[sender.name] = reporter_counts.get(sender.name, 0) + len(sender_keys)
            if sender_keys and sender.is_area:
                area_names.add(sender.name)
    return tuple(
        say_count("%(area)s (%(n)s đơn vị)", n, area=name, n=n) if name in area_names else name
        for name, n in reporter_counts.items()
    )


def measure_indicators(
    user: User, *, unit: str, period: str, indicators: Iterable[Indicator], day: date | None = None
) -> dict[str, MeasuredIndicator]:
    """The indicators by code. Builds one sheet for each form and period, whatever the number of indicators.

    Left out are indicators of a form that has no period within or around the one asked for (nine months for December),
    or that did not ask for what they are computed from.
    The caller passes indicators of programmes whose figures the account sees (`list_own_indicators`).
    If the form has shorter periods than the one asked for, the indicator is aggregated over those whose cut-off is not
    after `day` (None: all). A reporter with an accepted report of the period itself is measured by that.
    """
    area = access_area(user, unit=unit, period=period)
    return measure_indicators_for(audience_of(user), area, period=period, indicators=indicators, day=day)


def measure_indicators_for(
    audience: Audience, area: Unit, *, period: str, indicators: Iterable[Indicator], day: date | None
) -> dict[str, MeasuredIndicator]:
    """The indicators by code for an audience, as for a document."""
    indicators, period_now = list(indicators), periods.parse_period(period)
    measured = _measure_indicators(audience, area, period_now, indicators, day)
    changes = [indicator for indicator in indicators if indicator.rule.needs_year_before]
    day_before = None if day is None else periods.move_back_years(day, 1)
    measured_before = _measure_indicators(
        audience, area, periods.get_period_year_before(period_now), changes, day_before
    )
    return measured | {
        uid: replace(measured[uid], year_before=_compare(measured[uid], indicator_before))
        for uid, indicator_before in measured_before.items()
        if uid in measured
    }


def _compare(measured_indicator: MeasuredIndicator, before: MeasuredIndicator) -> IndicatorResult:
    """The result of the year before, by the keys of today's reporters: another version of a unit is another reporter.

    Without a level where what is counted has changed since.
    """
    starts = [sheet.first_day for sheet in (*measured_indicator.sheets, *before.sheets)]
    keys = list_keys_over_sheets((*before.sheets, *measured_indicator.sheets))
    measured = rename_reporters(before.measured, {key: keys[unit.pk] for key, unit in before.reporters.items()})
    return (
        replace(measured, lack=NotMeasurableReason.DEFINITION)
        if has_break(measured_indicator.breaks, starts)
        else measured
    )


def measure_indicators_of_reporter(
    audience: Audience,
    reporter: Unit,
    *,
    area: Unit,
    period: str,
    indicators: Iterable[Indicator],
    day: date | None,
) -> dict[str, MeasuredIndicator]:
    """The indicators of one reporter below the area. The caller has checked that its report may be seen."""
    measured_indicators = measure_indicators_for(audience, area, period=period, indicators=indicators, day=day)
    reporter_indicators = {}
    for code, measured_indicator in measured_indicators.items():
        key = next(
            (key for key, unit in measured_indicator.reporters.items() if unit.pk == reporter.pk),
            reporter.code,
        )
        reporter_indicators[code] = MeasuredIndicator(
            measured_indicator.indicator,
            narrow_to_reporter(measured_indicator.measured, key),
            measured_indicator.sheets,
            measured_indicator.element,
            measured_indicator.breaks,
            None if measured_indicator.year_before is None else narrow_to_reporter(measured_indicator.year_before, key),
        )
    return reporter_indicators


def _measure_indicators(
    audience: Audience, area: Unit, period: periods.Period, indicators: Iterable[Indicator], day: date | None
) -> dict[str, MeasuredIndicator]:
    indicators = list(indicators)
    elements_by_code = elements.list_named_elements(indicators)
    sheets_by_form: dict[str, tuple[ConsolidatedSheet, ...]] = {}
    longer_sheets: dict[str, ConsolidatedSheet | None] = {}
    measured_indicators: dict[str, MeasuredIndicator] = {}
    for indicator in indicators:
        code = get_form_code(indicator, elements_by_code)
        if code not in sheets_by_form:
            form = query_forms.get_form(code)
            sheets_by_form[code] = tuple(
                build_sheet(audience, unit=area, form=code, period=period_id)
                for period_id in _list_periods(form, period, day)
            )
            longer_sheets[code] = _find_longer_sheet(audience, area, form, period, day)
        sheets, longer_sheet = sheets_by_form[code], longer_sheets[code]
        if not sheets or not all(_has_inputs(sheet, indicator) for sheet in (*sheets, longer_sheet) if sheet):
            continue
        measured_indicators[indicator.uid] = _measure_over_sheets(
            sheets,
            longer_sheet,
            indicator,
            elements_by_code,
            elements_by_code[indicator.numerator.names[0][0]],
        )
    return measured_indicators


def _has_inputs(sheet: ConsolidatedSheet, indicator: Indicator) -> bool:
    """Whether the form asked, in the sheet's period, for all numbers of the indicator."""
    cells = {(cell.element, cell.disaggregation) for cell in sheet.form.cells}
    return cells.issuperset(indicator.at(sheet.first_day).names)


def _find_longer_sheet(
    audience: Audience, area: Unit, form: Form, period: periods.Period, day: date | None
) -> ConsolidatedSheet | None:
    """The sheet of a longer period for which a form is owed too; None while no report of it is accepted."""
    if period.type not in form.at(period).also_for:
        return None
    if day is not None and day < due_days.get_counting_window(form, period.id).cut_off:
        return None
    longer_sheet = build_sheet(audience, unit=area, form=form.uid, period=period.id)
    return longer_sheet if longer_sheet.received else None


def _measure_over_sheets(
    sheets: tuple[ConsolidatedSheet, ...],
    longer_sheet: ConsolidatedSheet | None,
    indicator: Indicator,
    elements_by_code: Mapping[str, DataElement],
    element: DataElement,
) -> MeasuredIndicator:
    by_period = [answers_by_reporter(sheet, indicator) for sheet in sheets]
    all_sheets = sheets if longer_sheet is None else (*sheets, longer_sheet)
    measured = measure_by_answers(sheets, indicator, elements_by_code, by_period, keys_of=all_sheets)
    breaks = list_breaks(indicator, elements_by_code)
    if longer_sheet is None:
        return MeasuredIndicator(indicator, measured, sheets, element, breaks)
    longer_answers = [answers_by_reporter(longer_sheet, indicator)]
    longer_measured = measure_by_answers(
        (longer_sheet,), indicator, elements_by_code, longer_answers, keys_of=all_sheets
    )
    return MeasuredIndicator(indicator, prefer_reported_shares(longer_measured, measured), all_sheets, element, breaks)


def measure_over_same_sheets(measured_indicator: MeasuredIndicator, indicator: Indicator) -> IndicatorResult:
    """Measures another indicator over the same sheets, with queries for denominators only."""
    sheets, longer_sheet = split_longer_sheet(measured_indicator)
    return _measure_over_sheets(
        sheets,
        longer_sheet,
        indicator,
        elements.list_elements(programme=sheets[0].programme),
        measured_indicator.element,
    ).measured


def split_longer_sheet(
    measured_indicator: MeasuredIndicator,
) -> tuple[tuple[ConsolidatedSheet, ...], ConsolidatedSheet | None]:
    """The sheets of the form's own periods, and that of a longer period."""
    longer_sheet = next(
        (sheet for sheet in measured_indicator.sheets if sheet.period.type != sheet.form.period_type), None
    )
    sheets = tuple(sheet for sheet in measured_indicator.sheets if sheet is not longer_sheet)
    return (sheets, longer_sheet) if sheets else (measured_indicator.sheets, longer_sheet)


def measure_by_answers(
    sheets: Sequence[ConsolidatedSheet],
    indicator: Indicator,
    elements_by_code: Mapping[str, DataElement],
    answers: Sequence[Mapping[str, Mapping[Name, Value]]],
    *,
    keys_of: Sequence[ConsolidatedSheet] = (),
) -> IndicatorResult:
    """The indicator computed from these answers, one mapping (reporter → name → value) for each sheet.

    Its reporters have their keys over `keys_of`, by default the sheets.
    """
    starts, keys = [sheet.first_day for sheet in sheets], list_keys_over_sheets(keys_of or sheets)
    by_period = [
        rename_reporters(
            measure_sheet(sheet, indicator.at(start), sheet_answers),
            {key: keys[pk] for pk, key in list_reporter_keys(sheet).items()},
        )
        for sheet, start, sheet_answers in zip(sheets, starts, answers, strict=True)
    ]
    return aggregate_over_time(
        by_period,
        goes_on(indicator.numerator, elements_by_code),
        goes_on(indicator.denominator, elements_by_code),
        is_comparable=not has_break(list_breaks(indicator, elements_by_code), starts),
        ended={
            keys[report.unit.pk] for sheet in sheets for report in sheet.expected if _has_ended(report.unit, sheets[-1])
        },
    )


def measure_sheet(
    sheet: ConsolidatedSheet, indicator: Indicator, answers: Mapping[str, Mapping[Name, Value]]
) -> IndicatorResult:
    """The indicator of one period from these answers (reporter → name → value)."""
    keys = list_reporter_keys(sheet)
    return measure_indicator(
        indicator,
        [*keys.values()],
        answers,
        list_denominators(sheet, indicator),
        ended={keys[report.unit.pk] for report in sheet.expected if _has_ended(report.unit, sheet)},
    )


def list_keys_over_sheets(sheets: Iterable[ConsolidatedSheet]) -> dict[int, str]:
    """The key of each reporter of these sheets by its row id: a code may be another unit's in another period."""
    return build_unit_keys({report.unit.pk: report.unit for sheet in sheets for report in sheet.expected}.values())


def _has_ended(unit: Unit, sheet: ConsolidatedSheet) -> bool:
    """Whether the unit was gone at the cut-off of the sheet's period."""
    window = compute_window(sheet.period, sheet.form.counting_window)
    return unit.valid_to is not None and unit.valid_to <= window.cut_off


def _list_periods(form: Form, period: periods.Period, day: date | None) -> list[str]:
    """Periods of the form's type: the one asked for, else those within it, else the one around it, or none.

    Those within are taken only where each day counts in exactly one of them, and where they make up the whole: of a
    month or a year no weeks, which begin before it or end after it.
    """
    if period.type == form.at(period).period_type:
        return [period.id]
    year_periods = list_own_periods(form, period.year, period.year)
    inner_periods = [
        candidate.id
        for candidate in year_periods
        if candidate.type is not periods.PeriodType.WEEK
        and form.at(candidate).counting_window.tiles
        and period.start <= candidate.start
        and candidate.end <= period.end
    ]
    outer_periods = [
        candidate.id for candidate in year_periods if candidate.start <= period.start and period.end <= candidate.end
    ]
    due_periods = [
        period_id
        for period_id in inner_periods
        if day is None or due_days.get_counting_window(form, period_id).cut_off <= day
    ]
    return due_periods or inner_periods[:1] or outer_periods


def answers_by_reporter(sheet: ConsolidatedSheet, indicator: Indicator) -> dict[str, dict[Name, Value]]:
    """The published inputs by reporter; withheld parts are left out."""
    answers: dict[str, dict[Name, Value]] = {}
    for name, figure in publish_answers(sheet, indicator.at(sheet.first_day).names).items():
        for part in figure.parts:
            answers.setdefault(part.unit, {})[name] = part.value
    return answers


def list_denominators(sheet: ConsolidatedSheet, indicator: Indicator) -> dict[str, dict[str, int]]:
    """The denominators of the indicator by reporter and kind, of the sheet's year. One query a kind."""
    rows = list_reporter_keys(sheet)
    names = {*indicator.numerator.denominators, *indicator.denominator.denominators}
    values: dict[str, dict[str, int]] = {code: {} for code in rows.values()}
    for name in names:
        for pk, number in denominators.list_values(rows, name, sheet.period.year).items():
            values[rows[pk]][name] = number
    return values
