"""The accounts of the units that an administrator answers for, and what they may give."""

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

type Part = tuple[Role, str, Unit]


@dataclass(frozen=True, slots=True)
class Row:
    user: User
    grants: Sequence[Grant]
    stands: bool


def rows(scope: Scope, day: date) -> list[Row]:
    """Everybody of these units, who left last."""
    found = _people(scope).prefetch_related(
        Prefetch("capacities__grants", queryset=_in_force(day), to_attr="in_force")
    )
    made = [
        Row(user, [one for held in user.capacities.all() for one in _held(held)], user.stands(day))
        for user in found.order_by("unit__code", "full_name")
    ]
    return sorted(made, key=lambda row: not row.stands)


def one(scope: Scope, pk: int) -> User:
    return get_object_or_404(_people(scope), pk=pk)


def grants_of(user: User, scope: Scope, day: date) -> list[tuple[Grant, bool]]:
    """With whether this administrator may take it."""
    rows = _in_force(day).filter(capacity__user=user)
    return [(row, row.unit_id in scope.units(Action.ACCOUNT_ADMINISTER)) for row in rows]


def grant(scope: Scope, user: int, pk: int) -> Grant:
    return get_object_or_404(
        Grant.objects.select_related("capacity__user__unit", "role", "unit"),
        pk=pk, capacity__user=user, capacity__user__unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
        unit__in=scope.units(Action.ACCOUNT_ADMINISTER),
    )  # fmt: skip


def colleagues(user: User, day: date) -> dict[int, User]:
    """Who may take over: those who work in the same unit."""
    rows = User.objects.filter(unit=user.unit).exclude(pk=user.pk).order_by("full_name")
    return {row.pk: row for row in rows if row.stands(day)}


@dataclass(frozen=True, slots=True)
class Offer:
    """What an administrator may give: never more than they hold, in the functions in which they hold it."""

    units: dict[int, Unit]
    parts: dict[str, Part]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(code, told(*part)) for code, part in self.parts.items()]

    @property
    def by_role(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """A role, and the units over which it may be given."""
        found: dict[str, list[tuple[str, str]]] = {}
        for code, (role, function, unit) in self.parts.items():
            found.setdefault(role.name + _side(function), []).append((code, unit.name))
        return list(found.items())


def offer(scope: Scope, day: date) -> Offer:
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise Http404
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=reach).order_by("code")}
    parts: dict[str, Part] = {}
    for role in Role.objects.all():
        for function in role.functions or [Function.GENERAL.value]:
            for pk, unit in units.items():
                if role.actions and scope.covers(role.actions, pk, function):
                    parts[f"{role.pk}.{function}.{pk}"] = (role, function, unit)
    return Offer(units, parts)


def told(role: Role, function: str, unit: Unit) -> str:
    return _("%(role)s%(side)s · %(unit)s") % {
        "role": role.name, "side": _side(function), "unit": unit.name
    }  # fmt: skip


def _side(function: str) -> str:
    return "" if function == Function.GENERAL else f" ({Function(function).label})"


def _held(capacity: Any) -> list[Grant]:
    """As `rows` has prefetched them."""
    return list(capacity.in_force)


def _people(scope: Scope) -> QuerySet[User]:
    """Http404 for who administers nothing."""
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise Http404
    factors = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type="recovery_codes")
    return (
        User.objects.filter(unit__in=reach)
        .select_related("unit")
        .annotate(last_seen=Max("usersession__last_seen_at"), has_factor=Exists(factors))
    )


def _in_force(day: date) -> QuerySet[Grant]:
    return Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day
    ).select_related("role", "unit", "capacity")
