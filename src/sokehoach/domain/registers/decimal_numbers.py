"""Decimal numbers of a register: an entry stores them as whole thousandths, since the arithmetic of JSON is binary."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, localcontext

from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, FieldKind
from sokehoach.domain.registers.measuring import CountedEntry, compute_number_of_rows
from sokehoach.domain.registers.register_type import (
    ADDING_OPERATIONS,
    Condition,
    MeasureDefinition,
    RegisterType,
    are_met,
)

PLACES = 3  # as the figures of a report have
SCALE = 10**PLACES


def get_scale(kind: FieldKind) -> int:
    """By what a number of the kind is multiplied when it is stored."""
    return SCALE if kind in DECIMAL_KINDS else 1


def get_step(kind: FieldKind) -> Decimal:
    """Of what every number of the kind is a multiple."""
    return Decimal(1) / get_scale(kind)


def has_at_most_places(number: Decimal) -> bool:
    """Exactly: multiplied, a number of more than 28 digits would be rounded."""
    _whole, decimals = f"{number:f}".partition(".")[::2]
    return not decimals[PLACES:].strip("0")


def to_thousandths(number: Decimal | int) -> int:
    return int(number * SCALE)


def from_thousandths(thousandths: int | Decimal) -> Decimal:
    """Without zeros at the end: 12500 is 12.5, 12000 is 12."""
    units, thousandths_left = divmod(thousandths, SCALE)
    return Decimal(thousandths).scaleb(-PLACES).normalize() if thousandths_left else Decimal(units)


def list_decimal_fields(register: RegisterType) -> frozenset[str]:
    return frozenset(field.code for field in register.fields if field.kind in DECIMAL_KINDS)


def scale_measure(
    measure: MeasureDefinition, entry_fields: Collection[str], counted_fields: Collection[str]
) -> MeasureDefinition:
    """The measure over stored content: its conditions compare thousandths in these fields of entry and counted rows."""
    return replace(
        measure,
        conditions=tuple(_scale_condition(condition, entry_fields) for condition in measure.conditions),
        adds_when=tuple(_scale_condition(condition, counted_fields) for condition in measure.adds_when),
    )


def finish_number(
    measure: MeasureDefinition, number: int | Decimal | None, counted_fields: Collection[str]
) -> int | Decimal | None:
    """What `compute_number` made of stored content, as a report has it. An average has at most three decimals."""
    if number is None or measure.operation not in ADDING_OPERATIONS:
        return number
    with localcontext(prec=60):
        if measure.field in counted_fields:
            number = Decimal(number).scaleb(-PLACES)
        if isinstance(number, int):
            return number
        return round_number(number)


def split_average(
    measure: MeasureDefinition, tables: Sequence[Sequence[CountedEntry]], counted_fields: Collection[str]
) -> list[Decimal]:
    """The part of each entry of the average; all parts together are the average, to the last decimal.

    `tables`: of each entry what counts: itself, or its rows. Where there is no average all parts are 0.
    """
    average = finish_number(measure, compute_number_of_rows(measure, tables), counted_fields)
    if average is None:
        return [Decimal()] * len(tables)
    written = [
        [
            number
            for row in table
            if are_met(measure.adds_when, row.content) and (number := row.content.get(measure.field)) is not None
        ]
        for table in tables
    ]
    divisor = sum(map(len, written)) * (SCALE if measure.field in counted_fields else 1)
    parts = [round_number(Decimal(sum(numbers)) / divisor) for numbers in written]
    last = max(place for place, numbers in enumerate(written) if numbers)
    parts[last] += Decimal(average) - sum(parts)
    return parts


def round_number(number: Decimal) -> Decimal:
    return from_thousandths((number * SCALE).quantize(Decimal(1), ROUND_HALF_UP))


def _scale_condition(condition: Condition, decimal_fields: Collection[str]) -> Condition:
    if condition.field not in decimal_fields:
        return condition
    return replace(condition, number=to_thousandths(condition.number))
