"""What the process keeps of the reach of accounts is what it would compute now, whatever has changed meanwhile."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import Grant, Role, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.accounts.queries.kept_reaches import KeptAnswers
from sokehoach.apps.orgunits.models import Unit
from tests.factories.api_tokens import make_token, program
from tests.factories.cast import SINCE, Cast

pytestmark = pytest.mark.both_databases
DAY = date(2021, 6, 22)
FIGURES = "/api/v1/accepted-values?form=01-XA&period=2021S1"


def load(user: User) -> User:
    """The account as the next request has it."""
    return User.objects.get(pk=user.pk)


def find_kept(user: User) -> scopes.AccountReach:
    return scopes.get_reach(load(user), DAY)


def compute_anew(user: User) -> scopes.AccountReach:
    scopes._kept_reaches.clear()
    return find_kept(user)


def add_unit(parent: Unit, code: str) -> Unit:
    return Unit.objects.create(
        code=code, name="Xã", short_name="Xã", folded="xa", level="commune", parent=parent, valid_from=SINCE
    )


def test_a_second_request_asks_for_the_grants_alone(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = find_kept(cast.office)
    user = load(cast.office)
    with django_assert_num_queries(1):
        assert scopes.scope_of(user, DAY) == first.scope
        assert {unit.pk for unit in scopes.list_scope_units(user, DAY)} == {unit.pk for unit in first.units}


def end_grants(cast: Cast) -> None:
    Grant.objects.filter(capacity__user=cast.office).update(valid_to=DAY)


def empty_role(cast: Cast) -> None:
    Role.objects.filter(grants__capacity__user=cast.office).update(actions=["plan.view"])


def leave(cast: Cast) -> None:
    User.objects.filter(pk=cast.office.pk).update(is_active=False)


def move_grants(cast: Cast) -> None:
    Grant.objects.filter(capacity__user=cast.office).update(unit=cast.units["03304"])


def end_unit(cast: Cast) -> None:
    Unit.objects.filter(code="03269").update(valid_to=DAY)


def end_unit_past_django(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orgunits_unit SET valid_to = %s WHERE code = %s", [DAY, "03269"])


def move_unit(cast: Cast) -> None:
    Unit.objects.filter(code="03269").update(parent=None)


def found_unit(cast: Cast) -> None:
    add_unit(cast.units["099"], "09999")


def hand_over_unit(cast: Cast) -> None:
    Unit.objects.filter(code="03247").update(valid_to=DAY - timedelta(days=1), successors=["03304"])


@pytest.mark.parametrize(
    "change",
    [end_grants, empty_role, leave, move_grants, end_unit, end_unit_past_django, move_unit, found_unit, hand_over_unit],
)
def test_a_change_counts_at_the_next_request(cast: Cast, change: Callable[[Cast], None]) -> None:
    before = find_kept(cast.office)
    change(cast)
    after = find_kept(cast.office)
    assert after.scope != before.scope
    assert after == compute_anew(cast.office)


def test_a_closed_side_of_the_wall_stays_closed(cast: Cast) -> None:
    before = find_kept(cast.police)
    assert before.scope.units(Action.REPORT_EDIT, "enforcement")
    User.objects.filter(pk=cast.police.pk).update(walled_closed_until=scopes.clock.now() + timedelta(minutes=5))
    assert not find_kept(cast.police).scope.units(Action.REPORT_EDIT, "enforcement")
    User.objects.filter(pk=cast.police.pk).update(walled_closed_until=None)
    assert find_kept(cast.police) == before


def test_a_program_is_refused_once_its_role_is_withdrawn(cast: Cast) -> None:
    client = program(make_token(cast.office))
    assert [client.get("/api/v1/units").status_code for _time in range(2)] == [200, 200]
    count = len(client.get("/api/v1/units").json()["items"])
    end_unit(cast)
    assert len(client.get("/api/v1/units").json()["items"]) == count - 1
    end_grants(cast)
    assert client.get(FIGURES).status_code == 403
    assert client.get("/api/v1/units").json()["items"] == []


def test_tokens_of_one_account_reach_what_each_may(cast: Cast) -> None:
    small = make_token(cast.office, name="máy xã", unit=cast.units["03304"])
    for client, code in ((program(make_token(cast.office)), None), (program(small), "03304")) * 2:
        codes = [item["code"] for item in client.get("/api/v1/units").json()["items"]]
        assert codes == [code] if code else len(codes) > 1


def test_what_a_transaction_took_back_is_not_reached_later(cast: Cast) -> None:
    """The tree that was rolled back and the one that came after it never have the same version."""
    with transaction.atomic():
        add_unit(cast.units["099"], "09998")
        assert "09998" in {unit.code for unit in find_kept(cast.office).units}
        transaction.set_rollback(True)
    assert "09998" not in {unit.code for unit in find_kept(cast.office).units}
    add_unit(cast.units["099"], "09997")
    assert find_kept(cast.office) == compute_anew(cast.office)


def test_nothing_is_kept_where_the_tree_has_no_version(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM orgunits_treeversion")
    assert find_kept(cast.office).units
    assert not scopes._kept_reaches._answers


def end_or_reopen(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(valid_to=None if unit.valid_to else DAY)


def withdraw_or_return(grants: QuerySet[Grant]) -> None:
    grants.update(valid_to=None if grants.filter(valid_to=DAY).exists() else DAY)


def change_something(cast: Cast, step: int, code: str) -> None:
    communes = Unit.objects.filter(level="commune").order_by("pk")
    unit = communes[step % communes.count()]
    grants = Grant.objects.filter(capacity__user=cast.office)
    changes: list[Callable[[], object]] = [
        lambda: None,
        lambda: add_unit(cast.units["099"], code),
        lambda: end_or_reopen(unit),
        lambda: Unit.objects.filter(pk=unit.pk).update(parent=cast.units["099"]),
        lambda: withdraw_or_return(grants),
        lambda: grants.update(unit=unit),
    ]
    changes[step % len(changes)]()


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=6))
def test_any_order_of_changes_and_requests_shows_the_state_of_now(cast: Cast, steps: list[tuple[int, bool]]) -> None:
    """Some changes are rolled back after a request within their transaction."""
    with transaction.atomic():
        for number, (step, is_rolled_back) in enumerate(steps):
            with transaction.atomic():
                change_something(cast, step, f"0999{number}")
                find_kept(cast.office)
                transaction.set_rollback(is_rolled_back)
            kept = find_kept(cast.office)
            assert kept == compute_anew(cast.office)
        transaction.set_rollback(True)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 40)), max_size=60))
def test_no_more_is_kept_than_fits(requests: list[tuple[int, int]]) -> None:
    kept = KeptAnswers[tuple[int, ...]](100, len)
    last: dict[int, tuple[int, ...]] = {}
    for key, size in requests:
        found = kept.find(key)
        assert found in (None, last.get(key))
        kept.keep(key, last.setdefault(key, (key,) * size))
        assert kept.find(key) == last[key]
        assert sum(map(len, kept._answers.values())) == kept._size <= 100
