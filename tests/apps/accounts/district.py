"""Two administrators of a district and somebody of its police, each at a browser."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import ApprovalRequest, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import users
from sokehoach.apps.notices.models import SecurityNotice
from sokehoach.apps.shell import clock
from tests.apps.accounts.conftest import PASSWORD, add, link_in, with_totp
from tests.factories.cast import AT, Cast

NEW = "hai con ngựa trắng"
MAIL = "thanh@example.gov.vn"
State = ApprovalRequest.State


@dataclass
class District:
    """Two administrators of the district, each at their browser; `person` is of the police, behind the wall."""

    first: User
    second: User
    person: User
    asks: Client
    approves: Client

    def ask(self, **more: str) -> Any:
        return self.asks.post(reverse("accounts:relink", args=[self.person.pk]), {"way": "sheet"} | more, follow=True)

    def request(self) -> ApprovalRequest:
        return ApprovalRequest.objects.latest("pk")

    def post(self, client: Client, route: str) -> Any:
        return client.post(reverse(f"accounts:{route}", args=[self.request().pk]))

    def code(self) -> str:
        page = self.approves.get(reverse("accounts:request", args=[self.request().pk])).content.decode()
        found = re.search(r"(\d{4}) (\d{4})</code>", page)
        assert found
        return found[1] + found[2]

    def sheet(self, **more: str) -> str:
        self.ask(**more)
        assert self.post(self.approves, "approve").status_code == 302
        return link_in(self.post(self.asks, "print_sheet").content.decode())

    def reset(self, **more: str) -> Client:
        client = Client()
        link = self.sheet(**more)
        answer = client.post(link, {"new": NEW, "sheet_code": self.code()})
        assert answer.status_code == 302
        self.person.refresh_from_db()
        return client


@pytest.fixture
def district(real: None, cast: Cast, inside: Callable[..., Client]) -> District:
    Role.objects.create(code="unit_admin", name="Quản trị đơn vị", actions=["account.administer"])
    first = add(cast, "quy", "Vừ A Quý", "099", "unit_admin")
    second = add(cast, "dung", "Tòng Thị Dung", "099", "unit_admin")
    users.set_password(user=cast.police, password=PASSWORD, by=cast.police, at=AT)
    cast.police.refresh_from_db()
    return District(first, second, cast.police, inside(first, with_totp(first)), inside(second, with_totp(second)))


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put the product's clock ahead."""

    def put(**ahead: float) -> None:
        moment = clock.now() + timedelta(**ahead)
        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", moment.date)

    return put


def walled(user: User) -> frozenset[int]:
    fresh = User.objects.get(pk=user.pk)
    return scope_of(fresh, clock.today()).units(Action.REPORT_VIEW, "enforcement")


def notices_of(user: User) -> str:
    return "\n".join(SecurityNotice.objects.filter(person=user.pk).values_list("text", flat=True))
