"""A page whose answer was lost is sent again: it is told that it was done, whatever stands there since."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.replays import ReplayMiddleware
from sokehoach.apps.audit.services import ServiceResult, write
from tests.factories.cast import AT, Cast
from tests.factories.district import POLICE, District, Sent, found

SAID = "Lần gửi này đã được ghi."
Browser = Callable[[User], Client]


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.fixture
def sent(district: District) -> Sent:
    """The police's report, which is out of the office's sight once it is returned."""
    return district.send(district.cast.police, {"A1": "2"}, form=POLICE)


def returned(client: Client, report: Sent, key: str = "k-1", **more: str) -> Any:
    body = {"version": str(report.version), "reason": "Bổ sung ô A2.", "key": key} | more
    return client.post(reverse("reporting:return", args=[report.id]), body)


def said(client: Client, answer: HttpResponse) -> bool:
    return SAID in client.get(answer.headers["Location"]).content.decode()


def test_it_works(district: District, sent: Sent, signed_in: Browser) -> None:
    office = signed_in(district.cast.office)
    assert returned(office, sent).status_code == 302
    events = Event.objects.count()
    again = returned(office, sent)
    assert (again.status_code, again.headers["Location"], said(office, again)) == (302, "/", True)
    assert Event.objects.count() == events


@pytest.mark.parametrize(
    "more", [{"key": "k-2"}, {"reason": "Bổ sung ô A1."}, {"key": ""}], ids=["key", "words", "none"]
)
def test_another_sending_gets_its_own_answer(
    district: District, sent: Sent, signed_in: Browser, more: dict[str, str]
) -> None:
    office = signed_in(district.cast.office)
    returned(office, sent)
    assert returned(office, sent, **{"key": "k-1", **more}).status_code == 404


def test_what_one_has_done_is_not_told_to_another(district: District, sent: Sent, signed_in: Browser) -> None:
    returned(signed_in(district.cast.office), sent)
    assert returned(signed_in(district.cast.leader), sent).status_code == 404


def test_what_was_refused_at_first_is_refused_again(district: District, sent: Sent, signed_in: Browser) -> None:
    office = signed_in(district.cast.office)
    for _ in range(2):
        assert returned(office, sent, reason="").status_code == 422


def test_over_htmx_the_refusal_stays(district: District, sent: Sent, signed_in: Browser) -> None:
    office = signed_in(district.cast.office)
    returned(office, sent)
    body = {"version": str(sent.version), "reason": "Bổ sung ô A2.", "key": "k-1"}
    address = reverse("reporting:return", args=[sent.id])
    assert office.post(address, body, headers={"HX-Request": "true"}).status_code == 404


def test_a_refusal_after_something_was_done_in_the_same_sending_is_shown(district: District) -> None:
    """A view with two services, of which the second refuses."""

    def view(request: HttpRequest) -> HttpResponse:
        keep(by="huong", at=AT, key=request.POST["key"])
        return HttpResponse(status=409)

    request = RequestFactory().post("/x/", {"key": "k-9"})
    request.user = district.cast.office
    assert ReplayMiddleware(view)(request).status_code == 409


@write("tests.keep")
def keep(*, by: str, at: datetime) -> ServiceResult:
    return ServiceResult(subject="x")
