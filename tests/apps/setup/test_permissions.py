"""The first run is for whoever has the server's code, and only while nobody has an account."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.factories.cast import Cast

Browser = Callable[[User], Client]


@pytest.mark.parametrize("route", ["setup:first_run", "setup:first_programme", "setup:first_administrator"])
@pytest.mark.parametrize("who", ["leader", "office", "commune", "police", ""])
def test_with_an_account_nobody_sets_up_again(cast: Cast, signed_in: Browser, route: str, who: str) -> None:
    client = signed_in(getattr(cast, who)) if who else Client()
    ask = client.get if route == "setup:first_run" else client.post
    answer = ask(reverse(route), follow=True)
    assert answer.redirect_chain
    assert answer.redirect_chain[-1][0] == reverse("accounts:sign_in") or answer.redirect_chain[-1][0] == "/"
