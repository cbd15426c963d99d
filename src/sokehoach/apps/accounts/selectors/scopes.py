"""The scope of an account: its grants, spread over the tree of units as of a day."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.shell import clock


def scope_of(user: User, day: date | None = None) -> Scope:
    """Two queries the first time, none when the same account object is asked again about the same day."""
    day = day or clock.today()
    known: dict[date, Scope] = user.__dict__.setdefault("_scopes", {})
    if day not in known:
        known[day] = _scope(user, day)
    return known[day]


class Standing(NamedTuple):
    pk: int
    code: str
    level: str
    parent: int | None


def standing(user: User, day: date) -> list[Standing]:
    """The units as of the day: one query, none when the same account object is asked again."""
    known: dict[date, list[Standing]] = user.__dict__.setdefault("_standing", {})
    if day not in known:
        rows = orgunits.as_of(day).values_list("pk", "code", "level", "parent_id")
        known[day] = [Standing(*row) for row in rows]
    return known[day]


def _scope(user: User, day: date) -> Scope:
    if not user.is_active:
        return Scope({})
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, capacity__user=user
    ).values_list("capacity__function", "role__actions", "unit_id")
    below: dict[int | None, list[int]] = defaultdict(list)
    for one in standing(user, day):
        below[one.parent].append(one.pk)
    allowed: dict[tuple[Action, str], frozenset[int]] = {}
    for function, actions, unit in grants:
        reach = frozenset(_subtree(unit, below))
        for action in actions:
            held = (Action(action), function)
            allowed[held] = allowed.get(held, frozenset()) | reach
    return Scope(allowed)


def _subtree(unit: int, below: dict[int | None, list[int]]) -> list[int]:
    found = [unit]
    for parent in found:
        found.extend(below[parent])
    return found
