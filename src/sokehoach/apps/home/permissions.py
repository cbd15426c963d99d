"""Decides who sees what of the first page and of the audit trail."""

from sokehoach.apps.accounts.permissions import Action, Scope


def can_read_audit(scope: Scope) -> bool:
    return scope.anywhere(Action.AUDIT_VIEW)


def list_audited_unit_ids(scope: Scope) -> dict[str, frozenset[int]]:
    """Returns, by function, the units (row ids) whose events may be read: a right in one function opens no other."""
    return {function: units for function in scope.functions if (units := scope.units(Action.AUDIT_VIEW, function))}


def list_access_unit_ids(scope: Scope) -> dict[str, frozenset[int]]:
    """Returns, by function, the units (row ids) whose people's access the account may see.

    They are those whose trail it reads, and those whose accounts it administers: it sees their roles on its own page
    too.
    """
    units_by_function = list_audited_unit_ids(scope)
    if administered_units := scope.units(Action.ACCOUNT_ADMINISTER):
        units_by_function["general"] = units_by_function.get("general", frozenset()) | administered_units
    return units_by_function


def list_border_unit_ids(scope: Scope) -> frozenset[int]:
    """Returns the units (row ids) whose borders the account may import: those whose accounts it administers."""
    return scope.units(Action.ACCOUNT_ADMINISTER)


def can_watch_others(scope: Scope) -> bool:
    """Whether the account sees who is late: those who review, consolidate or lead; a reporter sees only own work."""
    return scope.anywhere(Action.REPORT_REVIEW) or scope.anywhere(Action.CONSOLIDATE_VIEW)


def can_lead_meeting(scope: Scope, area: int) -> bool:
    """Whether the account may open an area's weekly meeting page: those who see its consolidated figures."""
    return scope.may(Action.CONSOLIDATE_VIEW, area)
