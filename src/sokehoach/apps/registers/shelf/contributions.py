"""What each entry gives to a number that a register counts: the parts of a sum that is the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sokehoach.apps.registers.shelf.counting import Number, Over, Wanted
from sokehoach.apps.registers.shelf.gathering import gather


@dataclass(frozen=True, slots=True)
class Contributions:
    """`total` is None where the register cannot tell; else it is the sum of `of_entry`, by id, in order of days."""

    total: Decimal | None
    of_entry: dict[str, Decimal]


def list_contributions(wanted: Wanted) -> Contributions:
    """One query. An entry that counts and adds nothing of its own (a second visit to one establishment) gives 0."""
    part = wanted.of.part(wanted.ask)
    question = part.question(wanted.asked)
    lines = gather([question])[question.which]
    (measured,) = part.measure([wanted.ask], lines, wanted.asked)
    counted = set(measured.rows)
    standing = part.standing(lines, wanted.asked.end - timedelta(days=1)) if part.standing else lines
    rows = sorted(
        (line for line in standing if str(line.pk) in counted), key=lambda line: (line.day, str(line.pk))
    )
    given = _given(part.numbers[wanted.ask.measure], rows)
    return Contributions(
        None if measured.number is None else Decimal(measured.number),
        {str(row.pk): number for row, number in zip(rows, given, strict=True)},
    )


def _given(number: Number, rows: Sequence[Any]) -> list[Decimal]:
    """Of a number that is told by all rows together, what each row adds to those after it: what is counted once belongs
    to its last row, and what the newest row says belongs to that row.
    """
    if number is None:
        return [Decimal(1) for _row in rows]
    if isinstance(number, Over):
        told = [Decimal(number.of(rows[at:]) or 0) for at in range(len(rows))] + [Decimal()]
        return [told[at] - told[at + 1] for at in range(len(rows))]
    return [Decimal((getattr(row, number) if isinstance(number, str) else number(row)) or 0) for row in rows]
