"""What each entry gives to a number that a register counts: the parts of a sum that is the number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sokehoach.apps.registers.shelf.batch_query import load_entries
from sokehoach.apps.registers.shelf.measure_definitions import Aggregate, Number, ScopedQuery


@dataclass(frozen=True, slots=True)
class Contributions:
    """`total` is None where the register cannot tell; else it is the sum of `of_entry`, by id, in order of days."""

    total: Decimal | None
    of_entry: dict[str, Decimal]


def list_contributions(request: ScopedQuery) -> Contributions:
    """One query. An entry that counts and adds nothing of its own (a second visit to one establishment) gives 0."""
    part = request.measures.part(request.query)
    entry_query = part.question(request.scope)
    entries = load_entries([entry_query])[entry_query.selection]
    (result,) = part.measure([request.query], entries, request.scope)
    counted_ids = set(result.rows)
    current = (
        part.select_current(entries, request.scope.end - timedelta(days=1))
        if part.select_current
        else entries
    )
    counted_entries = sorted(
        (entry for entry in current if str(entry.pk) in counted_ids),
        key=lambda entry: (entry.day, str(entry.pk)),
    )
    amounts = _list_added_amounts(part.numbers[request.query.measure], counted_entries)
    return Contributions(
        None if result.number is None else Decimal(result.number),
        {
            str(counted_entry.pk): number
            for counted_entry, number in zip(counted_entries, amounts, strict=True)
        },
    )


def _list_added_amounts(number: Number, entries: Sequence[Any]) -> list[Decimal]:
    """Of a number that is told by all rows together, what each row adds to those after it: what is counted once belongs
    to its last row, and what the newest row says belongs to that row.
    """
    if number is None:
        return [Decimal(1) for _entry in entries]
    if isinstance(number, Aggregate):
        remaining = [Decimal(number.of(entries[at:]) or 0) for at in range(len(entries))] + [Decimal()]
        return [remaining[at] - remaining[at + 1] for at in range(len(entries))]
    return [
        Decimal((getattr(entry, number) if isinstance(number, str) else number(entry)) or 0)
        for entry in entries
    ]
