"""What PostgreSQL repeats of the tests of the apps meets all that SQLite has met."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from tests import both_databases
from tests.both_databases import Met, Repeated, choose, find_shapes
from tests.repository.order import ROOT

# What these tests try is in no statement: the number of ids, locks, the tables themselves.
DECIDED_BY_DATABASE = re.compile(r"connection\.vendor|MigrationExecutor")
REPEATED = re.compile(r"mark\.both_databases|django_db\(transaction=True\)")


def test_the_chosen_tests_meet_everything() -> None:
    met = {"a": Met({"1", "2"}), "b": Met({"2", "3"}), "c": Met({"3"}), "nothing": Met()}
    assert choose(met) == ["a", "b"]


def test_of_two_tests_that_meet_the_same_the_cheaper_is_chosen() -> None:
    assert choose({"long": Met({"1", "2"}, cost=900), "short": Met({"1", "2"}, cost=40)}) == ["short"]


def test_what_a_test_of_both_databases_meets_needs_no_other() -> None:
    assert choose({"marked": Met({"1", "2"}, cost=1), "other": Met({"2"}), "more": Met({"3"})}) == ["marked", "more"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('SELECT "a" FROM "t" WHERE "b" IN (%s)', 'SELECT "a" FROM "t" WHERE "b" IN (%s, %s, %s)'),
        ('INSERT INTO "t" ("a", "b") VALUES (%s, %s)', 'INSERT INTO "t" ("a", "b") VALUES (%s, %s), (%s, %s)'),
        ('SAVEPOINT "s123_x4"', 'SAVEPOINT "s9_x12"'),
        (
            "SELECT 1 FROM a UNION ALL SELECT 2 FROM b",
            "SELECT 1 FROM b UNION ALL SELECT 2 FROM a UNION ALL SELECT 3 FROM a",
        ),
    ],
)
def test_statements_that_differ_in_number_alone_have_one_shape(first: str, second: str) -> None:
    assert set(find_shapes(first)) == set(find_shapes(second))


@pytest.mark.parametrize(
    "other",
    [
        'SELECT "a" FROM "t" WHERE ("b" = %s AND "d" = %s) ORDER BY "a"',
        'SELECT "a" FROM "t" WHERE ("b" = %s AND "c" = %s) ORDER BY "b"',
        'SELECT DISTINCT "a" FROM "t" WHERE ("b" = %s AND "c" = %s) ORDER BY "a"',
        'SELECT MAX("a") FROM "t" WHERE ("b" = %s AND "c" = %s) ORDER BY "a"',
        'SELECT "a" FROM "t" WHERE ("b" = %s AND "c" = %s) ORDER BY "a" /* locked */',
    ],
)
def test_another_condition_column_order_or_lock_is_another_shape(other: str) -> None:
    known = set(find_shapes('SELECT "a" FROM "t" WHERE ("b" = %s AND "c" = %s) ORDER BY "a"'))
    assert set(find_shapes(other)) - known


def test_conditions_that_are_known_need_no_test_of_their_combination() -> None:
    known = {*find_shapes("SELECT a FROM t WHERE (b = %s AND c = %s)"), *find_shapes("SELECT a FROM t WHERE d = %s")}
    assert set(find_shapes("SELECT a FROM t WHERE (c = %s OR d = %s)")) <= known


@dataclass(eq=False)
class Item:
    """What the choice asks a test for."""

    nodeid: str
    mark: pytest.Mark | None = None

    def get_closest_marker(self, name: str) -> pytest.Mark | None:
        return self.mark if self.mark and self.mark.name == name else None


@pytest.mark.parametrize(
    ("source", "repeated"),
    [
        ("this", ["chosen", "marked", "of transactions", "new"]),
        ("another", ["chosen", "met by others", "marked", "of transactions", "new"]),
    ],
)
def test_only_what_others_meet_in_this_source_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str, repeated: list[str]
) -> None:
    known = ["chosen", "met by others", "marked", "of transactions"]
    choice = tmp_path / "choice.json"
    choice.write_text(json.dumps({"source": source, "chosen": ["chosen"], "known": known}))
    monkeypatch.setattr(both_databases, "CHOICE", choice)
    monkeypatch.setattr(both_databases, "digest_source", lambda *_suffixes: "this")
    marks = {"marked": pytest.mark.both_databases.mark, "of transactions": pytest.mark.django_db(transaction=True).mark}
    items: list[Any] = [Item(name, marks.get(name)) for name in [*known, "new"]]
    Repeated().pytest_collection_modifyitems(Mock(), items)
    assert [item.nodeid for item in items] == repeated


def test_each_test_of_what_the_database_decides_is_marked() -> None:
    modules = sorted((ROOT / "tests" / "apps").rglob("test_*.py"))
    texts = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in modules}
    bound = [name for name, text in texts.items() if DECIDED_BY_DATABASE.search(text)]
    assert bound
    assert [name for name in bound if not REPEATED.search(texts[name])] == []
