"""What a factory has made once through services, put back into an emptied database as plain rows.

Services write one row, one event, one leaf at a time, which is right and costs a test more than its own story. The
first test of a process builds; every later one gets the same rows, with the same keys, in a dozen statements.
"""

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from tools.built_homes import digest_source

from sokehoach.apps.audit.models import Event
from tests.durability import faults
from tests.template_database import FOLDER, only_process

type Row = tuple[object, ...]

BY_TRIGGERS = {"shelf.searchtext"}  # the database makes these rows itself, of those put back

_kept: dict[Hashable, "_Frozen"] = {}


@dataclass(frozen=True)
class _Frozen:
    answer: bytes
    tables: dict[str, list[Row]]  # by the statement that puts its rows back
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
    kept = _kept.get(name)
    if kept is None:
        return _build_first(name, build)
    if kept.verbs & faults.verbs_left():
        return build()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for insert, rows in kept.tables.items():
                cursor.executemany(insert, rows)
    except IntegrityError:  # the events of a story with transactions of its own are never deleted
        return build()
    return pickle.loads(kept.answer)


def _build_first[T](name: Hashable, build: Callable[[], T]) -> T:
    stood, events, left = _rows(), set(Event.objects.values_list("pk", flat=True)), faults.verbs_left()
    answer = build()
    verbs = set(Event.objects.exclude(pk__in=events).values_list("action", flat=True))
    if not verbs & left:  # what was tried may have skipped numbers
        made = {insert: sorted(rows - stood[insert], key=repr) for insert, rows in _rows().items()}
        _kept[name] = _Frozen(pickle.dumps(answer), {insert: rows for insert, rows in made.items() if rows}, verbs)
    return answer


def _rows() -> dict[str, set[Row]]:
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.label_lower in BY_TRIGGERS:
                continue
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            marks = ", ".join("%s" for _ in cursor.description)
            found[f"INSERT INTO {table} VALUES ({marks})"] = set(cursor.fetchall())
    return found
