"""What a factory has made once through services, put back into an emptied database as plain rows.

Services write one row, one event, one leaf at a time, which is right and costs a test more than its own story. The
first test of a process builds; every later one gets the same rows, with the same keys, in a dozen statements.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, connection, transaction

type Row = tuple[object, ...]

BY_TRIGGERS = {"shelf.words"}  # the database makes these rows itself, of those put back

_kept: dict[str, "_Frozen"] = {}


@dataclass(frozen=True)
class _Frozen:
    answer: bytes
    tables: dict[str, list[Row]]  # by the statement that puts its rows back


def once[T](name: str, build: Callable[[], T]) -> T:
    """`build()`'s answer, with its rows; built anew where an earlier story has left rows that stand in the way."""
    if name not in _kept:
        stood = _rows()
        answer = build()
        made = {insert: sorted(rows - stood[insert], key=repr) for insert, rows in _rows().items()}
        _kept[name] = _Frozen(pickle.dumps(answer), {insert: rows for insert, rows in made.items() if rows})
        return answer
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for insert, rows in _kept[name].tables.items():
                cursor.executemany(insert, rows)
    except IntegrityError:  # the events of a story with transactions of its own are never deleted
        return build()
    return pickle.loads(_kept[name].answer)


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
