"""Which tests of the apps PostgreSQL repeats after SQLite: as few as meet every statement of the product.

On SQLite (`--note-statements`, in `make test-sqlite`) each test's statements are noted by their shapes, as far as the
product sends them, with each error of the database and each verb of the trail. At the end the tests are chosen that
meet all of it. On PostgreSQL (`--both-databases`, in `make test-postgres`) these run, and each test of which SQLite
noted nothing: it was skipped there, it is new, or the source is another by now. So a new statement needs no list and
no mark.

`@pytest.mark.both_databases` is for a test whose result the database decides by more than the shapes of its statements.
"""

import hashlib
import heapq
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tools.built_homes import digest_source

ROOT = Path(__file__).resolve().parents[1]
CHOICE = ROOT / "build" / "test" / "both_databases.json"
SOURCE, TESTS = f"{ROOT}/src/", f"{ROOT}/tests/"

_LIST = re.compile(r"\((?:%s|NULL)(?:, (?:%s|NULL))*\)(?:, \((?:%s|NULL)(?:, (?:%s|NULL))*\))*")
_NUMBER = re.compile(r"\d+")
_CONDITIONS = re.compile(r" WHERE (.*?)(?= GROUP BY | ORDER BY | LIMIT | HAVING | RETURNING | /\*|$)")
# It builds the demonstration, as PostgreSQL does for other tests anyway.
BUILDS_DEMONSTRATION = "tests/apps/setup/test_build.py"

# The test database is made of them on either database.
_OF_TABLES = re.compile(r"(?:CREATE|ALTER|DROP|PRAGMA)\b")


@dataclass
class Met:
    """What one test meets, and what running it costs: the statements of all that it does."""

    things: set[str] = field(default_factory=set)
    cost: int = 30  # what a test takes that asks nothing


def find_shapes(sql: str) -> Iterator[str]:
    """Yields each branch of a union without its conditions, and each condition, whatever the number of rows and ids."""
    if _OF_TABLES.match(sql):
        return
    for branch in _NUMBER.sub("0", _LIST.sub("(…)", sql)).split(" UNION ALL "):
        for conditions in _CONDITIONS.findall(branch):
            yield from (condition.strip("( )") for condition in re.split(" AND | OR ", conditions))
        yield _CONDITIONS.sub(" WHERE …", branch)


def choose(met: Mapping[str, Met]) -> list[str]:
    """Takes the test that meets most new things for its cost, until all are met."""
    left = {thing for test in met.values() for thing in test.things}
    queue = [(-len(test.things) / test.cost, name) for name, test in met.items()]
    heapq.heapify(queue)
    chosen = []
    while left:
        _, name = heapq.heappop(queue)
        worth = len(met[name].things & left) / met[name].cost
        if worth and queue and worth < -queue[0][0]:
            heapq.heappush(queue, (-worth, name))
        elif worth:
            chosen.append(name)
            left -= met[name].things
    return sorted(chosen)


def is_marked(item: pytest.Item) -> bool:
    """Whether PostgreSQL repeats the test whatever it meets."""
    database = item.get_closest_marker("django_db")
    return bool(item.get_closest_marker("both_databases") or (database and database.kwargs.get("transaction")))


class Notes:
    """Notes what the tests meet in each process, and chooses in the first one."""

    def __init__(self) -> None:
        self.met: dict[str, Met] = {}
        self.running: Met | None = None

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        from django.db.backends.utils import CursorWrapper
        from django.db.models.signals import post_save
        from django.db.models.sql.compiler import SQLCompiler

        if not hasattr(session.config, "workerinput"):
            CHOICE.unlink(missing_ok=True)  # a run that is broken off leaves none

        CursorWrapper._execute = self.note_calls(CursorWrapper._execute)  # type: ignore[method-assign]
        CursorWrapper._executemany = self.note_calls(CursorWrapper._executemany)  # type: ignore[method-assign]

        # What Django leaves out for SQLite: locks of rows, cursors that stay in the server.
        compile_query, run_query = SQLCompiler.as_sql, SQLCompiler.execute_sql

        def show_locks(compiler: SQLCompiler, *args: Any, **kwargs: Any) -> Any:
            sql, params = compile_query(compiler, *args, **kwargs)
            return f"{sql} /* locked */" if compiler.query.select_for_update else sql, params

        def show_cursors(compiler: SQLCompiler, *args: Any, chunked_fetch: bool = False, **kwargs: Any) -> Any:
            if chunked_fetch:
                self.note({_digest(f"read in chunks: {compiler.query.get_initial_alias()}")})
            return run_query(compiler, *args, chunked_fetch=chunked_fetch, **kwargs)

        SQLCompiler.as_sql, SQLCompiler.execute_sql = show_locks, show_cursors  # type: ignore[method-assign]
        post_save.connect(self.note_verb, sender="audit.Event")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        if item.nodeid.startswith("tests/apps/"):
            self.met[item.nodeid] = Met(cost=1 if is_marked(item) else 30)
            if not item.nodeid.startswith(BUILDS_DEMONSTRATION):
                self.running = self.met[item.nodeid]
        try:
            return (yield)
        finally:
            self.running = None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self.met.pop(report.nodeid, None)

    def note_calls(self, execute: Any) -> Any:
        def noted(cursor: Any, sql: str, *args: Any) -> Any:
            try:
                answer = execute(cursor, sql, *args)
            except Exception as error:
                self.note({_digest(f"{type(error).__name__}: {error}")})
                raise
            self.note_statement(sql)
            return answer

        return noted

    def note_statement(self, sql: str) -> None:
        if self.running is None:
            return
        self.running.cost += self.running.cost > 1
        things = _find_things(sql)
        if not things <= self.running.things and _is_asked_by_product():
            self.running.things |= things

    def note(self, things: Iterable[str]) -> None:
        if self.running is not None:
            self.running.things |= set(things)

    def note_verb(self, instance: Any, **_kwargs: Any) -> None:
        self.note({_digest(f"verb {instance.action}")})

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        noted = getattr(node, "workeroutput", {}).get("statements", {})
        self.met |= {name: Met(set(things), cost) for name, (things, cost) in noted.items()}

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        if hasattr(session.config, "workeroutput"):
            noted = {name: (sorted(test.things), test.cost) for name, test in self.met.items()}
            session.config.workeroutput["statements"] = noted
        elif exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            CHOICE.parent.mkdir(parents=True, exist_ok=True)
            choice = {"source": digest_source(".py"), "chosen": choose(self.met), "known": sorted(self.met)}
            CHOICE.write_text(json.dumps(choice, indent=0), "utf-8")


class Repeated:
    """Leaves out each test that SQLite has noted and that is not chosen."""

    def __init__(self) -> None:
        choice = json.loads(CHOICE.read_text("utf-8")) if CHOICE.exists() else {}
        if choice.get("source") != digest_source(".py"):
            choice = {"chosen": [], "known": []}
        self.chosen, self.known = set(choice["chosen"]), set(choice["known"])

    def pytest_report_header(self) -> str:
        return f"{len(self.chosen)} tests of {len(self.known)} meet what SQLite has met (tests/both_databases.py)"

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        not_needed = self.known - self.chosen
        left_out = {item for item in items if item.nodeid in not_needed and not is_marked(item)}
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def _is_asked_by_product() -> bool:
    """Whether the product sends the statement that is running, and not a test itself."""
    frame = sys._getframe(2)
    while frame.f_back:
        name = frame.f_code.co_filename
        if name.startswith(SOURCE):
            return True
        if name.startswith(TESTS) and name != __file__:
            return False
        frame = frame.f_back
    return False


@cache
def _find_things(sql: str) -> frozenset[str]:
    return frozenset(map(_digest, find_shapes(sql)))


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
