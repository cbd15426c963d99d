"""Defines the measures of a register and computes them for reports, several registers in one SQL query."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.expressions import BaseExpression

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached, is_base
from sokehoach.apps.orgunits.queries.units import get_ids_within, get_unit_area
from sokehoach.apps.registers.core.batch_query import (
    EntryQuery,
    EntryRecord,
    EntrySelection,
    FieldExpression,
    RelatedRows,
    Rows,
    load_entries,
)
from sokehoach.apps.registers.core.measure_query import (
    MeasureQuery,
    MeasureResult,
    compute_digest,
    compute_entry_digest,
)
from sokehoach.apps.registers.core.models import Entry

type Amount = int | Decimal | None  # None: unknown
type Number = str | Callable[[Any], Amount] | "Aggregate" | None
type Digested = tuple[tuple[str, ...], str]  # ids of entries, and the digest of their versions
type Codes = str | Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class ReportingArea:
    """The area that a unit reports on: for a commune itself, for an agency the unit that it belongs to."""

    unit: Unit

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Returns all units of the area, past ones included; for a commune the unit alone. Runs two queries or none."""
        area = get_unit_area(self.unit)
        if is_base(area):
            return (self.unit,)
        return tuple(Unit.objects.filter(pk__in=get_ids_within(area)))

    @cached_property
    def agencies(self) -> tuple[Unit, ...]:
        """Returns the units of the area without the communes below."""
        area = get_unit_area(self.unit)
        return tuple(unit for unit in self.units if unit.pk == area.pk or is_attached(unit))

    @cached_property
    def communes(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if is_base(unit))


@dataclass(frozen=True)
class MeasureScope:
    """The unit and the days of a measure: `start` ≤ day < `end`; `year` is the first day of the year's window."""

    area: ReportingArea
    also: tuple[Unit, ...]
    start: date
    end: date
    year: date

    @property
    def cut_off(self) -> date:
        """The last day that counts."""
        return self.end - timedelta(days=1)


def list_own_units(scope: MeasureScope) -> Iterable[Unit]:
    """Selects the unit and the units that the form adds to it."""
    return (scope.area.unit, *scope.also)


def list_area_units(scope: MeasureScope) -> Iterable[Unit]:
    """Selects, for an agency, the area and its agencies; for a commune, the commune."""
    return (*list_own_units(scope), *scope.area.agencies)


def list_area_units_and_below(scope: MeasureScope) -> Iterable[Unit]:
    """Selects what `list_area_units` selects and the communes below."""
    return (*list_own_units(scope), *scope.area.units)


def list_area_communes(scope: MeasureScope) -> Iterable[Unit]:
    return scope.area.communes


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A number computed over all counted entries together; None where they do not determine it.

    `split`: the share of each entry, where it is not what the entry adds to those after it.
    """

    of: Callable[[Sequence[Any]], Amount]
    split: Callable[[Sequence[Any]], list[Decimal]] | None = None


def count_distinct(get_key: Callable[[Any], object]) -> Aggregate:
    """Counts distinct keys: establishments inspected at least once, villages reached."""
    return Aggregate(lambda entries: len({get_key(entry) for entry in entries} - {None}))


def list_entry_version(entry: EntryRecord) -> Iterable[tuple[UUID | str, int]]:
    return [(entry.key, entry.version)]


@dataclass(frozen=True, kw_only=True)
class MeasureSet:
    """The measures of a register over entries that are not voided, of some units and days.

    numbers   what a measure computes: None counts entries; a field name is summed; a callable returns the number of
              one entry (None: unknown); an `Aggregate` computes one number over all entries
    options   by name in `where`, which is the code of an option set: a path to the ForeignKey or ManyToMany to
              Option, or a callable from the entry to its codes
    when      the date field that decides
    stock     counts what exists at the cut-off date instead of what happened in the days: of all entries up to that
              date, those that `select_current(entries, scope)` returns
    of_year   counts from the first day of the year's window: «từ đầu năm»
    reads     further field paths of the entry that the callables read, under the same names
    rows      related rows that they read, by attribute name
    works_out SQL expressions computed for each entry, by name
    select_units  the units whose entries count; `through` is the path from an entry to its unit, `through_rows` what
              the row on that path must have beside the unit
    of_rows   what an entry must have to be of the register, where several share a model: pairs of column and value
    source_versions  the (id, version) pairs that an entry's figure depends on, where these are more than the entry

    A number is None where the register has no answer: the units have no entry at all in the days (they may not keep
    the register, which differs from «nothing happened»), or a counted entry leaves the field blank (the sum of the
    others would be mistaken for the total). Otherwise it is the number, 0 included.
    """

    register: str
    model: type[Entry]
    numbers: Mapping[str, Number]
    options: Mapping[str, Codes] = field(default_factory=dict)
    when: str = "day"
    stock: bool = False
    select_current: Callable[[Sequence[Any], MeasureScope], Iterable[Any]] | None = None
    of_year: bool = False
    reads: Collection[str] = ()
    rows: Mapping[str, RelatedRows] = field(default_factory=dict)
    works_out: Mapping[str, BaseExpression] = field(default_factory=dict)
    select_units: Callable[[MeasureScope], Iterable[Unit]] = list_own_units
    through: str = "unit"
    through_rows: Rows = ()
    of_rows: Rows = ()
    source_versions: Callable[[Any], Iterable[tuple[UUID | str, int]]] = list_entry_version

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the name that a register's measures have
        return frozenset(self.numbers)

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return frozenset(self.options)

    @property
    def MEASURE_SET(self) -> str:  # noqa: N802
        return ""

    def part(self, query: MeasureQuery) -> "MeasureSet":
        """Returns itself. Raises ValueError for a measure or option that the register does not have."""
        if query.measure not in self.numbers:
            raise ValueError(f"{self.register} has no measure {query.measure!r}")
        if unknown := {name for name, _ in query.where} - self.options.keys():
            raise ValueError(f"{self.register} has no field {sorted(unknown)}")
        return self

    def measure_all(self, queries: Sequence[MeasureQuery], **scope_args: Any) -> list[MeasureResult]:
        return measure_all(self, queries, **scope_args)

    def question(self, scope: MeasureScope) -> EntryQuery:
        begin = scope.year if self.of_year else scope.start
        selection = EntrySelection(
            model=self.model,
            units=frozenset(unit.pk for unit in self.select_units(scope)),
            start=None if self.stock else begin,
            end=scope.end,
            when=self.when,
            through=self.through,
            through_rows=self.through_rows,
            of_rows=self.of_rows,
        )
        return EntryQuery(selection, self._fields, self._rows)

    def measure(
        self,
        queries: Sequence[MeasureQuery],
        entries: Sequence[EntryRecord],
        scope: MeasureScope,
        digests: dict[int, Digested] | None = None,
    ) -> list[MeasureResult]:
        """`digests`: of all the entries that were loaded, which several measures may count, by the id of their list."""
        current = entries
        if self.select_current is not None:
            current_entries = self.select_current(entries, scope)
            current = current_entries if isinstance(current_entries, list) else list(current_entries)
        narrowed = {name for query in queries for name, _code in query.where}
        codes = {name: [self._codes(entry, self.options[name]) for entry in current] for name in narrowed}
        if digests is None or current is not entries:
            digests = {}
        return [self._measure(query, current, codes, digests, has_entries=bool(entries)) for query in queries]

    def _measure(
        self,
        query: MeasureQuery,
        entries: Sequence[EntryRecord],
        codes: Mapping[str, Sequence[frozenset[str]]],
        digests: dict[int, Digested],
        *,
        has_entries: bool,
    ) -> MeasureResult:
        codes_by_field: dict[str, set[str]] = {}
        for name, code in query.where:
            codes_by_field.setdefault(name, set()).add(code)
        matches = entries
        if codes_by_field:
            is_match = [True] * len(entries)
            for name, wanted_codes in codes_by_field.items():
                is_match = [
                    is_so_far and not wanted_codes.isdisjoint(codes_of_entry)
                    for is_so_far, codes_of_entry in zip(is_match, codes[name], strict=True)
                ]
            matches = [*compress(entries, is_match)]
        key = id(entries) if matches is entries and self.source_versions is list_entry_version else 0
        keys, digest = digests.get(key) or self._digest(matches)
        if key:
            digests[key] = keys, digest
        number = _compute_number(self.numbers[query.measure], matches) if has_entries else None
        return MeasureResult(number=number, rows=keys, digest=digest)

    def _digest(self, entries: Sequence[EntryRecord]) -> Digested:
        if self.source_versions is list_entry_version:
            keys = tuple([entry.key for entry in entries])
            return keys, compute_entry_digest(zip(keys, [entry.version for entry in entries], strict=True))
        versions = (version for entry in entries for version in self.source_versions(entry))
        return tuple(entry.key for entry in entries), compute_digest(versions)

    @cached_property
    def _fields(self) -> dict[str, FieldExpression]:
        summed = (number for number in self.numbers.values() if isinstance(number, str))
        coded = (f"{of}__code" for of in self.options.values() if isinstance(of, str) and not self._many(of))
        return {path: path for path in (*summed, *coded, *self.reads)} | dict(self.works_out)

    @cached_property
    def _rows(self) -> dict[str, RelatedRows]:
        many = (of for of in self.options.values() if isinstance(of, str) and self._many(of))
        return {of: RelatedRows(of, ("code",)) for of in many} | dict(self.rows)

    def _many(self, path: str) -> bool:
        return "__" not in path and bool(self.model._meta.get_field(path).many_to_many)

    def _codes(self, entry: EntryRecord, of: Codes) -> frozenset[str]:
        if not isinstance(of, str):
            return frozenset(of(entry))
        if self._many(of):
            return frozenset(option.code for option in getattr(entry, of))
        code = getattr(entry, f"{of}__code")
        return frozenset() if code is None else frozenset({code})


@dataclass(frozen=True)
class OptionMeasures:
    """A measure for each option of a set, under the option's code. `build`: the measure set of one of them."""

    option_set: str
    build: Callable[[str], MeasureSet]
    where: frozenset[str] = frozenset()
    _built: dict[str, MeasureSet] = field(default_factory=dict)

    def get(self, code: str) -> MeasureSet:
        """The same set each time: what is counted together is found by it."""
        if code not in self._built:
            self._built[code] = self.build(code)
        return self._built[code]


class CombinedMeasureSet:
    """Joins several measure sets of one register, such as a flow and a stock. Each measure belongs to one of them.

    `of_options`: further measures, one for each option of a set of the programme. The loader has checked them, so that
    any other name is taken for such an option.
    """

    def __init__(self, *parts: MeasureSet, of_options: OptionMeasures | None = None) -> None:
        self.parts = parts
        self.of_options = of_options

    @property
    def register(self) -> str:
        return self.parts[0].register

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802
        return frozenset().union(*(part.MEASURES for part in self.parts))

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        of_options = frozenset() if self.of_options is None else self.of_options.where
        return of_options.union(*(part.WHERE for part in self.parts))

    @property
    def MEASURE_SET(self) -> str:  # noqa: N802
        """The option set whose options are measures as well; «» where there is none."""
        return "" if self.of_options is None else self.of_options.option_set

    def part(self, query: MeasureQuery) -> MeasureSet:
        for part in self.parts:
            if query.measure in part.MEASURES:
                return part.part(query)
        if self.of_options is not None:
            return self.of_options.get(query.measure).part(query)
        raise ValueError(f"{self.register} has no measure {query.measure!r}")

    def measure_all(self, queries: Sequence[MeasureQuery], **scope_args: Any) -> list[MeasureResult]:
        return measure_all(self, queries, **scope_args)


class ScopedQuery(NamedTuple):
    """A measure query for one register, unit and range of days."""

    measures: MeasureSet | CombinedMeasureSet
    query: MeasureQuery
    scope: MeasureScope


def compute_measures(requests: Sequence[ScopedQuery]) -> list[MeasureResult]:
    """Returns the results in the order of the requests, for any number of registers, with one query."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)  # key: the queries of one set for one scope
    parts = [request.measures.part(request.query) for request in requests]
    for at, (request, part) in enumerate(zip(requests, parts, strict=True)):
        groups[id(part), id(request.scope)].append(at)
    batches = [(parts[group[0]], requests[group[0]].scope, group) for group in groups.values()]
    questions = [part.question(scope) for part, scope, _group in batches]
    entries = load_entries(questions)
    results: dict[int, MeasureResult] = {}
    digests: dict[int, Digested] = {}  # `entries` keeps the lists, so that no other gets the id of one
    for (part, scope, group), question in zip(batches, questions, strict=True):
        answers = part.measure([requests[at].query for at in group], entries[question.selection], scope, digests)
        results |= dict(zip(group, answers, strict=True))
    return [results[at] for at in range(len(requests))]


def measure_all(
    measures: MeasureSet | CombinedMeasureSet,
    queries: Sequence[MeasureQuery],
    *,
    unit: Unit,
    start: date,
    end: date,
    year: date | None = None,
    also: Sequence[Unit] = (),
) -> list[MeasureResult]:
    """Computes several measures of one register with one query.

    `year` is the first day of the year's window (None: `start`). Raises ValueError for a measure or option that the
    register does not have.
    """
    scope = MeasureScope(ReportingArea(unit), tuple(also), start, end, year or start)
    return compute_measures([ScopedQuery(measures, query, scope) for query in queries])


def _compute_number(number: Number, entries: Sequence[Any]) -> Amount:
    if number is None:
        return len(entries)
    if isinstance(number, Aggregate):
        return number.of(entries)
    numbers = [getattr(entry, number) if isinstance(number, str) else number(entry) for entry in entries]
    known_numbers = [count for count in numbers if count is not None]
    return sum(known_numbers) if len(known_numbers) == len(numbers) else None
