"""Judges the constraints between the fields of an entry, and those over several entries of a register."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from sokehoach.domain.registers.place_names import names_several_places
from sokehoach.domain.registers.register_type import (
    RULES_OVER_ENTRIES,
    Constraint,
    ConstraintRule,
    EntryValues,
    RegisterType,
    is_blank,
)


def list_broken_constraints(register: RegisterType, values: EntryValues, today: date | None = None) -> list[Constraint]:
    """A constraint with a field that `values` lacks is not judged: that field has a message of its own.

    Without `today` no day is compared with it.
    """
    return [
        constraint
        for constraint in register.constraints
        if constraint.rule not in RULES_OVER_ENTRIES
        and all(code in values for code in (*constraint.fields, *filter(None, [constraint.other])))
        and not is_kept(constraint, values, today)
    ]


def is_kept(constraint: Constraint, values: EntryValues, today: date | None = None) -> bool:
    parts: list[Any] = [values.get(code) for code in constraint.fields]
    filled_parts = [part for part in parts if not is_blank(part)]
    other: Any = values.get(constraint.other)
    match constraint.rule:
        case ConstraintRule.ONE_PRESENT:
            return bool(filled_parts)
        case ConstraintRule.ONE_POSITIVE:
            return len(filled_parts) < len(parts) or any(part > 0 for part in parts)
        case ConstraintRule.ONLY_WITH:
            return not filled_parts or not is_blank(other)
        case ConstraintRule.ALL_OR_NONE:
            return len(filled_parts) in (0, len(parts))
        case ConstraintRule.NOT_AFTER_TODAY:
            return today is None or all(part <= today for part in filled_parts)
        case ConstraintRule.WITHIN_CUT_OFFS:
            return find_passed_cut_off(constraint, values) is None
        case ConstraintRule.ONE_PLACE:
            return not any(names_several_places(part) for part in filled_parts)
        case ConstraintRule.AT_MOST:
            return is_blank(other) or all(part <= other for part in filled_parts)
        case ConstraintRule.AT_LEAST:
            return is_blank(other) or all(part >= other for part in filled_parts)
    if is_blank(other) or len(filled_parts) < len(parts):
        return True
    total = sum(filled_parts)
    return bool(total == other if constraint.rule is ConstraintRule.SUM_EQUALS else total <= other)


def find_passed_cut_off(constraint: Constraint, values: EntryValues) -> date | None:
    """The last day of `cut_offs` from the first day on and before the last one; None where there is none."""
    first, last = values.get(constraint.fields[0]), values.get(constraint.other)
    if not isinstance(first, date) or not isinstance(last, date) or first >= last:
        return None
    cut_offs = (
        date(year, month, day)
        for day, month in (map(int, cut_off.split("/")) for cut_off in constraint.cut_offs)
        for year in (last.year, last.year - 1)
    )
    return max((cut_off for cut_off in cut_offs if first <= cut_off < last), default=None)


def compute_sum(constraint: Constraint, values: EntryValues) -> int | Decimal:
    """Of the numbers in its fields; what is blank adds nothing."""
    numbers = (values.get(code) for code in constraint.fields)
    return sum(number for number in numbers if isinstance(number, int | Decimal))


def have_common_day(constraint: Constraint, entry: EntryValues, other: EntryValues) -> bool:
    """Whether two entries of a unit share a day. Days may be ISO texts in both; one that is blank has none."""
    first, last = entry.get(constraint.fields[0]), entry.get(constraint.other)
    other_first, other_last = other.get(constraint.fields[0]), other.get(constraint.other)
    if not (first and last and other_first and other_last):
        return False
    is_alike = not constraint.of or entry.get(constraint.of) == other.get(constraint.of)
    return bool(is_alike and first <= other_last and other_first <= last)


def is_total_kept(constraint: Constraint, entries: Iterable[EntryValues], target: EntryValues) -> bool:
    """`entries`: those that refer to `target`. What is blank adds nothing; a blank limit is none."""
    limit = target.get(constraint.other)
    if is_blank(limit):
        return True
    numbers = (entry.get(code) for entry in entries for code in constraint.fields)
    return bool(sum(number for number in numbers if number is not None) <= limit)
