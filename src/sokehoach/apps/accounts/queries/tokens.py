"""Finds the token of a request, and lists those of an account."""

import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sokehoach.apps.accounts.models import ApiToken, ApiTokenUse, User
from sokehoach.apps.accounts.permissions import TOKEN_ACTIONS, Action, ScopeLimits
from sokehoach.apps.accounts.queries.scopes import limit_scope, scope_of
from sokehoach.apps.accounts.token_text import TokenText
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.networks import network_of
from sokehoach.apps.shell.statements import DayParameter, PreparedStatement, TextParameter
from sokehoach.domain.policy.groups import is_confidential

_NO_DIGEST = "0" * 64


class TokenRefusedError(Exception):
    """Raised for a token that opens nothing. `code`: one of the problems of apps.shell.problems."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class AcceptedToken:
    """A token that is accepted now, and its account, whose scope it limits. `use`: today's row of use, if any (id)."""

    token: ApiToken
    user: User
    network: str
    use: int | None


def accept_token(text: TokenText, *, address: str, day: date) -> AcceptedToken:
    """Returns the token of this text with one query. Raises TokenRefusedError.

    Whether a uid exists, or which reason ended a token, is told only to who has the secret.
    """
    network = network_of(address)
    tokens = _prepare_token_query().list_objects({"uid": text.uid, "day": day, "network": network})
    token: ApiToken | None = tokens[0] if tokens else None
    is_genuine = hmac.compare_digest(token.digest if token else _NO_DIGEST, text.digest)
    if token is None or not is_genuine:
        raise TokenRefusedError("token-unknown")
    user = token.user
    if token.ended_at is not None or token.sign_ins != user.sign_ins:
        raise TokenRefusedError("token-ended")
    if token.expires_on <= day:
        raise TokenRefusedError("token-expired")
    if not user.stands(day):
        raise TokenRefusedError("account-ended")
    if token.networks and not _is_within(address, token.networks):
        raise TokenRefusedError("address-refused")
    user.has_factor = has_factor = token.has_factor  # type: ignore[attr-defined]
    user.unseen = 0  # type: ignore[attr-defined]
    if settings.DEMONSTRATION is None and not has_factor and scope_of(user, day).strong:
        raise TokenRefusedError("second-factor-missing")
    limit_scope(user, get_limits(token))
    return AcceptedToken(token, user, network, token.use)  # type: ignore[attr-defined]


@cache
def _prepare_token_query() -> PreparedStatement:
    """By uid: the token, its account, the use on the day in the network, and whether the account has a factor."""
    uses = ApiTokenUse.objects.filter(
        token=OuterRef("pk"), day=DayParameter("day"), network=TextParameter("network")
    ).order_by()  # fmt: skip
    factors = Authenticator.objects.filter(user=OuterRef("user_id")).exclude(type="recovery_codes")
    rows = ApiToken.objects.select_related("user__unit__parent").annotate(
        use=Subquery(uses.values("pk")[:1]), has_factor=Exists(factors)
    )
    return PreparedStatement(rows.filter(uid=TextParameter("uid")).order_by())


def get_limits(token: ApiToken) -> ScopeLimits:
    """Returns what the token leaves of its account's scope. An action that no token may have any more is left out."""
    actions = frozenset(action for action in TOKEN_ACTIONS if action in token.actions)
    return ScopeLimits(actions, token.programme_id, token.unit_id, token.confidential)


def list_tokens(user: User, day: date) -> QuerySet[ApiToken]:
    """Returns the tokens of an account, those in use first, each with its use (`_add_use`). One query."""
    return _add_use(ApiToken.objects.filter(user=user), day).order_by("ended_at", "-made_at", "-pk")


def list_tokens_of_accounts(users: QuerySet[User], day: date) -> QuerySet[ApiToken]:
    """Returns the tokens in use of these accounts, each with its use (`_add_use`), by unit and name. One query."""
    rows = _filter_in_use(ApiToken.objects.filter(user__in=users.order_by().values("pk")), day)
    return _add_use(rows, day).order_by("user__unit__code", "user__full_name", "name", "pk")


def _filter_in_use(tokens: QuerySet[ApiToken], day: date) -> QuerySet[ApiToken]:
    """Selects those that open something: not ended, not expired, and not ended with the sessions of the account."""
    has_left = Q(user__ends_on__lte=day) | Q(user__is_active=False)
    return tokens.filter(ended_at=None, expires_on__gt=day, sign_ins=F("user__sign_ins")).exclude(has_left)


def _add_use(tokens: QuerySet[ApiToken], day: date) -> QuerySet[ApiToken]:
    """Adds `last_at`, `last_network`, and how often the token was used in the last 30 days: `reads`, `writes`."""
    uses = ApiTokenUse.objects.filter(token=OuterRef("pk")).order_by("-day", "-last_at")
    is_recent = Q(uses__day__gt=day - timedelta(days=30))
    return tokens.select_related("user__unit", "programme", "unit").annotate(
        last_at=Subquery(uses.values("last_at")[:1]),
        last_network=Subquery(uses.values("network")[:1]),
        reads=Coalesce(Sum("uses__reads", filter=is_recent), 0),
        writes=Coalesce(Sum("uses__writes", filter=is_recent), 0),
    )


@dataclass(frozen=True, slots=True)
class TokenOffer:
    """What an account may put into a token today."""

    actions: tuple[Action, ...]
    programmes: Mapping[int, Programme]
    units: Mapping[int, Unit]
    confidential: bool


def find_token_offer(user: User, day: date) -> TokenOffer:
    scope = scope_of(user, day)
    reached_units = frozenset[int]().union(*scope.units_by_action.values())
    units = Unit.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), pk__in=reached_units, valid_from__lte=day
    )
    programmes = (
        Programme.objects.all() if scope.programmes is None else Programme.objects.filter(pk__in=scope.programmes)
    )
    return TokenOffer(
        tuple(action for action in TOKEN_ACTIONS if scope.anywhere(action)),
        {row.pk: row for row in programmes},
        {row.pk: row for row in units.order_by("code")},
        any(is_confidential(function) for function in scope.functions),
    )


def _is_within(address: str, networks: list[str]) -> bool:
    try:
        peer = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(peer, ipaddress.IPv6Address) and peer.ipv4_mapped is not None:
        peer = peer.ipv4_mapped
    return any(peer in ipaddress.ip_network(network) for network in networks)
