"""Everyone has reminders of their own, and nobody else's."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.notices.models import Draft, Feed, Message, NoticeLine
from sokehoach.apps.notices.queries import find_email
from sokehoach.apps.notices.services import messages
from sokehoach.apps.shell import clock
from tests.factories.cast import Cast

WHO = ("commune", "office", "police", "health", "leader", "outsider")


@pytest.mark.faults("notices.see")
@pytest.mark.parametrize("who", WHO)
def test_each_sees_its_own(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    drafts = [Draft(getattr(cast, name).pk, (NoticeLine(f"Việc của {name}", "/bao-cao/"),)) for name in WHO]
    messages.create_messages(day=clock.today(), drafts=drafts, by="tick", at=clock.now())
    client = signed_in(getattr(cast, who))
    page = client.get(reverse("notices:list")).content.decode()
    assert [name for name in WHO if f"Việc của {name}<" in page] == [who]
    assert client.post(reverse("notices:see")).status_code == 302
    assert Message.objects.filter(seen_at__isnull=False).count() == 1


def test_mail_goes_where_its_owner_says(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    client = signed_in(cast.commune)
    wrong = client.post(reverse("notices:email"), {"email": "xa@"})
    assert wrong.status_code == 422
    assert "xa@" in wrong.content.decode()
    assert client.post(reverse("notices:email"), {"email": "xa@example.gov.vn"}).status_code == 302
    assert (find_email(cast.commune.pk), find_email(cast.office.pk)) == ("xa@example.gov.vn", "")
    assert client.post(reverse("notices:confirm"), {"code": "sai"}).status_code == 422
    assert signed_in(cast.office).post(reverse("notices:confirm"), {"code": "sai"}).status_code == 409, "keeps none"


def test_a_secret_address_opens_one_calendar_until_it_is_taken_back(
    cast: Cast, signed_in: Callable[[User], Client], client: Client
) -> None:
    owner = signed_in(cast.commune)

    def opened() -> str:
        page = owner.post(reverse("notices:feed"), follow=True).content.decode()
        return "/lich/" + page.split("/lich/")[1].split(".ics")[0] + ".ics"

    first = opened()
    reply = client.get(first)  # nobody is signed in
    assert reply.status_code == 200
    assert reply.headers["Content-Type"].startswith("text/calendar")
    assert reply.content.startswith(b"BEGIN:VCALENDAR")
    assert first.split("/")[-1].removesuffix(".ics") not in str(Feed.objects.values_list())
    second = opened()
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    owner.post(reverse("notices:feed"), {"close": "1"})
    assert client.get(second).status_code == 404
    assert client.get(reverse("home:calendar", args=("x",))).status_code == 404


@pytest.mark.faults("notices.feed")
@pytest.mark.parametrize("ended", ["closed", "left", "role taken away"])
def test_a_calendar_ends_with_the_right_that_it_rests_on(
    cast: Cast, signed_in: Callable[[User], Client], client: Client, ended: str
) -> None:
    page = signed_in(cast.commune).post(reverse("notices:feed"), follow=True).content.decode()
    url = "/lich/" + page.split("/lich/")[1].split(".ics")[0] + ".ics"
    assert client.get(url).status_code == 200
    match ended:
        case "closed":
            User.objects.filter(pk=cast.commune.pk).update(is_active=False)
        case "left":
            User.objects.filter(pk=cast.commune.pk).update(ends_on=clock.today())
        case _:
            Grant.objects.filter(capacity__user=cast.commune).update(valid_to=clock.today())
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("route", ["notices:see", "notices:email", "notices:confirm", "notices:feed"])
def test_a_link_alone_changes_nothing(cast: Cast, signed_in: Callable[[User], Client], route: str) -> None:
    assert signed_in(cast.commune).get(reverse(route)).status_code == 405
