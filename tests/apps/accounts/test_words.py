"""Every page of accounts, answered and refused: none says a word of allauth's English catalogue."""

import gettext
import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import allauth
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from sokehoach.apps.accounts.models import ApprovalRequest, User
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.services import attempts
from sokehoach.apps.notices.models import Address
from sokehoach.apps.notices.services import addresses
from sokehoach.apps.shell import clock
from tests.apps.accounts.conftest import PASSWORD, add, enter, link_in, with_totp
from tests.factories.cast import Cast
from tests.repository.order import SOURCE

TEMPLATES = {f"accounts/{path.name}" for path in (SOURCE / "apps/accounts/templates/accounts").glob("*.html")}
ALIKE = {"PIN", "Minh"}  # Vietnamese as well


def english() -> set[str]:
    """What allauth would say: the keys of any of its catalogues."""
    with (Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.mo").open("rb") as file:
        found = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    told = {key[0] if isinstance(key, tuple) else key for key in found}
    parts = {part.strip(" .,:\n") for one in told for part in re.split(r"%\(\w+\)[sd]|%[sd]|<[^>]+>|\n", one)}
    return {one for one in parts if re.search(r"[A-Za-z]{4}", one)} - ALIKE


def spoken(page: str, catalogue: set[str]) -> set[str]:
    seen = " ".join(strip_tags(re.sub(r"(?s)<(script|style).*?</\1>", "", page)).split())
    return {one for one in catalogue if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", seen)}


def answers(hoa: User, admin: User, second: User, inside: Callable[..., Client]) -> Iterator[Any]:
    stranger, half = Client(), Client()
    false = {"credential": json.dumps({"id": "x"})}
    yield stranger.get(reverse("accounts:sign_in"))
    yield stranger.post(reverse("accounts:sign_in"), {"username": "", "password": ""})
    yield enter(stranger, "hoa", "sai")
    yield stranger.post(reverse("accounts:passkey_sign_in"), false)
    yield stranger.get(reverse("openid_connect_callback", args=["co-quan"]))
    desk = inside(admin, with_totp(admin))
    client = inside(hoa)
    for name in (
        "accounts:own",
        "accounts:password",
        "accounts:totp",
        "accounts:passkey",
        "account_reauthenticate",
    ):
        yield client.get(reverse(name))
    yield client.post(reverse("accounts:password"), {"old": "sai", "new": "matkhau123456"})
    yield client.post(reverse("accounts:password"), {"old": "", "new": "ngắn"})
    yield client.post(reverse("accounts:totp"), {"code": "000000"})
    yield client.post(reverse("accounts:passkey"), false | {"name": "máy tính"})
    yield client.post(reverse("account_reauthenticate"), {"password": "sai"})
    yield client.post(reverse("account_reauthenticate"), false)
    yield client.get(reverse("accounts:create_token"))
    yield desk.get(reverse("accounts:staff_tokens"))
    tomorrow = clock.today() + timedelta(days=1)
    yield client.post(reverse("accounts:create_token"), {"name": "", "expires_on": "x", "networks": "x"})
    yield client.post(
        reverse("accounts:create_token"),
        {"name": "máy", "actions": ["report.view"], "expires_on": f"{tomorrow:%d/%m/%Y}"},
    )
    yield client.get(reverse("accounts:tokens"))
    secret = with_totp(hoa)
    assert secret
    yield client.get(reverse("accounts:own"))
    yield client.post(reverse("accounts:recovery_codes"))
    yield client.post(reverse("accounts:remove_factor", args=[987654321]))
    enter(half, "hoa")
    yield half.get(reverse("mfa_authenticate"))
    yield half.post(reverse("mfa_authenticate"), {"code": "000000"})
    yield half.post(reverse("mfa_authenticate"), false)
    for name in ("accounts:staff", "accounts:invite"):
        yield desk.get(reverse(name))
    yield desk.post(reverse("accounts:invite"), {})
    for name in ("accounts:invite_list", "accounts:invitations"):
        yield desk.get(reverse(name))
    table = "Đơn vị\tHọ và tên\tVai trò\n03289\tSùng A Chu\treporter\n"
    for step, text in (("read", ""), ("read", table.replace("Chu", "")), ("read", table), ("create", table)):
        yield desk.post(reverse("accounts:invite_list"), {"table": text, "step": step})
    yield desk.get(reverse("accounts:invitations"))
    yield stranger.post(reverse("accounts:enter_code"), {"code": "sai"})
    for name in ("accounts:person", "accounts:move"):
        yield desk.get(reverse(name, args=[hoa.pk]))
    yield desk.post(reverse("accounts:leave", args=[hoa.pk]), {"on": "", "heir": ""})
    yield desk.post(reverse("accounts:relink", args=[hoa.pk]), {})
    yield desk.post(reverse("accounts:relink", args=[hoa.pk]), {"way": "sheet", "factors_too": "on"})
    asked = ApprovalRequest.objects.get()
    yield desk.get(reverse("accounts:request", args=[asked.pk]))
    other = inside(second, with_totp(second))
    yield other.get(reverse("accounts:staff"))
    yield other.get(reverse("accounts:request", args=[asked.pk]))
    yield other.post(reverse("accounts:approve", args=[asked.pk]))
    yield other.get(reverse("accounts:request", args=[asked.pk]))
    asked.refresh_from_db()
    given = desk.post(reverse("accounts:print_sheet", args=[asked.pk]))
    yield given
    link = link_in(given.content.decode())
    yield stranger.get(link)
    code = resets.build_code(asked)
    yield stranger.post(link, {"new": "ngắn", "sheet_code": "1"})
    yield stranger.post(link, {"new": "hai con ngựa trắng", "sheet_code": code})
    yield Client().get(link)
    addresses.update_address(person=hoa.pk, email="hoa@example.gov.vn", by="tests", at=clock.now() - timedelta(days=2))
    Address.objects.update(confirmed_at=clock.now())
    yield desk.post(reverse("accounts:relink", args=[hoa.pk]), {"way": "mail"})
    for number in range(attempts.LIMITS["address"].free):
        attempts.record_failure(
            username=f"n{number}",
            user=None,
            origin=attempts.Origin("127.0.0.1"),
            step="password",
            by="t",
            at=clock.now(),
        )
    yield enter(Client(), "hoa", PASSWORD)


def test_no_page_speaks_english(
    real: None, cast: Cast, hoa: User, admin: User, inside: Callable[..., Client], settings: Any
) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {"provider_id": "co-quan", "name": "Cổng định danh", "client_id": "x", "secret": "y",
                 "settings": {"server_url": "http://127.0.0.1:9"}}
            ]
        }
    }  # fmt: skip
    catalogue, drawn, said = english(), set(), {}
    assert len(catalogue) > 300
    second = add(cast, "dung", "Tòng Thị Dung", "03289", "unit_admin")
    for answer in answers(hoa, admin, second, inside):
        drawn |= {one.name for one in answer.templates if one.name in TEMPLATES}
        if found := spoken(answer.content.decode(), catalogue):
            said[answer.request["PATH_INFO"]] = found
    assert drawn == TEMPLATES
    assert not said


@pytest.mark.parametrize("text", ["<p>Passkey</p>", "<b>Sign In</b> …", "Incorrect password."])
def test_a_word_of_it_would_be_seen(text: str) -> None:
    assert spoken(text, english())
