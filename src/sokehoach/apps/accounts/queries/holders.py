"""Lists who is granted an action on a unit."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from sokehoach.apps.accounts.models import Grant
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import compute_closure_end
from sokehoach.apps.shell import clock
from sokehoach.domain.policy.groups import is_confidential


class ActionHolder(NamedTuple):
    """An account (row id) that is granted an action on that very unit; `programme`: of the role, None for all."""

    user: int
    unit: int
    function: str
    programme: int | None
    is_closed: bool  # the function is walled, and closed to the account now


def list_holders(action: Action, day: date, programme: int | None = None) -> dict[tuple[int, str], frozenset[int]]:
    """Returns, by unit (row id) and function, the accounts (ids) granted the action on that very unit.

    In one programme (row id), or in any.
    """
    in_programme = Q() if programme is None else Q(role__programme=programme) | Q(role__programme=None)
    users_by_place: dict[tuple[int, str], set[int]] = defaultdict(set)
    for holder in _list_action_holders(action, day, in_programme):
        users_by_place[holder.unit, holder.function].add(holder.user)
    return {place: frozenset(users) for place, users in users_by_place.items()}


def list_unit_holders(action: Action, day: date, units: Collection[int]) -> list[ActionHolder]:
    """Returns the accounts that do the action at these units (row ids) now, of any programme. One query.

    An account to which the function is closed does not do it.
    """
    return [holder for holder in _list_action_holders(action, day, Q(unit__in=units)) if not holder.is_closed]


def _list_action_holders(action: Action, day: date, condition: Q) -> list[ActionHolder]:
    grants = Grant.objects.filter(
        condition,
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
        capacity__user__is_active=True,
    ).values_list(
        "capacity__user_id",
        "unit_id",
        "capacity__function",
        "role__programme_id",
        "capacity__user__walled_closed_until",
        "role__actions",
    )
    now = clock.now()
    return [
        ActionHolder(
            user, unit, function, programme, is_confidential(function) and compute_closure_end(end, now) is not None
        )
        for user, unit, function, programme, end, actions in grants
        if action in actions
    ]
