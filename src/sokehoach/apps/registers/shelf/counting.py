"""What a register counts for a report: the reader of most measures. A register declares, this counts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import ForeignKey, QuerySet

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.shelf.measured import Ask, Measured, digest_of
from sokehoach.apps.registers.shelf.models import Entry

type Number = str | Callable[[Any], int | None] | "Over" | None
type Codes = str | Callable[[Any], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Over:
    """A number that is not a sum: told by all counted lines together, None where they cannot tell."""

    of: Callable[[Sequence[Any]], int | None]


def distinct(of: Callable[[Any], object]) -> Over:
    """How many different ones: establishments inspected at least once, villages reached."""
    return Over(lambda rows: len({of(row) for row in rows} - {None}))


@dataclass(frozen=True, kw_only=True)
class Counting:
    """Over the lines that are not struck, of a unit (and of those `also` asked for) and of some days.

    numbers   a measure: None counts lines; a field is summed; a callable tells the number of a line (None: the
              line does not tell); `Over` tells one of all lines
    options   a name of `where`, which is the code of an option set: the model's ForeignKey or ManyToMany to
              Option, or a callable from the line to its codes
    when      the field whose day decides
    stock     what stands at the cut-off instead of what happened within: every line up to that day, narrowed
              by `standing(lines, cut_off)`
    of_year   from the beginning of the year's window on: «từ đầu năm»
    reads     further relations that the callables read

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
    standing: Callable[[QuerySet[Any], date], Iterable[Any]] | None = None
    of_year: bool = False
    reads: tuple[str, ...] = ()

    @property
    def MEASURES(self) -> frozenset[str]:  # noqa: N802 - the name that a register's measures have
        return frozenset(self.numbers)

    @property
    def WHERE(self) -> frozenset[str]:  # noqa: N802
        return frozenset(self.options)

    def measure_all(
        self,
        requests: Sequence[Ask],
        *,
        unit: Unit,
        start: date,
        end: date,
        year: date | None = None,
        also: Sequence[Unit] = (),
    ) -> list[Measured]:
        """Days from `start` to before `end`; `year` is the first day of the year's window (none: `start`).

        One query, and one more for each ManyToMany, for any number of requests. Raises ValueError for a measure
        or a field that the register does not have.
        """
        for ask in requests:
            self._refuse_unknown(ask)
        begin = (year or start) if self.of_year else start
        lines = self._lines([unit, *also], None if self.stock else begin, end)
        standing = lines
        if self.stock and self.standing is not None:
            standing = list(self.standing(self._rows([unit, *also], None, end), end - timedelta(days=1)))
        codes = {
            row.pk: {name: self._codes(row, of) for name, of in self.options.items()} for row in standing
        }
        return [self._measure(ask, standing, codes, any_line=bool(lines)) for ask in requests]

    def _refuse_unknown(self, ask: Ask) -> None:
        if ask.measure not in self.numbers:
            raise ValueError(f"{self.register} has no measure {ask.measure!r}")
        if unknown := {name for name, _ in ask.where} - self.options.keys():
            raise ValueError(f"{self.register} has no field {sorted(unknown)}")

    def _lines(self, units: Sequence[Unit], start: date | None, end: date) -> list[Any]:
        return list(self._rows(units, start, end))

    def _rows(self, units: Sequence[Unit], start: date | None, end: date) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.filter(
            unit__in=units, struck=False, **{f"{self.when}__lt": end}
        )
        if start is not None:
            rows = rows.filter(**{f"{self.when}__gte": start})
        one, many = list(self.reads), list[str]()
        for of in self.options.values():
            if isinstance(of, str):
                held = self.model._meta.get_field(of)
                (one if isinstance(held, ForeignKey) else many).append(of)
        rows = rows.select_related(*one) if one else rows
        return rows.order_by(self.when, "created_at", "id").prefetch_related(*many)

    def _codes(self, row: Any, of: Codes) -> frozenset[str]:
        if not isinstance(of, str):
            return frozenset(of(row))
        if isinstance(self.model._meta.get_field(of), ForeignKey):
            held = getattr(row, of)
            return frozenset() if held is None else frozenset({held.code})
        return frozenset(option.code for option in getattr(row, of).all())

    def _measure(
        self,
        ask: Ask,
        rows: Sequence[Any],
        codes: Mapping[Any, Mapping[str, frozenset[str]]],
        *,
        any_line: bool,
    ) -> Measured:
        wanted: dict[str, set[str]] = {}
        for name, code in ask.where:
            wanted.setdefault(name, set()).add(code)
        counted = [
            row for row in rows if all(codes[row.pk][name] & any_of for name, any_of in wanted.items())
        ]
        return Measured(
            number=_number(self.numbers[ask.measure], counted) if any_line else None,
            rows=tuple(str(row.pk) for row in counted),
            digest=digest_of((row.pk, row.version) for row in counted),
        )


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

    def measure_all(
        self,
        requests: Sequence[Ask],
        *,
        unit: Unit,
        start: date,
        end: date,
        year: date | None = None,
        also: Sequence[Unit] = (),
    ) -> list[Measured]:
        told: dict[int, Measured] = {}
        for part in self.parts:
            asked = [(at, ask) for at, ask in enumerate(requests) if ask.measure in part.MEASURES]
            if asked:
                answers = part.measure_all(
                    [ask for _, ask in asked], unit=unit, start=start, end=end, year=year, also=also
                )
                told |= {at: answer for (at, _), answer in zip(asked, answers, strict=True)}
        if unknown := [ask.measure for at, ask in enumerate(requests) if at not in told]:
            raise ValueError(f"{self.parts[0].register} has no measure {unknown[0]!r}")
        return [told[at] for at in range(len(requests))]


def _number(number: Number, rows: Sequence[Any]) -> int | None:
    if number is None:
        return len(rows)
    if isinstance(number, Over):
        return number.of(rows)
    told = [getattr(row, number) if isinstance(number, str) else number(row) for row in rows]
    known = [one for one in told if one is not None]
    return sum(known) if len(known) == len(told) else None
