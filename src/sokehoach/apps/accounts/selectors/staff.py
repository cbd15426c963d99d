"""Lists the accounts that an administrator is in charge of, and the roles that they may give."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Function, Grant, Role, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit

type RolePart = tuple[Role, str, Unit]


@dataclass(frozen=True, slots=True)
class AccountRow:
    user: User
    grants: Sequence[Grant]
    is_active: bool


def list_accounts(scope: Scope, day: date) -> list[AccountRow]:
    """Returns all accounts of these units, those who left last."""
    users = _query_users(scope).prefetch_related(
        Prefetch("capacities__grants", queryset=_query_grants(day), to_attr="in_force")
    )
    accounts = [
        AccountRow(
            user,
            [user_grant for capacity in user.capacities.all() for user_grant in _list_prefetched_grants(capacity)],
            user.stands(day),
        )
        for user in users.order_by("unit__code", "full_name")
    ]
    return sorted(accounts, key=lambda row: not row.is_active)


def get_user(scope: Scope, pk: int) -> User:
    return get_object_or_404(_query_users(scope), pk=pk)


def list_grants(user: User, scope: Scope, day: date) -> list[tuple[Grant, bool]]:
    """Returns the grants, each with whether this administrator may revoke it."""
    rows = _query_grants(day).filter(capacity__user=user)
    return [(row, row.unit_id in scope.units(Action.ACCOUNT_ADMINISTER)) for row in rows]


def get_grant(scope: Scope, user: int, pk: int) -> Grant:
    return get_object_or_404(
        Grant.objects.select_related("capacity__user__unit", "role", "unit"),
        pk=pk, capacity__user=user, capacity__user__unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
        unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
    )  # fmt: skip


def list_colleagues(user: User, day: date) -> dict[int, User]:
    """Returns who may take over: those who work in the same unit."""
    rows = User.objects.filter(unit=user.unit).exclude(pk=user.pk).order_by("full_name")
    return {row.pk: row for row in rows if row.stands(day)}


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
        """Returns each role with the units over which it may be given."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for code, (role, function, unit) in self.parts.items():
            groups.setdefault(role.name + _describe_side(function), []).append((code, unit.name))
        return list(groups.items())


def build_offer(scope: Scope, day: date) -> Offer:
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise Http404
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=reach).order_by("code")}
    parts: dict[str, RolePart] = {}
    for role in Role.objects.all():
        for function in role.functions or [Function.GENERAL.value]:
            for pk, unit in units.items():
                if role.actions and scope.covers(role.actions, pk, function):
                    parts[f"{role.pk}.{function}.{pk}"] = (role, function, unit)
    return Offer(units, parts)


def describe_part(role: Role, function: str, unit: Unit) -> str:
    return _("%(role)s%(side)s · %(unit)s") % {
        "role": role.name, "side": _describe_side(function), "unit": unit.name
    }  # fmt: skip


def _describe_side(function: str) -> str:
    return "" if function == Function.GENERAL else f" ({Function(function).label})"


def _list_prefetched_grants(capacity: Any) -> list[Grant]:
    """Returns the grants that `list_accounts` has prefetched."""
    return list(capacity.in_force)


def _query_users(scope: Scope) -> QuerySet[User]:
    """Selects the accounts; Http404 for a person who administers no unit."""
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise Http404
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
