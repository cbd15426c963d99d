"""What the first page and the audit trail offer to whom."""

from sokehoach.apps.accounts.permissions import Action, Scope


def can_read_audit(scope: Scope) -> bool:
    return scope.anywhere(Action.AUDIT_VIEW)


def list_audited_unit_ids(scope: Scope) -> dict[str, frozenset[int]]:
    """By function the units (row ids) whose events may be read: one held in a function opens no other."""
    return {
        function: units for function in scope.functions if (units := scope.units(Action.AUDIT_VIEW, function))
    }


def list_access_unit_ids(scope: Scope) -> dict[str, frozenset[int]]:
    """By function the units (row ids) whose people's access is known: those whose trail is read, and those whose
    accounts are administered, whose roles stand on the administrator's own page."""
    units_by_function = list_audited_unit_ids(scope)
    if administered_units := scope.units(Action.ACCOUNT_ADMINISTER):
        units_by_function["general"] = units_by_function.get("general", frozenset()) | administered_units
    return units_by_function


def list_border_unit_ids(scope: Scope) -> frozenset[int]:
    """The units (row ids) whose borders the account imports: those whose accounts it administers."""
    return scope.units(Action.ACCOUNT_ADMINISTER)


def can_watch_others(scope: Scope) -> bool:
    """Those who review, consolidate or lead see who is late; a reporter sees its own work alone."""
    return scope.anywhere(Action.REPORT_REVIEW) or scope.anywhere(Action.CONSOLIDATE_VIEW)


def can_lead_meeting(scope: Scope, area: int) -> bool:
    """The weekly meeting's page of an area is for those who see its figures drawn together."""
    return scope.may(Action.CONSOLIDATE_VIEW, area)
