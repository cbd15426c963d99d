"""Who reads and writes denominators and figures of earlier years."""

from sokehoach.apps.accounts.permissions import Action, Scope


def readable(scope: Scope) -> frozenset[int]:
    """Units (row ids) whose reports or figures the account reads."""
    return (
        scope.units(Action.REPORT_VIEW, "general")
        | scope.units(Action.CONSOLIDATE_VIEW, "general")
        | writable(scope)
    )


def writable(scope: Scope) -> frozenset[int]:
    """Those whose denominators it keeps: its own, and those whose reports it reviews."""
    return scope.units(Action.REPORT_EDIT, "general") | reviewed(scope)


def reviewed(scope: Scope) -> frozenset[int]:
    """Earlier years are brought in by who accepts the reports of today."""
    return scope.units(Action.REPORT_REVIEW, "general")
