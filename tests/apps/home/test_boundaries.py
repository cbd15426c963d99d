"""Borders imported on their page: whole or not at all, and of one's own area alone."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.orgunits.models import Boundary
from tests.adapters.readers.test_geojson import BOW, SQUARE, file
from tests.factories.cast import AT, SINCE, Cast

Browser = Callable[[User], Client]
URL = "home:boundaries"


@pytest.fixture
def admin(cast: Cast) -> User:
    """The office, administering the district too."""
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    give(cast.office, cast, "099")
    return User.objects.get(pk=cast.office.pk)


def give(user: User, cast: Cast, unit: str) -> None:
    grants.create_grant(
        user=user, role=Role.objects.get(code="unit_admin"), unit=cast.units[unit], function="general",
        since=SINCE, by="tests", at=AT,
    )  # fmt: skip


def send(signed_in: Browser, user: User, content: bytes, **more: str) -> Any:
    told = {"file": SimpleUploadedFile("ranh.geojson", content), "since": "1/1/2021", "source": "Sở Nội vụ"}
    return signed_in(user).post(reverse(URL), told | more)


def test_it_works(cast: Cast, admin: User, signed_in: Browser) -> None:
    assert "3/4 đơn vị chưa có" not in signed_in(admin).get(reverse(URL)).text
    assert send(signed_in, admin, file(SQUARE)).status_code == 302
    assert Boundary.objects.get().code == "03304"
    text = " ".join(signed_in(admin).get(reverse(URL)).text.split())
    assert "01/01/2021" in text
    assert "Sở Nội vụ" in text
    assert "3/4 đơn vị chưa có ranh giới" in text


@pytest.mark.parametrize(
    ("content", "more", "said"),
    [
        (file(BOW), {}, "tự cắt. Không có gì thay đổi."),
        (b"{", {}, "Không phải tệp GeoJSON (UTF-8). Không có gì thay đổi."),
        (file(SQUARE), {"source": ""}, "Ghi nguồn của ranh giới."),
        (file(SQUARE), {"since": "1/1/1990"}, "không có đơn vị mã «03304» vào ngày đó"),
    ],
)
def test_nothing_is_kept_of_what_is_refused(
    cast: Cast, admin: User, signed_in: Browser, content: bytes, more: dict[str, str], said: str
) -> None:
    answer = send(signed_in, admin, content, **more)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Boundary.objects.exists()


def test_borders_of_a_later_day_stay(cast: Cast, admin: User, signed_in: Browser) -> None:
    send(signed_in, admin, file(SQUARE), since="1/6/2021")
    answer = send(signed_in, admin, file(SQUARE))
    assert answer.status_code == 422
    assert "đã có ranh giới từ ngày 01/06/2021, sau ngày đang nhập. Không có gì thay đổi." in answer.text
    assert Boundary.objects.get().valid_from == date(2021, 6, 1)


@pytest.mark.parametrize("who", ["leader", "commune", "police"])
def test_who_administers_no_area_has_no_such_page(cast: Cast, signed_in: Browser, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(reverse(URL)).status_code == 404
    assert send(signed_in, getattr(cast, who), file(SQUARE)).status_code == 404


def test_a_commune_draws_no_borders(cast: Cast, admin: User, signed_in: Browser) -> None:
    give(cast.other_commune, cast, "03269")
    assert send(signed_in, User.objects.get(pk=cast.other_commune.pk), file(SQUARE)).status_code == 404
    assert not Boundary.objects.exists()
