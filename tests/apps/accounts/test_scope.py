"""Who may do what where."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sokehoach.apps.accounts.models import Capacity, Role
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.factories.cast import AT, SINCE, Cast

DAY = date(2021, 6, 22)


def test_it_works(cast: Cast) -> None:
    scope = scope_of(cast.commune, DAY)
    assert scope.may(Action.REPORT_EDIT, cast.units["03304"].pk)


def test_a_commune_reaches_no_sibling(cast: Cast) -> None:
    scope = scope_of(cast.commune, DAY)
    assert not scope.may(Action.REPORT_VIEW, cast.units["03269"].pk)
    assert scope.units(Action.REPORT_EDIT) == {cast.units["03304"].pk}


def test_the_office_reaches_every_commune_of_its_district_and_none_beyond(cast: Cast) -> None:
    reached = scope_of(cast.office, DAY).units(Action.REPORT_REVIEW)
    assert {cast.units[code].pk for code in ("03304", "03269", "03289", "099.CA")} <= reached
    assert cast.units["03247"].pk not in reached


def test_a_role_in_one_function_says_nothing_of_another(cast: Cast) -> None:
    scope = scope_of(cast.police, DAY)
    own = cast.units["099.CA"].pk
    assert scope.may(Action.REPORT_EDIT, own, "enforcement")
    assert not scope.may(Action.REPORT_EDIT, own, "support")


def test_no_account_stands_on_both_sides_of_the_wall(cast: Cast) -> None:
    role = Role.objects.get(code="walled_reporter")
    with pytest.raises(ActionRefused, match="phải tách biệt nhau"):
        grants.create_grant(
            user=cast.police, role=role, unit=cast.units["099.TTYT"], function="support", since=SINCE,
            by=cast.office, at=AT,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Capacity.objects.create(user=cast.police, function="support")


def test_a_grant_counts_from_its_day(cast: Cast) -> None:
    assert not scope_of(cast.commune, date(2003, 12, 31)).anywhere(Action.REPORT_EDIT)


def test_an_account_that_was_closed_may_nothing(cast: Cast) -> None:
    cast.commune.is_active = False
    assert not scope_of(cast.commune, DAY).anywhere(Action.REPORT_EDIT)
