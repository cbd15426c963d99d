"""A task of the first page; tasks from documents that arrived and from recommendations of the Front."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.permissions import may_act_for
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.registers.core import modules
from sokehoach.apps.registers.core.queries.register_owners import get_register_programme
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.documents.document_workflow import DocumentAction

MAX_SINGLE_REQUESTS = 8  # requests about accounts that are one task each


class UnbegunReport(NamedTuple):
    """A report that the account may begin: uid of its form, code of its unit, period."""

    form: str
    unit: str
    period: str


@dataclass(frozen=True, slots=True)
class UnitTask:
    """A task. `state` is a name in `shell.status_badges`, `state_text` replaces its label; days are working days.

    `programme`: row id; None for work of no programme. `begins`: the report that `action` begins at once, without its
    list between.
    """

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
    programme: int | None = None
    begins: UnbegunReport | None = None


def list_arrivals(waiting: Iterable[tuple[Delivery, bool]], calendar: Calendar) -> list[UnitTask]:
    """Returns unanswered documents received by the unit; `waiting` is from `dispatches.list_unanswered_arrivals`."""
    return [
        UnitTask(
            title=_("Văn bản đến: %(kind)s %(number)s của %(issuer)s, %(subject)s")
            % {
                "kind": translate(delivery.document.kind_name).lower(),
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
            programme=delivery.document.programme_id,
        )
        for delivery, answers in waiting
    ]


def list_documents(waiting: Iterable[tuple[OfficialDocument, DocumentAction]]) -> list[UnitTask]:
    """Returns the documents that stop until the account has checked or signed them."""
    titles = {
        DocumentAction.CHECK: _("Kiểm tra văn bản: %(subject)s"),
        DocumentAction.SIGN: _("Ký văn bản: %(subject)s"),
    }
    return [
        UnitTask(
            title=titles[step] % {"subject": Truncator(document.subject).words(16)},
            url=reverse("documents:page", args=[document.pk]),
            action=_("Mở văn bản"),
            state="sent",
            state_text=_("chờ kiểm tra") if step is DocumentAction.CHECK else _("trình ký"),
            note=document.issuer.short_name,
            programme=document.programme_id,
        )
        for document, step in waiting
    ]


def list_blocked_documents(blocked: Iterable[tuple[OfficialDocument, User | None]], user: User) -> list[UnitTask]:
    """Returns the documents that the account cannot sign with the role it has, with who can, and what it lacks."""
    return [
        UnitTask(
            title=(
                _("Một văn bản của %(issuer)s chờ ký, chưa ai ký được")
                if signer is None
                else _("Một văn bản của %(issuer)s chờ ký, bạn chưa ký được")
            )
            % {"issuer": document.issuer.short_name},
            url=reverse("home:chapter", args=["van-ban"]),
            action=_("Ai ký được"),
            state="sent",
            state_text=_("trình ký"),
            note=_explain_blocked_signature(document, signer, user),
            programme=document.programme_id,
        )
        for document, signer in blocked
    ]


def _explain_blocked_signature(document: OfficialDocument, signer: User | None, user: User) -> str:
    if not may_act_for(user, document.issuer):
        return _(
            "Tài khoản của bạn thuộc %(unit)s, không ký văn bản của %(issuer)s. Người quản trị mời người ký của nơi ấy."
        ) % {"unit": user.unit.short_name, "issuer": document.issuer.short_name}
    if signer is None:
        return _("Vai trò của bạn chưa có quyền xem số liệu tổng hợp trong văn bản. Người quản trị giao thêm.")
    return _(
        "Vai trò của bạn chưa có quyền xem số liệu tổng hợp trong văn bản. %(signer)s ký được; nếu bạn là người ký "
        "thì người quản trị giao thêm."
    ) % {"signer": signer.full_name or signer.username}


def list_account_requests(waiting: Sequence[ApprovalRequest]) -> list[UnitTask]:
    """Returns what about accounts stops until the account has approved it, or printed what another approved.

    Many, as after a list of staff, are one task with a link to the page that lists them.
    """
    if len(waiting) > MAX_SINGLE_REQUESTS:
        title = ngettext("%(n)s việc về tài khoản chờ bạn", "%(n)s việc về tài khoản chờ bạn", len(waiting))
        return [
            UnitTask(
                title=title % {"n": len(waiting)},
                url=reverse("accounts:staff"),
                action=_("Xem và duyệt"),
                state="request",
                state_text=_("chờ duyệt"),
            )
        ]
    return [
        UnitTask(
            title=_("%(subject)s: %(person)s")
            % {"subject": capfirst(request.subject), "person": request.user.full_name},
            url=reverse("accounts:request", args=[request.pk]),
            action=_("Mở phiếu để in") if request.state == ApprovalRequest.State.APPROVED else _("Xem và duyệt"),
            state="request",
            state_text=request.get_state_display(),
            note=_("%(unit)s; %(by)s đề nghị")
            % {"unit": request.user.unit.short_name, "by": request.asked_by.full_name},
        )
        for request in waiting
    ]


def list_module_tasks(user: User, calendar: Calendar) -> list[UnitTask]:
    """What modules ask of the account, such as replies to recommendations: one query of each."""
    return [
        UnitTask(
            title=task.title,
            url=task.url,
            action=task.action,
            due_on=task.due_on,
            days_late=calendar.late(task.due_on) if task.due_on else 0,
            days_left=calendar.left(task.due_on) if task.due_on else 0,
            state="request",
            note=task.note,
            programme=get_register_programme(user, task.register),
        )
        for task in modules.list_tasks(user)
    ]
