"""`sokehoach account`: the first administrator and a new link, by whoever runs the server."""

import argparse
from typing import Any

import pytest
from django.test import Client

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.audit.models import Event
from sokehoach.config import cli_account
from sokehoach.config.cli_words import Words
from tests.apps.conftest import cast
from tests.factories.cast import Cast

__all__ = ["cast"]


@pytest.fixture
def say(cast: Cast, settings: Any) -> Any:
    """`say("invite", …)`: the exit code of those words."""
    settings.SITE, settings.DEMONSTRATION = "https://so.example.gov.vn/", None
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    parser = argparse.ArgumentParser()
    cli_account.add(Words(parser.add_subparsers()))

    def run(*words: str) -> int:
        given = parser.parse_args(words)
        return int(given.run(given))

    return run


INVITE = ("invite", "pao.sung", "--name", "Sùng A Páo", "--unit", "099.LDTBXH")


def test_it_works(say: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert say(*INVITE, "--role", "standing_office@099", "unit_admin@099") == 0
    link = capsys.readouterr().out.strip()
    assert link.startswith("https://so.example.gov.vn/tai-khoan/loi-moi/")
    user = User.objects.get(username="pao.sung")
    held = user.capacities.values_list("function", "grants__role__code", "grants__unit__code")
    assert set(held) == {("general", "standing_office", "099"), ("general", "unit_admin", "099")}
    assert not user.has_usable_password()
    assert Event.objects.get(action="user.invite").actor == "sokehoach account"
    address = link.removeprefix("https://so.example.gov.vn")
    assert Client().post(address, {"new": "hai con ngựa trắng"}).status_code == 302
    assert say("link", "pao.sung") == 0
    assert capsys.readouterr().out.strip() != link


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
