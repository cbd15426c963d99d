"""Who sees consolidated figures, and as which audience: rules alone, over accounts whose scope is given."""

from typing import Any

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.consolidation import permissions
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.models import Programme
from sokehoach.domain.disclosure.publish import Audience
from tests.factories.levels import COMMUNE as COMMUNE_LEVEL
from tests.factories.levels import DISTRICT as DISTRICT_LEVEL

pytestmark = pytest.mark.usefixtures("first_levels")

DISTRICT = Unit(pk=1, level="district")
POLICE = Unit(pk=2, level="agency", parent=DISTRICT)
COMMUNE = Unit(pk=3, level="commune", parent=DISTRICT)
GENERAL, ENFORCEMENT = "general", "enforcement"


@pytest.fixture(autouse=True)
def given_scopes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions, "scope_of", lambda user: user.scope)


def make_user(unit: Unit, *grants: tuple[Action, str]) -> Any:
    user: Any = User(unit=unit)
    user.scope = Scope({grant: frozenset({unit.pk}) for grant in grants})
    return user


def test_figures_of_a_unit_are_seen_by_those_who_consolidate_there() -> None:
    user = make_user(DISTRICT, (Action.CONSOLIDATE_VIEW, "general"))
    assert permissions.may_view(user, DISTRICT)
    assert not permissions.may_view(user, COMMUNE)
    assert not permissions.may_view(make_user(DISTRICT, (Action.REPORT_VIEW, "general")), DISTRICT)


def test_an_agency_is_an_audience_of_its_areas_level_with_the_functions_that_it_holds() -> None:
    police = make_user(POLICE, (Action.REPORT_VIEW, "general"), (Action.REPORT_VIEW, "enforcement"))
    assert permissions.audience_of(police) == Audience(frozenset({GENERAL, ENFORCEMENT}), DISTRICT_LEVEL)
    commune = make_user(COMMUNE, (Action.REPORT_VIEW, "general"))
    assert permissions.audience_of(commune) == Audience(frozenset({GENERAL}), COMMUNE_LEVEL)


def test_the_office_of_a_unit_is_an_audience_without_a_confidential_function() -> None:
    assert permissions.office_audience(COMMUNE) == Audience(frozenset({GENERAL}), COMMUNE_LEVEL)


def test_figures_of_one_programme_are_seen_by_a_role_in_it_and_those_of_any_by_a_role_in_some() -> None:
    user = make_user(DISTRICT)
    sees = {(Action.CONSOLIDATE_VIEW, GENERAL): frozenset({DISTRICT.pk})}
    user.scope = Scope(sees, by_programme={7: sees}, in_every_programme={})
    assert {programme: permissions.may_view(user, DISTRICT, programme) for programme in (None, 7, 8)} == {
        None: True,
        7: True,
        8: False,
    }


def test_areas_of_a_programme_are_those_where_its_general_figures_are_consolidated() -> None:
    user = make_user(DISTRICT)
    sees = {
        (Action.CONSOLIDATE_VIEW, GENERAL): frozenset({DISTRICT.pk}),
        (Action.CONSOLIDATE_VIEW, ENFORCEMENT): frozenset({POLICE.pk}),
        (Action.REPORT_VIEW, GENERAL): frozenset({COMMUNE.pk}),
    }
    user.scope = Scope(sees, by_programme={7: sees}, in_every_programme={})
    areas = {pk: permissions.list_visible_areas(user, Programme(pk=pk)) for pk in (7, 8)}
    assert areas == {7: {DISTRICT.pk}, 8: frozenset()}
