"""What the pages of an account show: its sessions and second factors."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User

_BROWSERS = (
    ("Edge", r"Edg[A-Za-z]*/"), ("Cốc Cốc", r"coc_coc"), ("Opera", r"OPR/"), ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|Chromium/|CriOS"), ("Safari", r"Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"), ("Linux", r"Linux"),
)  # fmt: skip


def describe_device(agent: str) -> str:
    names = [next((name for name, rule in table if re.search(rule, agent)), "") for table in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in names if name) or _("thiết bị không rõ")


@dataclass(frozen=True, slots=True)
class AccountSession:
    pk: int
    device: str
    address: str
    since: datetime
    last: datetime
    current: bool


def list_sessions(user: User, key: str | None) -> list[AccountSession]:
    """Returns the live sessions, the current one first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-last_seen_at")
    sessions = [
        AccountSession(
            row.pk, describe_device(row.user_agent), row.ip, timezone.localtime(row.created_at),
            timezone.localtime(row.last_seen_at), row.session_key == key,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(sessions, key=lambda session: not session.current)


def list_sessions_elsewhere(user: User, key: str | None, address: str) -> list[AccountSession]:
    """Returns live sessions at other addresses than this one."""
    return [session for session in list_sessions(user, key) if not session.current and session.address != address]


@dataclass(frozen=True, slots=True)
class Factors:
    totp: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    codes: int | None  # unused recovery codes; None: never made

    @property
    def any(self) -> bool:
        return self.totp is not None or bool(self.passkeys)


def get_factors(user: User) -> Factors:
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    paper = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        totp=next((row for row in rows if row.type == Authenticator.Type.TOTP), None),
        passkeys=tuple(row for row in rows if row.type == Authenticator.Type.WEBAUTHN),
        codes=len(paper.wrap().get_unused_codes()) if paper else None,
    )


def list_paper_codes(user: User) -> list[str]:
    """Returns the unused recovery codes, for the one page that shows them."""
    row = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(row.wrap().get_unused_codes())
