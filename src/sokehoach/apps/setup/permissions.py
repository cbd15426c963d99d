"""Decides who may define programmes: those who administer the accounts of the unit that consolidates its forms.

What gives others more, or holds in the whole installation, takes a second administrator.
"""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.inherited_units import list_inherited_units
from sokehoach.apps.accounts.queries.scopes import list_scope_units, scope_of
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.shell import clock


def list_defining_unit_ids(user: User) -> frozenset[int]:
    """Returns the units (row ids) whose programmes the account may define, and ended ones that these took over."""
    unit_ids = _list_administered_unit_ids(user)
    return unit_ids.union(unit.pk for unit in list_inherited_units(user, clock.today(), unit_ids))


def can_define_programmes(user: User) -> bool:
    """Whether the account administers an area whose forms are consolidated. No query beside those of its scope."""
    unit_ids, levels = _list_administered_unit_ids(user), get_levels()
    units = list_scope_units(user, clock.today())
    return any(unit.pk in unit_ids and levels[unit.level].consolidates for unit in units)


def list_defined_unit_codes(user: User) -> frozenset[str]:
    """Returns the codes of the units that the account may change, and below which it may add one.

    The code of an ended unit is among them unless another unit has it today.
    """
    unit_ids, today = _list_administered_unit_ids(user), clock.today()
    codes = frozenset(unit.code for unit in list_scope_units(user, today) if unit.pk in unit_ids)
    ended_codes = {unit.code for unit in list_inherited_units(user, today, unit_ids)} - codes
    return codes | ended_codes.difference(as_of(today).filter(code__in=ended_codes).values_list("code", flat=True))


def _list_administered_unit_ids(user: User) -> frozenset[int]:
    return scope_of(user).units(Action.ACCOUNT_ADMINISTER)
