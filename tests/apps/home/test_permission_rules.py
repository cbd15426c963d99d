"""Who reads the trail, watches others and leads a meeting: rules alone, no database is asked."""

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.home import permissions

AREA, UNIT, OTHER = 1, 2, 3


def make_scope(*grants: tuple[Action, str, int]) -> Scope:
    return Scope({(action, function): frozenset({unit}) for action, function, unit in grants})


def test_the_trail_is_read_by_function() -> None:
    scope = make_scope(
        (Action.AUDIT_VIEW, "general", AREA),
        (Action.REPORT_VIEW, "support", UNIT),
        (Action.AUDIT_VIEW, "enforcement", OTHER),
    )
    assert permissions.list_audited_unit_ids(scope) == {"general": {AREA}, "enforcement": {OTHER}}
    assert permissions.can_read_audit(scope)
    assert not permissions.can_read_audit(make_scope((Action.REPORT_VIEW, "general", AREA)))


def test_an_administrator_sees_the_access_of_the_units_it_administers() -> None:
    both = make_scope((Action.AUDIT_VIEW, "general", AREA), (Action.ACCOUNT_ADMINISTER, "general", UNIT))
    assert permissions.list_access_unit_ids(both) == {"general": {AREA, UNIT}}
    administrator = make_scope((Action.ACCOUNT_ADMINISTER, "general", UNIT))
    assert permissions.list_access_unit_ids(administrator) == {"general": {UNIT}}
    assert permissions.list_audited_unit_ids(administrator) == {}
    walled = make_scope((Action.AUDIT_VIEW, "enforcement", OTHER))
    assert permissions.list_access_unit_ids(walled) == {"enforcement": {OTHER}}


def test_borders_are_imported_where_accounts_are_administered() -> None:
    assert permissions.list_border_unit_ids(make_scope((Action.ACCOUNT_ADMINISTER, "general", AREA))) == {AREA}
    assert permissions.list_border_unit_ids(make_scope((Action.AUDIT_VIEW, "general", AREA))) == frozenset()


def test_those_who_review_or_consolidate_watch_others() -> None:
    assert permissions.can_watch_others(make_scope((Action.REPORT_REVIEW, "general", AREA)))
    assert permissions.can_watch_others(make_scope((Action.CONSOLIDATE_VIEW, "general", AREA)))
    assert not permissions.can_watch_others(make_scope((Action.REPORT_SEND, "general", UNIT)))


def test_the_meeting_page_is_for_those_who_see_the_areas_figures() -> None:
    scope = make_scope((Action.CONSOLIDATE_VIEW, "general", AREA))
    assert permissions.can_lead_meeting(scope, AREA)
    assert not permissions.can_lead_meeting(scope, OTHER)
    assert not permissions.can_lead_meeting(make_scope((Action.REPORT_VIEW, "general", AREA)), AREA)
