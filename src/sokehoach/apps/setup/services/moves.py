"""A whole installation from its SQLite file into an empty PostgreSQL, in one transaction: all of it or nothing.

It writes no event: what moves is moved as it stands, the trail with its numbers and hashes.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from sokehoach.apps.audit.models import Event
from sokehoach.apps.registers.shelf.models import Words
from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import Peaks, grown, leaf, root_of

type Model = type[models.Model]

_AT_ONCE = 2000


class CannotMove(Exception):
    """The message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Moved:
    """`rows` by table; `root` of the trail, counted from the bodies as they stand in the new place."""

    rows: dict[str, int]
    root: str


def move(*, source: str, target: str, tell: Callable[[str], None] = lambda _: None) -> Moved:
    """`source`, `target`: names of two connections; the target is the default one, so that migrations reach it.

    Nobody writes into the source meanwhile: its one lock is held. CannotMove where something stands in the target,
    where the source was not brought to today's tables, and where a table differs afterwards.
    """
    there = connections[target]
    if there.introspection.table_names():
        raise CannotMove("Cơ sở dữ liệu đích không trống: hãy tạo một cơ sở dữ liệu mới.")
    with transaction.atomic(using=source), transaction.atomic(using=target), there.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still waiting cannot be altered
        call_command("migrate", database=target, interactive=False, verbosity=0)
        _same_tables(source, target)
        moving = _models()
        names = ", ".join(there.ops.quote_name(one._meta.db_table) for one in moving)
        cursor.execute(f"TRUNCATE {names}")  # what migrations put in comes from the source as well
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model in moving:
            _copy(model, source, target)
            tell(model._meta.db_table)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in there.ops.sequence_reset_sql(no_style(), moving):
            cursor.execute(statement)
        rows = {one._meta.db_table: _compared(one, source, target) for one in moving}
        root = _root(target)
        if root != _root(source):
            raise CannotMove("Nhật ký ở nơi mới có mã băm gốc khác: không chuyển gì.")
    return Moved(rows, root)


def _models() -> list[Model]:
    """The index of words first: its rows keep their order, and the triggers of the lines find them there."""
    found = [one for one in apps.get_models(include_auto_created=True) if one._meta.managed]
    return sorted(found, key=lambda one: (one is not Words, one._meta.db_table))


def _same_tables(source: str, target: str) -> None:
    old, new = (set(MigrationRecorder(connections[name]).applied_migrations()) for name in (source, target))
    if old != new:
        raise CannotMove(
            "Cơ sở dữ liệu SQLite chưa ở phiên bản này: hãy chạy «sokehoach verify» một lần, rồi chuyển."
        )
    known = {one._meta.db_table for one in _models()} | {"django_migrations"}
    tables = connections[target].introspection.table_names()
    if forgotten := set(tables) - known:
        raise CannotMove(f"Có bảng không biết cách chuyển: {', '.join(sorted(forgotten))}.")


def _columns(model: Model) -> list[Any]:
    return [one for one in model._meta.concrete_fields if not one.generated]


def _rows(model: Model, using: str) -> Iterator[tuple[object, ...]]:
    names = [one.attname for one in _columns(model)]
    found = model._base_manager.using(using).order_by("pk")
    return found.values_list(*names).iterator(chunk_size=_AT_ONCE)


def _copy(model: Model, source: str, target: str) -> None:
    there, fields = connections[target], _columns(model)
    quote = there.ops.quote_name
    columns = ", ".join(quote(one.column) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 - own names
    held: list[list[Any]] = []
    with there.cursor() as cursor:
        for row in _rows(model, source):
            prepared = zip(fields, row, strict=True)
            held.append([one.get_db_prep_save(value, connection=there) for one, value in prepared])
            if len(held) == _AT_ONCE:
                cursor.executemany(statement, held)
                held.clear()
        if held:
            cursor.executemany(statement, held)


def _compared(model: Model, source: str, target: str) -> int:
    """How many rows there are. Every value of every row is compared, not their number alone."""
    (old, before), (new, after) = (_told(model, name) for name in (source, target))
    if (old, before) != (new, after):
        table = model._meta.db_table
        raise CannotMove(f"Bảng {table}: {old} dòng ở nơi cũ, {new} ở nơi mới, hoặc nội dung khác nhau.")
    return new


def _told(model: Model, using: str) -> tuple[int, int]:
    """Number of rows, and a sum over their hashes: two databases may order text differently."""
    count = total = 0
    for row in _rows(model, using):
        words = repr([_plain(value) for value in row]).encode()
        total += int.from_bytes(hashlib.sha256(words).digest())
        count += 1
    return count, total


def _plain(value: object) -> object:
    match value:
        case memoryview():
            return bytes(value)
        case Decimal():
            return value.normalize() + 0
        case dict():
            return sorted((name, _plain(inner)) for name, inner in value.items())
        case list():
            return [_plain(inner) for inner in value]
    return value


def _root(using: str) -> str:
    tree: Peaks = ()
    events = Event.objects.using(using).order_by("seq").values_list("seq", "body")
    for seq, body in events.iterator(chunk_size=_AT_ONCE):
        tree = grown(tree, seq - 1, leaf(canonical(body)))
    return root_of(tree)
