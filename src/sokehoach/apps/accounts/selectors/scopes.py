"""The scope of an account: its grants, spread over the tree of units as of a day.

What a dissolved unit still owed, its successors answer for: their reach in matters of reports takes it in.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from sokehoach.apps.accounts import closure
from sokehoach.apps.accounts.models import Function, Grant, User
from sokehoach.apps.accounts.permissions import TOTALS, Action, Scope
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.shell import clock


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


class Reached(NamedTuple):
    """`units`: those to which the grants reach, and those that ended and left their territory to others."""

    scope: Scope
    units: list[Standing]


def scope_of(user: User, day: date | None = None) -> Scope:
    """Two queries the first time, none when the same account object is asked again about the same day."""
    return _reached(user, day or clock.today()).scope


def standing(user: User, day: date) -> list[Standing]:
    """The units to which the account's grants reach, as of the day: no query beside those of its scope."""
    return [one for one in _reached(user, day).units if one.on(day)]


def remembered(user: User) -> dict[Any, Any]:
    """What the account object keeps of its grants and units, as long as a request lasts."""
    return user.__dict__.setdefault("_remembered", {})


def forget(user: User) -> None:
    """After grants or units have changed."""
    remembered(user).clear()


def _reached(user: User, day: date) -> Reached:
    known = remembered(user)
    if day not in known:
        known[day] = _reach(user, day)
    reached: Reached = known[day]
    return reached


def _reach(user: User, day: date) -> Reached:
    if not user.is_active:
        return Reached(Scope({}), [])
    rows = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day, capacity__user=user
    )
    grants = list(rows.values_list("capacity__function", "role__actions", "unit_id"))
    known = _known({unit for _function, _actions, unit in grants}, day)
    below: dict[int | None, list[int]] = defaultdict(list)
    for one in known:
        if one.on(day):
            below[one.parent].append(one.pk)
    left = _left(known, day)
    allowed: dict[tuple[Action, str], frozenset[int]] = {}
    walled = frozenset(function for function, _, _ in grants if function != Function.GENERAL)
    closed_until = closure.find_end(user, clock.now()) if walled else None
    for function, actions, unit in grants:
        if closed_until is not None and function != Function.GENERAL:
            continue  # what sleeps in the general function because of it sleeps on
        reach = frozenset(_subtree(unit, below))
        answered = reach.union(*(_subtree(one, left) for one in reach & left.keys()))
        for action in map(Action, actions):
            if walled and function == Function.GENERAL and action in TOTALS:
                continue
            held = (action, function)
            allowed[held] = allowed.get(held, frozenset()) | (answered if action in _ANSWERED else reach)
    return Reached(Scope(allowed, closed_until, walled), known)


def _known(tops: set[int], day: date) -> list[Standing]:
    if not tops:
        return []
    rows = orgunits.reached_or_succeeded(tops, day).values_list(
        "pk", "code", "level", "parent_id", "valid_from", "valid_to", "successors"
    )
    return [Standing(*row) for row in rows]


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
