"""The units that a process keeps are those that are stored now, whoever changed them and however."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import kept_tree
from sokehoach.apps.orgunits.queries.kept_tree import KnownTree, load_known_tree
from sokehoach.domain.orgtree.level import Level
from tests.factories.cast import Cast, assemble

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2021, 6, 1)


@pytest.fixture
def cast() -> Cast:
    return assemble()


def list_stored() -> dict[tuple[str, date], tuple[str, int | None, date | None]]:
    return {(row.code, row.valid_from): (row.name, row.parent_id, row.valid_to) for row in Unit.objects.all()}


def list_known(known: KnownTree) -> dict[tuple[str, date], tuple[str, int | None, date | None]]:
    assert {unit.identity: (unit.name, unit.valid_to) for unit in known.tree.units} == {
        identity: (row.name, row.valid_to) for identity, row in known.rows.items()
    }
    return {identity: (row.name, row.parent_id, row.valid_to) for identity, row in known.rows.items()}


def test_units_that_stay_the_same_are_read_once(cast: Cast) -> None:
    known = load_known_tree()
    assert list_known(known) == list_stored()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = load_known_tree()
        assert again is known
        assert all(
            row.parent is None or row.parent.parent_id is None or row.parent.parent for row in known.rows.values()
        )
    assert len(queries) == 1, "those above a unit are there without a query"
    assert again.as_of(DAY) is known.as_of(DAY)


def test_each_change_of_a_unit_is_known_at_once(cast: Cast) -> None:
    commune = cast.units["03269"]
    load_known_tree()
    Unit.objects.filter(pk=commune.pk).update(name="Xã đổi tên")
    assert list_known(load_known_tree()) == list_stored()
    with connection.cursor() as cursor:  # past Django
        cursor.execute("UPDATE orgunits_unit SET valid_to = %s WHERE id = %s", [date(2022, 1, 1), commune.pk])
    assert list_known(load_known_tree()) == list_stored()
    assert load_known_tree().as_of(date(2023, 1, 1)).__contains__(commune.code) is False


def test_a_change_that_is_rolled_back_leaves_nothing(cast: Cast) -> None:
    stored = list_stored()
    with transaction.atomic():
        Unit.objects.filter(pk=cast.units["03269"].pk).update(name="Xã đổi tên")
        assert list_known(load_known_tree()) == list_stored() != stored
        transaction.set_rollback(True)
    assert list_known(load_known_tree()) == stored == list_stored()


def test_another_meaning_of_a_level_makes_another_tree(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    known = load_known_tree()
    levels = list(kept_tree.get_levels())
    renamed = [
        Level(**{**{name: getattr(level, name) for name in Level.__slots__}, "name": "khác"}) for level in levels
    ]
    monkeypatch.setattr(kept_tree, "get_levels", lambda: renamed)
    assert load_known_tree() is not known


def test_a_change_while_the_units_are_read_keeps_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_tree, "_kept_tree", None)
    versions = iter(["one", "two"])
    monkeypatch.setattr(kept_tree, "find_tree_version", lambda: next(versions))
    load_known_tree()
    assert kept_tree._kept_tree is None


def test_what_is_made_of_the_tree_is_dropped_beyond_a_number(cast: Cast) -> None:
    known = load_known_tree()
    made = [known.derive(("number", n), lambda n=n: str(n)) for n in range(3 * kept_tree._MAX_DERIVED)]
    assert made == [str(n) for n in range(3 * kept_tree._MAX_DERIVED)]
    assert len(known._derived) <= kept_tree._MAX_DERIVED
