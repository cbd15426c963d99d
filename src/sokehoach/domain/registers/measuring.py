"""Counts the entries of a register that a programme defines. Pure: the caller loads the entries, in order of day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from sokehoach.domain.registers.place_names import fold_place_name
from sokehoach.domain.registers.register_type import (
    EntryValues,
    MeasureDefinition,
    MeasureOperation,
    ReportDays,
    are_met,
    is_blank,
)


class CountedEntry(Protocol):
    @property
    def unit_id(self) -> int: ...

    @property
    def content(self) -> EntryValues: ...


def select_counted[E: CountedEntry](
    measure: MeasureDefinition, entries: Sequence[E], days: ReportDays | None = None
) -> Sequence[E]:
    """The entries that count: of those with one value of `latest_by` the last, then those that meet the conditions.

    Where all count it is `entries` itself.
    """
    current = entries
    if measure.latest_by:
        latest = {(entry.unit_id, _get_key(entry.content.get(measure.latest_by))): entry for entry in entries}
        latest_ids = {id(entry) for entry in latest.values()}
        current = [entry for entry in entries if id(entry) in latest_ids]
    if not measure.conditions:
        return current
    return [entry for entry in current if are_met(measure.conditions, entry.content, days)]


def compute_number_of_rows(
    measure: MeasureDefinition, tables: Sequence[Sequence[CountedEntry]], denominators: Mapping[int, int] | None = None
) -> int | Decimal | None:
    """The number over the rows of the counted entries; None where one of them has none: nobody has filled it in."""
    if not all(tables):
        return None
    return compute_number(measure, [row for table in tables for row in table], denominators)


def compute_number(
    measure: MeasureDefinition, entries: Sequence[CountedEntry], denominators: Mapping[int, int] | None = None
) -> int | Decimal | None:
    """The number over the counted entries; None where a blank leaves it unknown. An average is not rounded.

    `denominators`: for `reaches`, by unit.
    """
    if measure.adds_when:
        entries = [entry for entry in entries if are_met(measure.adds_when, entry.content)]
    match measure.operation:
        case MeasureOperation.COUNT:
            return len(entries)
        case MeasureOperation.SUM:
            return _add_numbers([entry.content.get(measure.field) for entry in entries])
        case MeasureOperation.SUM_WRITTEN:
            numbers = _list_written(measure.field, entries)
            return sum(numbers) if numbers else None
        case MeasureOperation.AVERAGE:
            numbers = _list_written(measure.field, entries)
            return Decimal(sum(numbers)) / len(numbers) if numbers else None
        case MeasureOperation.DISTINCT:
            keys = {_get_key(value) for value in _list_all_values(measure.field, entries)}
            return len(keys)
        case MeasureOperation.DISTINCT_PLACES:
            return len({fold_place_name(str(value)) for value in _list_all_values(measure.field, entries)})
        case MeasureOperation.LAST:
            last = {entry.unit_id: entry.content.get(measure.field) for entry in entries}
            return _add_numbers(last.values())
        case MeasureOperation.LAST_WRITTEN:
            written = {
                entry.unit_id: number for entry in entries if (number := entry.content.get(measure.field)) is not None
            }
            return _add_numbers(written.values()) if written else None
        case MeasureOperation.HAS_ALL:
            codes_by_unit: dict[int, set[Any]] = {}
            for entry in entries:
                codes_by_unit.setdefault(entry.unit_id, set()).update(_list_all_values(measure.field, [entry]))
            return sum(codes >= set(measure.options) for codes in codes_by_unit.values())
        case MeasureOperation.HAS_ANY:
            return sum(not {*_list_all_values(measure.field, [entry])}.isdisjoint(measure.options) for entry in entries)
        case MeasureOperation.REACHES:
            return _count_reaching(measure, entries, denominators or {})


def _count_reaching(
    measure: MeasureDefinition, entries: Iterable[CountedEntry], denominators: Mapping[int, int]
) -> int | None:
    totals: Counter[int] = Counter()
    for entry in entries:
        number = entry.content.get(measure.field)
        if number is None or entry.unit_id not in denominators:
            return None
        totals[entry.unit_id] += number
    return sum(total >= denominators[unit] for unit, total in totals.items())


def _list_all_values(field: str, entries: Iterable[CountedEntry]) -> Iterable[Any]:
    """The values that are not blank, those of a list one by one."""
    for entry in entries:
        value = entry.content.get(field)
        if isinstance(value, list):
            yield from value
        elif not is_blank(value):
            yield value


def _list_written(field: str, entries: Iterable[CountedEntry]) -> list[int]:
    return [number for entry in entries if (number := entry.content.get(field)) is not None]


def _add_numbers(numbers: Iterable[int | None]) -> int | None:
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total


def _get_key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
