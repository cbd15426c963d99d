"""Who may see what waits to be mended: each the lines of its own scope."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.making import Book
from tests.apps.registers.work_checks import samples
from tests.factories.cast import Cast

SEES = {
    "office": True,
    "commune": False,
    "other_commune": False,
    "police": False,
    "health": False,
    "outsider": False,
}


@pytest.mark.parametrize("who", SEES)
def test_each_sees_what_is_in_its_scope(cast: Cast, signed_in: Callable[[User], Client], who: str) -> None:
    Book(cast, samples).add()
    reply = signed_in(getattr(cast, who)).get(reverse("work_checks:unmended"))
    assert reply.status_code == 200
    assert (str(samples.VALUES["conclusion"]) in reply.content.decode()) is SEES[who]


def test_who_keeps_no_register_has_no_such_page(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    assert signed_in(cast.leader).get(reverse("work_checks:unmended")).status_code == 404
