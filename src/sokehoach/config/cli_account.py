"""`sokehoach account …`: the first administrator, a new link for whoever lost the way in, and the approval of a second
where a unit has one administrator alone.

The trail names the machine's account of whoever ran it.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from sokehoach.config.cli_words import Words

if TYPE_CHECKING:
    from sokehoach.apps.accounts.models import ApprovalRequest


def add(words: Words) -> None:
    """The words behind `account`."""
    invite = words("invite", run_invite, "lập tài khoản, in liên kết đặt mật khẩu dùng một lần")
    link = words("link", run_link, "in liên kết mới cho một tài khoản đã có")
    for one in (invite, link):
        one.add_argument("username", help="tên đăng nhập, của một người")
    invite.add_argument("--name", required=True, help="họ và tên")
    invite.add_argument("--title", default="", help="chức vụ")
    invite.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 099.LDTBXH")
    invite.add_argument(
        "--role", nargs="*", default=["unit_admin"], metavar="VAI[:CHỨC NĂNG][@ĐƠN VỊ]",
        help="ví dụ unit_admin@099, police:enforcement; mặc định unit_admin",
    )  # fmt: skip
    link.add_argument("--factors-too", action="store_true", help="gỡ cả mọi cách xác thực hai bước")
    words("requests", run_requests, "xem các đề nghị chờ người quản trị thứ hai")
    approve = words("approve", run_approve, "duyệt một đề nghị thay người quản trị thứ hai, in mã của phiếu")
    refuse = words("refuse", run_refuse, "không duyệt một đề nghị")
    for one in (approve, refuse):
        one.add_argument("request", type=int, help="số của đề nghị")


def run_invite(given: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.models import Function, Role
    from sokehoach.apps.accounts.services import invitations
    from sokehoach.apps.orgunits.selectors import units as orgunits
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import Invalid, Refused

    units = {unit.code: unit for unit in orgunits.as_of(clock.today())}
    roles = {role.code: role for role in Role.objects.all()}
    parts = []
    for told in given.role:
        name, _, over = told.partition("@")
        code, _, function = name.partition(":")
        over, function = over or given.unit, function or Function.GENERAL.value
        if code not in roles or over not in units or function not in Function.values:
            return _say(f"Không có vai trò, chức năng hoặc đơn vị như «{told}». Vai trò: {', '.join(roles)}.")
        parts.append((roles[code], function, units[over]))
    if given.unit not in units:
        return _say(f"Không có đơn vị mã {given.unit} vào ngày {clock.today():%d/%m/%Y}.")
    token = invitations.token()
    try:
        invitations.invite(
            username=given.username, full_name=given.name, title=given.title, unit=units[given.unit],
            parts=parts, digest=invitations.digest(token), by=_name(), at=clock.now(),
        )  # fmt: skip
    except Invalid as invalid:
        return _say(" ".join(said for told in invalid.messages.values() for said in told))
    except Refused as refused:
        return _say(refused.message)
    return _print(token)


def run_link(given: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.selectors import users
    from sokehoach.apps.accounts.services import invitations
    from sokehoach.apps.notices.services import security
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import Refused

    user = users.named(given.username)
    if user is None:
        return _say(f"Không có tài khoản {given.username}.")
    token = invitations.token()
    try:
        invitations.renew(
            user=user, digest=invitations.digest(token), factors_too=given.factors_too,
            by=_name(), at=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        return _say(refused.message)
    security.deliver(by=_name(), at=clock.now())
    return _print(token)


def run_requests(given: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.selectors import resets
    from sokehoach.apps.shell import clock

    for row in resets.list_waiting_requests(clock.now()):
        role = f" «{row.role.name}» {row.over}" if row.role else ""
        factors = ", gỡ cả xác thực hai bước" if row.factors_too else ""
        print(
            f"{row.pk}: {row.get_kind_display()}{role}{factors}, cho {row.user.full_name} ({row.user.username}, "
            f"{row.user.unit}); {row.asked_by.full_name} ({row.asked_by.username}) đề nghị "
            f"{row.asked_at.astimezone():%H:%M %d/%m/%Y}"
        )
    return 0


def run_approve(given: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.selectors import resets
    from sokehoach.apps.accounts.services import approvals
    from sokehoach.apps.notices.services import security
    from sokehoach.apps.shell import clock

    row = _decide(approvals.approve, given.request)
    if row is None:
        return 2
    security.deliver(by=_name(), at=clock.now())
    if row.kind == row.Kind.SHEET:
        code = resets.build_code(row)
        print(
            f"Mã của phiếu: {code[:4]} {code[4:]}. Đọc riêng cho {row.user.full_name}, không đưa cho người cầm phiếu."
        )
    return 0


def run_refuse(given: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.services import approvals

    return 2 if _decide(approvals.refuse, given.request) is None else 0


def _decide(service: Callable[..., object], number: int) -> "ApprovalRequest | None":
    """The request as `service` left it; None where there is none or it is refused, which standard error says."""
    from sokehoach.apps.accounts.models import ApprovalRequest
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import Refused

    row = ApprovalRequest.objects.filter(pk=number).first()
    if row is None:
        _say(f"Không có đề nghị số {number}.")
        return None
    try:
        service(request=row, by=_name(), at=clock.now())
    except Refused as refused:
        _say(refused.message)
        return None
    row.refresh_from_db()
    return row


def _name() -> str:
    """Who runs it, as the trail names them: «sokehoach account (huong)»; before `sudo`, who used it."""
    try:
        name = os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # an account of the machine without a name
        name = str(os.getuid())
    return f"sokehoach account ({name})"[:150]


def _print(token: str) -> int:
    from django.conf import settings
    from django.urls import reverse

    print(settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token]))
    return 0


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2
