"""What is refused before anything of the product is asked; each with the same request where the defence is out."""

import gc
import weakref
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sokehoach.apps.shell import limits
from tests.factories.cast import Cast
from tests.security.routes import ROUTES, address

CSRF = "django.middleware.csrf.CsrfViewMiddleware"
LIMITS = "sokehoach.apps.shell.limits.LimitMiddleware"
BODIES = "sokehoach.apps.shell.bodies.BodyMiddleware"
FOR_ALL = (
    "shell:live",
    "shell:ready",
    "shell:measured",
    "public_services:page",
    "public_services:english",
    "home:calendar",
)  # read alone


@pytest.fixture(autouse=True)
def minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted from nothing, whatever test came before; and always the same minute."""
    monkeypatch.setattr(limits, "request_counter", limits.RequestCounter())
    monkeypatch.setattr(limits.time, "monotonic", lambda: 30.0)


def without(settings: Any, middleware: str) -> None:
    assert middleware in settings.MIDDLEWARE
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != middleware]


def test_no_address_takes_a_post_without_the_forms_token(cast: Cast, settings: Any) -> None:
    def answers() -> dict[str, int]:
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        client.force_login(cast.office)
        return {name: client.post(address(name)).status_code for name in ROUTES}

    assert len(ROUTES) > 100
    taken = {name: status for name, status in answers().items() if status != 403}
    assert not taken
    without(settings, CSRF)
    assert sum(status != 403 for status in answers().values()) > 100


def test_no_view_is_exempt() -> None:
    assert not [name for name, route in ROUTES.items() if getattr(route.callback, "csrf_exempt", False)]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["CONNECT", "DELETE", "OPTIONS", "PATCH", "PROPFIND", "PUT", "TRACE"])
def test_no_address_knows_another_method(method: str, settings: Any) -> None:
    for name in sorted(ROUTES):
        answer = Client().generic(method, address(name))
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, POST"
    without(settings, LIMITS)
    assert Client().generic(method, reverse("home:today")).status_code != 405


@pytest.mark.django_db
@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "127.0.0.1:80@evil.example"])
def test_another_host_is_not_answered(cast: Cast, host: str, settings: Any) -> None:
    client = Client(headers={"Host": host})
    answer = client.get(reverse("accounts:sign_in"))
    assert (answer.status_code, host in answer.text) == (400, False)
    assert '<main class="page page--plain"' in answer.text  # of the product's look, though no page is known yet
    if "@" not in host:
        settings.ALLOWED_HOSTS = ["*"]
        assert client.get(reverse("accounts:sign_in")).status_code == 200


def test_a_body_over_the_limit_is_refused_unread(signed_in: Any, cast: Cast, settings: Any) -> None:
    def send() -> int:
        return int(
            signed_in(cast.office)
            .generic("POST", reverse("plans:list"), b"x", CONTENT_LENGTH=str(limits.MAX_BODY + 1))
            .status_code
        )

    assert send() == 413
    settings.DEMONSTRATION = None
    refused = Client().generic("POST", "/", b"x", CONTENT_LENGTH=str(limits.MAX_BODY + 1))
    assert "Chưa có gì được lưu" in refused.content.decode()
    headers = {"Accept-Language": "en"}
    refused = Client(headers=headers).generic("POST", "/", b"x", CONTENT_LENGTH=str(limits.MAX_BODY + 1))
    assert "Nothing was saved" in refused.content.decode()
    without(settings, LIMITS)
    assert send() != 413


def test_a_large_body_ends_what_earlier_ones_left_in_memory(signed_in: Any, cast: Cast) -> None:
    class Body: ...

    def is_left_after(text: str) -> bool:
        body: Any = Body()
        body.itself, left = body, weakref.ref(body)
        del body
        signed_in(cast.office).post(reverse("plans:list"), {"text": text})
        return left() is not None

    gc.disable()  # a server collects rarely
    try:
        assert is_left_after("x" * 1_000)
        assert not is_left_after("x" * 1_100_000)
    finally:
        gc.enable()


def test_a_form_has_only_so_many_fields_and_so_much_text(signed_in: Any, cast: Cast, settings: Any) -> None:
    sign_in, asks = reverse("accounts:sign_in"), signed_in(cast.office)
    many = {f"f{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert Client().post(sign_in, many).status_code == 400
    assert asks.post(reverse("plans:list"), {"text": "x" * 6_300_000}).status_code == 400
    told = Client(headers={"Accept-Language": "en"}).post(sign_in, many)
    assert '<html lang="en">' in told.text
    assert "The server cannot read this request, so nothing was done." in told.text
    assert told["X-Request-ID"] in told.text
    part = Client(headers={"HX-Request": "true"}).post(sign_in, many)
    assert "<html" not in part.text
    assert "Máy chủ không đọc được yêu cầu này, nên chưa làm gì." in part.text
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    assert Client().post(sign_in, many).status_code == 422


def test_a_stranger_sends_a_small_body_only(cast: Cast, settings: Any) -> None:
    def send(size: int) -> int:
        body = b"username=" + b"x" * size
        sent = Client().post(reverse("accounts:sign_in"), body, content_type="application/x-www-form-urlencoded")
        return int(sent.status_code)

    assert send(1_000) == 422
    assert send(limits.MAX_ANONYMOUS_BODY) == 413
    without(settings, LIMITS)
    assert send(limits.MAX_ANONYMOUS_BODY) == 422


def test_a_text_that_no_database_takes_is_refused_before_anything_looks_for_it(
    signed_in: Any, cast: Cast, settings: Any
) -> None:
    def answers() -> list[int]:
        client = signed_in(cast.commune)
        client.raise_request_exception = False
        asked = [
            client.get("/bao-cao/?bieu=01%00XA"),
            client.get("/van-ban/mau/%00/"),
            client.get("/tim/?%00=a"),
        ]
        sent = client.post("/bao-cao/lap/", {"form": "\0", "unit": "03304", "period": "2021S1"})
        written = Client(headers={"Cookie": r'sessionid="aaaaaaaa\000b"'}).get("/")  # quoted: a browser may
        return [answer.status_code for answer in (*asked, sent, written)]

    assert answers() == [400] * 5
    without(settings, LIMITS)
    without(settings, BODIES)
    assert 400 not in answers()


def test_an_account_may_ask_so_much_a_minute_and_keeps_no_other_from_asking(
    signed_in: Any, cast: Cast, settings: Any
) -> None:
    settings.REQUESTS_A_MINUTE = 5
    asks, other = signed_in(cast.commune), signed_in(cast.other_commune)
    sheet = reverse("shell:gallery")
    assert [asks.get(sheet).status_code for _ in range(6)] == [200] * 5 + [429]
    assert asks.get(sheet)["Retry-After"] == "30"  # the rest of the minute
    assert other.get(sheet).status_code == 200
    settings.REQUESTS_A_MINUTE = 0
    assert asks.get(sheet).status_code == 200


@pytest.mark.django_db
def test_a_stranger_is_counted_by_an_address_that_they_cannot_choose(settings: Any) -> None:
    settings.REQUESTS_A_MINUTE, settings.PROXIES = 3, 1
    live = reverse("shell:live")

    def ask(number: int, seen: str) -> int:
        return int(Client(headers={"X-Forwarded-For": f"10.0.0.{number}, {seen}"}).get(live).status_code)

    assert [ask(number, "203.0.113.7") for number in range(4)] == [200, 200, 200, 429]
    assert ask(9, "203.0.113.8") == 200
    settings.PROXIES = 0
    assert [ask(number, f"203.0.113.{number}") for number in range(4)] == [200, 200, 200, 429]


@pytest.mark.parametrize("path", ["/static/shell/mark.svg", "/khong-co-trang-nay/", "/static/khong-co.css"])
def test_static_files_and_unknown_addresses_count_too(signed_in: Any, cast: Cast, settings: Any, path: str) -> None:
    settings.REQUESTS_A_MINUTE = 3
    asks = signed_in(cast.commune)
    assert [asks.get(path).status_code == 429 for _ in range(5)] == [False] * 3 + [True] * 2
    assert asks.get(reverse("shell:gallery")).status_code == 200  # who is signed in is counted by their account
    assert Client().get(reverse("accounts:sign_in")).status_code == 429


def test_a_new_minute_begins_anew_and_many_askers_fill_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = limits.RequestCounter()
    assert [counted.takes("a", most=1, now=now) for now in (0.0, 59.0, 60.0)] == [True, False, True]
    monkeypatch.setattr(limits, "MAX_CLIENTS", 2)
    assert [counted.takes(asker, most=1, now=120.0) for asker in "abcd"] == [True, True, True, False]
    assert len(counted._counts) == 3


@pytest.mark.parametrize("path", ["../../secret", "..%2f..%2fsecret", "....//secret", "/etc/passwd", "..\\secret"])
def test_no_address_leads_out_of_its_folder(
    signed_in: Any, cast: Cast, settings: Any, tmp_path: Any, path: str
) -> None:
    settings.HOME = tmp_path
    (tmp_path / "secret").write_text("khoa-that-su")
    client = signed_in(cast.office)
    addresses = [
        f"{address(name, str='PART', slug='PART', path='PART')}".replace("PART", path)
        for name in sorted(ROUTES)
        if any(
            type(part).__name__ in ("StringConverter", "PathConverter", "SlugConverter")
            for part in ROUTES[name].pattern.converters.values()
        )
    ]
    assert addresses
    for where in [*addresses, f"/static/{path}", f"/static/shell/{path}"]:
        answer = client.get(where)
        assert answer.status_code < 500
        body = b"".join(answer) if answer.streaming else answer.content
        assert b"khoa-that-su" not in body
        assert b"root:" not in body


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)"]
)
def test_no_address_sends_on_to_another_site(signed_in: Any, cast: Cast, target: str) -> None:
    """Whatever it calls the parameter."""
    words = dict.fromkeys(("next", "url", "redirect", "return", "back", "to"), target)
    client = signed_in(cast.office)
    client.raise_request_exception = False
    sent = [
        answer["Location"]
        for name in sorted(ROUTES)
        if not name.startswith("openid_connect")
        for answer in (client.get(address(name), words), client.post(address(name), words))
        if "Location" in answer
    ]
    assert sent
    assert not [where for where in sent if where.startswith(("http", "//", "/\\", "javascript"))]
