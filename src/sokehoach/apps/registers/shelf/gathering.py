"""Lines of registers as a report reads them: whatever is asked together is read in as few statements as hold it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject

from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.statements import LeftDay, LeftIds, Statement

type Told = str | BaseExpression  # a path from the line, or what the database works out beside it


class Line(SimpleNamespace):
    """What was asked of a line, under the names of its fields; `day`, `unit_id`, `version` of every line."""

    pk: Any
    version: int
    unit_id: int
    day: date

    def but(self, **more: object) -> "Line":
        """The same line, of which more is told."""
        return Line(**vars(self) | more)


@dataclass(frozen=True, slots=True)
class Rows:
    """What hangs from a line: `fields` of the rows on the other side of a relation; `own`: of the units asked for."""

    relation: str
    fields: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Which:
    """Lines that are not struck: of units, whose day `when` lies from `start` (None: ever) to before `end`."""

    model: type[Entry]
    units: frozenset[int]
    start: date | None
    end: date
    when: str = "day"
    through: str = "unit"  # how a line is one of a unit's


@dataclass(frozen=True, slots=True)
class Question:
    """What is read of which lines, by the name that a Line will have for it."""

    which: Which
    fields: Mapping[str, Told]
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class _Shape:
    """A question without its units and days, which are left open under the name `at`."""

    at: int
    model: type[Entry]
    since: bool  # whether the days have a beginning
    when: str
    through: str
    fields: tuple[tuple[str, Told], ...]
    rows: tuple[tuple[str, Rows], ...]

    def lines(self) -> QuerySet[Any]:
        every = self.model._default_manager.order_by()
        found = every.filter(struck=False, **{f"{self.when}__lt": LeftDay((self.at, "end"))})
        if self.since:
            found = found.filter(**{f"{self.when}__gte": LeftDay((self.at, "start"))})
        of_units = {f"{self.through}__in": self.units}
        if self.through == "unit":
            return found.filter(**of_units)
        return found.filter(pk__in=every.filter(**of_units).values("pk"))

    @property
    def units(self) -> LeftIds:
        return LeftIds((self.at, "units"))


@dataclass(frozen=True, slots=True)
class _Arm:
    """One part of the statement: the lines, or what hangs from them under `name`."""

    at: int  # of which question
    name: str
    read: QuerySet[Any]
    shape: Callable[[Mapping[str, Any]], dict[str, Any]]


def gather(questions: Iterable[Question]) -> dict[Which, list[Line]]:
    """The lines of each question by day: one query for as many as one statement holds, none for no question.

    Of one set of lines everything that was asked is told, whoever asked it.
    """
    lines: dict[Which, list[Line]] = {}
    for batch in _batches(_together(questions)):
        lines |= _lines(batch)
    return lines


def _lines(asked: Sequence[Question]) -> dict[Which, list[Line]]:
    """One query."""
    arms, statement = _prepared(tuple(_shape_of(at, one) for at, one in enumerate(asked)), connection.vendor)
    given: dict[tuple[int, str], object] = {}
    for at, one in enumerate(asked):
        which = one.which
        given |= {(at, "units"): which.units, (at, "start"): which.start, (at, "end"): which.end}
    read = statement.rows(given)
    lines: list[dict[Any, tuple[Any, Line]]] = [{} for _one in asked]
    for number, pk, day, made, told in read:
        arm = arms[int(number)]
        if not arm.name:
            hanging: dict[str, list[Line]] = {name: [] for name in asked[arm.at].rows}
            line = Line(pk=pk, created_at=made, **hanging, **arm.shape(told))
            lines[arm.at][pk] = ((day, made, pk), line)
    for number, pk, _day, _made, told in read:
        arm = arms[int(number)]
        if arm.name:
            getattr(lines[arm.at][pk][1], arm.name).append(Line(**arm.shape(told)))
    return {
        one.which: [line for _order, line in sorted(found.values(), key=lambda line: line[0])]
        for one, found in zip(asked, lines, strict=True)
    }


_MOST_ARMS = 500  # of one statement: SQLite joins no more
_COLUMNS = ("gathered_from", "gathered_line", "gathered_day", "gathered_made", "gathered_told")
_ALWAYS: Mapping[str, Told] = {"version": "version", "unit_id": "unit_id", "day": "day"}


def _together(questions: Iterable[Question]) -> list[Question]:
    merged: dict[Which, Question] = {}
    for one in questions:
        known = merged.get(one.which, Question(one.which, _ALWAYS, {}))
        merged[one.which] = Question(one.which, {**known.fields, **one.fields}, {**known.rows, **one.rows})
    return list(merged.values())


def _batches(asked: Iterable[Question]) -> list[list[Question]]:
    """In their order, each batch small enough for one statement."""
    batches: list[list[Question]] = []
    arms = _MOST_ARMS
    for one in asked:
        needed = 1 + len(one.rows)
        if arms + needed > _MOST_ARMS:
            batches.append([])
            arms = 0
        batches[-1].append(one)
        arms += needed
    return batches


def _shape_of(at: int, question: Question) -> _Shape:
    which = question.which
    return _Shape(
        at=at,
        model=which.model,
        since=which.start is not None,
        when=which.when,
        through=which.through,
        fields=tuple(question.fields.items()),
        rows=tuple(question.rows.items()),
    )


@lru_cache(maxsize=128)  # forms of the packs, by the kinds of unit that answer them
def _prepared(shapes: tuple[_Shape, ...], _vendor: str) -> tuple[list[_Arm], Statement]:
    arms = [arm for shape in shapes for arm in _arms(shape)]
    first, *others = (
        arm.read.annotate(gathered_from=Value(str(number), output_field=CharField())).values_list(*_COLUMNS)
        for number, arm in enumerate(arms)
    )
    return arms, Statement(first.union(*others, all=True).order_by() if others else first)


def _arms(shape: _Shape) -> list[_Arm]:
    return [
        _arm(shape, "", shape.model, shape.lines(), "", dict(shape.fields)),
        *(_hanging(shape, name, rows) for name, rows in shape.rows),
    ]


def _hanging(shape: _Shape, name: str, rows: Rows) -> _Arm:
    relation: Any = shape.model._meta.get_field(rows.relation)
    if relation.many_to_many:
        model, line, beyond = (
            relation.remote_field.through,
            relation.m2m_field_name(),
            f"{relation.m2m_reverse_field_name()}__",
        )
    else:
        model, line, beyond = relation.related_model, relation.field.name, ""
    read = model._default_manager.order_by().filter(**{f"{line}__in": shape.lines().values("pk")})
    if rows.own:
        read = read.filter(unit__in=shape.units)
    return _arm(shape, name, model, read, line, {field: f"{beyond}{field}" for field in rows.fields})


def _arm(
    shape: _Shape, name: str, model: type[Model], read: QuerySet[Any], line: str, fields: Mapping[str, Told]
) -> _Arm:
    above = f"{line}__" if line else ""
    return _Arm(
        at=shape.at,
        name=name,
        read=read.annotate(
            gathered_line=F(f"{line}_id" if line else "pk"),
            gathered_day=F(f"{above}{shape.when}"),
            gathered_made=F(f"{above}created_at"),
            gathered_told=JSONObject(**fields),
        ),
        shape=_reader(model, fields),
    )


def _reader(model: type[Model], fields: Mapping[str, Told]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """JSON knows neither days nor ids: each field reads its own back."""
    reads = {name: _field(model, told).to_python for name, told in fields.items() if isinstance(told, str)}
    return lambda told: {
        name: reads[name](value) if name in reads and value is not None else value
        for name, value in told.items()
    }


def _field(model: type[Model], path: str) -> Any:
    *way, last = path.split("__")
    for step in way:
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model._meta.get_field(last)
