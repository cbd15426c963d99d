"""The scope of an account: its grants, spread over the tree of units as of a day.

What a dissolved unit still owed, its successors answer for: their reach in matters of reports takes it in.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from sokehoach.apps.accounts.models import Function, Grant, User
from sokehoach.apps.accounts.permissions import TOTALS, Action, Scope
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
    since: date
    until: date | None
    successors: list[str]

    def on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def standing(user: User, day: date) -> list[Standing]:
    """The units as of the day: one query, none when the same account object is asked again."""
    return [one for one in _known(user, day) if one.on(day)]


def _known(user: User, day: date) -> list[Standing]:
    """Those that stand, and those that ended and left their territory to others."""
    known: dict[date, list[Standing]] = user.__dict__.setdefault("_standing", {})
    if day not in known:
        rows = orgunits.standing_or_succeeded(day).values_list(
            "pk", "code", "level", "parent_id", "valid_from", "valid_to", "successors"
        )
        known[day] = [Standing(*row) for row in rows]
    return known[day]


def _scope(user: User, day: date) -> Scope:
    if not user.is_active:
        return Scope({})
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, capacity__user=user
    )
    grants = list(rows.values_list("capacity__function", "role__actions", "unit_id"))
    known = _known(user, day)
    below: dict[int | None, list[int]] = defaultdict(list)
    for one in known:
        if one.on(day):
            below[one.parent].append(one.pk)
    left = _left(known, day)
    allowed: dict[tuple[Action, str], frozenset[int]] = {}
    walled = any(function != Function.GENERAL for function, _, _ in grants)
    for function, actions, unit in grants:
        reach = frozenset(_subtree(unit, below))
        answered = reach.union(*(_subtree(one, left) for one in reach & left.keys()))
        for action in map(Action, actions):
            if walled and function == Function.GENERAL and action in TOTALS:
                continue
            held = (action, function)
            allowed[held] = allowed.get(held, frozenset()) | (answered if action in _ANSWERED else reach)
    return Scope(allowed)


_ANSWERED = frozenset({Action.REPORT_VIEW, Action.REPORT_EDIT, Action.REPORT_SEND, Action.REPORT_REVIEW})


def _left(known: list[Standing], day: date) -> dict[int | None, list[int]]:
    """By unit, the dissolved ones whose territory it took over, wholly or in part."""
    by_code: dict[str, list[Standing]] = defaultdict(list)
    for one in known:
        by_code[one.code].append(one)
    found: dict[int | None, list[int]] = defaultdict(list)
    for gone in known:
        if gone.until is not None and gone.until <= day:
            for one in (one for code in gone.successors for one in by_code[code]):
                if one.on(gone.until):
                    found[one.pk].append(gone.pk)
    return found


def _subtree(unit: int, below: Mapping[int | None, list[int]]) -> list[int]:
    found, seen = [unit], {unit}
    for parent in found:
        fresh = [one for one in below.get(parent, ()) if one not in seen]  # two may leave to one, one to two
        seen.update(fresh)
        found.extend(fresh)
    return found
