"""Moves an installation from SQLite into an empty PostgreSQL database, in one transaction: all of it or nothing.

It records no event: rows are copied unchanged, the trail with its numbers and hashes.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from sokehoach.apps.audit.models import Event
from sokehoach.apps.orgunits.tree_version import VERSION_TABLE
from sokehoach.apps.programmes.models import InstallationGroup
from sokehoach.apps.registers.core.models import SearchText
from sokehoach.apps.registers.data_registers.models import (
    ComparisonTerm,
    FieldRule,
    RegisterType,
    RegisterTypeVersion,
)
from sokehoach.apps.shell.migrating import migrate
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import Peaks, append_leaf, compute_root_of_peaks, hash_leaf
from sokehoach.domain.messages import say

type Model = type[models.Model]

_BATCH_SIZE = 2000
_LOOKED_UP = (SearchText, InstallationGroup, RegisterType, RegisterTypeVersion, FieldRule)


class MoveError(Exception):
    """Raised where a move is refused or fails; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class MoveResult:
    """What was moved: `rows` by table; `root` of the trail, computed from the bodies in the new database."""

    rows: dict[str, int]
    root: str


def move_installation(*, source: str, target: str, tell: Callable[[str], None] = lambda _: None) -> MoveResult:
    """Copies between two connections, by alias; the target is the default one, so that migrations reach it.

    The source's write lock is held, so nobody writes meanwhile. Raises MoveError where the target is not empty, where
    the source lacks migrations, and where a table differs afterwards.
    """
    destination = connections[target]
    if destination.introspection.table_names():
        raise MoveError(say("Cơ sở dữ liệu đích không trống: hãy tạo một cơ sở dữ liệu mới."))
    with transaction.atomic(using=source), transaction.atomic(using=target), destination.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with pending constraint checks cannot be altered
        migrate(target)
        _check_same_tables(source, target)
        moving = _list_models()
        names = ", ".join(destination.ops.quote_name(model._meta.db_table) for model in moving)
        cursor.execute(f"TRUNCATE {names}")  # rows inserted by migrations come from the source too
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in moving:
            _copy_rows(model, source, target)
            tell(model._meta.db_table)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in destination.ops.sequence_reset_sql(no_style(), moving):
            cursor.execute(statement)
        rows = {model._meta.db_table: _compare_rows(model, source, target) for model in moving}
        root = _compute_root(target)
        if root != _compute_root(source):
            raise MoveError(say("Nhật ký ở nơi mới có mã băm gốc khác: không chuyển gì."))
    return MoveResult(rows, root)


def _list_models() -> list[Model]:
    """Returns the models, first those whose rows triggers look up; so the search index keeps its row order too.

    Last the comparisons of registers: entries that were stored before the trigger compared are copied as they are.
    """
    managed = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return sorted(managed, key=lambda model: (model is ComparisonTerm, model not in _LOOKED_UP, model._meta.db_table))


def _check_same_tables(source: str, target: str) -> None:
    old, new = (set(MigrationRecorder(connections[name]).applied_migrations()) for name in (source, target))
    if old != new:
        raise MoveError(
            say("Cơ sở dữ liệu SQLite chưa ở phiên bản này: hãy chạy «sokehoach verify» một lần, rồi chuyển.")
        )
    known_tables = {model._meta.db_table for model in _list_models()} | {"django_migrations", VERSION_TABLE}
    tables = connections[target].introspection.table_names()
    if forgotten := set(tables) - known_tables:
        raise MoveError(say("Có bảng không biết cách chuyển: %(names)s.", names=", ".join(sorted(forgotten))))


def _list_columns(model: Model) -> list[Any]:
    return [column for column in model._meta.concrete_fields if not column.generated]


def _list_rows(model: Model, using: str) -> Iterator[tuple[object, ...]]:
    names = [column.attname for column in _list_columns(model)]
    rows = model._base_manager.using(using).order_by("pk")
    return rows.values_list(*names).iterator(chunk_size=_BATCH_SIZE)


def _copy_rows(model: Model, source: str, target: str) -> None:
    destination, fields = connections[target], _list_columns(model)
    quote = destination.ops.quote_name
    columns = ", ".join(quote(column.column) for column in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - own names
    batch: list[list[Any]] = []
    with destination.cursor() as cursor:
        for row in _list_rows(model, source):
            prepared = zip(fields, row, strict=True)
            batch.append([column.get_db_prep_save(value, connection=destination) for column, value in prepared])
            if len(batch) == _BATCH_SIZE:
                cursor.executemany(statement, batch)
                batch.clear()
        if batch:
            cursor.executemany(statement, batch)


def _compare_rows(model: Model, source: str, target: str) -> int:
    """Returns the number of rows after comparing every value of every row."""
    (old, old_sum), (new, new_sum) = (_digest_rows(model, name) for name in (source, target))
    if (old, old_sum) != (new, new_sum):
        table = model._meta.db_table
        raise MoveError(
            say(
                "Bảng %(table)s: %(old)s dòng ở nơi cũ, %(new)s ở nơi mới, hoặc nội dung khác nhau.",
                table=table,
                old=old,
                new=new,
            )
        )
    return new


def _digest_rows(model: Model, using: str) -> tuple[int, int]:
    """Returns the number of rows and the sum of their hashes, since databases may order text differently."""
    count = total = 0
    for row in _list_rows(model, using):
        content = repr([_normalize_value(value) for value in row]).encode()
        total += int.from_bytes(hashlib.sha256(content).digest())
        count += 1
    return count, total


def _normalize_value(value: object) -> object:
    match value:
        case memoryview():
            return bytes(value)
        case Decimal():
            return value.normalize() + 0
        case dict():
            return sorted((name, _normalize_value(inner)) for name, inner in value.items())
        case list():
            return [_normalize_value(inner) for inner in value]
    return value


def _compute_root(using: str) -> str:
    tree: Peaks = ()
    events = Event.objects.using(using).order_by("seq").values_list("seq", "body")
    for seq, body in events.iterator(chunk_size=_BATCH_SIZE):
        tree = append_leaf(tree, seq - 1, hash_leaf(encode_canonical_json(body)))
    return compute_root_of_peaks(tree)
