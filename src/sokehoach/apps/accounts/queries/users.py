"""Finds accounts: of the demonstration, of units, and those that an administrator is in charge of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet

from sokehoach.apps.accounts.models import Capacity, Grant, Invitation, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.queries.heirs import has_ended
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError, get_or_not_found
from sokehoach.domain.text import fold_tones

# Accounts that nobody has ever used, as `resets.is_unopened` says of one.
UNOPENED = (
    Q(cast_as="", last_login=None, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    & ~Exists(Invitation.objects.filter(user=OuterRef("pk"), used_at__isnull=False))
    & ~Exists(SocialAccount.objects.filter(user=OuterRef("pk")))
)
FIRST_RUN_ACTOR = "first run"  # who invites the first administrator, in the audit trail; no user name has a blank


def has_any_user() -> bool:
    """Whether anybody has an account; an installation without one is set up by the server's code (`setup`)."""
    return User.objects.exists()


def has_opened_account() -> bool:
    """Whether any account was ever used."""
    return User.objects.exclude(UNOPENED).exists()


def find_waiting_administrator() -> User | None:
    """Returns the first administrator, whom the first run invited, until any account has been opened.

    None as well where that account has ended, or an account was made on the server alone.
    """
    if has_opened_account():
        return None
    invited = Event.objects.filter(action="user.invite", actor=FIRST_RUN_ACTOR).first()
    user = find_user(invited.subject.removeprefix("user:")) if invited is not None else None
    return user if user is not None and user.stands(clock.today()) else None


def list_demo_users() -> QuerySet[User]:
    """Returns the demonstration's users with a label for the sign-in page; none outside a demonstration."""
    if settings.DEMONSTRATION is None:
        return User.objects.none()
    return User.objects.exclude(cast_as="").filter(is_active=True).select_related("unit").order_by("pk")


def get_demo_user(username: str) -> User:
    return get_or_not_found(list_demo_users(), username=username)


def list_staff(units: Iterable[int]) -> QuerySet[User]:
    """Returns the staff of these units."""
    is_employed = Q(ends_on__isnull=True) | Q(ends_on__gt=clock.today())
    return User.objects.filter(is_employed, unit__in=units, is_active=True).order_by("full_name")


def list_accounts_across(walls: Mapping[str, str]) -> list[str]:
    """Returns the user names of accounts with a capacity in two confidential groups of one wall. One query.

    `walls`: the wall of each group.
    """
    walls_by_user: dict[str, list[str]] = defaultdict(list)
    rows = Capacity.objects.filter(function__in=walls).order_by("user__username")
    for username, function in rows.values_list("user__username", "function"):
        walls_by_user[username].append(walls[function])
    return [username for username, occupied in walls_by_user.items() if len(occupied) > len(set(occupied))]


def find_user(username: str) -> User | None:
    return User.objects.select_related("unit").filter(username=username).first()


def get_account(pk: int) -> User:
    """Returns the account for work that it has given the server. Raises NotFoundError."""
    return get_or_not_found(User.objects.select_related("unit__parent"), pk=pk)


def list_current_grants(user: User) -> list[Grant]:
    """Returns the grants valid today."""
    day = clock.today()
    rows = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return list(rows.filter(capacity__user=user).select_related("role", "unit", "capacity"))


def is_bound(user: User) -> bool:
    """Whether an identity at the provider is tied to the account."""
    return SocialAccount.objects.filter(user=user).exists()


def list_full_names() -> list[str]:
    """Returns names of all staff, also former ones: the filter of personal data allows them."""
    return list(User.objects.values_list("full_name", flat=True))


def list_known_accounts(units: Collection[int]) -> Mapping[tuple[int, str], str]:
    """Returns the user names of the active accounts of these units, by unit and full name."""
    rows = User.objects.filter(unit__in=units, is_active=True).values_list("unit_id", "full_name", "username")
    return {(unit, fold_tones(full_name)): username for unit, full_name, username in rows}


@dataclass(frozen=True, slots=True)
class AccountRow:
    user: User
    grants: Sequence[Grant]
    is_active: bool
    is_of_ended_unit: bool


def list_accounts(scope: Scope, day: date) -> list[AccountRow]:
    """Returns all accounts of these units, those of ended ones first, those who left last."""
    users = _query_users(scope).prefetch_related(
        Prefetch("capacities__grants", queryset=_query_grants(day), to_attr="in_force")
    )
    accounts = [
        AccountRow(
            user,
            [user_grant for capacity in user.capacities.all() for user_grant in _list_prefetched_grants(capacity)],
            user.stands(day),
            has_ended(user.unit, day),
        )
        for user in users.order_by("unit__code", "full_name")
    ]
    return sorted(accounts, key=lambda row: (not row.is_active, not row.is_of_ended_unit))


def get_administered_user(scope: Scope, pk: int) -> User:
    return get_or_not_found(_query_users(scope), pk=pk)


def list_administered_users(scope: Scope) -> QuerySet[User]:
    """Returns the accounts that an administrator is in charge of. Raises NotFoundError where it administers no unit."""
    return _query_users(scope)


def list_revocable_grants(user: User, scope: Scope, day: date) -> list[tuple[Grant, bool]]:
    """Returns the grants, each with whether this administrator may revoke it."""
    rows = _query_grants(day).filter(capacity__user=user)
    return [(row, row.unit_id in scope.units(Action.ACCOUNT_ADMINISTER)) for row in rows]


def get_grant(scope: Scope, user: int, pk: int) -> Grant:
    return get_or_not_found(
        Grant.objects.select_related("capacity__user__unit", "role", "unit"),
        pk=pk, capacity__user=user, capacity__user__unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
        unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
    )  # fmt: skip


def list_colleagues(user: User, day: date) -> dict[int, User]:
    """Returns who may take over: those who work in the same unit."""
    rows = User.objects.filter(unit=user.unit).exclude(pk=user.pk).order_by("full_name")
    return {row.pk: row for row in rows if row.stands(day)}


def _list_prefetched_grants(capacity: Any) -> list[Grant]:
    """Returns the grants that `list_accounts` has prefetched."""
    return list(capacity.in_force)


def _query_users(scope: Scope) -> QuerySet[User]:
    """Selects the accounts; NotFoundError for a person who administers no unit."""
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise NotFoundError
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type="recovery_codes")
    return (
        User.objects.filter(unit__in=reach)
        .select_related("unit")
        .annotate(last_seen=Max("usersession__last_seen_at"), has_factor=Exists(factors))
    )


def _query_grants(day: date) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day).select_related(
        "role", "unit", "capacity"
    )
