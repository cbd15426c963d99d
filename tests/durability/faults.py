"""A database error in the middle of each business action, tried in tests that perform the action anyway.

`@pytest.mark.faults("report.send", …)` on a test under tests/apps names the verbs of `@write` that are tried in it.
The first call of each such verb runs several times with one of its statements failing as a database fails. After each
failure nothing may have stayed: no row, no event of the trail, nothing that waits for the commit, no mail. Then the
call runs as it was asked to, and the test goes on. The short form lets the middle statement, the last row and the
commit fail; the long form every statement, and runs the call twice under one key.
"""

import copy
import functools
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError, connection, transaction

from sokehoach.apps.audit.services import writes
from sokehoach.apps.shell.thread_cache import forget_answers
from tests.soak import LONG, keep

type Service = Callable[..., writes.ServiceResult]
type Given = dict[str, Any]


class Failing:
    """Counts the statements of an action; the one with number `at` (from 1) is not done and fails."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.seen, self.sql = at, 0, ""

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.sql or sql.startswith("ROLLBACK"):  # how the failure is undone
            return execute(sql, params, many, context)
        self.seen += 1
        if self.seen == self.at:
            self.sql = sql
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)


class SqliteContent:
    """A database in memory at one moment. Two are equal where their rows are: a savepoint that ended leaves other bytes
    in pages that nothing uses.
    """

    def __init__(self) -> None:
        self.content = connection.connection.serialize()

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, SqliteContent)
        return self.content == other.content or self._list_statements() == other._list_statements()

    def _list_statements(self) -> list[str]:
        with closing(sqlite3.connect(":memory:")) as copy:
            copy.deserialize(self.content)
            return list(copy.iterdump())

    __hash__ = None  # type: ignore[assignment]


def standing() -> tuple[object, ...]:
    """All that an action could leave behind: the database, what waits for its commit, mail."""
    database = SqliteContent() if connection.vendor == "sqlite" else rows()
    return database, [repr(entry[1]) for entry in connection.run_on_commit], len(getattr(mail, "outbox", []))


def rows() -> list[str]:
    """Of each table the digest of its rows, as PostgreSQL counts it."""
    counted = "SELECT '{0} ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{0}\" t"
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        cursor.execute(" UNION ALL ".join(counted.format(table) for table in tables))
        return sorted(row for (row,) in cursor.fetchall())


type Run = Callable[..., writes.ServiceResult]


@dataclass
class Tried:
    """What was tried of one story. `wrong` is a sentence for each thing that stayed or was swallowed."""

    left: set[str]
    verbs: int = 0
    statements: int = 0
    failures: int = 0
    seconds: float = 0  # of the processor
    wrong: list[str] = field(default_factory=list)
    real: Any = writes.run_service
    trying: bool = False

    def whole(
        self, action: str, service: Service, given: Given, *, prepare: Any = None, seal: bool = False
    ) -> writes.ServiceResult:
        if action in self.left and not self.trying:
            self.trying, began = True, time.process_time()
            try:
                tried = functools.partial(self.real, prepare=prepare, seal=seal)
                length = self._length(tried, action, service, given)
                if length:
                    self.left.remove(action)
                    self.verbs += 1
                    for at in points(length):
                        self._fail(tried, at, length, action, service, given)
                    if LONG:
                        self._twice(tried, action, service, given)
            finally:
                self.trying = False
                self.seconds += time.process_time() - began
        return self.real(action, service, given, prepare=prepare, seal=seal)  # type: ignore[no-any-return]

    def _length(self, run: Run, action: str, service: Service, given: Given) -> int:
        """How many statements it makes, the commit being the last; 0 where it refuses what it was asked."""
        for _ in range(2):  # the first time it may ask what this process then remembers
            counting = Failing()
            forget_answers()  # they end after some seconds: then the next run asks for them again
            try:
                with transaction.atomic(), connection.execute_wrapper(counting):
                    run(action, service, copied(given))
                    transaction.set_rollback(True)
            except Exception:  # the story's own: it is raised again when the service runs as it was asked to
                return 0
        self.statements += counting.seen
        return counting.seen

    def _fail(self, run: Run, at: int, length: int, action: str, service: Service, given: Given) -> None:
        before, failing, told = standing(), Failing(at), False
        self.failures += 1
        forget_answers()
        with transaction.atomic():
            try:
                with connection.execute_wrapper(failing):
                    run(action, service, copied(given))
            except OperationalError:
                told = True
            whole = standing() == before
            transaction.set_rollback(not whole)  # so that the story goes on, and tells more
        where = f"{action}: statement {at} of {length} failed"
        if not told:
            self.wrong.append(f"{where}, and nobody was told: {failing.sql or 'it was not made'}")
        elif not whole:
            self.wrong.append(f"{where}, and something stayed: {failing.sql}")

    def _twice(self, run: Run, action: str, service: Service, given: Given) -> None:
        """After a failure the person tries again, and again: under one key there is one effect."""
        try:
            writes.serialize_argument(given)
        except TypeError:  # the key of a certificate is written nowhere, so its act is asked for without one
            return
        again = given | {"key": given.get("key") or "once-more"}
        with transaction.atomic():
            run(action, service, copied(again))
            after = standing()
            run(action, service, copied(again))
            if standing() != after:
                self.wrong.append(f"{action}: the same again under its key had a second effect")
            transaction.set_rollback(True)


def points(length: int) -> list[int]:
    """The statements that fail in turn."""
    if LONG:
        return list(range(1, length + 1))
    return sorted({length // 2, length - 1, length} - {0})


def copied(given: Given) -> Given:
    """As the next request would bring it: what a failed attempt did to a row in memory is not the next one's."""
    told = {}
    for name, value in given.items():
        try:
            told[name] = copy.deepcopy(value)
        except TypeError:  # a key of a certificate, an open file
            told[name] = value
    return told


_running: list[Tried] = []


@contextmanager
def tried(verbs: set[str]) -> Iterator[Tried]:
    trying = Tried(set(verbs))
    _running.append(trying)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(writes, "run_service", trying.whole)
            yield trying
    finally:
        _running.pop()


def verbs_left() -> set[str]:
    """The verbs that the running test has still to try."""
    return set().union(*(trying.left for trying in _running))


_FIGURES: dict[str, float] = {"verbs": 0, "statements": 0, "failures": 0, "seconds": 0}


def verbs_of(test: pytest.Item) -> set[str]:
    """The verbs that the marks of a test name.

    None in the short form on PostgreSQL: the services are the same, and it takes longer to find that nothing stayed.
    """
    if connection.vendor != "sqlite" and not LONG:
        return set()
    return {verb for mark in test.iter_markers("faults") for verb in mark.args}


def told(one: Tried) -> None:
    """The figures of all stories of this run so far."""
    for name in _FIGURES:
        _FIGURES[name] = round(_FIGURES[name] + getattr(one, name), 2)
    keep("faults", **_FIGURES, something_stayed=0)
