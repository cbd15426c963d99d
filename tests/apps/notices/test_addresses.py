"""A kept address is confirmed by a code that went there; only then may a link that sets a password follow."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.audit.models import Event
from sokehoach.apps.notices import queries
from sokehoach.apps.notices.models import Address, SecurityNotice
from sokehoach.apps.notices.services import addresses
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.apps.notices.conftest import post_office
from tests.factories.cast import Cast

__all__ = ["post_office"]

MAIL = "xa@example.gov.vn"


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.commune)
    return client


def code_in(post_office: Any) -> str:
    [text] = [letter.get_content() for to, letter in post_office.letters if "Mã xác nhận" in letter["Subject"]]
    found = re.search(r"(\d{4}) (\d{4})", text)
    assert found
    return found[0]


@pytest.mark.faults("notices.confirm_address")
def test_it_works(cast: Cast, client: Client, post_office: Any) -> None:
    client.post(reverse("notices:email"), {"email": MAIL})
    assert "Mã xác nhận trong thư" in client.get(reverse("notices:list")).content.decode()
    answer = client.post(reverse("notices:confirm"), {"code": code_in(post_office)}, follow=True)
    assert "Đã xác nhận địa chỉ thư" in answer.content.decode()
    person, now = cast.commune.pk, clock.now()
    assert queries.find_link_address(person, now) == "", "a day for its owner to object"
    assert queries.find_link_address(person, now + timedelta(hours=24.1)) == MAIL


def test_a_wrong_code_is_counted_and_five_are_enough(cast: Cast, client: Client, post_office: Any) -> None:
    client.post(reverse("notices:email"), {"email": MAIL})
    right = code_in(post_office).replace(" ", "")
    wrong = f"{(int(right) + 1) % 10**8:08d}"
    for _try in range(5):
        assert client.post(reverse("notices:confirm"), {"code": wrong}).status_code == 422
    assert client.post(reverse("notices:confirm"), {"code": right}).status_code == 409
    letters = len(post_office.letters)
    assert client.post(reverse("notices:confirm"), {"again": "1"}).status_code == 409
    assert len(post_office.letters) == letters, "a letter with a code that nothing takes"
    assert Address.objects.get().confirmed_at is None


def test_the_code_of_another_address_or_person_does_not_fit(cast: Cast) -> None:
    now = clock.now()
    for person in (cast.commune.pk, cast.office.pk):
        addresses.update_address(person=person, email=MAIL, by="tests", at=now)
    mine, other = Address.objects.order_by("person")
    assert queries.build_code(mine) != queries.build_code(other)
    before = queries.build_code(mine)
    addresses.update_address(person=mine.person, email="khac@example.gov.vn", by="tests", at=now)
    done = addresses.confirm_address(person=mine.person, code=before, by="tests", at=now)
    assert done.answer == {"right": False}


def test_what_changed_is_told_to_the_address_before(client: Client, post_office: Any) -> None:
    client.post(reverse("notices:email"), {"email": MAIL})
    client.post(reverse("notices:email"), {"email": "khac@example.gov.vn"})
    told = [letter.get_content() for to, letter in post_office.letters if to == [MAIL]]
    assert any("x•••@example.gov.vn không còn là địa chỉ" in text for text in told)


def test_the_same_address_again_stays_confirmed(cast: Cast) -> None:
    now = clock.now()
    addresses.update_address(person=cast.commune.pk, email=MAIL, by="tests", at=now)
    Address.objects.update(confirmed_at=now)
    addresses.update_address(person=cast.commune.pk, email=f" {MAIL} ", by="tests", at=now)
    assert Address.objects.get().confirmed_at == now
    assert not SecurityNotice.objects.exists()
    with pytest.raises(ActionRefused):
        addresses.confirm_address(person=cast.commune.pk, code="1", by="tests", at=now)
    addresses.update_address(person=cast.commune.pk, email=" ", by="tests", at=now)
    assert not Address.objects.exists()
    assert [notice.person for notice in SecurityNotice.objects.all()] == [cast.commune.pk]
    events = Event.objects.filter(action="notices.address").order_by("seq")
    assert [event.body["detail"] for event in events] == [{"kept": True}, {"kept": True}, {"kept": False}]
    with pytest.raises(ActionRefused):
        addresses.confirm_address(person=cast.commune.pk, code="1", by="tests", at=now)


def test_another_letter_with_the_code(client: Client, post_office: Any) -> None:
    post_office.refuses = True
    page = client.post(reverse("notices:email"), {"email": MAIL}, follow=True).content.decode()
    assert "Chưa gửi được thư có mã xác nhận" in page
    post_office.refuses = False
    assert client.post(reverse("notices:confirm"), {"again": "1"}).status_code == 302
    assert code_in(post_office)
