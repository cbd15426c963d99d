"""What a register counts for a report. A register declares, this counts; many registers are read in one statement."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.expressions import BaseExpression

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of, within
from sokehoach.apps.registers.shelf.gathering import Line, Question, Rows, Told, Which, gather
from sokehoach.apps.registers.shelf.measured import Ask, Measured, digest_of
from sokehoach.apps.registers.shelf.models import Entry

type Number = str | Callable[[Any], int | None] | "Over" | None
type Codes = str | Callable[[Any], Iterable[str]]


@dataclass(frozen=True)
class Area:
    """Where a unit reports from: a commune for itself, an agency for the place that it is attached to."""

    unit: Unit

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """All that stand or ever stood in it, the unit too; of a commune the unit alone: two queries or none."""
        area = area_of(self.unit)
        if area.level in (Level.COMMUNE, Level.TOWNSHIP):
            return (self.unit,)
        return tuple(Unit.objects.filter(pk__in=within(area)))

    @cached_property
    def agencies(self) -> tuple[Unit, ...]:
        """Without the communes below."""
        area = area_of(self.unit)
        return tuple(one for one in self.units if one.pk == area.pk or one.level == Level.AGENCY)

    @cached_property
    def communes(self) -> tuple[Unit, ...]:
        return tuple(one for one in self.units if one.level in (Level.COMMUNE, Level.TOWNSHIP))


@dataclass(frozen=True)
class Asked:
    """For whom and for which days: `start` to before `end`; `year` is the first day of the year's window."""

    area: Area
    also: tuple[Unit, ...]
    start: date
    end: date
    year: date


def own(asked: Asked) -> Iterable[Unit]:
    """The unit's lines, and those of the units that the form names beside it."""
    return (asked.area.unit, *asked.also)


def of_area(asked: Asked) -> Iterable[Unit]:
    """An agency that asks is told of the area and its agencies; a commune of itself."""
    return (*own(asked), *asked.area.agencies)


def of_area_and_below(asked: Asked) -> Iterable[Unit]:
    """… with the communes below."""
    return (*own(asked), *asked.area.units)


def communes_of_area(asked: Asked) -> Iterable[Unit]:
    return asked.area.communes


@dataclass(frozen=True, slots=True)
class Over:
    """A number that is not a sum: told by all counted lines together, None where they cannot tell."""

    of: Callable[[Sequence[Any]], int | None]


def distinct(of: Callable[[Any], object]) -> Over:
    """How many different ones: establishments inspected at least once, villages reached."""
    return Over(lambda rows: len({of(row) for row in rows} - {None}))


def itself(line: Line) -> Iterable[tuple[UUID, int]]:
    return [(line.pk, line.version)]


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Over the lines that are not struck, of a unit (and of those `also` asked for) and of some days.

    numbers   a measure: None counts lines; a field is summed; a callable tells the number of a line (None: the
              line does not tell); `Over` tells one of all lines
    options   a name of `where`, which is the code of an option set: a path to the ForeignKey or ManyToMany to
              Option, or a callable from the line to its codes
    when      the field whose day decides
    stock     what stands at the cut-off instead of what happened within: of every line up to that day those that
              `standing(lines, cut_off)` leaves
    of_year   from the beginning of the year's window on: «từ đầu năm»
    reads     what else the callables read of a line: paths to fields, under the same names
    rows      what they read of rows that hang from it, by the name of a list
    works_out what the database works out beside each line, by name
    whose     the units whose lines count; `through` the path by which a line is one of theirs
    rests     the lines and versions on which the figure of a line rests, where that is more than itself

    The number is None where the register cannot tell: the units have no line at all in the days (they may not
    keep the register, which is not «nothing arose»), or a line counted leaves the number blank, since a sum of
    the others would pass for the whole. Otherwise it is the count, 0 included.
    """

    register: str
    model: type[Entry]
    numbers: Mapping[str, Number]
    options: Mapping[str, Codes] = field(default_factory=dict)
    when: str = "day"
    stock: bool = False
    standing: Callable[[Sequence[Any], date], Iterable[Any]] | None = None
    of_year: bool = False
    reads: Collection[str] = ()
    rows: Mapping[str, Rows] = field(default_factory=dict)
    works_out: Mapping[str, BaseExpression] = field(default_factory=dict)
    whose: Callable[[Asked], Iterable[Unit]] = own
    through: str = "unit"
    rests: Callable[[Any], Iterable[tuple[UUID, int]]] = itself

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the name that a register's measures have
        return frozenset(self.numbers)

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return frozenset(self.options)

    def part(self, ask: Ask) -> "Counting":
        """Itself. ValueError for a measure or a field that the register does not have."""
        if ask.measure not in self.numbers:
            raise ValueError(f"{self.register} has no measure {ask.measure!r}")
        if unknown := {name for name, _ in ask.where} - self.options.keys():
            raise ValueError(f"{self.register} has no field {sorted(unknown)}")
        return self

    def measure_all(self, requests: Sequence[Ask], **about: Any) -> list[Measured]:
        return measure_all(self, requests, **about)

    def question(self, asked: Asked) -> Question:
        begin = asked.year if self.of_year else asked.start
        which = Which(
            model=self.model,
            units=frozenset(unit.pk for unit in self.whose(asked)),
            start=None if self.stock else begin,
            end=asked.end,
            when=self.when,
            through=self.through,
        )
        return Question(which, self._fields, self._rows)

    def measure(self, asks: Sequence[Ask], lines: Sequence[Line], asked: Asked) -> list[Measured]:
        standing = lines
        if self.standing is not None:
            standing = list(self.standing(lines, asked.end - timedelta(days=1)))
        codes = [{name: self._codes(line, of) for name, of in self.options.items()} for line in standing]
        return [self._measure(ask, standing, codes, any_line=bool(lines)) for ask in asks]

    def _measure(
        self,
        ask: Ask,
        lines: Sequence[Line],
        codes: Sequence[Mapping[str, frozenset[str]]],
        *,
        any_line: bool,
    ) -> Measured:
        wanted: dict[str, set[str]] = {}
        for name, code in ask.where:
            wanted.setdefault(name, set()).add(code)
        counted = [
            line
            for line, coded in zip(lines, codes, strict=True)
            if all(coded[name] & any_of for name, any_of in wanted.items())
        ]
        return Measured(
            number=_number(self.numbers[ask.measure], counted) if any_line else None,
            rows=tuple(str(line.pk) for line in counted),
            digest=digest_of(one for line in counted for one in self.rests(line)),
        )

    @cached_property
    def _fields(self) -> dict[str, Told]:
        summed = (number for number in self.numbers.values() if isinstance(number, str))
        coded = (f"{of}__code" for of in self.options.values() if isinstance(of, str) and not self._many(of))
        return {path: path for path in (*summed, *coded, *self.reads)} | dict(self.works_out)

    @cached_property
    def _rows(self) -> dict[str, Rows]:
        many = (of for of in self.options.values() if isinstance(of, str) and self._many(of))
        return {of: Rows(of, ("code",)) for of in many} | dict(self.rows)

    def _many(self, path: str) -> bool:
        return "__" not in path and bool(self.model._meta.get_field(path).many_to_many)

    def _codes(self, line: Line, of: Codes) -> frozenset[str]:
        if not isinstance(of, str):
            return frozenset(of(line))
        if self._many(of):
            return frozenset(option.code for option in getattr(line, of))
        code = getattr(line, f"{of}__code")
        return frozenset() if code is None else frozenset({code})


class Countings:
    """Several of one register as one: a flow beside a stock. A measure belongs to one of them."""

    def __init__(self, *parts: Counting) -> None:
        self.parts = parts

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802
        return frozenset().union(*(part.MEASURES for part in self.parts))

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return frozenset().union(*(part.WHERE for part in self.parts))

    def part(self, ask: Ask) -> Counting:
        for part in self.parts:
            if ask.measure in part.MEASURES:
                return part.part(ask)
        raise ValueError(f"{self.parts[0].register} has no measure {ask.measure!r}")

    def measure_all(self, requests: Sequence[Ask], **about: Any) -> list[Measured]:
        return measure_all(self, requests, **about)


class Wanted(NamedTuple):
    """A number that is asked of a register."""

    of: Counting | Countings
    ask: Ask
    asked: Asked


def measure_together(wanted: Sequence[Wanted]) -> list[Measured]:
    """The answers in the order of what was asked, of any number of registers: one query."""
    groups: dict[tuple[int, int], list[int]] = defaultdict(
        list
    )  # what one part is asked for one unit and time
    parts = [one.of.part(one.ask) for one in wanted]
    for at, (one, part) in enumerate(zip(wanted, parts, strict=True)):
        groups[id(part), id(one.asked)].append(at)
    asking = [(parts[group[0]], wanted[group[0]].asked, group) for group in groups.values()]
    questions = [part.question(asked) for part, asked, _group in asking]
    lines = gather(questions)
    told: dict[int, Measured] = {}
    for (part, asked, group), question in zip(asking, questions, strict=True):
        answers = part.measure([wanted[at].ask for at in group], lines[question.which], asked)
        told |= dict(zip(group, answers, strict=True))
    return [told[at] for at in range(len(wanted))]


def measure_all(
    of: Counting | Countings,
    requests: Sequence[Ask],
    *,
    unit: Unit,
    start: date,
    end: date,
    year: date | None = None,
    also: Sequence[Unit] = (),
) -> list[Measured]:
    """Of one register; `year` is the first day of the year's window (none: `start`). One query.

    Raises ValueError for a measure or a field that the register does not have.
    """
    asked = Asked(Area(unit), tuple(also), start, end, year or start)
    return measure_together([Wanted(of, ask, asked) for ask in requests])


def _number(number: Number, rows: Sequence[Any]) -> int | None:
    if number is None:
        return len(rows)
    if isinstance(number, Over):
        return number.of(rows)
    told = [getattr(row, number) if isinstance(number, str) else number(row) for row in rows]
    known = [one for one in told if one is not None]
    return sum(known) if len(known) == len(told) else None
