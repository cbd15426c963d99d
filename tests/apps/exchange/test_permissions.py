"""Every address of the app: whoever has not signed in is sent to sign in."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

ROUTES = {"exchange:brought": (), "exchange:files": (), "exchange:sheet": (uuid.UUID(int=1),)}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_is_sent_to_sign_in(client: Client, route: str) -> None:
    reply = client.get(reverse(route, args=ROUTES[route]))
    assert reply.status_code == 302
    assert reply.headers["Location"].startswith(reverse("accounts:sign_in"))
