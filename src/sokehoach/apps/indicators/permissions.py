"""Who reads and writes denominators and figures of earlier years."""

from sokehoach.apps.accounts.permissions import Action, Scope


def list_readable_units(scope: Scope) -> frozenset[int]:
    """Units (row ids) whose reports or figures the account reads."""
    return (
        scope.units(Action.REPORT_VIEW, "general")
        | scope.units(Action.CONSOLIDATE_VIEW, "general")
        | list_writable_units(scope)
    )


def list_writable_units(scope: Scope) -> frozenset[int]:
    """Those whose denominators it keeps: its own, and those whose reports it reviews."""
    return scope.units(Action.REPORT_EDIT, "general") | list_reviewed_units(scope)


def list_reviewed_units(scope: Scope) -> frozenset[int]:
    """Earlier years are brought in by who accepts the reports of today."""
    return scope.units(Action.REPORT_REVIEW, "general")
