"""Lines of registers as a report reads them: whatever is asked together is read in one statement."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.expressions import BaseExpression
from django.db.models.functions import JSONObject

from sokehoach.apps.registers.shelf.models import Entry

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

    def lines(self) -> QuerySet[Any]:
        found = self.model._default_manager.order_by().filter(struck=False, **{f"{self.when}__lt": self.end})
        if self.start is not None:
            found = found.filter(**{f"{self.when}__gte": self.start})
        of_units = {f"{self.through}__in": self.units}
        if self.through == "unit":
            return found.filter(**of_units)
        return found.filter(pk__in=self.model._default_manager.filter(**of_units).order_by().values("pk"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is read of which lines, by the name that a Line will have for it."""

    which: Which
    fields: Mapping[str, Told]
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class _Arm:
    """One part of the statement: the lines, or what hangs from them under `name`."""

    which: Which
    name: str
    read: QuerySet[Any]
    shape: Callable[[Mapping[str, Any]], dict[str, Any]]


def gather(questions: Iterable[Question]) -> dict[Which, list[Line]]:
    """The lines of each question by day: one query for all of them, none for no question.

    Of one set of lines everything that was asked is told, whoever asked it.
    """
    arms = [arm for one in _together(questions) for arm in _arms(one)]
    if not arms:
        return {}
    numbered = [
        arm.read.annotate(gathered_from=Value(str(at), output_field=CharField())).values_list(*_COLUMNS)
        for at, arm in enumerate(arms)
    ]
    read = list(numbered[0].union(*numbered[1:], all=True).order_by() if numbered[1:] else numbered[0])
    lines: dict[Which, dict[Any, tuple[Any, Line]]] = {arm.which: {} for arm in arms}
    hanging = {arm.which: [one.name for one in arms if one.which == arm.which and one.name] for arm in arms}
    for at, pk, day, made, told in read:
        arm = arms[int(at)]
        if not arm.name:
            line = Line(
                pk=pk, created_at=made, **{name: [] for name in hanging[arm.which]}, **arm.shape(told)
            )
            lines[arm.which][pk] = ((day, made, pk), line)
    for at, pk, _day, _made, told in read:
        arm = arms[int(at)]
        if arm.name:
            getattr(lines[arm.which][pk][1], arm.name).append(Line(**arm.shape(told)))
    return {
        which: [line for _order, line in sorted(found.values(), key=lambda one: one[0])]
        for which, found in lines.items()
    }


_COLUMNS = ("gathered_from", "gathered_line", "gathered_day", "gathered_made", "gathered_told")
_ALWAYS: Mapping[str, Told] = {"version": "version", "unit_id": "unit_id", "day": "day"}


def _together(questions: Iterable[Question]) -> list[Question]:
    merged: dict[Which, Question] = {}
    for one in questions:
        known = merged.get(one.which, Question(one.which, _ALWAYS, {}))
        merged[one.which] = Question(one.which, {**known.fields, **one.fields}, {**known.rows, **one.rows})
    return list(merged.values())


def _arms(question: Question) -> list[_Arm]:
    which = question.which
    return [
        _arm(which, "", which.model, which.lines(), "", question.fields),
        *(_hanging(which, name, rows) for name, rows in question.rows.items()),
    ]


def _hanging(which: Which, name: str, rows: Rows) -> _Arm:
    relation: Any = which.model._meta.get_field(rows.relation)
    if relation.many_to_many:
        model, line, beyond = (
            relation.remote_field.through,
            relation.m2m_field_name(),
            f"{relation.m2m_reverse_field_name()}__",
        )
    else:
        model, line, beyond = relation.related_model, relation.field.name, ""
    read = model._default_manager.order_by().filter(**{f"{line}__in": which.lines().values("pk")})
    if rows.own:
        read = read.filter(unit__in=which.units)
    return _arm(which, name, model, read, line, {field: f"{beyond}{field}" for field in rows.fields})


def _arm(
    which: Which, name: str, model: type[Model], read: QuerySet[Any], line: str, fields: Mapping[str, Told]
) -> _Arm:
    above = f"{line}__" if line else ""
    return _Arm(
        which=which,
        name=name,
        read=read.annotate(
            gathered_line=F(f"{line}_id" if line else "pk"),
            gathered_day=F(f"{above}{which.when}"),
            gathered_made=F(f"{above}created_at"),
            gathered_told=JSONObject(**fields),
        ),
        shape=_shape(model, fields),
    )


def _shape(model: type[Model], fields: Mapping[str, Told]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
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
