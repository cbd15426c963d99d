"""To which units a grant reaches, over any tree: against a walk by hand over all units that there are."""

from datetime import date

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import get_ids_within
from tests.factories.cast import SINCE, Cast

DAY = date(2021, 6, 22)
BEFORE, AFTER = date(2021, 1, 1), date(2022, 1, 1)


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[int | None, date, date | None, list[int]]]:
    """For each unit the one above it among those before, its days, and which of those before took it over."""
    found: list[tuple[int | None, date, date | None, list[int]]] = []
    for number in range(draw(st.integers(1, 9))):
        above = draw(st.none() | st.integers(0, number - 1)) if number else None
        since = draw(st.sampled_from([SINCE, BEFORE, AFTER]))
        until = draw(st.sampled_from([None, None, *(day for day in (BEFORE, DAY, AFTER) if day > since)]))
        heirs = draw(st.lists(st.integers(0, number - 1), max_size=2, unique=True)) if number and until else []
        found.append((above, since, until, heirs))
    return found


def planted(tree: list[tuple[int | None, date, date | None, list[int]]], top: Unit) -> list[Unit]:
    """Below `top`, which the account's grant is over."""
    rows: list[Unit] = []
    for number, (above, since, until, heirs) in enumerate(tree):
        rows.append(
            Unit.objects.create(
                code=f"T{number}", name=f"Xã {number}", short_name=f"{number}", folded=f"xa {number}", level="commune",
                parent=top if above is None else rows[above], valid_from=since, valid_to=until,
                successors=[f"T{one}" for one in heirs],
            )
        )  # fmt: skip
    return rows


def stands(unit: Unit, day: date) -> bool:
    return unit.valid_from <= day and (unit.valid_to is None or day < unit.valid_to)


def find_area_above(gone: Unit, every: list[Unit]) -> Unit | None:
    """The area that answers for a unit without a successor: that above it, or the one that took it over as a whole."""
    area, seen = gone.parent, {gone.pk}
    while area is not None and area.valid_to is not None and area.valid_to <= DAY and area.pk not in seen:
        seen.add(area.pk)
        heirs = [one for one in every if one.code in area.successors and stands(one, area.valid_to)]
        area = heirs[0] if len(heirs) == len(area.successors) == 1 and heirs[0].level == area.level else area.parent
    return None if area is None or area.pk in seen else area


def by_hand(top: Unit) -> tuple[set[int], set[int]]:
    """What stands below through units that stand; and with that the ones that ended and left to one of these.

    Who ended and left to nobody is answered for by the area above.
    """
    every = list(Unit.objects.all())
    reach, grown = {top.pk}, True
    while grown:
        more = {one.pk for one in every if one.parent_id in reach and stands(one, DAY)} - reach
        reach, grown = reach | more, bool(more)
    answered, grown = set(reach), True
    while grown:
        codes = {(one.pk, one.code): one for one in every if one.pk in answered}
        more = {
            gone.pk
            for gone in every
            if gone.valid_to is not None
            and gone.valid_to <= DAY
            and (
                any(code in gone.successors and stands(heir, gone.valid_to) for (_pk, code), heir in codes.items())
                if gone.successors
                else (above := find_area_above(gone, every)) is not None and above.pk in answered
            )
        } - answered
        answered, grown = answered | more, bool(more)
    return reach, answered


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(tree=trees())
def test_a_walk_by_hand_reaches_the_same(
    cast: Cast, tree: list[tuple[int | None, date, date | None, list[int]]]
) -> None:
    top = cast.units["03304"]
    with transaction.atomic():
        rows = planted(tree, top)
        user = User.objects.get(pk=cast.commune.pk)
        reach, answered = by_hand(top)
        scope = scopes.scope_of(user, DAY)
        assert scope.units(Action.REGISTER_EDIT) == reach
        assert scope.units(Action.REPORT_EDIT) == answered
        assert {one.pk for one in scopes.list_scope_units(user, DAY)} == reach
        assert get_ids_within(top) == {top.pk, *(row.pk for row in rows)}
        transaction.set_rollback(True)


def test_a_commune_costs_the_same_in_a_large_country(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Two queries, and of the rows those that it reaches."""
    Unit.objects.bulk_create(
        Unit(
            code=f"8{n:04}", name="Xã", short_name="Xã", folded="xa", level="commune",
            parent=cast.units["099"], valid_from=SINCE,
        )
        for n in range(300)
    )  # fmt: skip
    user = User.objects.get(pk=cast.commune.pk)
    with django_assert_num_queries(2):
        assert [one.code for one in scopes.list_scope_units(user, DAY)] == ["03304"]


def test_nothing_is_reached_before_the_first_grant(cast: Cast) -> None:
    assert scopes.list_scope_units(cast.commune, date(2003, 12, 31)) == []
