"""Finds the state of reports at an earlier moment from their steps."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from sokehoach.apps.reporting.models import DataValue, Step
from sokehoach.domain.reporting.workflow import ReportAction
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type ReportKey = tuple[str, int, str]  # form, unit (row id), period


@dataclass(frozen=True, slots=True)
class ReportStep:
    """One step of a report after the moment."""

    report: ReportKey
    action: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportsAtMoment:
    """`counted_reports`: the report that counted at the moment, by key; missing where there was none."""

    counted_reports: Mapping[ReportKey, uuid.UUID]
    since: tuple[ReportStep, ...]


def load_reports_at(periods: Collection[str], moment: datetime) -> ReportsAtMoment:
    """The state of all reports of these periods at the moment. One query."""
    rows = (
        Step.objects.filter(submission__period__in=set(periods))
        .filter(Q(action=ReportAction.ACCEPT) | Q(at__gte=moment))
        .order_by("submission__edition", "id")
        .values_list("submission__form__code", "submission__unit", "submission__period", "submission", "action", "at")
    )
    counted_reports: dict[ReportKey, uuid.UUID] = {}
    since = []
    for form, unit, period, submission, action, at in rows:
        if at >= moment:
            since.append(ReportStep((form, unit, period), action, at))
        elif action == ReportAction.ACCEPT:
            counted_reports[form, unit, period] = submission  # of two editions the later
    return ReportsAtMoment(counted_reports, tuple(since))


def list_values_by_report(submissions: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[tuple[str, str], Value]]:
    """Values by report, counted or replaced, then by element and disaggregation. One query, none without reports.

    The caller checks who may see them.
    """
    values: dict[uuid.UUID, dict[tuple[str, str], Value]] = {}
    report_ids = set(submissions)
    if not report_ids:
        return values
    rows = DataValue.objects.filter(submission__in=report_ids).order_by()
    for submission, element, part, number, gap in rows.values_list(
        "submission", "element__code", "disaggregation", "number", "gap"
    ):
        values.setdefault(submission, {})[element, part] = number if number is not None else Gap(gap)
    return values
