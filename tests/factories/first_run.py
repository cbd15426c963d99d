"""The steps of the first run that come after the programme: the first administrator's account."""

from typing import Any

from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User

FIRST_PAGE = "/bat-dau/"
NEW_PASSWORD = "bảy cây mận sau nhà"


def describe_administrator(client: Client) -> dict[str, Any]:
    """What is typed of the administrator, in the unit and the parts that the page proposes."""
    form = client.get(FIRST_PAGE).context["administrator_form"]
    return {
        "full_name": "Vừ A Quý", "title": "Chuyên viên", "username": "quy.vua",
        "unit": form.initial["unit"], "parts": form.initial["parts"],
    }  # fmt: skip


def open_first_account(client: Client) -> User:
    """The first administrator, whose password is set."""
    link = client.post(reverse("setup:first_administrator"), describe_administrator(client))["Location"]
    assert client.post(link, {"new": NEW_PASSWORD}).status_code == 302
    return User.objects.get()
