"""A list of ids, however long, is one parameter for PostgreSQL; what it finds is the same everywhere."""

import uuid

import pytest
from django.db import connection

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Submission
from tests.factories.cast import Cast

pytestmark = pytest.mark.both_databases

# More than the protocol of PostgreSQL has parameters for; not every SQLite takes so many.
COUNTRY = 70_000 if connection.vendor == "postgresql" else 9_000


@pytest.fixture
def communes(cast: Cast) -> list[Unit]:
    return list(Unit.objects.filter(level="commune").order_by("code"))


def test_as_many_ids_as_a_country_has_units_by_function(communes: list[Unit]) -> None:
    ids = {unit.pk for unit in communes} | set(range(10**9, 10**9 + COUNTRY))
    assert set(Unit.objects.filter(pk__in=ids, level="commune")) == set(communes)
    assert {*Unit.objects.filter(parent__in=ids)} == {*Unit.objects.filter(parent__level="commune")}
    assert not Submission.objects.filter(pk__in=[uuid.uuid4() for _ in range(COUNTRY)]).exists()


def test_it_finds_what_a_list_finds(communes: list[Unit]) -> None:
    some = communes[:2]
    ids = [unit.pk for unit in some]
    assert [*Unit.objects.filter(pk__in=[*ids, None]).order_by("code")] == some  # type: ignore[list-item]
    assert not Unit.objects.filter(pk__in=[]).exists()
    assert some[0] not in Unit.objects.exclude(pk__in=ids)
    above = Unit.objects.filter(pk__in=Unit.objects.filter(pk__in=ids).values("parent"))
    assert {*above} == {unit.parent for unit in some}
    assert {*Unit.objects.filter(parent__in=[*above])} >= {*some}
    assert {*Unit.objects.filter(code__in=[unit.code for unit in some])} == {*some}


@pytest.mark.parametrize(
    "found",
    [
        lambda: Unit.objects.filter(pk__in=[1, 2, 3]),
        lambda: Unit.objects.filter(parent__in=[1, 2, 3]),
        lambda: Unit.objects.filter(parent__parent_id__in=[1, 2, 3]),
        lambda: Submission.objects.filter(pk__in=[uuid.uuid4() for _ in range(3)]),
    ],
    ids=["a key", "a relation", "a relation's", "a UUID"],
)
def test_postgresql_gets_one_parameter(db: None, found) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite takes 250,000 parameters, and plans a statement in no time")
    _, given = found().query.sql_with_params()
    assert len(given) == 1
