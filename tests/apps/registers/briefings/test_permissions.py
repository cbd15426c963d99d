"""Who may see which units have been briefed: each those of its own scope."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.briefings import samples
from tests.apps.registers.making import Book
from tests.factories.cast import Cast

SEES = {
    "office": True,
    "commune": True,
    "other_commune": False,
    "police": False,
    "health": False,
    "outsider": False,
}


@pytest.mark.parametrize("who", SEES)
def test_each_sees_its_own(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    Book(cast, samples).add()
    reply = signed_in(getattr(cast, who)).get(reverse("briefings:by_unit"))
    assert reply.status_code == 200
    assert ("12/06/2021" in reply.content.decode()) is SEES[who]


def test_who_keeps_no_register_has_no_such_page(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    assert signed_in(cast.leader).get(reverse("briefings:by_unit")).status_code == 404
