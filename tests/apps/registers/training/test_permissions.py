"""Who may open a course's table."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.making import Book
from tests.apps.registers.training import samples
from tests.factories.cast import Cast

TYPED = {
    "day": "12/6/2021", "title": samples.VALUES["title"], "topic": "law", "level": "district", "days": "2",
    "joint_programmes": "drugs", "version": "1",
}  # fmt: skip
ROW = {f"can-bo-tap-huan-03304-{name}": "1" for name in ("summoned", "sent", "trained", "in_charge")}
MAY = {"office": (200, 302)}
WHO = ("office", "commune", "other_commune", "police", "health", "leader", "outsider")


@pytest.mark.parametrize("who", WHO)
def test_each_gets_what_it_may(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    url = reverse("registers:change", args=["tap-huan", Book(cast, samples).add()])
    page = signed_in(getattr(cast, who))
    assert (page.get(url).status_code, page.post(url, TYPED | ROW).status_code) == MAY.get(who, (404, 404))


def test_the_office_reads_and_writes_the_table_of_a_communes_course(
    cast: Cast, signed_in: Callable[[User], Client]
) -> None:
    course = Book(cast, samples).add(unit="03304", by=cast.commune)
    url = reverse("registers:change", args=["tap-huan", course])
    assert signed_in(cast.office).get(url).status_code == 200
    assert signed_in(cast.commune).post(url, TYPED | ROW).status_code == 302


@pytest.mark.parametrize("who", WHO)
def test_each_sees_the_staff_of_its_own_units(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    reply = signed_in(getattr(cast, who)).get("/so/tap-huan/theo-don-vi/")
    assert reply.status_code == (404 if who == "leader" else 200)
    assert ("Tênh Phông" in reply.content.decode()) is (who in ("office", "commune"))
