"""Decides who reads and writes denominators and earlier figures."""

from sokehoach.apps.accounts.permissions import Action, Scope


def list_readable_units(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) whose reports or figures the account reads."""
    return (
        scope.units(Action.REPORT_VIEW, "general")
        | scope.units(Action.CONSOLIDATE_VIEW, "general")
        | list_writable_units(scope)
    )


def list_writable_units(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) whose denominators the account edits: its own, and those it reviews."""
    return scope.units(Action.REPORT_EDIT, "general") | list_reviewed_units(scope)


def list_reviewed_units(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) whose reports the account accepts; their earlier figures it imports."""
    return scope.units(Action.REPORT_REVIEW, "general")
