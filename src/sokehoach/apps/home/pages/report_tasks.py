"""Tasks of the first page that come from reports: of forms, of the office, and ad hoc ones."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.home.pages.coverage import ReportCoverage
from sokehoach.apps.home.pages.tasks import UnbegunReport, UnitTask
from sokehoach.apps.home.queries.reminders import (
    Calendar,
    build_answer_url,
    build_office_report_url,
    format_office_report_name,
)
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.succession import name_version, name_version_in_sentence
from sokehoach.apps.reporting.queries import ad_hoc, approvals
from sokehoach.apps.reporting.queries.ad_hoc import AdHocProgress
from sokehoach.apps.reporting.queries.approvals import ApprovalState
from sokehoach.apps.reporting.queries.due_days import build_due_finder, due_on
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.dates import format_date
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import parse_period
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.form_periods import find_following_period
from sokehoach.domain.reporting.workflow import EDITABLE_STATES

MAX_SINGLE_REVIEWS = 8  # submitted reports of a form that are one task each


def list_office_tasks(
    reports: Iterable[OfficeReport], coverages: Iterable[ReportCoverage], calendar: Calendar
) -> list[UnitTask]:
    """Returns the reports still to be issued, with the progress of their programme (`coverages`: one of each)."""
    notes = {
        coverage.programme: _("số liệu của %(fraction)s đơn vị") % {"fraction": coverage.fraction}
        for coverage in coverages
    }
    return [
        UnitTask(
            title=format_office_report_name(report),
            url=build_office_report_url(report),
            action=_("Mở văn bản"),
            due_on=report.due,
            days_late=report.overdue_days,
            days_left=calendar.left(report.due),
            state="dated" if report.draft is None else report.draft.state,
            state_text="" if report.draft is None else report.draft.get_state_display(),
            note=notes.get(report.outline.programme_id, ""),
            pressing=True,
            programme=report.outline.programme_id,
        )
        for report in reports
        if report.is_owed
    ]


def list_ad_hoc_tasks(user: User, calendar: Calendar) -> list[UnitTask]:
    """Returns what the account still owes, what its office waits for, and the answers that it approves first."""
    own_answers, awaited_answers = ad_hoc.list_open_lines(user, day=calendar.today)
    tasks = [
        _build_ad_hoc_task(
            answer,
            calendar,
            url=build_answer_url(answer),
            action=_("Trả lời") if answer.approval is None else _("Mở báo cáo"),
            note="" if answer.approval is None else _describe_approval(answer.approval),
            pressing=True,
        )
        for answer in own_answers
    ]
    tasks += [
        UnitTask(
            title=_("Duyệt trước khi gửi: báo cáo nhanh «%(title)s»") % {"title": row.asked.ad_hoc.title},
            url=reverse("reporting:ad_hoc_answer", args=[row.asked.ad_hoc_id, row.asked.unit.code]),
            action=_("Xem và duyệt"),
            due_on=(due := timezone.localtime(row.asked.ad_hoc.due_at)).date(),
            days_left=calendar.left(due.date()),
            state="late" if clock.now() > due else "dated",
            state_text=_format_hour(due),
            note=row.asked.unit.short_name,
            pressing=True,
            programme=row.asked.ad_hoc.programme_id,
        )
        for row in ad_hoc.list_answers_to_approve(user, day=calendar.today)
    ]
    for question, lines in groupby(awaited_answers, key=lambda answer: answer.row.ad_hoc_id):
        answers = list(lines)
        tasks.append(
            _build_ad_hoc_task(
                answers[0],
                calendar,
                url=reverse("reporting:ad_hoc", args=[question]),
                action=_("Xem trả lời"),
                note=_("%(n)s/%(all)s đơn vị trả lời đủ")
                % {"n": sum(answer.whole for answer in answers), "all": len(answers)},
            )
        )
    return tasks


def _build_ad_hoc_task(
    answer: AdHocProgress,
    calendar: Calendar,
    *,
    url: str,
    action: str,
    note: str = "",
    pressing: bool = False,
) -> UnitTask:
    due = timezone.localtime(answer.row.ad_hoc.due_at)
    return UnitTask(
        title=_("Báo cáo nhanh: %(title)s") % {"title": answer.row.ad_hoc.title},
        url=url,
        action=action,
        due_on=due.date(),
        days_left=calendar.left(due.date()),
        state="late" if clock.now() > due else "dated",
        state_text=_format_hour(due),
        note=note,
        pressing=pressing,
        programme=answer.row.ad_hoc.programme_id,
    )


def _format_hour(due: datetime) -> str:
    """Formats the hour by which an ad hoc question is answered: «Trước 11:12»."""
    text = _("Quá giờ hẹn %(hour)s") if clock.now() > due else _("Trước %(hour)s")
    return text % {"hour": f"{due:%H:%M}"}


def _describe_approval(approval: ApprovalState) -> str:
    """Says that the work waits for the unit's leader, or what the leader wants corrected."""
    if not approval.is_submitted:
        return f"«{approval.reason}»"
    if approval.has_approver:
        return _("đã trình, chờ lãnh đạo đơn vị duyệt")
    return _("đã trình, không còn ai duyệt, gửi được ngay")


def format_report_name(period: str, form_code: str) -> str:
    return _("Báo cáo %(period)s, biểu %(form)s") % {"period": period_name(parse_period(period)), "form": form_code}


def list_own_approvals(rows: Iterable[ExpectedReport], day: date) -> dict[uuid.UUID, ApprovalState]:
    """Returns what `list_reports_to_send` says of the leader's approval; no query where no report can be within it."""
    drafts = (row for row in rows if row.version > 1 and row.state in EDITABLE_STATES)
    return approvals.list_approval_states([row.submission for row in drafts if row.submission is not None], day)


def build_report_url(row: ExpectedReport) -> str:
    return (
        reverse("reporting:submission", args=[row.submission])
        if row.submission
        else f"{reverse('reporting:list')}?ky={row.period}"
    )


def list_reports_to_send(
    rows: Collection[ExpectedReport],
    calendar: Calendar,
    reasons: Mapping[uuid.UUID, str],
    approvals_by_report: Mapping[uuid.UUID, ApprovalState],
) -> list[UnitTask]:
    """Returns own reports to submit or resubmit; `reasons` says why each was returned. Units are named if several.

    `approvals_by_report`: of reports that wait for the unit's leader, or that the leader wants corrected.
    """
    tasks = []
    names_units = len({row.unit.pk for row in rows}) > 1
    for row in rows:
        note = ""
        report = format_report_name(row.period, row.form_code)
        report = f"{report}, {name_version(row.unit, calendar.today)}" if names_units else report
        if row.state == "returned" and row.submission is not None:
            title, action = _("Sửa và gửi lại: %(report)s"), _("Mở báo cáo")
            note = f"«{reasons[row.submission]}»" if row.submission in reasons else ""
        elif row.state in ("", "draft"):
            title, action = "%(report)s", _("Mở bản nháp") if row.state else _("Lập báo cáo")
        else:
            continue
        approval = None if row.submission is None else approvals_by_report.get(row.submission)
        if approval is not None:
            action, note = _("Mở báo cáo"), _describe_approval(approval)
            if not approval.is_submitted:
                title = _("Sửa, trình lại: %(report)s") if approval.has_approver else _("Sửa rồi gửi: %(report)s")
        tasks.append(
            UnitTask(
                title=title % {"report": report},
                url=build_report_url(row),
                action=action,
                due_on=row.due,
                days_late=row.overdue_days,
                days_left=calendar.left(row.due),
                state=row.shown_state,
                note=note,
                pressing=True,
                programme=row.programme,
                begins=None if row.submission else UnbegunReport(row.form, row.unit.code, row.period),
            )
        )
    return tasks


def list_reports_to_approve(user: User, calendar: Calendar) -> list[UnitTask]:
    """Returns reports of the account's unit that wait for its approval before they are sent."""
    return [
        UnitTask(
            title=_("Duyệt trước khi gửi: báo cáo %(period)s, biểu %(form)s")
            % {"period": period_name(parse_period(row.period)), "form": row.form.code},
            url=reverse("reporting:submission", args=[row.pk]),
            action=_("Xem và duyệt"),
            due_on=(due := due_on(row.definition, row.period, row.unit)),
            days_left=calendar.left(due),
            state="dated",
            state_text=_("Chờ lãnh đạo đơn vị duyệt"),
            note=row.unit.short_name,
            pressing=True,
            programme=row.form.programme_id,
        )
        for row in approvals.list_reports_to_approve(user, calendar.today)
    ]


def list_reports_to_review(rows: Iterable[ExpectedReport]) -> list[UnitTask]:
    """Returns sent reports that wait for this account, oldest first.

    Many of one form, or of several general forms of one period, are one task with a link to the page that shows all.
    """
    waiting = sorted(rows, key=lambda row: (row.first_sent, row.unit.code))
    by_period: dict[tuple[int, str, str], list[ExpectedReport]] = defaultdict(list)
    for row in waiting:
        form = "" if row.function == GENERAL else row.form
        by_period[row.programme, row.period, form].append(row)
    tasks: list[UnitTask] = []
    for (_programme, _period, form), reports in by_period.items():
        together = len(reports) > MAX_SINGLE_REVIEWS and not form
        tasks += [_build_bulk_review(reports)] if together else [_build_review(row) for row in reports]
    return tasks


def _build_review(row: ExpectedReport) -> UnitTask:
    return UnitTask(
        title=_("Duyệt số liệu của %(unit)s") % {"unit": name_version_in_sentence(row.unit, clock.today())},
        url=build_report_url(row),
        action=_("Xem và duyệt"),
        state="sent",
        state_text=_("Đã gửi %(day)s, chờ duyệt") % {"day": format_date(row.first_sent, "d/m")}
        if row.first_sent
        else "",
        note=_("biểu %(form)s") % {"form": row.form_code},
        programme=row.programme,
    )


def _build_bulk_review(rows: list[ExpectedReport]) -> UnitTask:
    first = rows[0]
    if len({row.form for row in rows}) == 1:
        title = ngettext("Duyệt %(n)s báo cáo biểu %(form)s", "Duyệt %(n)s báo cáo biểu %(form)s", len(rows))
        url = reverse("consolidation:accept_many", args=[first.period, first.form])
    else:
        title = ngettext("Duyệt %(n)s báo cáo", "Duyệt %(n)s báo cáo", len(rows))
        url = reverse("consolidation:accept_period", args=[first.period])
    return UnitTask(
        title=title % {"n": len(rows), "form": first.form_code},
        url=url,
        action=_("Xem và duyệt"),
        state="sent",
        state_text=_("Gửi từ %(day)s, chờ duyệt") % {"day": format_date(first.first_sent, "d/m")}
        if first.first_sent
        else "",
        note=period_name(parse_period(first.period)),
        programme=first.programme,
    )


def list_awaited_reports(reports: Iterable[ExpectedReport], calendar: Calendar) -> list[UnitTask]:
    """Returns others' reports that are neither submitted nor due yet, one task per form and date."""
    by_form: dict[tuple[str, str, date], list[ExpectedReport]] = defaultdict(list)
    for row in reports:
        if row.state in ("", "draft") and row.due >= calendar.today:
            by_form[row.form, row.period, row.due].append(row)
    return [
        UnitTask(
            title=format_report_name(rows[0].period, rows[0].form_code),
            url=f"{reverse('reporting:list')}?ky={rows[0].period}",
            due_on=rows[0].due,
            state="periodic",
            note=ngettext("chờ %(n)s đơn vị gửi", "chờ %(n)s đơn vị gửi", len(rows)) % {"n": len(rows)},
            programme=rows[0].programme,
        )
        for rows in by_form.values()
    ]


def list_next_reports(
    own_reports: Collection[ExpectedReport],
    others_reports: Collection[ExpectedReport],
    forms: Iterable[Form],
    day: date,
) -> list[UnitTask]:
    """Returns the same reports for the following period of each form, one task per form and due day."""
    own_units, others_units = _group_units_by_form(own_reports), _group_units_by_form(others_reports)
    programmes = {row.form: row.programme for row in (*own_reports, *others_reports)}
    tasks = []
    for form in forms:
        following = find_following_period(form, day)
        if following is None:
            continue
        find_due_day = build_due_finder(form, following.id)
        own_days, others_days = (
            Counter(map(find_due_day, units_by_form[form.uid].values())) for units_by_form in (own_units, others_units)
        )
        tasks += [
            UnitTask(
                title=format_report_name(following.id, form.code),
                url=f"{reverse('reporting:list')}?ky={following.id}",
                due_on=due,
                state="periodic",
                note=ngettext("%(n)s đơn vị phải gửi", "%(n)s đơn vị phải gửi", others_days[due])
                % {"n": others_days[due]}
                if due in others_days
                else "",
                programme=programmes[form.uid],
            )
            for due in sorted({*own_days, *others_days})
        ]
    return tasks


def _group_units_by_form(reports: Iterable[ExpectedReport]) -> defaultdict[str, dict[int, Unit]]:
    units_by_form: defaultdict[str, dict[int, Unit]] = defaultdict(dict)
    for row in reports:
        units_by_form[row.form][row.unit.id] = row.unit
    return units_by_form
