"""What the pages of an account show: its sessions and second factors, and the roles that may be given."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.policy.groups import GENERAL, is_confidential

_BROWSERS = (
    ("Edge", r"Edg[A-Za-z]*/"), ("Cốc Cốc", r"coc_coc"), ("Opera", r"OPR/"), ("Firefox", r"Firefox/|FxiOS"),
    ("Chrome", r"Chrome/|Chromium/|CriOS"), ("Safari", r"Safari/"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", r"Android"), ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"), ("Linux", r"Linux"),
)  # fmt: skip

type RolePart = tuple[Role, str, Unit]


@dataclass(frozen=True, slots=True)
class Offer:
    """The roles that an administrator may give: never more than they hold, in the functions in which they hold it."""

    units: dict[int, Unit]
    parts: dict[str, RolePart]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(code, describe_part(*part)) for code, part in self.parts.items()]

    @property
    def by_role(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Returns each role with the units over which it may be given, and its programme where there are several."""
        groups: dict[str, list[tuple[str, str]]] = {}
        has_several = len({role.programme_id for role, _function, _unit in self.parts.values()} - {None}) > 1
        for code, (role, function, unit) in self.parts.items():
            programme = f" · {role.programme.short_name}" if has_several and role.programme else ""
            groups.setdefault(role.name + _describe_side(function) + programme, []).append((code, unit.name))
        return list(groups.items())


def build_offer(scope: Scope) -> Offer:
    """Raises NotFoundError for an account that administers no unit."""
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise NotFoundError
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=reach).order_by("code")}
    parts: dict[str, RolePart] = {}
    for role in Role.objects.select_related("programme"):
        for function in role.functions or [GENERAL]:
            for pk, unit in units.items():
                if role.actions and scope.covers(role.actions, pk, function, programme=role.programme_id):
                    parts[f"{role.pk}.{function}.{pk}"] = (role, function, unit)
    return Offer(units, parts)


def describe_part(role: Role, function: str, unit: Unit) -> str:
    return _("%(role)s%(side)s · %(unit)s") % {
        "role": role.name, "side": _describe_side(function), "unit": unit.name
    }  # fmt: skip


def _describe_side(function: str) -> str:
    return f" ({policies.get_function_name(function)})" if is_confidential(function) else ""


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
