"""Decides who may ask, and with whom a question may be shared."""

from sokehoach.apps.accounts.permissions import Action, Scope


def may_ask(scope: Scope) -> bool:
    return scope.anywhere(Action.CONSOLIDATE_VIEW)


def list_area_ids(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) about which the account may ask, and with whose accounts it may share."""
    return scope.units(Action.CONSOLIDATE_VIEW)
