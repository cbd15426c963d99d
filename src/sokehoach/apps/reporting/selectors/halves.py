"""The two half-years beside an annual report."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.annual import over_halves
from sokehoach.domain.reporting.form import Form, Rule
from sokehoach.domain.reporting.workflow import COUNTED
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

_ASKING = (Rule.YEAR_AT_LEAST_HALF, Rule.YEAR_IS_SUM_OF_HALVES)


@dataclass(frozen=True, slots=True)
class HalfReport:
    """A half-year and the unit's report of it that counts; None where there is none."""

    period: str
    submission: uuid.UUID | None

    @property
    def period_vi(self) -> str:
        return period_name(periods.parse(self.period))

    @property
    def short_vi(self) -> str:
        return _("6 tháng đầu") if self.period.endswith("S1") else _("6 tháng cuối")


@dataclass(frozen=True, slots=True)
class Half(HalfReport):
    """What it says for one cell."""

    value: Value

    @property
    def silent(self) -> bool:
        return self.value is Gap.NOT_REPORTED


@dataclass(frozen=True, slots=True)
class FromHalves:
    """A cell of the year, «tính từ hai kỳ sáu tháng»; `value` is a gap where a half that it needs has none."""

    value: Value
    first: Half
    second: Half

    @property
    def both(self) -> tuple[Half, Half]:
        return self.first, self.second

    @property
    def missing(self) -> tuple[Half, ...]:
        """The halves for want of which the cell is a gap."""
        if self.value is not Gap.NOT_REPORTED:
            return ()
        return tuple(half for half in self.both if half.silent)


@dataclass(frozen=True, slots=True)
class Halves:
    """Both halves by the cells of the year's form, and what the cells are made of them."""

    first: Mapping[str, Value]
    second: Mapping[str, Value]
    cells: Mapping[str, FromHalves]
    reports: tuple[HalfReport, ...]


def halves(form: Form, submission: Submission, meaning: Mapping[str, DataElement]) -> Halves | None:
    """What counts of the same unit's two half-years: one query; None, without one, where nothing asks for them.

    Found by element, since the halves' form may be another one. Only of a form that is `annual` are cells made.
    """
    year = periods.parse(submission.period)
    if year.type is not periods.PeriodType.YEAR:
        return None
    if not form.annual and not any(check.rule in _ASKING for check in form.checks):
        return None
    opening, closing = (one.id for one in periods.halves(year))
    told = _told(submission, opening, closing)

    def half(period: str, element: str, disaggregation: str) -> Half:
        return told.get((period, element, disaggregation), Half(period, None, Gap.NOT_REPORTED))

    pairs = {
        cell.code: (
            half(opening, cell.element, cell.disaggregation),
            half(closing, cell.element, cell.disaggregation),
        )
        for cell in form.cells
    }
    made: dict[str, FromHalves] = {}
    for cell in form.cells if form.annual else ():
        first, second = pairs[cell.code]
        value = over_halves(meaning[cell.element].over_time, first.value, second.value)
        if value is not None and not cell.sum_of:
            made[cell.code] = FromHalves(value, first, second)
    return Halves(
        first={code: first.value for code, (first, _second) in pairs.items()},
        second={code: second.value for code, (_first, second) in pairs.items()},
        cells=made,
        reports=tuple(HalfReport(one, _report(told, one)) for one in (opening, closing)),
    )


def words(form: Form, submission: Submission) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By heading what the halves said of it, each with the name of its period: one query, none but for a year."""
    year = periods.parse(submission.period)
    if year.type is not periods.PeriodType.YEAR or not form.annual or not form.narratives:
        return {}
    rows = NarrativeText.objects.filter(
        submission__form=submission.form_id,
        submission__unit__code=submission.unit.code,
        submission__period__in=[one.id for one in periods.halves(year)],
        submission__state__in=COUNTED,
    ).exclude(text="")
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in rows.select_related("submission").order_by("submission__period"):
        name = period_name(periods.parse(row.submission.period))
        found[row.heading] = (*found.get(row.heading, ()), (name, row.text))
    return found


def _report(told: Mapping[tuple[str, str, str], Half], period: str) -> uuid.UUID | None:
    return next((half.submission for half in told.values() if half.period == period), None)


def _told(submission: Submission, *halves: str) -> Mapping[tuple[str, str, str], Half]:
    rows = DataValue.objects.filter(
        submission__unit__code=submission.unit.code,
        submission__period__in=halves,
        submission__state__in=COUNTED,
    ).values_list(
        "submission__period", "element__code", "disaggregation", "number", "gap", "submission", "source"
    )
    found: dict[tuple[str, str, str], Half] = {}
    for period, element, disaggregation, number, gap, report, source in rows:
        place = (period, element, disaggregation)
        if place not in found or source != DataValue.Source.SHARED:
            found[place] = Half(period, report, Gap(gap) if number is None else number)
    return found
