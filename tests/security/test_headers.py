"""What each answer tells the browser, and that it is gone with the middleware that says it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.config.running import environment
from tests.factories.cast import Cast

SECURITY = "django.middleware.security.SecurityMiddleware"
CSP = "django.middleware.csp.ContentSecurityPolicyMiddleware"
FRAMES = "django.middleware.clickjacking.XFrameOptionsMiddleware"
STANDING = "sokehoach.apps.accounts.middleware.SessionLimitMiddleware"

_ASK = """
import json
from sokehoach.config import settings as s
print(json.dumps({name: getattr(s, name, None) for name in (
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS", "REQUESTS_A_MINUTE", "DEBUG")}))
"""


def deployed(home: Path, https: str) -> dict[str, Any]:
    """The settings of a process that is started with this environment."""
    told = subprocess.run(
        [sys.executable, "-c", _ASK],
        env=environment(home) | {"SOKEHOACH_HTTPS": https}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_over_https_cookies_are_bound_to_the_host(tmp_path: Path) -> None:
    on, off = deployed(tmp_path, "1"), deployed(tmp_path, "0")
    assert on["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert on["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert on["SESSION_COOKIE_SECURE"]
    assert on["CSRF_COOKIE_SECURE"]
    assert on["SESSION_COOKIE_HTTPONLY"]
    assert on["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert on["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert on["REQUESTS_A_MINUTE"] == 600
    assert not on["DEBUG"]
    assert off["SESSION_COOKIE_NAME"] is None  # Django's own: a browser refuses that name over plain HTTP
    assert not off["SESSION_COOKIE_SECURE"]


def test_a_cookie_of_that_name_is_one_that_a_browser_takes(https: Client, cast: Cast, settings: Any) -> None:
    """`__Host-`: Secure, whole path, no domain; or the browser drops it, and nobody signs in."""
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "__Host-csrf", True
    cookie = https.get(reverse("accounts:sign_in")).cookies["__Host-csrf"]
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("header", "wanted", "middleware"),
    [
        ("Strict-Transport-Security", "max-age=31536000", SECURITY),
        ("X-Content-Type-Options", "nosniff", SECURITY),
        ("Referrer-Policy", "same-origin", SECURITY),
        ("Cross-Origin-Opener-Policy", "same-origin", SECURITY),
        ("Content-Security-Policy", "frame-ancestors 'none'", CSP),
        ("Content-Security-Policy", "default-src 'none'", CSP),
        ("Content-Security-Policy", "base-uri 'none'", CSP),
        ("Content-Security-Policy", "form-action 'self'", CSP),
        ("X-Frame-Options", "DENY", FRAMES),
    ],
)
def test_each_answer_carries_it(https: Client, settings: Any, header: str, wanted: str, middleware: str) -> None:
    assert wanted in https.get(reverse("accounts:sign_in"))[header]
    assert wanted in https.get("/khong-co/").headers.get(header, "")
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != middleware]
    bare = Client(headers={"X-Forwarded-Proto": "https"})
    assert header not in bare.get(reverse("accounts:sign_in"))


@pytest.mark.django_db
def test_the_content_policy_allows_what_the_product_needs_and_nothing_more(https: Client, cast: Cast) -> None:
    """Scripts and styles of this host alone, each of the page's own by a nonce that is new with every answer."""
    nonces = set()
    for _ in range(2):
        header = https.get(reverse("accounts:sign_in"))["Content-Security-Policy"]
        nonces |= set(re.findall(r"'nonce-([^']+)'", header))
        directives = (part.split() for part in re.sub(r" 'nonce-[^']+'", "", header).split(";"))
        assert {name: sources for name, *sources in directives} == {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "font-src": ["'self'"],
            "connect-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    assert len(nonces) == 2


def test_no_cache_keeps_a_page_of_who_is_signed_in(signed_in: Any, cast: Cast, settings: Any) -> None:
    """Nor gives it to another: whatever keeps it all the same must ask by cookie."""
    page = signed_in(cast.office).get(reverse("home:today"))
    assert page["Cache-Control"] == "no-store"
    assert "Cookie" in page["Vary"]
    settings.MIDDLEWARE = [one for one in settings.MIDDLEWARE if one != STANDING]
    assert "no-store" not in signed_in(cast.office).get(reverse("home:today")).headers.get("Cache-Control", "")


@pytest.mark.django_db
def test_a_page_for_everyone_repeats_nothing_of_the_request(cast: Cast) -> None:
    """What a cache in front would then give to others."""
    planted = {
        "X-Forwarded-Host": "evil.example",
        "X-Original-URL": "/evil.example",
        "X-Forwarded-Port": "6666",
    }
    for name in ("public_services:page", "public_services:english", "accounts:sign_in"):
        page = Client(headers=planted).get(reverse(name))
        assert page.status_code == 200
        assert b"evil.example" not in page.content
        assert "evil.example" not in str(page.headers)
