"""All rows are copied into the other database and compared, or none are; a second SQLite stands in for PostgreSQL."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from sokehoach.apps.accounts.models import Role, User
from sokehoach.apps.audit.models import Event
from sokehoach.apps.setup.services import moves
from sokehoach.apps.setup.services.moves import MoveError, move_installation
from tests.factories.cast import Cast

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,  # PostgreSQL has no tables that SQLite could be given: it says so and skips
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the tables of the target are made from those of SQLite"),
]

type Migrate = Callable[..., None]


def translate(execute, sql, params, many, context):
    """What SQLite has no words for: it checks constraints when the transaction ends."""
    if sql.startswith("SET CONSTRAINTS"):
        return None
    if not sql.startswith("TRUNCATE "):
        return execute(sql, params, many, context)
    for table in sql.removeprefix("TRUNCATE ").split(", "):
        execute(f"DELETE FROM {table}", params, many, context)
    return None


def create_tables(*statements: str) -> Migrate:
    """As migrations do: all tables, with a role that they insert. `statements` come after it."""

    def migrate(alias: str) -> None:
        with connection.cursor() as source, connections[alias].cursor() as target:
            source.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            for table, sql in source.fetchall():
                if not table.startswith(("sqlite_", "shelf_words_index")):  # PostgreSQL has no such tables
                    target.execute(sql)
            source.execute("SELECT id, app, name, applied FROM django_migrations")
            target.executemany("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", source.fetchall())
            Role(code="inserted", name="Inserted", actions=[]).save(using=alias)
            for sql in statements:
                target.execute(sql)

    return migrate


@pytest.fixture
def target(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DatabaseWrapper]:
    other = DatabaseWrapper(connection.settings_dict | {"NAME": tmp_path / "target"}, alias="target")
    connections["target"] = other
    monkeypatch.setattr(moves, "_BATCH_SIZE", 2)
    monkeypatch.setattr(moves, "migrate", create_tables())
    with other.execute_wrapper(translate):
        yield other
    other.close()
    del connections["target"]


def test_every_row_is_copied_with_the_trail(target: DatabaseWrapper) -> None:
    told: list[str] = []
    result = move_installation(source="default", target="target", tell=told.append)
    assert [*result.rows] == told
    assert {result.rows["accounts_user"], User.objects.count()} == {User.objects.using("target").count()}
    for model in (Event, Role, User):
        rows = model._base_manager.order_by("pk").values()
        assert list(rows.using("target")) == list(rows), model
        assert result.rows[model._meta.db_table] == len(rows) > 2
    assert not Role.objects.using("target").filter(code="inserted").exists()
    last = Event.objects.latest("seq")
    Event.objects.using("target").filter(pk=last.pk).delete()
    assert moves._compute_root("target") != moves._compute_root("default") == result.root


def refuse(match: str) -> None:
    with pytest.raises(MoveError, match=match):
        move_installation(source="default", target="target")


def test_a_database_with_tables_is_refused_and_left_alone(target: DatabaseWrapper) -> None:
    with target.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (id integer)")
    refuse("không trống")
    assert target.introspection.table_names() == ["kept"]


@pytest.mark.parametrize(
    ("statement", "match"),
    [
        ("DELETE FROM django_migrations WHERE id = 1", "chưa ở phiên bản này"),
        ("CREATE TABLE forgotten (id integer)", "không biết cách chuyển: forgotten"),
        (
            "CREATE TRIGGER renames AFTER INSERT ON accounts_role BEGIN UPDATE accounts_role SET name = 'x'; END",
            r"Bảng accounts_role: (\d+) dòng ở nơi cũ, \1 ở nơi mới",
        ),
    ],
)
def test_what_differs_afterwards_ends_the_move_and_nothing_is_there(
    target: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch, statement: str, match: str
) -> None:
    monkeypatch.setattr(moves, "migrate", create_tables(statement))
    refuse(match)
    assert target.introspection.table_names() == []


def test_another_root_of_the_trail_ends_the_move(target: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moves, "_compute_root", {"default": "a", "target": "b"}.get)
    refuse("mã băm gốc khác")
    assert target.introspection.table_names() == []


@pytest.mark.parametrize(
    ("value", "same", "another"),
    [
        (memoryview(b"a"), b"a", b"b"),
        (Decimal("1.50"), Decimal("1.5"), Decimal("1.51")),
        (Decimal("-0.0"), Decimal(0), Decimal("0.1")),
        ({"b": 1, "a": [Decimal("2.0")]}, {"a": [Decimal(2)], "b": 1}, {"a": [Decimal(3)], "b": 1}),
        ([memoryview(b"a")], [b"a"], [b"b"]),
        ("1.50", "1.50", "1.5"),
    ],
)
def test_a_value_is_the_same_in_whichever_way_a_database_gives_it(value: object, same: object, another: object) -> None:
    given, equal, different = (repr(moves._normalize_value(item)) for item in (value, same, another))
    assert given == equal != different
