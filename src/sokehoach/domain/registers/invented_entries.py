"""Invented values of a register's entry, for trials: they pass the rules of its type where any can."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor
from random import Random
from typing import Any
from uuid import UUID

from sokehoach.domain.registers.constraint_rules import is_kept
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, FieldKind
from sokehoach.domain.registers.register_type import (
    DAY,
    RULES_OVER_ENTRIES,
    Constraint,
    ConstraintRule,
    RegisterField,
    RegisterType,
    are_met,
    is_blank,
    list_missing_fields,
)
from sokehoach.domain.text import format_number

_MOST_ROUNDS = 30  # of repairs
_LARGEST = 20  # of a number that no rule limits
_MILLION = 1_000_000
_OPTIONAL = 0.7  # of how many entries an optional field is written


@dataclass(frozen=True, slots=True)
class EntryMaterial:
    """What values are made of. `choices`: by field, what a form would offer. `days`: those that an entry may have."""

    choices: Mapping[str, Sequence[str | UUID]]
    days: Sequence[date]
    text: str


def invent_entry(register: RegisterType, material: EntryMaterial, *, number: int, random: Random) -> dict[str, Any]:
    """`number`: of the entry, which its texts end with, so that no two have the same name."""
    values = {field.code: _invent_value(field, material, number, random) for field in register.fields}
    for field in register.fields:
        if not field.required and field.code != DAY and random.random() > _OPTIONAL:
            values[field.code] = None
    for _round in range(_MOST_ROUNDS):
        previous_values = dict(values)
        for field in list_missing_fields(register, values):
            values[field.code] = _invent_value(field, material, number, random)
        for constraint in register.constraints:
            if constraint.rule not in RULES_OVER_ENTRIES and not is_kept(constraint, values):
                _repair(register, constraint, values, material, number, random)
        for field in register.fields:
            if not are_met(field.visible_when, values):
                values[field.code] = None
        if values == previous_values:
            break
    return values


def _invent_value(field: RegisterField, material: EntryMaterial, number: int, random: Random) -> Any:
    choices = material.choices.get(field.code, ())
    match field.kind:
        case FieldKind.DAY:
            return random.choice(material.days)
        case FieldKind.FLAG:
            return random.random() < 0.5
        case FieldKind.YEAR:
            return max(material.days).year
        case FieldKind.MONEY:
            return min(random.randint(1, _LARGEST) * _MILLION, field.largest)
        case FieldKind.NUMBER:
            return random.randint(1, min(_LARGEST, field.largest))
        case FieldKind.DECIMAL:
            return min(Decimal(random.randint(10, _LARGEST * 10)) / 10, Decimal(field.largest))
        case FieldKind.PERCENT:
            return Decimal(random.randint(0, field.largest * 10)) / 10
        case FieldKind.DOMAIN:
            return f"gia-dinh-{number}.vn"
        case FieldKind.TEXT | FieldKind.LONG:
            ending = f" {format_number(number)}"
            return material.text[: max(field.largest - len(ending), 0)].rstrip() + ending
        case FieldKind.QUARTER:
            return date.fromisoformat(str(choices[0])) if choices else None
        case FieldKind.MANY | FieldKind.UNITS | FieldKind.STAFF:
            return _order_choices(choices, random.sample(range(len(choices)), min(len(choices), random.randint(1, 2))))
    return random.choice(choices) if choices else None


def _order_choices(choices: Sequence[str | UUID], positions: Sequence[int]) -> list[str]:
    return [str(choices[position]) for position in sorted(positions)]


def _repair(
    register: RegisterType,
    constraint: Constraint,
    values: dict[str, Any],
    material: EntryMaterial,
    number: int,
    random: Random,
) -> None:
    match constraint.rule:
        case ConstraintRule.ONE_PRESENT | ConstraintRule.ONE_POSITIVE | ConstraintRule.ALL_OR_NONE:
            is_whole = constraint.rule is ConstraintRule.ALL_OR_NONE
            for code in constraint.fields if is_whole else constraint.fields[:1]:
                field = register.find_field(code)
                if field is not None:
                    values[code] = _invent_value(field, material, number, random)
        case ConstraintRule.ONLY_WITH:
            field = register.find_field(constraint.other)
            if field is not None:
                values[field.code] = _invent_value(field, material, number, random)
        case ConstraintRule.AT_MOST | ConstraintRule.AT_LEAST | ConstraintRule.WITHIN_CUT_OFFS:
            for code in constraint.fields:
                if not is_blank(values.get(code)):
                    is_least = constraint.rule is ConstraintRule.AT_LEAST
                    values[code] = _fit_number(register.find_field(code), values[constraint.other], up=is_least)
        case ConstraintRule.SUM_AT_MOST | ConstraintRule.SUM_EQUALS:
            _repair_sum(register, constraint, values)


def _repair_sum(register: RegisterType, constraint: Constraint, values: dict[str, Any]) -> None:
    """The whole becomes the sum of its parts where it can hold it; else its first part the whole, the others 0."""
    total = sum(values[code] for code in constraint.fields)
    whole_field = register.find_field(constraint.other)
    fitting_total = _fit_number(whole_field, total, up=constraint.rule is ConstraintRule.SUM_AT_MOST)
    if whole_field is not None and fitting_total >= total and fitting_total <= whole_field.largest:
        values[constraint.other] = fitting_total
        return
    for code in constraint.fields:
        number = values[constraint.other] if code == constraint.fields[0] else 0
        values[code] = _fit_number(register.find_field(code), number, up=False)


def _fit_number(field: RegisterField | None, value: Any, *, up: bool) -> Any:
    """A number as a field of its kind has it, rounded where that is a whole one. Days stay as they are."""
    if not isinstance(value, int | Decimal):
        return value
    if field is not None and field.kind in DECIMAL_KINDS:
        return Decimal(value)
    return ceil(value) if up else floor(value)
