"""What a factory has made once through services, put back into an emptied database as plain rows.

Services write one row, one event, one leaf at a time, which is right and costs a test more than its own story. The
first test of a process builds; every later one gets the same rows, with the same keys, in a dozen statements. Steps of
a story are kept too, in the order in which they follow each other from an empty database (`once_after`).
"""

import pickle
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, NamedTuple

from django.apps import apps
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.backends.sqlite3.base import adapt_date, adapt_datetime
from tools.built_homes import digest_source

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries import scopes
from sokehoach.apps.audit.models import Event
from sokehoach.apps.audit.services import seals
from sokehoach.apps.shell import clock, thread_cache
from tests.durability import faults
from tests.template_database import FOLDER, only_process

type Row = tuple[object, ...]

_DAYS: dict[type, Callable[[Any], object]] = {datetime: adapt_datetime, date: adapt_date}
BY_TRIGGERS = {"shelf.searchtext"}  # the database makes these rows itself, of those put back

_kept: dict[Hashable, "_Frozen"] = {}
_asked_once: set[Hashable] = set()  # steps (`once_after`)
_left_out: set[Hashable] = set()  # steps that are more than rows made or changed


class _State:
    """What the running test has brought about so far, where that is only steps of this module; else None.

    A number stands for the steps in their order. `has_kept_keys`: their rows are those that are kept; a step that was
    taken made other keys.
    """

    numbers: ClassVar[dict[Hashable, int]] = {}
    number: int | None = None
    mark: tuple[int, int] | None = None
    has_kept_keys = False

    @classmethod
    def know(cls, steps: Hashable, *, has_kept_keys: bool) -> None:
        cls.number, cls.mark = cls.numbers.setdefault(steps, len(cls.numbers)), _read_mark()
        cls.has_kept_keys = has_kept_keys

    @classmethod
    def forget(cls) -> None:
        cls.number = cls.mark = None

    @classmethod
    def find(cls) -> int | None:
        return cls.number if cls.mark is not None and cls.mark == _read_mark() else None


def _read_mark() -> tuple[int, int] | None:
    """Another one after any row is written, and where what an event tells was taken back; None: it cannot be said."""
    if connection.vendor != "sqlite" or connection.connection is None:
        return None
    last = connection.connection.execute("SELECT coalesce(max(rowid), 0) FROM audit_event").fetchone()
    return connection.connection.total_changes, last[0]


def begin_story(*, is_plain: bool) -> None:
    """Called before each test. Only of a plain one, which patches nothing itself, is it known what stands."""
    if is_plain:
        _State.know((), has_kept_keys=True)
    else:
        _State.forget()


@dataclass(frozen=True)
class _Frozen:
    answer: bytes
    statements: dict[str, list[Row]]  # with the rows that each puts back
    verbs: set[str]  # of the events among them


def once_for_all[T](name: str, build: Callable[[], T]) -> T:
    """As `once`, of what takes seconds: the rows are kept in a file of this kind of database, for other processes and
    later runs.
    """
    if name in _kept:
        return once(name, build)
    kind = f"{name}.{connection.vendor}"
    path = FOLDER / f"{digest_source()}.{kind}"
    with only_process(f"{kind}.lock"):
        if path.exists():
            _kept[name] = pickle.loads(path.read_bytes())
            answer = once(name, build)
            count_on_from_rows()
        else:
            for older in FOLDER.glob(f"*.{kind}"):
                older.unlink()
            answer = once(name, build)
            partial = path.with_name(f"{path.name}.partial")
            partial.write_bytes(pickle.dumps(_kept[name]))
            partial.rename(path)
    return answer


def count_on_from_rows() -> None:
    """PostgreSQL counts keys apart from its rows: those that another process has built are counted here, too.

    No count goes down: rows that other tests keep in memory come back with their keys.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for options in (model._meta for model in apps.get_models(include_auto_created=True)):
            if options.proxy or options.auto_field is None:
                continue
            table, key = connection.ops.quote_name(options.db_table), options.auto_field.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key])
            (sequence,) = cursor.fetchone()
            cursor.execute(
                f'SELECT setval(%s, GREATEST(last_value, (SELECT max("{key}") FROM {table}))) FROM {sequence}',
                [sequence],
            )


def once[T](name: Hashable, build: Callable[[], T]) -> T:
    """`build()`'s answer, with its rows; built anew where an earlier story has left rows that stand in the way, or
    where faults are tried in what it does. `name` tells all that the rows depend on, the keys that they refer to too.
    """
    before, has_kept_keys = _State.find(), _State.has_kept_keys
    _State.forget()
    kept = _kept.get(name)
    if kept is None:
        answer = _build_first(name, build)
        if before is not None and name in _kept:
            _State.know((before, name), has_kept_keys=has_kept_keys)
        return answer
    if kept.verbs & faults.verbs_left():
        return build()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, rows in kept.statements.items():
                cursor.executemany(statement, rows)
                if cursor.rowcount != len(rows):
                    raise IntegrityError("a row to be changed is not there")
    except IntegrityError:  # the events of a story with transactions of its own are never deleted
        return build()
    if before is not None:
        _State.know((before, name), has_kept_keys=has_kept_keys)
    return pickle.loads(kept.answer)


def once_after[T](name: Hashable, build: Callable[[], T], knowing: Iterable[User]) -> T:
    """As `once`, of a step that a test takes after what else this module has put there, where it has written nothing
    since; else the step is taken. `name` tells the step with all that it is given. Kept from the second time on: many
    steps are taken in one test alone.
    """
    before = _State.find()
    step = (before, name, clock.today())
    if before is not None and _State.has_kept_keys and step in _asked_once and step not in _left_out:
        answer = once(step, build)
    else:
        _State.forget()
        waiting = _count_waiting()
        answer = build()
        if before is not None:
            _asked_once.add(step)
            if waiting == _count_waiting():
                _State.know((before, step), has_kept_keys=False)
    for person in knowing:  # whether it was taken or put there, nothing of it is remembered: pages count their queries
        scopes.clear_scope_cache(person)
    scopes._kept_reaches.clear()
    thread_cache.forget_answers()
    return answer


def _build_first[T](name: Hashable, build: Callable[[], T]) -> T:
    stood, events, left = _read_rows(), set(Event.objects.values_list("pk", flat=True)), faults.verbs_left()
    waiting = _count_waiting()
    answer = build()
    verbs = set(Event.objects.exclude(pk__in=events).values_list("action", flat=True))
    stand = _read_rows()
    if name in _asked_once and (waiting != _count_waiting() or _is_row_gone(stood, stand)):
        _left_out.add(name)
    elif not verbs & left:  # what was tried may have skipped numbers
        _kept[name] = _Frozen(pickle.dumps(answer), dict(_list_statements(stood, stand)), verbs)
    return answer


def _is_row_gone(stood: "Rows", stand: "Rows") -> bool:
    return any(rows.keys() - stand[table].keys() for table, rows in stood.items())


def _count_waiting() -> tuple[int, int]:
    """What a step leaves beside rows: work for after the commit, but the line of a seal in the journal, and mail."""
    works = [work for _savepoints, work, *_rest in connection.run_on_commit if work.__module__ != seals.__name__]
    return len(works), len(getattr(mail, "outbox", []))


def _list_statements(stood: "Rows", stand: "Rows") -> Iterator[tuple[str, list[Row]]]:
    for table, rows in stand.items():
        columns, key = table.columns, table.key
        made = [row for pk, row in rows.items() if pk not in stood[table]]
        changed = [(*row, pk) for pk, row in rows.items() if pk in stood[table] and stood[table][pk] != row]
        if made:
            values = ", ".join(["%s"] * len(columns))
            yield f"INSERT INTO {table.name} VALUES ({values})", _write_days(sorted(made, key=repr))
        if changed:
            sets = ", ".join(f"{column} = %s" for column in columns)
            yield f"UPDATE {table.name} SET {sets} WHERE {key} = %s", _write_days(sorted(changed, key=repr))


def _write_days(rows: list[Row]) -> list[Row]:
    """As SQLite keeps them: written for each row that is put back, they took three quarters of that."""
    if connection.vendor != "sqlite":
        return rows
    return [tuple(write(value) if (write := _DAYS.get(type(value))) else value for value in row) for row in rows]


class Table(NamedTuple):
    name: str
    columns: tuple[str, ...]
    key: str


type Rows = dict[Table, dict[object, Row]]  # each row by its key


def _read_rows() -> Rows:
    found = {}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.label_lower in BY_TRIGGERS:
                continue
            cursor.execute(f"SELECT * FROM {quote(model._meta.db_table)}")
            names = [column[0] for column in cursor.description]
            table = Table(quote(model._meta.db_table), tuple(map(quote, names)), quote(model._meta.pk.column))
            place = names.index(model._meta.pk.column)
            found[table] = {row[place]: row for row in cursor.fetchall()}
    return found
