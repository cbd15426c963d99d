"""The log tells what happened and to which request, and nothing about a person (ASVS 16.2.5, 16.4.1)."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from sokehoach.apps.shell.views import gallery
from sokehoach.config.logs import JsonFormatter
from tests.factories.cast import Cast

PLANTED = ("Lò Thị Minh", "0912345678", "040203001234", "thuongtruc_x", "mat-khau-that")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the deployment's handler would write, at its most talkative."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    roots = [logging.getLogger(), logging.getLogger("sokehoach")]
    levels = [root.level for root in roots]
    roots[0].addHandler(handler)
    for root in roots:
        root.setLevel(logging.DEBUG)
    yield written
    roots[0].removeHandler(handler)
    for root, level in zip(roots, levels, strict=True):
        root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.mark.django_db
def test_it_works(client: Client, log: io.StringIO) -> None:
    answer = client.get(reverse("shell:live"))
    [line] = [line for line in lines(log) if line["logger"] == "sokehoach.request"]
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "shell:live", 200)
    assert line["ms"] >= 0


def test_what_a_request_carries_about_a_person_is_in_no_line(
    signed_in: Any, cast: Cast, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, phone, number, user, password = PLANTED
    visitor = signed_in(cast.office)
    visitor.get("/", {"q": f"{name} {phone}"}, headers={"User-Agent": f"{name}", "Referer": f"http://x/{phone}"})
    visitor.get(f"/so/{number}/{name}/")
    visitor.post("/ke-hoach/", {"ghi_chu": f"{name} {phone} {number}"})
    visitor.get("/", headers={"Host": f"{phone}.example"})
    Client().post(reverse("accounts:sign_in"), {"username": user, "password": password})
    Client(enforce_csrf_checks=True).post(reverse("accounts:sign_in"), {"username": user, "note": name})
    for error in (IntegrityError(f"DETAIL: Key (name)=({name})"), SuspiciousOperation(f"{phone} {number}")):

        def fails(*_: Any, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr(gallery, "render", fails)
        visitor.raise_request_exception = False
        visitor.get(reverse("shell:gallery"), {"q": name})
    told = log.getvalue()
    assert '"exception": "IntegrityError"' in told
    assert len(lines(log)) >= 10
    for planted in PLANTED:
        assert planted not in told
        assert json.dumps(planted).strip('"') not in told


def test_a_plain_formatter_would_have_told_it(signed_in: Any, cast: Cast) -> None:
    """Or the test above could not fail."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.getLogger().addHandler(handler)
    try:
        signed_in(cast.office).get(f"/so/{PLANTED[2]}/")
    finally:
        logging.getLogger().removeHandler(handler)
    assert PLANTED[2] in written.getvalue()


@pytest.mark.django_db
def test_a_request_cannot_write_a_line_of_its_own(client: Client, log: io.StringIO) -> None:
    """Line breaks typed into an address or a header stay inside their JSON, or out of it."""
    client.get('/a%0a{"level": "ERROR", "event": "forged"}')
    client.get("/", headers={"X-Request-ID": 'x\n{"event": "forged"}'})
    assert "forged" not in log.getvalue()
    assert all(line["level"] for line in lines(log))
    record = logging.LogRecord("sokehoach.x", logging.INFO, "", 1, 'two\nlines "here"', None, None)
    assert JsonFormatter().format(record).count("\n") == 0


@pytest.mark.django_db
def test_the_number_of_a_request_is_the_proxys_where_one_stands(client: Client, settings: Any) -> None:
    given = "0123456789abcdef" * 2
    settings.PROXIES = 0
    assert client.get(reverse("shell:live"), headers={"X-Request-ID": given})["X-Request-ID"] != given
    settings.PROXIES = 1
    assert client.get(reverse("shell:live"), headers={"X-Request-ID": given})["X-Request-ID"] == given
    assert client.get(reverse("shell:live"), headers={"X-Request-ID": "ngắn"})["X-Request-ID"] != "ngắn"
