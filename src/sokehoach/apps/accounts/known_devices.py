"""Remembers, in a signed cookie, devices on which a person has signed in, so that guesses elsewhere do not delay them.

The cookie names no account: it holds keyed hashes of those that signed in there, each with a random mark.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

DAYS, MAX_ACCOUNTS = 180, 8
_SALT = "sokehoach.known_devices"


def get_cookie_name() -> str:
    return "__Host-thiet-bi" if settings.SESSION_COOKIE_SECURE else "thiet-bi"


def find_device(request: HttpRequest, username: str) -> str:
    """Returns the mark of this device where the account has signed in on it, else «»."""
    return _read_marks(request).get(_hash_username(username), "")


def remember_device(request: HttpRequest, response: HttpResponse, username: str) -> None:
    marks = _read_marks(request)
    marks[_hash_username(username)] = marks.pop(_hash_username(username), "") or secrets.token_urlsafe(12)
    newest = dict(list(marks.items())[-MAX_ACCOUNTS:])
    response.set_cookie(
        get_cookie_name(), signing.dumps(newest, salt=_SALT), max_age=DAYS * 86400, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def _read_marks(request: HttpRequest) -> dict[str, str]:
    try:
        marks = signing.loads(request.COOKIES.get(get_cookie_name(), ""), salt=_SALT, max_age=DAYS * 86400)
    except signing.BadSignature:
        return {}
    return dict(marks) if isinstance(marks, dict) else {}


def _hash_username(username: str) -> str:
    return salted_hmac(_SALT, username.casefold().strip(), algorithm="sha256").hexdigest()[:24]
