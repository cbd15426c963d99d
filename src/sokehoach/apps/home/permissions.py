"""What the first page and the audit trail offer to whom."""

from sokehoach.apps.accounts.permissions import Action, Scope


def reads_audit(scope: Scope) -> bool:
    return scope.anywhere(Action.AUDIT_VIEW)


def audited(scope: Scope) -> dict[str, frozenset[int]]:
    """By function the units (row ids) whose events may be read: one held in a function opens no other."""
    return {
        function: units for function in scope.functions if (units := scope.units(Action.AUDIT_VIEW, function))
    }


def known_access(scope: Scope) -> dict[str, frozenset[int]]:
    """By function the units (row ids) whose people's access is known: those whose trail is read, and those whose
    accounts are administered, whose roles stand on the administrator's own page."""
    found = audited(scope)
    if administered := scope.units(Action.ACCOUNT_ADMINISTER):
        found["general"] = found.get("general", frozenset()) | administered
    return found


def draws(scope: Scope) -> frozenset[int]:
    """The units (row ids) whose borders the account imports: those whose accounts it administers."""
    return scope.units(Action.ACCOUNT_ADMINISTER)


def watches_others(scope: Scope) -> bool:
    """Those who review, consolidate or lead see who is late; a reporter sees its own work alone."""
    return scope.anywhere(Action.REPORT_REVIEW) or scope.anywhere(Action.CONSOLIDATE_VIEW)


def leads(scope: Scope, area: int) -> bool:
    """The weekly meeting's page of an area is for those who see its figures drawn together."""
    return scope.may(Action.CONSOLIDATE_VIEW, area)
