"""Whose recommendations an account answers: those to its own unit, and those to the area that it works for."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.registers.core.queries.register_owners import list_named_registers

GENERAL = "general"


def list_supervised_unit_ids(user: User, scope: Scope) -> frozenset[int]:
    """Row ids of the units for which the account reads what was found and recommended."""
    return scope.units(Action.REGISTER_VIEW, GENERAL) & _own_unit_ids(user) if _is_named() else frozenset()


def list_answering_unit_ids(user: User, scope: Scope) -> frozenset[int]:
    """Row ids of the units in whose name the account replies."""
    return scope.units(Action.REGISTER_EDIT, GENERAL) & _own_unit_ids(user)


def _is_named() -> bool:
    """Whether a programme of this installation keeps the register."""
    return "supervision" in list_named_registers()


def _own_unit_ids(user: User) -> frozenset[int]:
    return frozenset({user.unit_id, get_unit_area(user.unit).pk})
