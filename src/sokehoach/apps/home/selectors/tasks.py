"""What a unit has to do, one line each, with the words of the page."""

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
from sokehoach.apps.home.selectors.plan_work import Reading, Unled, Unowned
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.plans.selectors.own_plans import Owing
from sokehoach.apps.reporting.permissions import GENERAL
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import parse

ONE_BY_ONE = 8  # waiting reports of a form that are a task each


@dataclass(frozen=True, slots=True)
class Task:
    """`state` is a name in `shell.marks`, `told` replaces its word; `left` and `late` are working days."""

    title: str
    url: str
    action: str = ""
    due_on: date | None = None
    late: int = 0
    left: int = 0
    state: str = ""
    told: str = ""
    clause: str = ""
    note: str = ""
    pressing: bool = False  # the one step that the page wants taken


def report_name(row: Expected) -> str:
    return _("Báo cáo %(period)s, biểu %(form)s") % {
        "period": period_name(parse(row.period)),
        "form": row.form,
    }


def report_url(row: Expected) -> str:
    return (
        reverse("reporting:submission", args=[row.submission])
        if row.submission
        else f"{reverse('reporting:list')}?ky={row.period}"
    )


def to_send(rows: Iterable[Expected], calendar: Calendar, reasons: Mapping[uuid.UUID, str]) -> list[Task]:
    """Own reports that are still to be sent, or sent again; `reasons` tells why each was returned."""
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
            Task(
                title=title % {"report": report_name(row)},
                url=report_url(row),
                action=action,
                due_on=row.due,
                late=row.overdue_days,
                left=calendar.left(row.due),
                state=row.shown_state,
                note=note,
                pressing=True,
            )
        )
    return tasks


def to_review(rows: Iterable[Expected]) -> list[Task]:
    """Sent reports that wait for this account, the oldest first. Many of one form are one task: they are looked
    through on the page that accepts many.
    """
    waiting = sorted(
        (row for row in rows if row.state == "sent"), key=lambda row: (row.first_sent, row.unit.code)
    )
    by_form: dict[tuple[str, str], list[Expected]] = defaultdict(list)
    for row in waiting:
        by_form[row.form, row.period].append(row)
    tasks: list[Task] = []
    for alike in by_form.values():
        together = len(alike) > ONE_BY_ONE and alike[0].function == GENERAL
        tasks += [_review_of_many(alike)] if together else [_review(row) for row in alike]
    return tasks


def _review(row: Expected) -> Task:
    return Task(
        title=_("Duyệt số liệu của %(unit)s") % {"unit": row.unit.short_name},
        url=report_url(row),
        action=_("Xem và duyệt"),
        state="sent",
        told=_("Đã gửi %(day)s, chờ duyệt") % {"day": f"{row.first_sent:%d/%m}"} if row.first_sent else "",
        note=_("biểu %(form)s") % {"form": row.form},
    )


def _review_of_many(rows: list[Expected]) -> Task:
    first = rows[0]
    return Task(
        title=_("Duyệt %(n)s báo cáo biểu %(form)s") % {"n": len(rows), "form": first.form},
        url=reverse("consolidation:accept_many", args=[first.period, first.form]),
        action=_("Xem và duyệt"),
        state="sent",
        told=_("Gửi từ %(day)s, chờ duyệt") % {"day": f"{first.first_sent:%d/%m}"}
        if first.first_sent
        else "",
        note=period_name(parse(first.period)),
    )


def dated(owed: Iterable[Owed], calendar: Calendar) -> list[Task]:
    return [
        Task(
            title=one.title,
            url=one.url,
            action=_("Ghi kết quả"),
            due_on=one.due_on,
            late=one.days_late,
            left=calendar.left(one.due_on),
            state="doing" if one.state == "doing" else "dated",
            clause=one.clause,
        )
        for one in owed
        if one.nature == "dated" and one.due_on is not None
    ]


def own_plans(owing: Iterable[Owing], calendar: Calendar) -> list[Task]:
    """Plans of its own that the unit has still to make."""
    return [
        Task(
            title=_("Lập kế hoạch của đơn vị thực hiện %(name)s") % {"name": one.upper.name},
            url=reverse("plans:draft", args=[one.upper.pk]),
            action=_("Soạn dự thảo"),
            due_on=one.due_on,
            late=calendar.late(one.due_on),
            left=calendar.left(one.due_on),
            state="dated",
        )
        for one in owing
    ]


def undated(owed: Iterable[Owed], board: str) -> list[Task]:
    """Standing work and requests, each kind in one line: they have no day, so they crowd out nothing."""
    owed = list(owed)
    standing = [one for one in owed if one.nature == "standing"]
    asked = [one for one in owed if one.nature == "request"]
    without_day = [one for one in owed if one.nature == "dated" and one.due_on is None]
    tasks = []
    if without_day:
        tasks.append(
            Task(
                title=ngettext(
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    len(without_day),
                )
                % {"n": len(without_day)},
                url=board,
                action=_("Mở bảng"),
                state="uncertain",
                told=_("Chưa rõ hạn"),
            )
        )
    if standing:
        open_ones = sum(one.state == "not_started" for one in standing)
        tasks.append(
            Task(
                title=ngettext(
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    len(standing),
                )
                % {"n": len(standing)},
                url=board,
                action=_("Mở bảng"),
                state="standing",
                note=ngettext(
                    "%(n)s nhiệm vụ chưa ghi gì trong kỳ", "%(n)s nhiệm vụ chưa ghi gì trong kỳ", open_ones
                )
                % {"n": open_ones}
                if open_ones
                else "",
            )
        )
    if asked:
        tasks.append(
            Task(
                title=ngettext(
                    "%(n)s việc được đề nghị phối hợp", "%(n)s việc được đề nghị phối hợp", len(asked)
                )
                % {"n": len(asked)},
                url=board,
                action=_("Mở bảng"),
                state="request",
                note=_("không đôn đốc"),
            )
        )
    return tasks


def arrivals(waiting: Iterable[tuple[Delivery, bool]], calendar: Calendar) -> list[Task]:
    """Documents that came to the unit and are not answered; `waiting` as `dispatches.to_answer` tells them."""
    return [
        Task(
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
            late=0 if delivery.due_on is None else calendar.late(delivery.due_on),
            left=0 if delivery.due_on is None else calendar.left(delivery.due_on),
            state="sent",
            told=_("Đã đến, chưa tiếp nhận"),
        )
        for delivery, answers in waiting
    ]


def of_plans(readings: Iterable[Reading], unowned: Iterable[Unowned]) -> list[Task]:
    tasks = [
        Task(
            title=ngettext(
                "%(n)s nội dung của kế hoạch chờ xác nhận", "%(n)s nội dung của kế hoạch chờ xác nhận", one.open
            ) % {"n": one.open}
            if one.open
            else _("Kế hoạch đã xác nhận xong, chờ đưa vào theo dõi"),
            url=reverse("plans:read", args=[one.plan]),
            action=_("Mở kế hoạch"),
            state="uncertain",
            told=_("Cần xác nhận"),
            note=_("%(name)s: đã xác nhận %(done)s/%(total)s")
            % {"name": one.name, "done": one.total - one.open, "total": one.total},
        )
        for one in readings
    ]  # fmt: skip
    return tasks + [
        Task(
            title=_("Chỉ tiêu %(code)s: %(text)s")
            % {"code": one.code, "text": Truncator(one.text).words(22)},
            url=reverse("plans:target", args=[one.plan, one.code]),
            action=_("Phân công"),
            state="unassigned",
            clause=one.clause,
            note=one.plan_name,
        )
        for one in unowned
    ]


def unled(rows: Iterable[Unled], calendar: Calendar) -> list[Task]:
    """Tasks of plans without an agency, each at its day."""
    return [
        Task(
            title=one.title,
            url=reverse("plans:target", args=[one.plan, one.code]),
            action=_("Phân công"),
            due_on=one.due_on,
            late=calendar.late(one.due_on),
            left=calendar.left(one.due_on),
            state="unassigned",
            clause=one.clause,
            note=f"{one.plan_name}: {_('chưa phân công')}" if calendar.late(one.due_on) else one.plan_name,
        )
        for one in rows
    ]
