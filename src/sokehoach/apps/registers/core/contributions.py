"""Splits a number that a register counts into the amounts that each entry adds to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sokehoach.apps.registers.core.batch_query import load_entries
from sokehoach.apps.registers.core.measure_definitions import Aggregate, Number, ScopedQuery


@dataclass(frozen=True, slots=True)
class Contributions:
    """The amounts by entry id, in order of day. `total` is their sum, None where the register has no number."""

    total: Decimal | None
    of_entry: dict[str, Decimal]


def list_contributions(request: ScopedQuery) -> Contributions:
    """Returns what each counted entry adds, with one query.

    An entry that counts but adds nothing (a second visit to one establishment) has 0.
    """
    part = request.measures.part(request.query)
    entry_query = part.question(request.scope)
    entries = load_entries([entry_query])[entry_query.selection]
    (result,) = part.measure([request.query], entries, request.scope)
    counted_ids = set(result.rows)
    current = part.select_current(entries, request.scope) if part.select_current else entries
    counted_entries = sorted(
        (entry for entry in current if entry.key in counted_ids),
        key=lambda entry: (entry.day, entry.key),
    )
    amounts = _list_added_amounts(part.numbers[request.query.measure], counted_entries)
    return Contributions(
        None if result.number is None else Decimal(result.number),
        {counted_entry.key: number for counted_entry, number in zip(counted_entries, amounts, strict=True)},
    )


def _list_added_amounts(number: Number, entries: Sequence[Any]) -> list[Decimal]:
    """Returns the amount of each entry, in order.

    For an `Aggregate` it is what the entry adds to those after it: a value counted once belongs to its last entry, and
    a newest value to the newest entry.
    """
    if number is None:
        return [Decimal(1) for _entry in entries]
    if isinstance(number, Aggregate) and number.split is not None:
        return number.split(entries)
    if isinstance(number, Aggregate):
        remaining = [Decimal(number.of(entries[at:]) or 0) for at in range(len(entries))] + [Decimal()]
        return [remaining[at] - remaining[at + 1] for at in range(len(entries))]
    return [Decimal((getattr(entry, number) if isinstance(number, str) else number(entry)) or 0) for entry in entries]
