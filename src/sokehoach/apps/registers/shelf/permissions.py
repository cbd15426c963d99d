"""Who may read and write which units' lines."""

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.registers.shelf.catalogue import RegisterDefinition


def list_readable_unit_ids(scope: Scope, register: RegisterDefinition) -> frozenset[int]:
    """Row ids of the units whose lines may be read."""
    return scope.units(Action.REGISTER_VIEW, register.function)


def list_writable_unit_ids(scope: Scope, register: RegisterDefinition) -> frozenset[int]:
    return scope.units(Action.REGISTER_EDIT, register.function)
