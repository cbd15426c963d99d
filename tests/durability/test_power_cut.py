"""The power goes while officials report: what was acknowledged is there when it comes back.

The statements of real actions are played again through a file system that keeps synced bytes alone. With the pragmas
of the product nothing that was acknowledged is lost, at whatever write the power goes; with `synchronous=NORMAL`
something must be, or this would prove nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import apsw
import pytest
from django.db import connection
from django.db.backends.sqlite3 import _functions

from sokehoach.apps.audit.services import writes
from sokehoach.config import env
from tests.durability.forgetful import Forgetful
from tests.factories import cast as casting
from tests.factories import district as districts
from tests.soak import keep, times

PRAGMAS = str(env.build_sqlite_settings()["OPTIONS"]["init_command"])
# The file system has no shared memory, which SQLite does without under this lock; nothing that is synced changes.
ALONE = "PRAGMA locking_mode=EXCLUSIVE;"

type Statement = tuple[str, Any]


@dataclass
class Recorded:
    """The database before, and what each service wrote, one transaction each."""

    before: bytes = field(default=b"", repr=False)
    events: int = 0
    transactions: list[list[Statement]] = field(default_factory=list, repr=False)

    def written(self, acknowledged: int) -> int:
        """The events that stand after so many transactions; one may write several."""
        said = [sql for one in self.transactions[:acknowledged] for sql, _ in one]
        return self.events + sum(sql.startswith('INSERT INTO "audit_event"') for sql in said)


def bound(params: Any) -> list[Any]:
    """As Django's own adapter hands a decimal to SQLite."""
    return [str(one) if isinstance(one, Decimal) else one for one in params or ()]


@pytest.fixture
def recorded(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    """Recorded once: each test plays the same."""
    if connection.vendor != "sqlite":
        pytest.skip("SQLite's own file")
    if not RECORDED:
        RECORDED.append(record(monkeypatch))
    return RECORDED[0]


RECORDED: list[Recorded] = []


def record(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    district = districts.found(casting.assemble())
    clerks = district.settle(times(2, 8))
    told = Recorded()
    real, running = writes.run_service, list[list[Statement]]()

    def heard(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if running and sql.split()[0] in {"INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE"}:
            running[0] += [(sql.replace("%s", "?"), bound(one)) for one in (params if many else [params])]
        return execute(sql, params, many, context)

    def whole(action: str, service: Any, given: dict[str, Any], **how: Any) -> writes.ServiceResult:
        if running:
            return real(action, service, given, **how)
        running.append([])
        try:
            return real(action, service, given, **how)
        finally:
            told.transactions.append(running.pop())

    told.before = connection.connection.serialize()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event")
        told.events = cursor.fetchone()[0]
    monkeypatch.setattr(writes, "run_service", whole)
    with connection.execute_wrapper(heard):
        for number, clerk in enumerate([district.cast.commune, *clerks]):
            district.report(clerk, {"B1": str(number), "B2": "0"})
    return told


class Functions:
    """Django's own functions for SQLite, given to a connection of apsw."""

    def __init__(self, database: apsw.Connection) -> None:
        self.database = database

    def create_function(self, name: str, args: int, function: Any, *, deterministic: bool = False) -> None:
        self.database.create_scalar_function(name, function, args, deterministic=deterministic)

    def execute(self, sql: str) -> Any:
        return self.database.execute(sql)

    def create_aggregate(self, name: str, args: int, made: Any) -> None:
        """No index and no constraint has one."""


@dataclass
class Cut:
    """The disk at one moment, and how many transactions had been acknowledged by then."""

    kept: dict[str, bytes]
    acknowledged: int


def played(recorded: Recorded, pragmas: str, *, checkpoint: int) -> list[Cut]:
    """A cut before each write and each sync of the whole, and one at the end."""
    cuts: list[Cut] = []
    state = {"acknowledged": 0, "on": False}

    def stirred() -> None:
        if state["on"]:
            cuts.append(Cut(disk.kept(), int(state["acknowledged"])))

    disk = Forgetful("forgetful", {"/so.sqlite3": recorded.before}, stirred)
    database = apsw.Connection("/so.sqlite3", vfs="forgetful")
    database.execute(ALONE)
    _functions.register(Functions(database))
    database.execute(pragmas + f"PRAGMA wal_autocheckpoint={checkpoint};").fetchall()
    state["on"] = True
    for statements in recorded.transactions:
        database.execute("BEGIN IMMEDIATE")
        for sql, params in statements:
            database.execute(sql, params).fetchall()
        database.execute("COMMIT")
        state["acknowledged"] += 1
    stirred()
    state["on"] = False
    database.close()
    return cuts


def stand(cuts: list[Cut]) -> Iterator[tuple[Cut, str, int]]:
    """Of each cut: is the file sound, and how many events are in it? Cuts between two syncs leave the same bytes."""
    answers: dict[tuple[tuple[str, int], ...], tuple[str, int]] = {}
    for cut in cuts:
        left = tuple((path, id(kept)) for path, kept in sorted(cut.kept.items()))
        if left not in answers:
            answers[left] = stands(cut)
        yield cut, *answers[left]


def stands(cut: Cut) -> tuple[str, int]:
    """After the power has come back."""
    disk = Forgetful("after", cut.kept, lambda: None)
    database = apsw.Connection("/so.sqlite3", vfs="after")
    database.execute(ALONE)
    _functions.register(Functions(database))  # indexes and constraints call them
    (sound,) = database.execute("PRAGMA integrity_check").fetchone()
    (events,) = database.execute("SELECT count(*) FROM audit_event").fetchone()
    database.close()
    assert disk.files
    return str(sound), int(events)


@pytest.mark.parametrize("checkpoint", [1000, 20])
def test_nothing_acknowledged_is_lost(recorded: Recorded, checkpoint: int) -> None:
    cuts = played(recorded, PRAGMAS, checkpoint=checkpoint)
    last = cuts[-1]
    assert last.acknowledged == len(recorded.transactions) > 10
    for cut, sound, events in stand(cuts):
        assert sound == "ok"
        # one more may be there: the power went between the sync and the answer
        assert events in {recorded.written(cut.acknowledged), recorded.written(cut.acknowledged + 1)}
    keep(f"power_cut_full_{checkpoint}", cuts=len(cuts), acknowledged_lost=0)


def test_with_normal_something_is_lost(recorded: Recorded) -> None:
    """The same replay, the same disk: the file is sound, and what had been acknowledged is not in it."""
    assert "synchronous=FULL" in PRAGMAS
    cuts = played(recorded, PRAGMAS.replace("FULL", "NORMAL"), checkpoint=1000)
    lost = 0
    for cut, sound, events in stand(cuts):
        assert sound == "ok"
        lost += events < recorded.written(cut.acknowledged)
    keep("power_cut_normal", cuts_that_lost_acknowledged_writes=lost)
    assert lost > 0
