"""What the register counts for a report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.activities.models import Activity
from sokehoach.apps.registers.shelf.measured import Ask, Measured, digest_of


@dataclass(frozen=True, slots=True)
class _Line:
    id: UUID
    version: int
    people: int | None
    women: int | None
    items: int | None
    options: frozenset[tuple[str, str]]  # ("audience", "pupils")


_COUNTS: dict[str, Callable[[_Line], int | None]] = {
    "sessions": lambda line: 1,
    "people": lambda line: line.people,
    "women": lambda line: line.women,
    "items": lambda line: line.items,
}
MEASURES: frozenset[str] = frozenset(_COUNTS)
WHERE: frozenset[str] = frozenset({"kind", "channel", "audience", "content", "language"})


def measure_all(requests: Sequence[Ask], *, unit: Unit, start: date, end: date) -> list[Measured]:
    """Count the unit's lines of the days from `start` to before `end`: four queries for any number of asks.

    sessions  lines (activities), each once, for its organiser
    people    lượt người of these lines; with an audience: of the lines that spoke to it, so that a line which
              spoke to two is in both, and the audiences do not add up to the total
    women     of the people, where each line tells it
    items     số lượng: broadcasts, panels, leaflets, articles

    The number is None where the register cannot tell: the unit has no line at all in these days (it may not
    keep the register, which is not «nothing arose»), or a line counted leaves the number blank (a sum of
    the others would pass for the whole). Otherwise it is the count, 0 included. Struck lines never count.
    Raises ValueError for a measure or a field that the register does not have.
    """
    lines = _load(unit, start, end)
    return [_measure(ask, lines) for ask in requests]


def _load(unit: Unit, start: date, end: date) -> list[_Line]:
    found = (
        Activity.objects.filter(unit=unit, struck=False, day__gte=start, day__lt=end)
        .order_by("day", "created_at", "id")
        .select_related("kind", "channel")
        .prefetch_related("audiences", "contents", "languages")
    )
    return [
        _Line(
            id=row.pk,
            version=row.version,
            people=row.people,
            women=row.women,
            items=row.items,
            options=frozenset(
                {
                    ("kind", row.kind.code),
                    ("channel", row.channel.code),
                    *(("audience", option.code) for option in row.audiences.all()),
                    *(("content", option.code) for option in row.contents.all()),
                    *(("language", option.code) for option in row.languages.all()),
                }
            ),
        )
        for row in found
    ]


def _measure(ask: Ask, lines: Sequence[_Line]) -> Measured:
    if ask.measure not in MEASURES:
        raise ValueError(f"activities has no measure {ask.measure!r}")
    if unknown := {field for field, _ in ask.where} - WHERE:
        raise ValueError(f"activities has no field {sorted(unknown)}")
    fields = {field for field, _ in ask.where}
    counted = [
        line
        for line in lines
        if all(
            any((field, code) in line.options for name, code in ask.where if name == field)
            for field in fields
        )
    ]
    numbers = [_COUNTS[ask.measure](line) for line in counted]
    known = [number for number in numbers if number is not None]
    return Measured(
        number=sum(known) if lines and len(known) == len(numbers) else None,
        rows=tuple(str(line.id) for line in counted),
        digest=digest_of((line.id, line.version) for line in counted),
    )
