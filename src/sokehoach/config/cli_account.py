"""The commands `sokehoach account …`: invite the first administrator, issue a new sign-in link, list and decide
requests where a unit has only one administrator.

The audit trail names the operating system account that runs the command.
"""

import argparse
import getpass
import os
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from sokehoach.config.cli_commands import CommandGroup, add_programme_option
from sokehoach.config.cli_output import print_error, print_programmes

if TYPE_CHECKING:
    from sokehoach.apps.accounts.models import ApprovalRequest


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `account`."""
    invite = commands("invite", run_invite, "lập tài khoản, in liên kết đặt mật khẩu dùng một lần")
    link = commands("link", run_link, "in liên kết mới cho một tài khoản đã có")
    for command in (invite, link):
        command.add_argument("username", help="tên đăng nhập, của một người")
    invite.add_argument("--name", required=True, help="họ và tên")
    invite.add_argument("--title", default="", help="chức vụ")
    invite.add_argument("--unit", required=True, help="mã đơn vị, ví dụ 099.LDTBXH")
    invite.add_argument(
        "--role", nargs="*", default=["unit_admin"], metavar="VAI[:CHỨC NĂNG][@ĐƠN VỊ]",
        help="ví dụ unit_admin@099, police:enforcement; mặc định unit_admin",
    )  # fmt: skip
    add_programme_option(invite)
    link.add_argument("--factors-too", action="store_true", help="gỡ cả mọi cách xác thực hai bước")
    commands("requests", run_requests, "xem các đề nghị chờ người quản trị thứ hai")
    approve = commands("approve", run_approve, "duyệt một đề nghị thay người quản trị thứ hai, in mã của phiếu")
    refuse = commands("refuse", run_refuse, "không duyệt một đề nghị")
    for command in (approve, refuse):
        command.add_argument("request", type=int, help="số của đề nghị")


def run_invite(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.models import Role
    from sokehoach.apps.accounts.services import invitations
    from sokehoach.apps.orgunits.queries import units as orgunits
    from sokehoach.apps.programmes.queries import policies
    from sokehoach.apps.shell import clock
    from sokehoach.domain.policy.groups import GENERAL

    units = {unit.code: unit for unit in orgunits.as_of(clock.today())}
    roles: dict[str, list[Role]] = defaultdict(list)
    for role in Role.objects.select_related("programme"):
        if role.programme is None or arguments.programme in ("", role.programme.code):
            roles[role.code].append(role)
    parts = []
    for role_argument in arguments.role:
        name, _, unit_code = role_argument.partition("@")
        code, _, function = name.partition(":")
        unit_code, function = unit_code or arguments.unit, function or GENERAL
        if code not in roles or unit_code not in units or function not in policies.list_functions():
            return print_error(
                f"Không có vai trò, chức năng hoặc đơn vị như «{role_argument}». Vai trò: {', '.join(roles)}."
            )
        if len(roles[code]) > 1:
            return print_programmes("", (role.programme.code for role in roles[code] if role.programme))
        parts.append((roles[code][0], function, units[unit_code]))
    if arguments.unit not in units:
        return print_error(f"Không có đơn vị mã {arguments.unit} vào ngày {clock.today():%d/%m/%Y}.")
    token = invitations.generate_token()
    invitations.create_invitation(
        username=arguments.username, full_name=arguments.name, title=arguments.title, unit=units[arguments.unit],
        parts=parts, digest=invitations.hash_token(token), by=_build_actor_name(), at=clock.now(),
    )  # fmt: skip
    return _print_invitation(token)


def run_link(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.queries import users
    from sokehoach.apps.accounts.services import invitations
    from sokehoach.apps.notices.services import security
    from sokehoach.apps.shell import clock

    user = users.find_user(arguments.username)
    if user is None:
        return print_error(f"Không có tài khoản {arguments.username}.")
    token = invitations.generate_token()
    invitations.renew_link(
        user=user, digest=invitations.hash_token(token), factors_too=arguments.factors_too,
        by=_build_actor_name(), at=clock.now(),
    )  # fmt: skip
    security.deliver_notices(by=_build_actor_name(), at=clock.now())
    return _print_invitation(token)


def run_requests(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.queries import resets
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


def run_approve(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.queries import resets
    from sokehoach.apps.accounts.services import approvals
    from sokehoach.apps.notices.services import security
    from sokehoach.apps.shell import clock

    row = _decide_request(approvals.approve_request, arguments.request)
    security.deliver_notices(by=_build_actor_name(), at=clock.now())
    if row.kind == row.Kind.SHEET:
        code = resets.build_code(row)
        print(
            f"Mã của phiếu: {code[:4]} {code[4:]}. Đọc riêng cho {row.user.full_name}, không đưa cho người cầm phiếu."
        )
    return 0


def run_refuse(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.accounts.services import approvals

    _decide_request(approvals.refuse_request, arguments.request)
    return 0


def _decide_request(service: Callable[..., object], number: int) -> "ApprovalRequest":
    """Apply `service` to the request and return it afterwards."""
    from sokehoach.apps.accounts.models import ApprovalRequest
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import ActionRefused

    row = ApprovalRequest.objects.filter(pk=number).first()
    if row is None:
        raise ActionRefused(f"Không có đề nghị số {number}.")
    service(request=row, by=_build_actor_name(), at=clock.now())
    row.refresh_from_db()
    return row


def _build_actor_name() -> str:
    """Return the actor for the audit trail, «sokehoach account (huong)»: the user behind `sudo`, if any. At most 150
    characters.
    """
    try:
        name = os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # the operating system account has no name
        name = str(os.getuid())
    return f"sokehoach account ({name})"[:150]


def _print_invitation(token: str) -> int:
    from django.conf import settings
    from django.urls import reverse

    print(settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token]))
    return 0
