"""Reports: what units owe, the reports that were begun, and one report with its values."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.definitions import list_own_programmes
from sokehoach.apps.api.paging import ListQuery, build_choice_filter, page_queryset, page_rows
from sokehoach.apps.api.values import ListItem, ListPage, Number, build_value
from sokehoach.apps.api.versions import build_report_version, format_tag
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.queries.lines import CellLine, NarrativeBox
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.stored_values import list_stored_versions
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.reporting.workflow import ReportState

router = Router(tags=["reports"])


class ObligationOut(ListItem):
    form: str
    form_code: str
    programme: str
    function: str
    unit: str
    unit_name: str
    period: str
    due: date
    regular_due: date
    locked_from: date | None
    state: str
    status: str
    first_sent: date | None
    late_days: int
    overdue_days: int
    submission: UUID | None
    is_own: bool


class SubmissionOut(ListItem):
    id: UUID
    form: str
    form_code: str
    unit: str
    unit_name: str
    period: str
    state: str
    edition: int
    version: int
    created_at: datetime


class FindingOut(ListItem):
    rule: str | None
    hard: bool
    message: str
    cells: list[str]


class CellValueOut(ListItem):
    cell: str
    printed_code: str
    label: str
    element: str
    disaggregation: str
    value: Number | None
    gap: str | None
    source: str | None
    findings: list[FindingOut]


class TextOut(ListItem):
    place: str
    title: str
    text: str


class SubmissionDetail(SubmissionOut):
    can_edit: bool
    can_send: bool
    cells: list[CellValueOut]
    texts: list[TextOut]


class ObligationPage(ListPage):
    items: list[ObligationOut]


class SubmissionPage(ListPage):
    items: list[SubmissionOut]


class ObligationQuery(ListQuery):
    period: str = ""
    form: str = ""
    unit: str = ""
    state: str = build_choice_filter(["none", *ReportState])


class SubmissionQuery(ObligationQuery):
    state: str = build_choice_filter(ReportState)


def get_obligation_key(report: obligations.ExpectedReport) -> tuple[str | int, ...]:
    """By the days of the period: «2026W10» is before «2026W9» as a text."""
    end, place = get_day_order(report.period)
    return (
        end.isoformat(), place, report.period, report.form, report.unit.code, report.unit.valid_from.isoformat(),
    )  # fmt: skip


@router.get(
    "obligations", auth=TokenAuth(Action.REPORT_VIEW), response=ObligationPage, operation_id="list_obligations",
    summary=say("Báo cáo phải nộp"),
)  # fmt: skip
def get_obligations(request: ProgramRequest, query: Query[ObligationQuery]) -> Any:
    """Of one `period`; without, of each form in its current periods, with earlier ones to be sent or accepted.

    `submission` only where the token may open the report.
    """
    day = clock.today()
    followed = (
        obligations.load_followed(request.user, query.period, day)
        if query.period
        else obligations.load_current(request.user, day)
    )
    codes = {row.pk: row.code for row in list_own_programmes(request)}
    own_reports = set(followed.own)
    rows = [
        report
        for report in (*followed.own, *followed.others)
        if query.form in ("", report.form)
        and query.unit in ("", report.unit.code)
        and query.state in ("", report.state or "none")
    ]
    page, cursor = page_rows(request, query, rows, key=get_obligation_key)
    return {
        "items": [
            {
                "form": report.form,
                "form_code": report.form_code,
                "programme": codes.get(report.programme, ""),
                "function": report.function,
                "unit": report.unit.code,
                "unit_name": report.unit.name,
                "period": report.period,
                "due": report.due,
                "regular_due": report.regular_due,
                "locked_from": report.locked_from,
                "state": report.state or "none",
                "status": report.status.value,
                "first_sent": report.first_sent,
                "late_days": report.late_days,
                "overdue_days": report.overdue_days,
                "submission": report.submission if report.can_open else None,
                "is_own": report in own_reports,
            }
            for report in page
        ],
        "next": cursor,
    }


@router.get(
    "submissions", auth=TokenAuth(Action.REPORT_VIEW), response=SubmissionPage, operation_id="list_submissions",
    summary=say("Báo cáo đã lập"),
)  # fmt: skip
def get_submissions(request: ProgramRequest, query: Query[SubmissionQuery]) -> Any:
    rows = submissions.list_visible_submissions(request.user)
    filters = {"period": query.period, "form__uid": query.form, "unit__code": query.unit, "state": query.state}
    rows = rows.filter(**{name: value for name, value in filters.items() if value})
    page, cursor = page_queryset(request, query, rows, ("period", "form__code", "unit__code", "edition", "id"))
    return {"items": [build_submission(row) for row in page], "next": cursor}


@router.get(
    "submissions/{submission}", auth=TokenAuth(Action.REPORT_VIEW), response=SubmissionDetail,
    operation_id="get_submission", summary=say("Một báo cáo và số liệu"),
)  # fmt: skip
def get_submission(request: ProgramRequest, response: HttpResponse, submission: UUID) -> Any:
    """Its ETag is for If-Match: it changes with every step, value and text of the report."""
    row = submissions.access_submission(request.user, submission)
    detail = build_submission_detail(request, build_sheet(row))
    response.headers["ETag"] = format_tag(build_report_version(row, list_stored_versions(row)), str(detail))
    return detail


def build_submission(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "form": row.form.uid,
        "form_code": row.form.code,
        "unit": row.unit.code,
        "unit_name": row.unit.name,
        "period": row.period,
        "state": row.state,
        "edition": row.edition,
        "version": row.version,
        "created_at": timezone.localtime(row.created_at),
    }


def build_submission_detail(request: ProgramRequest, sheet: ReportSheet) -> dict[str, Any]:
    """Where numbers come from is told to who has the function of the form, as on the page."""
    row, scope = sheet.submission, request.scope
    sees_history = permissions.can_see_history(scope, row)
    return build_submission(row) | {
        "can_edit": sheet.editable and permissions.can_edit_submission(scope, row),
        "can_send": sheet.editable and permissions.can_send_submission(scope, row),
        "cells": [_build_cell(line, with_source=sees_history) for line in sheet.lines],
        "texts": [_build_text(box) for box in sheet.boxes] if sees_history else [],
    }


def _build_cell(line: CellLine, *, with_source: bool) -> dict[str, Any]:
    return {
        "cell": line.cell.code,
        "printed_code": line.code,
        "label": line.label,
        "element": line.element.uid,
        "disaggregation": line.cell.disaggregation,
        **build_value(line.value),
        "source": (line.answer.source or None) if with_source else None,
        "findings": [
            {
                "rule": None if finding.rule is None else finding.rule.value,
                "hard": finding.hard,
                "message": finding.message_vi,
                "cells": [*finding.own_cells],
            }
            for finding in line.findings
        ],
    }


def _build_text(box: NarrativeBox) -> dict[str, Any]:
    return {"place": box.place, "title": box.label, "text": box.text}
