"""Who may ask, about which areas: rules alone, no database is asked."""

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.analysis import permissions

AREA, UNIT = 1, 2


def test_those_who_see_consolidated_figures_ask_about_their_areas() -> None:
    reads = (Action.REPORT_VIEW, "general")
    scope = Scope({(Action.CONSOLIDATE_VIEW, "general"): frozenset({AREA}), reads: frozenset({UNIT})})
    assert permissions.may_ask(scope)
    assert permissions.list_area_ids(scope) == {AREA}
    assert not permissions.may_ask(Scope({reads: frozenset({UNIT})}))
    assert permissions.list_area_ids(Scope({reads: frozenset({UNIT})})) == frozenset()
