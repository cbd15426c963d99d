"""Builds the tasks of a unit for the first page."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.documents.models import Delivery
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.plan_work import PlanInReading, UnledTask, UnownedTarget
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.plans.queries.chain import MissingPlan
from sokehoach.apps.reporting.permissions import GENERAL
from sokehoach.apps.reporting.selectors.obligations import ExpectedReport
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import parse_period

MAX_SINGLE_REVIEWS = 8  # submitted reports of a form that are one task each


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task. `state` is a name in `shell.status_badges`, `state_text` replaces its label; days are working days."""

    title: str
    url: str
    action: str = ""
    due_on: date | None = None
    days_late: int = 0
    days_left: int = 0
    state: str = ""
    state_text: str = ""
    clause: str = ""
    note: str = ""
    pressing: bool = False  # the primary button of the page


def format_report_name(row: ExpectedReport) -> str:
    return _("Báo cáo %(period)s, biểu %(form)s") % {
        "period": period_name(parse_period(row.period)),
        "form": row.form,
    }


def build_report_url(row: ExpectedReport) -> str:
    return (
        reverse("reporting:submission", args=[row.submission])
        if row.submission
        else f"{reverse('reporting:list')}?ky={row.period}"
    )


def list_reports_to_send(
    rows: Iterable[ExpectedReport], calendar: Calendar, reasons: Mapping[uuid.UUID, str]
) -> list[UnitTask]:
    """Returns own reports to submit or resubmit; `reasons` says why each was returned."""
    tasks = []
    for row in rows:
        note = ""
        if row.state == "returned" and row.submission is not None:
            title, action = _("Sửa và gửi lại: %(report)s"), _("Mở báo cáo")
            note = f"«{reasons[row.submission]}»" if row.submission in reasons else ""
        elif row.state in ("", "draft"):
            title, action = "%(report)s", _("Mở bản nháp") if row.state else _("Lập báo cáo")
        else:
            continue
        tasks.append(
            UnitTask(
                title=title % {"report": format_report_name(row)},
                url=build_report_url(row),
                action=action,
                due_on=row.due,
                days_late=row.overdue_days,
                days_left=calendar.left(row.due),
                state=row.shown_state,
                note=note,
                pressing=True,
            )
        )
    return tasks


def list_reports_to_review(rows: Iterable[ExpectedReport]) -> list[UnitTask]:
    """Returns submitted reports that wait for this account, oldest first.

    Many of one form are one task with a link to the page for bulk acceptance.
    """
    waiting = sorted((row for row in rows if row.state == "sent"), key=lambda row: (row.first_sent, row.unit.code))
    by_form: dict[tuple[str, str], list[ExpectedReport]] = defaultdict(list)
    for row in waiting:
        by_form[row.form, row.period].append(row)
    tasks: list[UnitTask] = []
    for reports in by_form.values():
        together = len(reports) > MAX_SINGLE_REVIEWS and reports[0].function == GENERAL
        tasks += [_build_bulk_review(reports)] if together else [_build_review(row) for row in reports]
    return tasks


def _build_review(row: ExpectedReport) -> UnitTask:
    return UnitTask(
        title=_("Duyệt số liệu của %(unit)s") % {"unit": row.unit.short_name},
        url=build_report_url(row),
        action=_("Xem và duyệt"),
        state="sent",
        state_text=_("Đã gửi %(day)s, chờ duyệt") % {"day": f"{row.first_sent:%d/%m}"} if row.first_sent else "",
        note=_("biểu %(form)s") % {"form": row.form},
    )


def _build_bulk_review(rows: list[ExpectedReport]) -> UnitTask:
    first = rows[0]
    return UnitTask(
        title=_("Duyệt %(n)s báo cáo biểu %(form)s") % {"n": len(rows), "form": first.form},
        url=reverse("consolidation:accept_many", args=[first.period, first.form]),
        action=_("Xem và duyệt"),
        state="sent",
        state_text=_("Gửi từ %(day)s, chờ duyệt") % {"day": f"{first.first_sent:%d/%m}"} if first.first_sent else "",
        note=period_name(parse_period(first.period)),
    )


def list_dated_duties(duties: Iterable[OwedDuty], calendar: Calendar) -> list[UnitTask]:
    return [
        UnitTask(
            title=duty.title,
            url=duty.url,
            action=_("Ghi kết quả"),
            due_on=duty.due_on,
            days_late=duty.days_late,
            days_left=calendar.left(duty.due_on),
            state="doing" if duty.state == "doing" else "dated",
            clause=duty.clause,
        )
        for duty in duties
        if duty.nature == "dated" and duty.due_on is not None
    ]


def list_missing_plans(missing_plans: Iterable[MissingPlan], calendar: Calendar) -> list[UnitTask]:
    """Returns the own plans that the unit still has to make."""
    return [
        UnitTask(
            title=_("Lập kế hoạch của đơn vị thực hiện %(name)s") % {"name": missing_plan.upper.name},
            url=reverse("plans:draft", args=[missing_plan.upper.pk]),
            action=_("Soạn dự thảo"),
            due_on=missing_plan.due_on,
            days_late=calendar.late(missing_plan.due_on),
            days_left=calendar.left(missing_plan.due_on),
            state="dated",
        )
        for missing_plan in missing_plans
    ]


def list_undated_duties(duties: Iterable[OwedDuty], board: str) -> list[UnitTask]:
    """Returns one line for standing work and one for requests: they have no date and must not crowd out dated work."""
    duties = list(duties)
    standing_duties = [duty for duty in duties if duty.nature == "standing"]
    requests = [duty for duty in duties if duty.nature == "request"]
    without_day = [duty for duty in duties if duty.nature == "dated" and duty.due_on is None]
    tasks = []
    if without_day:
        tasks.append(
            UnitTask(
                title=ngettext(
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    len(without_day),
                )
                % {"n": len(without_day)},
                url=board,
                action=_("Mở bảng"),
                state="uncertain",
                state_text=_("Chưa rõ hạn"),
            )
        )
    if standing_duties:
        open_count = sum(duty.state == "not_started" for duty in standing_duties)
        tasks.append(
            UnitTask(
                title=ngettext(
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    len(standing_duties),
                )
                % {"n": len(standing_duties)},
                url=board,
                action=_("Mở bảng"),
                state="standing",
                note=ngettext("%(n)s nhiệm vụ chưa ghi gì trong kỳ", "%(n)s nhiệm vụ chưa ghi gì trong kỳ", open_count)
                % {"n": open_count}
                if open_count
                else "",
            )
        )
    if requests:
        tasks.append(
            UnitTask(
                title=ngettext("%(n)s việc được đề nghị phối hợp", "%(n)s việc được đề nghị phối hợp", len(requests))
                % {"n": len(requests)},
                url=board,
                action=_("Mở bảng"),
                state="request",
                note=_("không đôn đốc"),
            )
        )
    return tasks


def list_arrivals(waiting: Iterable[tuple[Delivery, bool]], calendar: Calendar) -> list[UnitTask]:
    """Returns unanswered documents received by the unit; `waiting` is from `dispatches.list_unanswered_arrivals`."""
    return [
        UnitTask(
            title=_("Văn bản đến: %(kind)s %(number)s của %(issuer)s, %(subject)s")
            % {
                "kind": delivery.document.kind_name.lower(),
                "number": delivery.document.numbered,
                "issuer": delivery.document.issuer.letterhead or delivery.document.issuer.name,
                "subject": Truncator(delivery.document.subject).words(16),
            },
            url=reverse("documents:page", args=[delivery.document_id]),
            action=_("Mở, tiếp nhận") if answers else _("Mở văn bản"),
            due_on=delivery.due_on,
            days_late=0 if delivery.due_on is None else calendar.late(delivery.due_on),
            days_left=0 if delivery.due_on is None else calendar.left(delivery.due_on),
            state="sent",
            state_text=_("Đã đến, chưa tiếp nhận"),
        )
        for delivery, answers in waiting
    ]


def list_plan_tasks(readings: Iterable[PlanInReading], unowned: Iterable[UnownedTarget]) -> list[UnitTask]:
    tasks = [
        UnitTask(
            title=ngettext(
                "%(n)s nội dung của kế hoạch chờ xác nhận", "%(n)s nội dung của kế hoạch chờ xác nhận", reading.open
            ) % {"n": reading.open}
            if reading.open
            else _("Kế hoạch đã xác nhận xong, chờ đưa vào theo dõi"),
            url=reverse("plans:read", args=[reading.plan]),
            action=_("Mở kế hoạch"),
            state="uncertain",
            state_text=_("Cần xác nhận"),
            note=_("%(name)s: đã xác nhận %(done)s/%(total)s")
            % {"name": reading.name, "done": reading.total - reading.open, "total": reading.total},
        )
        for reading in readings
    ]  # fmt: skip
    return tasks + [
        UnitTask(
            title=_("Chỉ tiêu %(code)s: %(text)s") % {"code": target.code, "text": Truncator(target.text).words(22)},
            url=reverse("plans:target", args=[target.plan, target.code]),
            action=_("Phân công"),
            state="unassigned",
            clause=target.clause,
            note=target.plan_name,
        )
        for target in unowned
    ]


def list_unled_tasks(rows: Iterable[UnledTask], calendar: Calendar) -> list[UnitTask]:
    """Returns tasks of plans without an agency, each with its date."""
    return [
        UnitTask(
            title=task.title,
            url=reverse("plans:target", args=[task.plan, task.code]),
            action=_("Phân công"),
            due_on=task.due_on,
            days_late=calendar.late(task.due_on),
            days_left=calendar.left(task.due_on),
            state="unassigned",
            clause=task.clause,
            note=f"{task.plan_name}: {_('chưa phân công')}" if calendar.late(task.due_on) else task.plan_name,
        )
        for task in rows
    ]
