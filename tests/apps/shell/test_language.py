"""The switch between Vietnamese and English."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sokehoach.apps.accounts.models import User
from tests.factories import cast as casting

pytestmark = pytest.mark.usefixtures("cast")
SIGN_IN = "/tai-khoan/dang-nhap/"


def test_choosing_english_is_kept_in_a_cookie_and_leads_back() -> None:
    client = Client()
    answer = client.post(reverse("shell:language"), {"language": "en", "next": SIGN_IN})
    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert '<html lang="en">' in client.get(SIGN_IN).content.decode()
    client.post(reverse("shell:language"), {"language": "vi", "next": SIGN_IN})
    assert '<html lang="vi">' in client.get(SIGN_IN).content.decode()


def test_the_browsers_own_language_chooses_nothing() -> None:
    page = Client(headers={"Accept-Language": "en-US,en"}).get(SIGN_IN)
    assert '<html lang="vi">' in page.content.decode()
    assert "Cookie" in page["Vary"]


def test_another_host_or_language_is_refused() -> None:
    client = Client()
    assert client.post(reverse("shell:language"), {"language": "xx", "next": SIGN_IN}).cookies == {}
    assert client.post(reverse("shell:language"), {"language": "en", "next": "//evil.example/"})["Location"] == "/"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "../xx"
    assert '<html lang="vi">' in client.get(SIGN_IN).content.decode()


def test_a_page_that_is_not_translated_stays_vietnamese_and_says_so(
    cast: casting.Cast, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(cast.office)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = client.get(reverse("home:search")).content.decode()
    assert '<html lang="vi">' in page
    assert "This page is in Vietnamese." in page
