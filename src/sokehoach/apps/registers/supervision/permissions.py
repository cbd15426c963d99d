"""Whose recommendations an account answers: those to its own unit, and those to the area that it works for."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.selectors.units import area_of

GENERAL = "general"


def supervised(user: User, scope: Scope) -> frozenset[int]:
    """Row ids of the units for which the account reads what was found and recommended."""
    return scope.units(Action.REGISTER_VIEW, GENERAL) & _own(user)


def answered(user: User, scope: Scope) -> frozenset[int]:
    """Row ids of the units in whose name the account replies."""
    return scope.units(Action.REGISTER_EDIT, GENERAL) & _own(user)


def _own(user: User) -> frozenset[int]:
    return frozenset({user.unit_id, area_of(user.unit).pk})
