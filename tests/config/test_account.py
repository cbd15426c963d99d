"""`sokehoach account`: the first administrator and a new link, by whoever runs the server."""

import argparse
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from sokehoach.apps.accounts.models import ApprovalRequest, Invitation, Role, User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import approvals, invitations, users
from sokehoach.apps.audit.models import Event
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.shell import clock
from sokehoach.config import cli_account
from sokehoach.config.cli import run_command
from sokehoach.config.cli_commands import CommandGroup
from tests.apps.conftest import cast
from tests.factories.cast import Cast

__all__ = ["cast"]


@pytest.fixture
def say(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`say("invite", …)`: the exit code of those words."""
    monkeypatch.setenv("SUDO_USER", "may.chu")
    settings.SITE, settings.DEMONSTRATION = "https://so.example.gov.vn/", None
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    parser = argparse.ArgumentParser()
    cli_account.add_commands(CommandGroup(parser.add_subparsers()))

    def run(*words: str) -> int:
        return run_command(parser.parse_args(words))

    return run


def test_a_password_is_hashed_at_the_cost_that_owasp_gives() -> None:
    assert make_password("hai con ngựa trắng").startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


NEW = "bảy cây mận sau nhà"
INVITE = ("invite", "pao.sung", "--name", "Sùng A Páo", "--unit", "099.LDTBXH")


def test_it_works(say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(*INVITE, "--role", "standing_office@099", "unit_admin@099") == 0
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://so.example.gov.vn/tai-khoan/loi-moi/")
    user = User.objects.get(username="pao.sung")
    held = user.capacities.values_list("function", "grants__role__code", "grants__unit__code")
    assert set(held) == {("general", "standing_office", "099"), ("general", "unit_admin", "099")}
    assert not user.has_usable_password()
    assert Event.objects.get(action="user.invite").actor == "sokehoach account (may.chu)"
    address = link.removeprefix("https://so.example.gov.vn")
    assert Client().post(address, {"new": "hai con ngựa trắng"}).status_code == 302
    assert say("link", "pao.sung") == 0
    assert capsys.readouterr().out.strip() != link


def test_the_server_is_the_second_where_there_is_one_administrator(
    cast: Cast, say: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert say(*INVITE, "--role", "unit_admin@099") == 0
    alone = User.objects.get(username="pao.sung")
    users.set_password(user=cast.health, password="hai con ngựa trắng", by=cast.health, at=clock.now())
    asked = approvals.request_sheet(user=cast.health, factors_too=True, by=alone, at=clock.now())
    number = str(asked.answer["request"])
    capsys.readouterr()
    assert say("requests") == 0
    told = capsys.readouterr().out
    assert f"{number}: phiếu đặt lại mật khẩu, gỡ cả xác thực hai bước, cho Lường Thị Lan (lan" in told
    assert say("approve", number) == 0
    code = capsys.readouterr().out.split("Mã của phiếu: ")[1][:9]
    assert say("approve", number) == 2
    assert say("requests") == 0
    assert capsys.readouterr().out == ""
    request = ApprovalRequest.objects.get()
    approvals.print_sheet(request=request, digest="d" * 64, by=alone, at=clock.now())
    invitations.accept_invitation(
        invitation=Invitation.objects.get(way="sealed"),
        password=NEW,
        code=code,
        by=cast.health,
        at=clock.now(),
    )
    detail = Event.objects.get(action="user.accept").body["detail"]
    assert (detail["asked_by"], detail["approved_by"]) == ("pao.sung", "sokehoach account (may.chu)")


def test_the_server_refuses_one(cast: Cast, say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(*INVITE, "--role", "unit_admin@099") == 0
    alone = User.objects.get(username="pao.sung")
    number = str(
        approvals.request_sheet(user=cast.health, factors_too=False, by=alone, at=clock.now()).answer["request"]
    )
    assert say("refuse", number) == 0
    assert say("approve", number) == 2
    assert "đã có người quyết định" in capsys.readouterr().err
    assert say("approve", "987654") == 2
    assert say("refuse", "987654") == 2


def test_a_link_of_the_server_shuts_the_wall_too(cast: Cast, say: Any) -> None:
    users.set_password(user=cast.health, password="hai con ngựa trắng", by=cast.health, at=clock.now())
    assert say("link", cast.health.username) == 0
    invitations.accept_invitation(invitation=Invitation.objects.get(), password=NEW, by=cast.health, at=clock.now())
    fresh = User.objects.get(pk=cast.health.pk)
    assert scope_of(fresh, clock.today()).functions == {"general"}
    assert "sokehoach account (may.chu)" in str(list(SecurityNotice.objects.values_list("text", flat=True)))


def test_a_role_of_a_function_stays_on_its_side_of_the_wall(say: Any) -> None:
    roles = ("walled_reporter:enforcement@099.CA", "walled_reporter:support@099.TTYT")
    assert say(*INVITE, "--role", *roles) == 2
    assert not User.objects.filter(username="pao.sung").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*INVITE, "--role", "khong_co"), "khong_co"),
        ((*INVITE, "--role", "unit_admin@999"), "unit_admin@999"),
        ((*INVITE[:-1], "999", "--role", "unit_admin@099"), "999"),
        (("invite", "minh", *INVITE[2:]), "đã có người dùng"),
        (("link", "khong.co"), "Không có tài khoản khong.co"),
    ],
)
def test_what_is_not_there_is_said(
    say: Any, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    assert say(*words) == 2
    assert told in capsys.readouterr().err
