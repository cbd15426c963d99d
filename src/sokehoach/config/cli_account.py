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
from sokehoach.config.cli_output import print_error, print_programmes, print_text
from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.notation import write_day

if TYPE_CHECKING:
    from sokehoach.apps.accounts.models import ApprovalRequest


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `account`."""
    invite = commands("invite", run_invite, say("lập tài khoản, in liên kết đặt mật khẩu dùng một lần"))
    link = commands("link", run_link, say("in liên kết mới cho một tài khoản đã có"))
    for command in (invite, link):
        command.add_argument("username", help=say("tên đăng nhập, của một người"))
    invite.add_argument("--name", required=True, help=say("họ và tên"))
    invite.add_argument("--title", default="", help=say("chức vụ"))
    invite.add_argument("--unit", required=True, help=say("mã đơn vị, ví dụ 099.LDTBXH"))
    invite.add_argument(
        "--role", nargs="*", default=["unit_admin"], metavar=say("VAI[:CHỨC NĂNG][@ĐƠN VỊ]"),
        help=say("ví dụ unit_admin@099, police:enforcement; mặc định unit_admin"),
    )  # fmt: skip
    add_programme_option(invite)
    link.add_argument("--factors-too", action="store_true", help=say("gỡ cả mọi cách xác thực hai bước"))
    commands("requests", run_requests, say("xem các đề nghị chờ người quản trị thứ hai"))
    approve = commands("approve", run_approve, say("duyệt một đề nghị thay người quản trị thứ hai, in mã của phiếu"))
    refuse = commands("refuse", run_refuse, say("không duyệt một đề nghị"))
    for command in (approve, refuse):
        command.add_argument("request", type=int, help=say("số của đề nghị"))


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
                say(
                    "Không có vai trò, chức năng hoặc đơn vị như «%(role)s». Vai trò: %(names)s.",
                    role=role_argument,
                    names=", ".join(roles),
                )
            )
        if len(roles[code]) > 1:
            return print_programmes("", (role.programme.code for role in roles[code] if role.programme))
        parts.append((roles[code][0], function, units[unit_code]))
    if arguments.unit not in units:
        return print_error(
            say(
                "Không có đơn vị mã %(unit)s vào ngày %(today)s.",
                unit=arguments.unit,
                today=write_day(clock.today()),
            )
        )
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
        return print_error(say("Không có tài khoản %(username)s.", username=arguments.username))
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
        role = join_messages(" ", ("", f"«{row.role.name}»", str(row.over))) if row.role else ""
        factors = say(", gỡ cả xác thực hai bước") if row.factors_too else ""
        print_text(
            say(
                "%(number)s: %(request)s, cho %(full_name)s (%(username)s, %(unit)s); "
                "%(asker)s (%(asker_username)s) đề nghị %(asked_at)s",
                number=row.pk,
                request=join_messages("", (row.get_kind_display(), role, factors)),
                full_name=row.user.full_name,
                username=row.user.username,
                unit=row.user.unit,
                asker=row.asked_by.full_name,
                asker_username=row.asked_by.username,
                asked_at=join_messages(
                    " ", (f"{row.asked_at.astimezone():%H:%M}", write_day(row.asked_at.astimezone()))
                ),
            )
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
        print_text(
            say(
                "Mã của phiếu: %(code)s. Đọc riêng cho %(full_name)s, không đưa cho người cầm phiếu.",
                code=f"{code[:4]} {code[4:]}",
                full_name=row.user.full_name,
            )
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
        raise ActionRefused(say("Không có đề nghị số %(number)s.", number=number))
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

    print_text(settings.SITE.rstrip("/") + reverse("accounts:invitation", args=[token]))
    return 0
