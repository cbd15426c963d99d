"""Finds the units whose entries an account may read or write."""

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.registers.core.catalogue import RegisterDefinition


def list_readable_unit_ids(scope: Scope, register: RegisterDefinition) -> frozenset[int]:
    return scope.units(Action.REGISTER_VIEW, register.function)


def list_writable_unit_ids(scope: Scope, register: RegisterDefinition) -> frozenset[int]:
    return scope.units(Action.REGISTER_EDIT, register.function)
