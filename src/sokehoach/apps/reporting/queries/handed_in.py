"""Reads what units have handed in of the reports that they owe, and the extensions that they were granted.

`condition`: which rows, by form, unit and period.
"""

import uuid
from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Min, Q
from django.utils import timezone

from sokehoach.apps.reporting import models
from sokehoach.domain.reporting.obligation import Extension
from sokehoach.domain.reporting.workflow import COUNTED_STATES, SENDING_ACTIONS, ReportState

type ReportKey = tuple[int, int, str]  # form, unit, period


def list_granted(condition: Q) -> dict[ReportKey, list[Extension]]:
    """The granted extensions of each form, unit and period. One query."""
    extensions_by_report: dict[ReportKey, list[Extension]] = defaultdict(list)
    granted = models.Extension.objects.filter(answer=models.Extension.Answer.GRANTED)
    for row in granted.filter(condition):
        extensions_by_report[row.form_id, row.unit_id, row.period].append(Extension(row.until))
    return extensions_by_report


class HandedIn(NamedTuple):
    """A report. `state`: a consolidated one is «accepted» here."""

    pk: uuid.UUID
    state: ReportState
    version: int
    first_sent: date | None


def list_handed_in(condition: Q) -> dict[ReportKey, HandedIn]:
    """The report of each form, unit and period: the counted edition, else the newest, with its first sending day.

    One query.
    """
    reports: dict[ReportKey, HandedIn] = {}
    rows = models.Submission.objects.filter(condition).order_by("edition")
    sent_at = Min("steps__at", filter=Q(steps__action__in=SENDING_ACTIONS))
    columns = ("form_id", "unit_id", "period", "pk", "state", "version")
    for form, unit, period, pk, state, version, first_sent_at in rows.annotate(first_sent_at=sent_at).values_list(
        *columns, "first_sent_at"
    ):
        key = (form, unit, period)
        earlier_report = reports.get(key)
        first_sent = (
            earlier_report.first_sent
            if earlier_report
            else None
            if first_sent_at is None
            else timezone.localdate(first_sent_at)
        )
        if earlier_report is None or earlier_report.state != ReportState.ACCEPTED:
            counted_state = ReportState.ACCEPTED if state in COUNTED_STATES else ReportState(state)
            reports[key] = HandedIn(pk, counted_state, version, first_sent)
    return reports
