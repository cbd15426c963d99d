"""The first run: a code printed by the server opens the page that sets up an installation without any account.

Until an account has been opened, the code leads to the first administrator's invitation again. Only its digest is kept,
in the home folder.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from django.conf import settings

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.users import FIRST_RUN_ACTOR, find_waiting_administrator, has_any_user
from sokehoach.apps.accounts.services import invitations
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.domain.messages import say

ACTOR = FIRST_RUN_ACTOR
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters that look like digits
_GROUPS, _LETTERS = 3, 4  # 59 random bits
_TAKEN = say("Người quản trị đầu tiên đã có tài khoản.")


class FirstRunOverError(ActionRefused):
    """Raised where another request has already done the step."""


def is_empty() -> bool:
    """Whether the installation may still be set up by the code: nobody has an account."""
    return not has_any_user()


def is_open() -> bool:
    """Whether the code leads anywhere: nobody has an account, or nobody has opened the first administrator's."""
    return is_empty() or find_waiting_administrator() is not None


def check_empty() -> None:
    """Refuses a second first administrator; called while the write lock is held."""
    if has_any_user():
        raise FirstRunOverError(_TAKEN)


def renew_invitation(user: User) -> str:
    """Returns the token of a new link for the first administrator; earlier ones no longer open the account.

    Raises FirstRunOverError where an account has been opened since.
    """

    def check_waiting() -> None:
        if find_waiting_administrator() != user:
            raise FirstRunOverError(_TAKEN)

    token = invitations.generate_token()
    invitations.renew_link(
        user=user, digest=invitations.hash_token(token), factors_too=False, by=ACTOR, at=clock.now(),
        key="", check_first=check_waiting,
    )  # fmt: skip
    return token


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
