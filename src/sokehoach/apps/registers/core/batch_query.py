"""Loads register entries for reports, joining all queries into as few SQL statements as possible."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import (
    CharField,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    JSONField,
    Model,
    QuerySet,
    Value,
)
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject

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
    read: QuerySet[Any]
    shape: Callable[[dict[str, Any]], dict[str, Any]]


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
    records = statement.rows(arguments)
    entries: list[dict[Any, tuple[Any, EntryRecord]]] = [{} for _query in queries]
    for number, pk, day, created_at, content in records:
        branch = branches[int(number)]
        if not branch.name:
            related: dict[str, list[EntryRecord]] = {name: [] for name in queries[branch.at].rows}
            entry = EntryRecord(key=_format_key(pk), **related, **branch.shape(content))
            entries[branch.at][pk] = ((day, created_at, pk), entry)
    for number, pk, _day, _created_at, content in records:
        branch = branches[int(number)]
        if branch.name:
            getattr(entries[branch.at][pk][1], branch.name).append(EntryRecord(**branch.shape(content)))
    return {
        query.selection: [keyed for _order, keyed in sorted(by_pk.values(), key=lambda keyed: keyed[0])]
        for query, by_pk in zip(queries, entries, strict=True)
    }


def _format_key(pk: object) -> str:
    """As `str` of the UUID, which SQLite keeps without hyphens: thousands are read for a report."""
    text = str(pk)
    return text if "-" in text else f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


_MAX_BRANCHES = 500  # per statement: SQLite limits a compound SELECT
_COLUMNS = ("gathered_from", "gathered_line", "gathered_day", "gathered_made", "gathered_told")
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
        branch.read.annotate(gathered_from=Value(str(number), output_field=CharField())).values_list(*_COLUMNS)
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
    return _UnionBranch(
        at=shape.at,
        name=name,
        read=queryset.annotate(
            gathered_line=_read_raw(f"{entry_field}_id" if entry_field else "pk"),
            gathered_day=_read_raw(f"{prefix}{shape.when}"),
            gathered_made=_read_raw(f"{prefix}created_at"),
            gathered_told=JSONObject(**{name: _embed_json(model, expression) for name, expression in fields.items()}),
        ),
        shape=_build_reader(model, fields),
    )


def _read_raw(path: str) -> ExpressionWrapper:
    """What the database holds, to sort and join by: SQLite's texts of days and ids have the order of their values."""
    return ExpressionWrapper(F(path), output_field=CharField())


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
) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Returns a function that converts JSON values back by their model fields: JSON has no dates and no UUIDs."""
    paths = {name: expression for name, expression in fields.items() if isinstance(expression, str)}
    readers = [
        (name, reader) for name, path in paths.items() if (reader := _get_reader(_get_field(model, path))) is not None
    ]

    def read_content(content: dict[str, Any]) -> dict[str, Any]:
        for name, reader in readers:
            if content[name] is not None:
                content[name] = reader(content[name])
        return content

    return read_content


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
