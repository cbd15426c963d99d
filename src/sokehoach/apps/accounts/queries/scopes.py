"""Computes the scope of an account: its grants over the tree of units as of a day."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import INSTALLATION_WIDE, TOTALS, Action, Scope, ScopeLimits
from sokehoach.apps.accounts.queries.kept_reaches import MOST_UNITS, KeptAnswers
from sokehoach.apps.accounts.queries.stored_grants import StoredGrant, StoredGrants, list_grants
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell import clock
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.groups import GENERAL, is_confidential

SHOWN_PROGRAMME = "_shown_programme"  # the attribute of an account object that names the programme (row id)
_GRANTS, _UNITS = _LOADED_ROWS = ("grants", "units")  # with a day: keys of the cache of an account object
SCOPE_LIMITS = "_scope_limits"  # the attribute of an account object that holds the limits of a token
_ANSWERED_ACTIONS = frozenset(
    {Action.REPORT_VIEW, Action.REPORT_EDIT, Action.REPORT_APPROVE, Action.REPORT_SEND, Action.REPORT_REVIEW}
)


class ScopeUnit(NamedTuple):
    pk: int
    code: str
    level: str
    parent: int | None
    starts_on: date
    ends_on: date | None
    successors: Sequence[str]

    def on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class AccountReach(NamedTuple):
    """The scope of an account and its units, with ended units whose territory passed to others.

    `programme_names`: short ones of the programmes (row ids) in which it has a role of its own. Requests share it.
    """

    scope: Scope
    units: Sequence[ScopeUnit]
    programme_names: Mapping[int, str]


class _ReachBasis(NamedTuple):
    """All from which the reach of an account is computed, beside the units."""

    day: date
    grants: tuple[StoredGrant, ...]
    limits: ScopeLimits | None
    closed_until: datetime | None
    functions: tuple[str, ...]
    levels: tuple[Level, ...]


_kept_reaches = KeptAnswers[AccountReach](MOST_UNITS, lambda reach: len(reach.units) + 1)


def scope_of(user: User, day: date | None = None) -> Scope:
    """Returns the scope with two queries, one where the process keeps it, none for the same account object and day.

    On a page that shows one programme (`own_programmes.show_programme`) it is the scope in that programme.
    """
    scope = get_reach(user, day or clock.today()).scope
    shown_programme: int | None = user.__dict__.get(SHOWN_PROGRAMME)
    return scope if shown_programme is None else scope.show_only(shown_programme)


def limit_scope(user: User, limits: ScopeLimits) -> None:
    """Makes the scope of this account object, on every day, what `limits` leaves of it.

    Grants and units that were loaded for the whole scope serve the limited one too.
    """
    user.__dict__[SCOPE_LIMITS] = limits
    cache = get_scope_cache(user)
    loaded_rows = {key: rows for key, rows in cache.items() if isinstance(key, tuple) and key[0] in _LOADED_ROWS}
    cache.clear()
    cache.update(loaded_rows)


def get_programme_names(user: User) -> tuple[Scope, Mapping[int, str]]:
    """Returns the whole scope, and the short names of the programmes (row ids) in which it has a role of its own."""
    reach = get_reach(user, clock.today())
    return reach.scope, reach.programme_names


def list_scope_units(user: User, day: date) -> list[ScopeUnit]:
    """Returns the units that the account's grants cover on the day; no query beside those of its scope."""
    return [unit for unit in get_reach(user, day).units if unit.on(day)]


def has_changed_units(user: User, day: date) -> bool:
    """Whether units in the account's reach, or of which they took territory, have ended by the day. No query."""
    reach = get_reach(user, day)
    reached_units = frozenset[int]().union(*reach.scope.units_by_action.values())
    return any(unit.pk in reached_units and unit.ends_on is not None and unit.ends_on <= day for unit in reach.units)


def get_rights_basis(user: User, day: date) -> tuple[object, ...]:
    """Returns the grants, the version of the tree of units and the closing of groups that make the scope. No query
    beside those of the scope.
    """
    return (*_load_grants(user, day), find_closure_end(user, clock.now()))


def get_scope_cache(user: User) -> dict[Any, Any]:
    """Returns the cache of grants and units on the account object, which lives for one request."""
    return user.__dict__.setdefault("_remembered", {})


def clear_scope_cache(user: User) -> None:
    """Clears the cache after grants or units have changed."""
    get_scope_cache(user).clear()


def get_reach(user: User, day: date) -> AccountReach:
    cache = get_scope_cache(user)
    if day not in cache:
        cache[day] = _find_reach(user, day)
    known_reach: AccountReach = cache[day]
    return known_reach


def _find_reach(user: User, day: date) -> AccountReach:
    """The reach that the process keeps, or computes and keeps then."""
    if not user.is_active:
        return AccountReach(Scope({}), (), {})
    loaded = _load_grants(user, day)
    has_wall = any(is_confidential(grant.function) for grant in loaded.grants)
    limits: ScopeLimits | None = user.__dict__.get(SCOPE_LIMITS)
    closed_until = find_closure_end(user, clock.now()) if has_wall else None
    basis = _ReachBasis(day, loaded.grants, limits, closed_until, policies.list_functions(), tuple(get_levels()))
    key = (loaded.tree_version, basis)
    reach = None if loaded.tree_version is None else _kept_reaches.find(key)
    if reach is None:
        reach = _compute_reach(basis, _load_units(user, day, loaded))
        if limits is not None:
            reach = _limit_reach(reach, limits)
        if loaded.tree_version is not None:
            _kept_reaches.keep(key, reach)
    return reach


def _limit_reach(reach: AccountReach, limits: ScopeLimits) -> AccountReach:
    """Leaves the units and programmes that the limited scope opens, and no others."""
    scope, names = reach.scope, reach.programme_names
    if limits.programme is not None:
        scope = scope.show_only(limits.programme)
        if not any(scope.units_by_action.values()):  # no role in it is left: its definitions are closed too
            scope = Scope({}, scope.closed_until, scope.sides, {}, {})
        names = {programme: name for programme, name in names.items() if programme == limits.programme}
    reached_units = frozenset[int]().union(*scope.units_by_action.values())
    return AccountReach(scope, tuple(unit for unit in reach.units if unit.pk in reached_units), names)


def _compute_reach(basis: _ReachBasis, units: Sequence[ScopeUnit]) -> AccountReach:
    day, limits = basis.day, basis.limits
    children: dict[int | None, list[int]] = defaultdict(list)
    for scope_unit in units:
        if scope_unit.on(day):
            children[scope_unit.parent].append(scope_unit.pk)
    predecessors = _list_predecessors(units, day)
    walled = frozenset(grant.function for grant in basis.grants if is_confidential(grant.function))
    allowed_units: list[tuple[int | None, tuple[Action, str], frozenset[int]]] = []
    for function, actions, unit, programme, _name in basis.grants:
        if is_confidential(function) and (basis.closed_until is not None or function not in basis.functions):
            continue  # closed or unknown; TOTALS in the general function stay off all the same
        reach = frozenset(_list_subtree(unit, children))
        if limits is not None and limits.unit is not None:
            reach &= frozenset(_list_subtree(limits.unit, children))
        answered_units = reach.union(*(_list_subtree(heir_id, predecessors) for heir_id in reach & predecessors.keys()))
        for action in map(Action, actions):
            if walled and function == GENERAL and action in TOTALS:
                continue
            if limits is not None and not limits.allows(action, function):
                continue
            reached_units = answered_units if action in _ANSWERED_ACTIONS else reach
            if action is Action.CONSOLIDATE_VIEW:
                reached_units = reach | _list_earlier_areas(reach, units, predecessors, basis)
            elif action is Action.ACCOUNT_ADMINISTER:
                reached_units = reach | _list_passed_units(reach, units, predecessors)
            allowed_units.append(
                (None if action in INSTALLATION_WIDE else programme, (action, function), reached_units)
            )
    programmes = {programme for programme, _key, _units in allowed_units if programme is not None}
    rows_of_all = [row for row in allowed_units if row[0] is None and row[1][0] not in INSTALLATION_WIDE]
    scope = Scope(
        _join_units(allowed_units, {None, *programmes}),
        basis.closed_until,
        walled,
        {programme: _join_units(allowed_units, {None, programme}) for programme in programmes},
        _join_units(rows_of_all, {None}),
    )
    return AccountReach(
        scope,
        units,
        {grant.programme: grant.programme_name for grant in basis.grants if grant.programme in programmes},
    )


def _load_grants(user: User, day: date) -> StoredGrants:
    """One query, none when repeated for the same account object and day."""
    cache, key = get_scope_cache(user), (_GRANTS, day)
    if key not in cache:
        cache[key] = list_grants(user, day)
    loaded: StoredGrants = cache[key]
    return loaded


def _load_units(user: User, day: date, loaded: StoredGrants) -> tuple[ScopeUnit, ...]:
    """The units of the grants. One query, none when repeated for the same account object and day."""
    cache, key = get_scope_cache(user), (_UNITS, day)
    if key not in cache:
        cache[key] = _list_units({grant.unit for grant in loaded.grants}, day)
    units: tuple[ScopeUnit, ...] = cache[key]
    return units


def filter_programmes(scope: Scope, field: str = "programme") -> Q:
    """Returns the condition that a row's programme is one whose data the account opens somewhere."""
    return Q() if scope.programmes is None else Q(**{f"{field}__in": scope.programmes})


def build_programme_filter(scope: Scope, build: Callable[[Scope], Q], field: str) -> Q:
    """Returns the condition that holds, in each programme, for the rows of `build` with the scope in it.

    `field`: the path from a row to its programme.
    """
    if scope.programmes is None:
        condition = build(scope.restrict_to(None)) & ~Q(**{f"{field}__in": scope.by_programme})
    else:
        condition = Q(pk__in=[])
    for programme in scope.by_programme:
        condition |= Q(**{field: programme}) & build(scope.restrict_to(programme))
    return condition


def _join_units(
    allowed_units: list[tuple[int | None, tuple[Action, str], frozenset[int]]], programmes: set[int | None]
) -> dict[tuple[Action, str], frozenset[int]]:
    """Returns, by action and function, the units where roles of these programmes allow it."""
    units: dict[tuple[Action, str], frozenset[int]] = {}
    for programme, key, reached_units in allowed_units:
        if programme in programmes:
            earlier = units.get(key, reached_units)
            units[key] = earlier if reached_units <= earlier else earlier | reached_units  # most are one set for all
    return units


def _list_units(tops: set[int], day: date) -> tuple[ScopeUnit, ...]:
    if not tops:
        return ()
    rows = (
        orgunits.list_units_below_or_ended(tops, day)
        .annotate(successors_text=Cast("successors", TextField()))  # most have none: no JSON is parsed for them
        .values_list("pk", "code", "level", "parent_id", "valid_from", "valid_to", "successors_text")
    )
    return tuple(
        ScopeUnit(pk, code, level, parent, starts_on, ends_on, () if successors == "[]" else json.loads(successors))
        for pk, code, level, parent, starts_on, ends_on, successors in rows
    )


def _list_predecessors(units: Sequence[ScopeUnit], day: date) -> dict[int | None, list[int]]:
    """Returns, by unit, the dissolved units whose territory it took over, completely or in part.

    Of those that nobody took over the area above answers.
    """
    dissolved_units = [unit for unit in units if unit.ends_on is not None and unit.ends_on <= day]
    successor_codes = {code for unit in dissolved_units for code in unit.successors}
    by_code: dict[str, list[ScopeUnit]] = defaultdict(list)
    for unit in units if successor_codes else ():
        if unit.code in successor_codes:
            by_code[unit.code].append(unit)
    predecessors: dict[int | None, list[int]] = defaultdict(list)
    for dissolved in dissolved_units:
        assert dissolved.ends_on is not None
        for successor in (successor for code in dissolved.successors for successor in by_code[code]):
            if successor.on(dissolved.ends_on):
                predecessors[successor.pk].append(dissolved.pk)
    _add_heirless_units(predecessors, units, by_code, day)
    return predecessors


def _add_heirless_units(
    predecessors: dict[int | None, list[int]],
    units: Sequence[ScopeUnit],
    by_code: Mapping[str, Sequence[ScopeUnit]],
    day: date,
) -> None:
    """Adds the units that ended without a successor to the area above them in force, or what took that over whole."""
    units_by_pk = {unit.pk: unit for unit in units}
    for dissolved in units:
        if dissolved.ends_on is None or dissolved.ends_on > day or dissolved.successors:
            continue
        area, passed = units_by_pk.get(dissolved.parent or 0), {dissolved.pk}
        while area is not None and area.ends_on is not None and area.ends_on <= day and area.pk not in passed:
            passed.add(area.pk)
            heirs = [heir for code in area.successors for heir in by_code[code] if heir.on(area.ends_on)]
            is_whole = len(heirs) == len(area.successors) == 1 and heirs[0].level == area.level
            area = heirs[0] if is_whole else units_by_pk.get(area.parent or 0)
        if area is not None and area.pk not in passed:
            predecessors[area.pk].append(dissolved.pk)


def _list_earlier_areas(
    reach: frozenset[int], units: Sequence[ScopeUnit], predecessors: Mapping[int | None, list[int]], basis: _ReachBasis
) -> set[int]:
    """Returns the ended areas whose figures are those of areas reached today.

    They are the areas that were below one to their end, and the areas that went into one as a whole. An area that was
    divided is not among them for those that took a part of it.
    """
    ended_units = [
        unit for unit in units if unit.pk not in reach and unit.ends_on is not None and unit.ends_on <= basis.day
    ]
    if not ended_units:
        return set()
    consolidating_levels = {level.code for level in basis.levels if level.consolidates}
    consolidating = {unit.pk for unit in units if unit.level in consolidating_levels}
    whole_heirs = {
        predecessor: heir
        for heir, unit_ids in predecessors.items()
        for predecessor in unit_ids
        if heir in consolidating
    }
    reached_ids, earlier_areas = set(reach), set[int]()
    pending = [unit for unit in ended_units if unit.pk in consolidating]
    while found_units := [
        unit.pk
        for unit in pending
        if unit.pk not in reached_ids
        and (unit.parent in reached_ids or (len(unit.successors) == 1 and whole_heirs.get(unit.pk) in reached_ids))
    ]:
        earlier_areas.update(found_units)
        reached_ids.update(found_units)
    return earlier_areas


def _list_passed_units(
    reach: frozenset[int], units: Sequence[ScopeUnit], predecessors: Mapping[int | None, list[int]]
) -> set[int]:
    """Returns the ended units for which nobody but areas reached today answers: their staff is still to be moved."""
    heirs_by_unit: dict[int, set[int | None]] = defaultdict(set)
    for heir, unit_ids in predecessors.items():
        for unit_id in unit_ids:
            heirs_by_unit[unit_id].add(heir)
    ended_units = [unit for unit in units if unit.pk in heirs_by_unit and unit.pk not in reach]
    passed_units = set[int]()
    for unit in sorted(ended_units, key=lambda unit: unit.ends_on or date.max, reverse=True):  # heirs first
        heirs = heirs_by_unit[unit.pk]
        if len(heirs) == max(len(unit.successors), 1) and heirs <= reach | passed_units:
            passed_units.add(unit.pk)
    return passed_units


def _list_subtree(unit: int, children: Mapping[int | None, list[int]]) -> list[int]:
    unit_ids, visited = [unit], {unit}
    for parent in unit_ids:
        unvisited = [child for child in children.get(parent, ()) if child not in visited]  # units may merge and split
        visited.update(unvisited)
        unit_ids.extend(unvisited)
    return unit_ids


def get_closure_period() -> timedelta:
    return timedelta(hours=24) if settings.DEMONSTRATION is None else timedelta(minutes=10)


def find_closure_end(user: User, now: datetime) -> datetime | None:
    """Returns until when they stay closed; None where they are open.

    A demonstration's clock returns to the start of its day at midnight: there, an end further off than the whole
    period is from the previous run, and is over.
    """
    return compute_closure_end(user.walled_closed_until, now)


def compute_closure_end(end: datetime | None, now: datetime) -> datetime | None:
    """Returns the stored end where it is still to come."""
    if end is None or end <= now or (settings.DEMONSTRATION is not None and end - now > get_closure_period()):
        return None
    return end
