"""The page of the seals, as the Front's witness uses it."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tools import verify_audit

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import checkpoints
from tests.factories.cast import AT, Cast

Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path


def test_before_the_first_seal_the_page_says_what_to_do(cast: Cast, signed_in: Browser) -> None:
    page = signed_in(cast.office).get(reverse("home:seals")).content.decode()
    assert "Chưa có bản niêm phong nào" in page


def test_a_witness_takes_a_seal_away_and_brings_it_back_signed(cast: Cast, signed_in: Browser) -> None:
    secret, public = verify_audit.new_secret("mttq")
    checkpoints.name_witness(title="Ủy ban MTTQ huyện", public=public, by="quantri", at=AT)
    checkpoints.seal_trail(at=AT)
    office = signed_in(cast.office)
    page = office.get(reverse("home:seals")).content.decode()
    assert "chưa ký bản nào" in page
    brief = re.search(r'href="([^"]+)">Tải tệp để ký', page)
    assert brief
    taken = office.get(brief[1])
    assert taken["Content-Disposition"].startswith("attachment")
    keys = verify_audit.read_keys(office.get(reverse("home:keys")).content.decode())
    signed = verify_audit.countersign(taken.content.decode(), verify_audit.read_secret(secret), keys, "")

    answer = office.post(reverse("home:seals"), {"text": signed, "key": "k1"}, follow=True)
    page = answer.content.decode()
    assert "Đã nhận chữ ký chứng kiến" in page
    assert "đã ký đến dòng" in page
    assert "Tải tệp để ký" not in page


def test_what_is_no_seal_is_refused_beside_the_field_and_kept(cast: Cast, signed_in: Browser) -> None:
    answer = signed_in(cast.office).post(reverse("home:seals"), {"text": "chữ khác", "key": "k1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không nhận được: đây không phải là một bản niêm phong." in page
    assert "chữ khác" in page


@pytest.mark.parametrize("address", [(10**9, 0), (1, 2)])
def test_a_seal_that_was_never_made_is_not_there(cast: Cast, signed_in: Browser, address: tuple[int, int]) -> None:
    checkpoints.seal_trail(at=AT)
    assert signed_in(cast.office).get(reverse("home:brief", args=address)).status_code == 404
