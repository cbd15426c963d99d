"""Loads register entries for reports, joining all queries into as few SQL statements as possible."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import (
    Aggregate,
    CharField,
    DateField,
    DateTimeField,
    F,
    Func,
    IntegerField,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import BaseExpression

from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.shell.statements import DayParameter, IdsParameter, PreparedStatement

type Rows = tuple[tuple[str, object], ...]  # columns and the values that they have
type FieldExpression = str | BaseExpression  # a field path from the entry, or an SQL expression


class EntryRecord(SimpleNamespace):
    """The queried fields of one entry as attributes; `day`, `unit_id` and `version` are always there.

    `key`: its id as text.
    """

    key: str
    version: int
    unit_id: int
    day: date

    def with_fields(self, **more: object) -> "EntryRecord":
        """Returns a copy of the record with more fields."""
        return EntryRecord(**vars(self) | more)


@dataclass(frozen=True, slots=True)
class RelatedRows:
    """Related rows to load for each entry: `fields` of the rows on the other side of `relation`, those of `rows`.

    `fields`: paths by attribute, or names that are both. `in_scope_only` keeps the rows of the queried units, by the
    path `unit`.
    """

    relation: str
    fields: tuple[str | tuple[str, str], ...]
    in_scope_only: bool = False
    unit: str = "unit"
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class EntrySelection:
    """Entries that are not voided, of `units`, with `start` (None: no lower bound) ≤ `when` < `end`."""

    model: type[Entry]
    units: frozenset[int]
    start: date | None
    end: date
    when: str = "day"
    through: str = "unit"  # path from the entry to its unit
    through_rows: Rows = ()  # of the row on that path
    of_rows: Rows = ()  # of the entry: those of one register, where several share a model


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """The fields and related rows to load of a selection, by the attribute that `EntryRecord` has for them."""

    selection: EntrySelection
    fields: Mapping[str, FieldExpression]
    rows: Mapping[str, RelatedRows]


@dataclass(frozen=True, slots=True)
class _QueryShape:
    """A query without its units and dates; these are parameters named by `at`, so the statement can be cached."""

    at: int
    model: type[Entry]
    since: bool  # whether there is a lower bound
    when: str
    through: str
    through_rows: Rows
    of_rows: Rows
    fields: tuple[tuple[str, FieldExpression], ...]
    rows: tuple[tuple[str, RelatedRows], ...]

    def lines(self) -> QuerySet[Any]:
        all_entries = self.model._default_manager.order_by().filter(**dict(self.of_rows))
        entries = all_entries.filter(voided=False, **{f"{self.when}__lt": DayParameter((self.at, "end"))})
        if self.since:
            entries = entries.filter(**{f"{self.when}__gte": DayParameter((self.at, "start"))})
        of_units = {f"{self.through}__in": self.units, **dict(self.through_rows)}
        if self.through == "unit":
            return entries.filter(**of_units)
        return all_entries.filter(pk__in=entries.filter(**of_units).values("pk"))

    @property
    def units(self) -> IdsParameter:
        return IdsParameter((self.at, "units"))


@dataclass(frozen=True, slots=True)
class _UnionBranch:
    """One SELECT of the UNION: the entries themselves, or their related rows under `name`."""

    at: int  # index of the query
    name: str
    rows: QuerySet[Any]
    expression: BaseExpression  # one row as an array: id, day and time of writing of the entry, then the fields
    read_contents: Callable[[list[list[Any]]], Iterable[dict[str, Any]]]


def load_entries(queries: Iterable[EntryQuery]) -> dict[EntrySelection, list[EntryRecord]]:
    """Returns the entries of each selection in order of day, with one SQL query per 500 branches (none for no query).

    Queries for the same selection are merged: its records have the fields of all of them.
    """
    entries: dict[EntrySelection, list[EntryRecord]] = {}
    for batch in _split_into_batches(_merge_queries(queries)):
        entries |= _load_batch(batch)
    return entries


def _load_batch(queries: Sequence[EntryQuery]) -> dict[EntrySelection, list[EntryRecord]]:
    branches, statement = _prepare_statement(
        tuple(_build_shape(at, query) for at, query in enumerate(queries)), connection.vendor
    )
    arguments: dict[tuple[int, str], object] = {}
    for at, query in enumerate(queries):
        selection = query.selection
        arguments |= {
            (at, "units"): selection.units,
            (at, "start"): selection.start,
            (at, "end"): selection.end,
        }
    tables = [(branches[int(number)], json.loads(text or "[]")) for number, text in statement.rows(arguments)]
    entries: list[dict[str, EntryRecord]] = [{} for _query in queries]
    for branch, rows in tables:
        if not branch.name:
            rows.sort(key=_ROW_ORDER)
            tables_of_entry = tuple(queries[branch.at].rows)
            entries[branch.at] = {
                row[0]: EntryRecord(key=_format_key(row[0]), **{name: [] for name in tables_of_entry}, **content)
                for row, content in zip(rows, branch.read_contents(rows), strict=True)
            }
    for branch, rows in tables:
        if branch.name:
            for row, content in zip(rows, branch.read_contents(rows), strict=True):
                getattr(entries[branch.at][row[0]], branch.name).append(EntryRecord(**content))
    return {query.selection: [*by_pk.values()] for query, by_pk in zip(queries, entries, strict=True)}


def _format_key(text: str) -> str:
    """As `str` of the UUID, which SQLite keeps without hyphens: thousands are read for a report."""
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_MAX_BRANCHES = 500  # per statement: SQLite limits a compound SELECT
_ROW_ORDER = itemgetter(1, 2, 0)  # day, time of writing and id, of which a row has the id first
_FIRST_FIELD = 3  # the fields come after these
_ALWAYS: Mapping[str, FieldExpression] = {"version": "version", "unit_id": "unit_id", "day": "day"}


def _merge_queries(queries: Iterable[EntryQuery]) -> list[EntryQuery]:
    merged: dict[EntrySelection, EntryQuery] = {}
    for query in queries:
        previous = merged.get(query.selection, EntryQuery(query.selection, _ALWAYS, {}))
        merged[query.selection] = EntryQuery(
            query.selection, {**previous.fields, **query.fields}, {**previous.rows, **query.rows}
        )
    return list(merged.values())


def _split_into_batches(queries: Iterable[EntryQuery]) -> list[list[EntryQuery]]:
    """Splits the queries, in order, into batches that each fit one statement."""
    batches: list[list[EntryQuery]] = []
    branch_count = _MAX_BRANCHES
    for query in queries:
        query_branches = 1 + len(query.rows)
        if branch_count + query_branches > _MAX_BRANCHES:
            batches.append([])
            branch_count = 0
        batches[-1].append(query)
        branch_count += query_branches
    return batches


def _build_shape(at: int, query: EntryQuery) -> _QueryShape:
    selection = query.selection
    return _QueryShape(
        at=at,
        model=selection.model,
        since=selection.start is not None,
        when=selection.when,
        through=selection.through,
        through_rows=selection.through_rows,
        of_rows=selection.of_rows,
        fields=tuple(query.fields.items()),
        rows=tuple(query.rows.items()),
    )


@lru_cache(maxsize=128)  # enough for the forms of the programmes and the kinds of unit that fill them in
def _prepare_statement(shapes: tuple[_QueryShape, ...], _vendor: str) -> tuple[list[_UnionBranch], PreparedStatement]:
    branches = [branch for shape in shapes for branch in _build_branches(shape)]
    first, *rest = (
        branch.rows.values(gathered_from=Value(str(number), output_field=CharField()))
        .annotate(gathered_rows=_JsonArrayOfRows(branch.expression))
        .values_list("gathered_from", "gathered_rows")
        for number, branch in enumerate(branches)
    )
    return branches, PreparedStatement(first.union(*rest, all=True).order_by() if rest else first)


def _build_branches(shape: _QueryShape) -> list[_UnionBranch]:
    return [
        _build_branch(shape, "", shape.model, shape.lines(), "", dict(shape.fields)),
        *(_build_related_branch(shape, name, rows) for name, rows in shape.rows),
    ]


def _build_related_branch(shape: _QueryShape, name: str, rows: RelatedRows) -> _UnionBranch:
    relation: Any = shape.model._meta.get_field(rows.relation)
    if relation.many_to_many:
        model, entry_field, prefix = (
            relation.remote_field.through,
            relation.m2m_field_name(),
            f"{relation.m2m_reverse_field_name()}__",
        )
    else:
        model, entry_field, prefix = relation.related_model, relation.field.name, ""
    wanted_rows: dict[str, object] = {f"{entry_field}__in": shape.lines().values("pk"), **dict(rows.rows)}
    if rows.in_scope_only:
        wanted_rows[f"{rows.unit}__in"] = shape.units
    related_rows = model._default_manager.order_by().filter(**wanted_rows)  # at once: one join for all of them
    named_fields = [(field, field) if isinstance(field, str) else field for field in rows.fields]
    paths = {field: f"{prefix}{path}" for field, path in named_fields}
    return _build_branch(shape, name, model, related_rows, entry_field, paths)


def _build_branch(
    shape: _QueryShape,
    name: str,
    model: type[Model],
    queryset: QuerySet[Any],
    entry_field: str,
    fields: Mapping[str, FieldExpression],
) -> _UnionBranch:
    prefix = f"{entry_field}__" if entry_field else ""
    order = (f"{entry_field}_id" if entry_field else "pk", f"{prefix}{shape.when}", f"{prefix}created_at")
    return _UnionBranch(
        at=shape.at,
        name=name,
        rows=queryset,
        expression=_JsonArray(*order, *(_embed_json(model, expression) for expression in fields.values())),
        read_contents=_build_reader(model, fields),
    )


class _JsonArray(Func):
    """One row. In JSON as in SQLite, days and times are texts that have the order of what they say."""

    function = "JSON_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, function="JSON_BUILD_ARRAY")


class _JsonArrayOfRows(Aggregate):
    """All rows of a branch as one text: to parse it takes a fraction of the time of parsing each row."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="JSON_AGG(%(expressions)s)::text")


class _EmbeddedJson(Func):
    """JSON within a JSON object: SQLite would write it as a text, to be parsed once more."""

    arity = 1

    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **_options: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="JSON(%(expressions)s)")


def _embed_json(model: type[Model], expression: FieldExpression) -> FieldExpression:
    if not isinstance(expression, str) or not isinstance(_get_field(model, expression), JSONField):
        return expression
    return _EmbeddedJson(F(expression), output_field=JSONField())


def _build_reader(
    model: type[Model], fields: Mapping[str, FieldExpression]
) -> Callable[[list[list[Any]]], Iterable[dict[str, Any]]]:
    """Returns a function from rows to their fields by name, converted by the model: JSON has no dates and no UUIDs."""
    readers = [
        (place, reader)
        for place, expression in enumerate(fields.values(), _FIRST_FIELD)
        if isinstance(expression, str) and (reader := _get_reader(_get_field(model, expression))) is not None
    ]
    names = tuple(fields)

    def read_contents(rows: list[list[Any]]) -> Iterable[dict[str, Any]]:
        for row in rows:
            for place, reader in readers:
                if row[place] is not None:
                    row[place] = reader(row[place])
            yield dict(zip(names, row[_FIRST_FIELD:], strict=True))

    return read_contents


def _get_reader(field: Any) -> Callable[[Any], Any] | None:
    """None for what JSON has as it is. Thousands of entries are read for a report, so nothing is converted in vain."""
    field = getattr(field, "target_field", field)  # of a foreign key
    if isinstance(field, JSONField | IntegerField):
        return None
    if isinstance(field, DateField) and not isinstance(field, DateTimeField):
        return date.fromisoformat
    reader: Callable[[Any], Any] = field.to_python
    return reader


def _get_field(model: type[Model], path: str) -> Any:
    *way, last = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)
