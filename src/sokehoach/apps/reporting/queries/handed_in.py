"""Reads what units have handed in of the reports that they owe, and the extensions that they were granted.

`condition`: which rows, by form, unit and period.
"""

import uuid
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import CharField, DateTimeField, Func, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from sokehoach.apps.reporting import models
from sokehoach.domain.reporting.obligation import Extension
from sokehoach.domain.reporting.workflow import COUNTED_STATES, SENDING_ACTIONS, ReportState

_MAX_PARSED = 65_536  # reports that a process keeps parsed: those of six forms of all communes of the country

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

    One query. A country has ten thousand rows: ids and times come as the texts of the database, so that each is parsed
    once in a process, not once a page.
    """
    reports: dict[ReportKey, HandedIn] = {}
    sending_steps = models.Step.objects.filter(submission=OuterRef("pk"), action__in=SENDING_ACTIONS)
    earliest = Func("at", function="MIN", output_field=DateTimeField())  # Django's own would group by the submission
    first_sent_at = sending_steps.order_by().values(at_first=earliest)
    rows = models.Submission.objects.filter(condition).order_by("edition")
    for form, unit, period, *stored in rows.annotate(
        pk_text=Cast("pk", CharField()), first_sent_at=Cast(Subquery(first_sent_at), CharField())
    ).values_list("form_id", "unit_id", "period", "pk_text", "state", "version", "first_sent_at"):
        key = (form, unit, period)
        earlier_report = reports.get(key)
        if earlier_report is None:
            reports[key] = _parse_stored(*stored)
        elif earlier_report.state != ReportState.ACCEPTED:
            reports[key] = _parse_stored(*stored)._replace(first_sent=earlier_report.first_sent)
    return reports


@lru_cache(maxsize=_MAX_PARSED)
def _parse_stored(pk_text: str, state: str, version: int, first_sent_at: str | None) -> HandedIn:
    """`first_sent_at`: SQLite stores it without its zone, which is UTC."""
    first_sent = None
    if first_sent_at is not None:
        at = datetime.fromisoformat(first_sent_at)
        first_sent = timezone.localdate(at if at.tzinfo else at.replace(tzinfo=UTC))
    counted_state = ReportState.ACCEPTED if state in COUNTED_STATES else ReportState(state)
    return HandedIn(uuid.UUID(pk_text), counted_state, version, first_sent)


def list_forms_with_accepted(period: str) -> set[str]:
    """The uids of forms of which a report of the period is accepted, of any unit. One query."""
    rows = models.Submission.objects.filter(period=period, state__in=COUNTED_STATES).order_by()
    return set(rows.values_list("form__uid", flat=True).distinct())
