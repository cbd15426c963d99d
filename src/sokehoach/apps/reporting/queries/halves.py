"""Computes the cells of an annual report from the two half-years."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.annual import compute_year_value
from sokehoach.domain.reporting.form import Form, Rule
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_RULES_OVER_HALVES = (Rule.YEAR_AT_LEAST_HALF, Rule.YEAR_IS_SUM_OF_HALVES)


@dataclass(frozen=True, slots=True)
class HalfReport:
    """A half-year and the unit's counted report of it; None where there is none."""

    period: str
    submission: uuid.UUID | None

    @property
    def period_vi(self) -> str:
        return period_name(periods.parse_period(self.period))

    @property
    def short_vi(self) -> str:
        return _("6 tháng đầu") if self.period.endswith("S1") else _("6 tháng cuối")


@dataclass(frozen=True, slots=True)
class Half(HalfReport):
    """The value of one cell in a half-year."""

    value: Value

    @property
    def silent(self) -> bool:
        return self.value is Gap.NOT_REPORTED


@dataclass(frozen=True, slots=True)
class FromHalves:
    """A cell computed from the half-years («tính từ hai kỳ sáu tháng»); a gap where a half that it needs has none."""

    value: Value
    first: Half
    second: Half

    @property
    def both(self) -> tuple[Half, Half]:
        return self.first, self.second

    @property
    def missing(self) -> tuple[Half, ...]:
        """The half-years whose missing number makes the cell a gap."""
        if self.value is not Gap.NOT_REPORTED:
            return ()
        return tuple(half for half in self.both if half.silent)


@dataclass(frozen=True, slots=True)
class Halves:
    """Both half-years by the cells of the annual form, and the cells computed from them."""

    first: Mapping[str, Value]
    second: Mapping[str, Value]
    cells: Mapping[str, FromHalves]
    reports: tuple[HalfReport, ...]


def load_halves(form: Form, submission: Submission, elements_by_code: Mapping[str, DataElement]) -> Halves | None:
    """The unit's counted values of the two half-years; None where the form does not need them. One query.

    They are matched by element, since the half-year form may be another one. Only an `annual` form gets computed cells.
    """
    year = periods.parse_period(submission.period)
    if year.type is not periods.PeriodType.YEAR:
        return None
    if not form.annual and not any(check.rule in _RULES_OVER_HALVES for check in form.checks):
        return None
    first_half, second_half = (half_year.id for half_year in periods.split_year(year))
    values_by_key = _list_half_values(submission, first_half, second_half)

    def get_half(period: str, element: str, disaggregation: str) -> Half:
        return values_by_key.get((period, element, disaggregation), Half(period, None, Gap.NOT_REPORTED))

    pairs = {
        cell.code: (
            get_half(first_half, cell.element, cell.disaggregation),
            get_half(second_half, cell.element, cell.disaggregation),
        )
        for cell in form.cells
    }
    cells: dict[str, FromHalves] = {}
    for cell in form.cells if form.annual else ():
        first, second = pairs[cell.code]
        value = compute_year_value(elements_by_code[cell.element].over_time, first.value, second.value)
        if value is not None and not cell.sum_of:
            cells[cell.code] = FromHalves(value, first, second)
    return Halves(
        first={code: first.value for code, (first, _second) in pairs.items()},
        second={code: second.value for code, (_first, second) in pairs.items()},
        cells=cells,
        reports=tuple(
            HalfReport(period_id, _find_report(values_by_key, period_id)) for period_id in (first_half, second_half)
        ),
    )


def list_half_narratives(form: Form, submission: Submission) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Texts of the half-years by heading, each with the name of its period. One query, only for a year."""
    year = periods.parse_period(submission.period)
    if year.type is not periods.PeriodType.YEAR or not form.annual or not form.narratives:
        return {}
    rows = NarrativeText.objects.filter(
        submission__form=submission.form_id,
        submission__unit__code=submission.unit.code,
        submission__period__in=[half_year.id for half_year in periods.split_year(year)],
        submission__state__in=COUNTED_STATES,
    ).exclude(text="")
    texts_by_heading: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows.select_related("submission").order_by("submission__period"):
        name = period_name(periods.parse_period(row.submission.period))
        texts_by_heading[row.heading] = (*texts_by_heading.get(row.heading, ()), (name, row.text))
    return texts_by_heading


def _find_report(values_by_key: Mapping[tuple[str, str, str], Half], period: str) -> uuid.UUID | None:
    return next((half.submission for half in values_by_key.values() if half.period == period), None)


def _list_half_values(submission: Submission, *halves: str) -> Mapping[tuple[str, str, str], Half]:
    rows = DataValue.objects.filter(
        submission__unit__code=submission.unit.code,
        submission__period__in=halves,
        submission__state__in=COUNTED_STATES,
    ).values_list("submission__period", "element__code", "disaggregation", "number", "gap", "submission", "source")
    values_by_key: dict[tuple[str, str, str], Half] = {}
    for period, element, disaggregation, number, gap, report, source in rows:
        place = (period, element, disaggregation)
        if place not in values_by_key or source != DataValue.Source.SHARED:
            values_by_key[place] = Half(period, report, Gap(gap) if number is None else number)
    return values_by_key
