"""Who signs or issues has shown who they are in the last ten minutes; the password of a key waits nowhere."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.shell import clock
from tests.adapters.signature.keys import p12
from tests.apps.accounts.conftest import code_at, with_totp
from tests.apps.documents.written import addressed, current, person, signed, to_sign
from tests.factories.cast import Cast

Browser = Callable[[User], Client]


@pytest.fixture
def chair(cast: Cast, settings: Any) -> User:
    """Of a real deployment: confirmations are asked for."""
    settings.DEMONSTRATION = None
    return person(cast, "03304", "Lò Văn Minh")


def typed(row: OfficialDocument) -> dict[str, Any]:
    file = SimpleUploadedFile("khoa.p12", p12("Lò Văn Minh", at=clock.now()))
    return {"version": row.version, "key_file": file, "password": "mat-khau"}


def confirm(client: Client, asked: Any, secret: str) -> Any:
    assert asked.status_code == 302
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    return client.post(asked["Location"], {"code": code_at(secret, time.time())})


def test_it_is_asked_before_the_form(cast: Cast, chair: User, signed_in: Browser) -> None:
    row, secret, client = to_sign(cast.commune, cast.commune.unit), with_totp(chair), signed_in(chair)
    url = reverse("documents:sign", args=[row.pk])
    assert confirm(client, client.get(url), secret)["Location"] == url
    assert client.get(url).status_code == 200
    assert client.post(url, typed(row)).status_code == 302
    assert current(row).state == "signed"


def test_a_password_that_comes_too_late_is_not_kept(cast: Cast, chair: User, signed_in: Browser) -> None:
    row, secret, client = to_sign(cast.commune, cast.commune.unit), with_totp(chair), signed_in(chair)
    url = reverse("documents:sign", args=[row.pk])
    asked = client.post(url, typed(row))
    assert "mat-khau" not in json.dumps(dict(client.session))
    page = client.get(asked["Location"]).content.decode()
    assert "gõ lại mật khẩu" in page
    assert "vẫn còn" not in page
    assert confirm(client, asked, secret)["Location"] == url
    assert (current(row).state, row.number, row.files.count()) == ("to_sign", None, 0)


def test_a_file_signed_outside_and_a_signature_on_paper_are_asked_too(
    cast: Cast, chair: User, signed_in: Browser
) -> None:
    row, client = to_sign(cast.commune, cast.commune.unit), signed_in(chair)
    with_totp(chair)
    for route in ("upload", "on_paper"):
        asked = client.post(reverse(f"documents:{route}", args=[row.pk]), {"version": row.version})
        assert asked["Location"].startswith(reverse("account_reauthenticate")), route
    assert current(row).state == "to_sign"


def test_issuing_waits_for_the_confirmation_and_goes_on(cast: Cast, chair: User, signed_in: Browser) -> None:
    row = addressed(signed(to_sign(cast.commune, cast.commune.unit), chair), cast.commune, cast.units["099"])
    secret, client = with_totp(cast.commune), signed_in(cast.commune)
    sent = {"version": row.version, "key": "k1", "unsealed_reason": "Chờ cấp chứng thư số."}
    asked = client.post(reverse("documents:issue", args=[row.pk]), sent)
    assert current(row).state == "signed"
    assert confirm(client, asked, secret)["Location"] == reverse("documents:page", args=[row.pk])
    assert current(row).state == "issued"
