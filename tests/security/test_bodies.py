"""No body is looked into before its sender is known, counted, let in and has shown the form's token."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.shell import limits, pii_filter
from tests.factories.cast import Cast
from tests.security.routes import ROUTES, address

STRIKES = {
    "che": "reason",
    "reason": "Lò Thị Inh",
    "khong-phai": "Lò Thị Inh",
    "key": "a",
    "csrfmiddlewaretoken": "x",
}


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that is parsed fails the test, and so does a text that is looked through."""
    load = WSGIRequest._load_post_and_files
    monkeypatch.setattr(
        WSGIRequest,
        "_load_post_and_files",
        lambda request: load(request) if request.method == "GET" else pytest.fail("the body was read"),
    )
    monkeypatch.setattr(pii_filter, "scan_text", lambda *_given, **_words: pytest.fail("a text was scanned"))


@pytest.mark.usefixtures("unread")
def test_nobody_reads_what_a_stranger_sends_to_a_page_behind_the_sign_in(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    for name, route in ROUTES.items():
        if getattr(route.callback, "login_required", True):
            assert client.post(address(name), STRIKES).status_code in (302, 404)
    assert client.post("/khong-co-trang-nay/", STRIKES).status_code == 404


@pytest.mark.usefixtures("unread")
def test_nobody_reads_what_another_site_sends(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True, headers={"Origin": "https://evil.example"})
    client.force_login(cast.office)
    for name in ROUTES:
        assert client.post(address(name), STRIKES).status_code == 403


def test_nothing_is_scanned_without_the_forms_token(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pii_filter, "scan_text", lambda *_given, **_words: pytest.fail("a text was scanned"))
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    assert client.post(reverse("accounts:sign_in"), STRIKES).status_code == 403
    client.force_login(cast.office)
    assert client.post(reverse("plans:list"), STRIKES).status_code == 403


@pytest.mark.usefixtures("unread")
def test_nobody_reads_what_comes_over_the_limit(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "request_counter", limits.RequestCounter())
    monkeypatch.setattr(limits.time, "monotonic", lambda: 30.0)
    settings.REQUESTS_A_MINUTE = 1
    client = Client()
    client.get(reverse("shell:live"))
    assert client.post(reverse("accounts:sign_in"), STRIKES).status_code == 429


def test_who_was_let_in_is_read_and_redacted(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same sending, with everything in its place, does reach the scanner."""
    looked: list[str] = []
    scan = pii_filter.scan_text
    monkeypatch.setattr(pii_filter, "scan_text", lambda text, **words: looked.append(text) or scan(text, **words))
    client = Client()
    client.force_login(cast.office)
    client.post(reverse("plans:list"), STRIKES)
    assert looked
