"""Who may read and write which units' lines."""

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.registers.shelf.catalogue import Register


def readable(scope: Scope, register: Register) -> frozenset[int]:
    """Row ids of the units whose lines may be read."""
    return scope.units(Action.REGISTER_VIEW, register.function)


def writable(scope: Scope, register: Register) -> frozenset[int]:
    return scope.units(Action.REGISTER_EDIT, register.function)
