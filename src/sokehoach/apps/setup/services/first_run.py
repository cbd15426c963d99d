"""The first run: while an installation has no account, a one-time code printed by the server opens the page that sets
it up. Only the digest of the code is kept, in the home folder.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings

from sokehoach.apps.accounts.queries.users import has_any_user

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look like digits
_GROUPS, _LETTERS = 3, 4  # 59 random bits


def is_open() -> bool:
    """Whether the installation may still be set up by the code: nobody has an account."""
    return not has_any_user()


def issue_code() -> str:
    """Returns a new code, «k7m2-9pqx-abcd»; an earlier one no longer opens the page."""
    code = "-".join("".join(secrets.choice(_SIGNS) for _sign in range(_LETTERS)) for _group in range(_GROUPS))
    path = _get_path()
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(_hash(code), "ascii")
    return code


def match_code(typed: str) -> str:
    """Returns the digest of the code where `typed` is it, in any case and with or without hyphens, else «»."""
    letters = "".join(sign for sign in typed.lower() if sign.isascii() and sign.isalnum())
    code = "-".join(letters[start : start + _LETTERS] for start in range(0, len(letters), _LETTERS))
    digest = _hash(code)
    return digest if hmac.compare_digest(digest, read_digest()) else ""


def read_digest() -> str:
    """Returns the digest of the code in force, «» where the server has issued none."""
    try:
        return _get_path().read_text("ascii")
    except FileNotFoundError:
        return ""


def withdraw_code() -> None:
    _get_path().unlink(missing_ok=True)


def _get_path() -> Path:
    return Path(settings.HOME) / "first-run-code"


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
