"""Who sees what was found at a unit, and who replies: "supervision:received", "supervision:reply"."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.making import Book
from tests.apps.registers.supervision import samples
from tests.factories.cast import Cast

type Browser = Callable[[User], Client]


@pytest.mark.parametrize(
    ("who", "lists", "replies"),
    [
        ("commune", 200, 200),
        ("other_commune", 200, 404),
        ("office", 200, 404),
        ("police", 200, 404),
        ("health", 200, 404),
        ("leader", 404, 404),
        ("outsider", 200, 404),
    ],
)
def test_each_gets_what_it_may(cast: Cast, signed_in: Browser, who: str, lists: int, replies: int) -> None:
    visit = Book(cast, samples).add()
    client = signed_in(getattr(cast, who))
    told = client.get(reverse("supervision:received"))
    assert told.status_code == lists
    assert ("Mở sổ theo dõi ở các bản" in told.content.decode()) is (who == "commune")
    assert client.get(reverse("supervision:reply", args=[visit])).status_code == replies
    sent = client.post(reverse("supervision:reply", args=[visit]), {"version": "1"})
    assert sent.status_code == (422 if replies == 200 else 404)
