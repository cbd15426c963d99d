"""Pages without anything to show, where the programme has no forms yet, say what comes first and who does it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.services import grants, users
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.setup.services import first_run
from sokehoach.apps.shell import clock
from sokehoach.config.env import Demonstration
from tests.factories import district
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
PAGES = ("/tong-hop/", "/bao-cao/", "/so/", "/van-ban/")
SOURCE = "Biểu mẫu, sổ theo dõi và đề cương đến từ chương trình đã công bố."
ASK = "Hãy hỏi người quản trị tài khoản của đơn vị"
PROVINCE = {
    "name": "Kế hoạch chuyển đổi số năm 2026", "short_name": "Chuyển đổi số", "area": "11", "year": "2026",
    "office": "SKHCN", "agencies_of": "11", "keep-SKHCN": "on", "name-SKHCN": "Sở Khoa học và Công nghệ", "begin": "1",
}  # fmt: skip


@pytest.fixture
def programme(settings: Any, tmp_path: Path) -> Programme:
    """With units and roles, without forms, registers and outlines."""
    settings.HOME, settings.DEMONSTRATION = tmp_path, Demonstration(today=date(2026, 2, 3), seed=0)
    client = Client()
    client.post("/bat-dau/", {"code": first_run.issue_code()})
    client.post(reverse("setup:first_units"), PROVINCE)
    return Programme.objects.get()


def sign_in(*actions: str) -> Client:
    """An account of the province with the roles whose rights are among `actions`; with all where none is named."""
    area, at = Unit.objects.get(code="11"), clock.now()
    users.create_user(username="quy.vua", full_name="Vừ A Quý", title="", unit=area, by="tests", at=at)
    user = User.objects.get()
    for role in Role.objects.all():
        if not actions or set(actions).issuperset(role.actions):
            grants.create_grant(
                user=user, role=role, unit=area, function="general", since=clock.today(), by="tests", at=at
            )
    client = Client()
    client.force_login(user)
    return client


def read(client: Client, page: str) -> str:
    answer = client.get(page)
    assert answer.status_code == 200, page
    main = answer.text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(main.split())


def test_who_may_act_is_led_to_the_programme_and_to_the_plan(programme: Programme) -> None:
    client = sign_in()
    for page in PAGES:
        text = read(client, page)
        assert SOURCE in text, page
        assert f'href="{reverse("setup:programmes")}"' in text, page
        assert f'href="{reverse("plans:list")}"' in text, page
        assert ASK not in text, page
        assert "sokehoach load" not in text, page
    for address in ("setup:programmes", "plans:list"):
        assert client.get(reverse(address)).status_code == 200


def test_whoever_may_not_is_told_whom_to_ask(programme: Programme) -> None:
    Role.objects.update_or_create(
        code="reader", programme=None, defaults={"name": "Xem", "actions": ["report.view", "register.view"]}
    )
    client = sign_in("report.view", "register.view")
    for page in ("/bao-cao/", "/so/"):
        text = read(client, page)
        assert SOURCE in text, page
        assert ASK in text, page
        assert reverse("setup:programmes") not in text, page
        assert reverse("plans:list") not in text, page


def test_a_page_of_a_programme_with_forms_says_nothing_of_it(cast: Cast) -> None:
    district.found(cast)
    client = Client()
    client.force_login(cast.office)
    for page in ("/bao-cao/", "/so/", "/van-ban/"):
        assert SOURCE not in read(client, page), page
