"""Finds who holds an action over which units, with one query for all units instead of one per account."""

from collections import defaultdict
from datetime import date

from django.db.models import Q

from sokehoach.apps.accounts.models import Grant
from sokehoach.apps.accounts.permissions import Action


def list_holders(action: Action, day: date) -> dict[tuple[int, str], frozenset[int]]:
    """Returns, by unit (row id) and function, the accounts (ids) granted the action on that very unit."""
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, capacity__user__is_active=True
    ).values_list("unit_id", "capacity__function", "capacity__user_id", "role__actions")
    users_by_place: dict[tuple[int, str], set[int]] = defaultdict(set)
    for unit, function, user, actions in grants:
        if action in actions:
            users_by_place[unit, function].add(user)
    return {place: frozenset(users) for place, users in users_by_place.items()}
