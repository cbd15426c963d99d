"""Decides who may define programmes: those who administer the accounts of the unit that consolidates its forms.

What gives others more, or holds in the whole installation, takes a second administrator.
"""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import list_scope_units, scope_of
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.shell import clock


def list_defining_unit_ids(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) whose programmes the account may define."""
    return scope.units(Action.ACCOUNT_ADMINISTER)


def can_define_programmes(user: User) -> bool:
    """Whether the account administers an area whose forms are consolidated. No query beside those of its scope."""
    unit_ids, levels = list_defining_unit_ids(scope_of(user)), get_levels()
    units = list_scope_units(user, clock.today())
    return any(unit.pk in unit_ids and levels[unit.level].consolidates for unit in units)


def list_defined_unit_codes(user: User) -> frozenset[str]:
    """Returns the codes of the units that the account may change, and below which it may add one."""
    unit_ids = list_defining_unit_ids(scope_of(user))
    return frozenset(unit.code for unit in list_scope_units(user, clock.today()) if unit.pk in unit_ids)
