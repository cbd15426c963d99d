"""Who may see which communes have been told what: each those of its own scope."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.apps.registers.conftest import added, options
from tests.factories.cast import Cast

__all__ = ["added", "options"]

Browser = Callable[[User], Client]
SEES = {"office": "0/3", "commune": "0/1", "other_commune": "0/1", "police": "0/0", "health": "0/0"}


@pytest.mark.parametrize("who", SEES)
def test_each_sees_the_communes_of_its_scope(cast: Cast, added, signed_in: Browser, who: str) -> None:
    added()
    text = signed_in(getattr(cast, who)).get(reverse("activities:by_content")).content.decode()
    assert f"{SEES[who]} xã" in text
    assert ("12/06/2021" in text) is (who in {"office", "commune"})


def test_who_keeps_no_register_has_no_such_page(cast: Cast, signed_in: Browser) -> None:
    assert signed_in(cast.leader).get(reverse("activities:by_content")).status_code == 404
