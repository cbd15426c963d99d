"""Whoever adds up both sides of the wall stands on neither."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from sokehoach.apps.accounts.models import Capacity, Grant, Role, User
from sokehoach.apps.accounts.permissions import TOTALS, Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.accounts.services import grants
from sokehoach.apps.shell.outcomes import ActionRefused
from tests.factories.cast import AT, SINCE, Cast

type Give = Callable[[User, str, str], None]


@pytest.fixture
def give(cast: Cast) -> Give:
    def given(user: User, role: str, function: str) -> None:
        grants.create_grant(
            user=user, role=Role.objects.get(code=role), unit=cast.units["099"], function=function, since=SINCE,
            by="tests", at=AT,
        )  # fmt: skip

    return given


@pytest.mark.parametrize("function", ["enforcement", "support"])
@pytest.mark.parametrize("who", ["office", "leader"])
def test_who_sees_totals_is_given_no_side(cast: Cast, give: Give, who: str, function: str) -> None:
    with pytest.raises(ActionRefused, match="tài khoản riêng"):
        give(getattr(cast, who), "walled_reporter", function)


@pytest.mark.parametrize("role", ["standing_office", "leader"])
@pytest.mark.parametrize("who", ["police", "health"])
def test_who_stands_on_a_side_is_given_no_totals(cast: Cast, give: Give, who: str, role: str) -> None:
    with pytest.raises(ActionRefused, match="tài khoản riêng"):
        give(getattr(cast, who), role, "general")


def end_grants(user: User, on: date) -> None:
    Grant.objects.filter(capacity__user=user).update(valid_from=SINCE - timedelta(days=365), valid_to=on)


@pytest.mark.parametrize(("days_left", "is_refused"), [(0, False), (1, True)])
def test_totals_that_ended_by_the_day_keep_nobody_from_a_side(
    cast: Cast, give: Give, days_left: int, is_refused: bool
) -> None:
    """An officer who leaves the district's office for the police holds no totals any more; until then, no side."""
    end_grants(cast.office, SINCE + timedelta(days=days_left))
    if is_refused:
        with pytest.raises(ActionRefused, match="tài khoản riêng"):
            give(cast.office, "walled_reporter", "enforcement")
    else:
        give(cast.office, "walled_reporter", "enforcement")
    assert Grant.objects.filter(capacity__user=cast.office, capacity__function="enforcement").exists() != is_refused


@pytest.mark.parametrize(("days_left", "is_refused"), [(0, False), (1, True)])
def test_a_side_that_ended_by_the_day_keeps_nobody_from_totals(
    cast: Cast, give: Give, days_left: int, is_refused: bool
) -> None:
    end_grants(cast.police, SINCE + timedelta(days=days_left))
    if is_refused:
        with pytest.raises(ActionRefused, match="tài khoản riêng"):
            give(cast.police, "leader", "general")
    else:
        give(cast.police, "leader", "general")
    assert Grant.objects.filter(capacity__user=cast.police, role__code="leader").exists() != is_refused


def test_a_side_reviews_within_itself(cast: Cast, give: Give) -> None:
    Role.objects.create(code="chief", name="x", actions=["report.review"])
    give(cast.police, "chief", "enforcement")
    district = cast.units["099"].pk
    assert scope_of(cast.police).may(Action.REPORT_REVIEW, district, "enforcement")


def test_an_older_database_shows_no_totals_to_a_side(cast: Cast) -> None:
    """Both parts were given before this was refused: the totals sleep, the rest of both holds."""
    capacity = Capacity.objects.create(user=cast.office, function="enforcement")
    role, unit = Role.objects.get(code="walled_reporter"), cast.units["099.CA"]
    Grant.objects.create(capacity=capacity, role=role, unit=unit, valid_from=SINCE)
    scope = scope_of(User.objects.get(pk=cast.office.pk))
    assert not any(scope.anywhere(action) for action in TOTALS)
    assert scope.may(Action.PLAN_IMPORT, cast.units["099"].pk)
    assert scope.may(Action.REPORT_SEND, unit.pk, "enforcement")
