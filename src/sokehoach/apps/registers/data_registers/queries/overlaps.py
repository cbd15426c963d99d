"""Judges the days of several entries: no two of a unit have a day in common, where a constraint says so."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.fields import Messages
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.domain.messages import keep_vietnamese, name_definition
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.constraint_rules import have_common_day
from sokehoach.domain.registers.field_kinds import FieldKind
from sokehoach.domain.registers.register_type import Constraint, RegisterType


def find_overlap_problems(
    register: RegisterType, constraints: Sequence[Constraint], changed: Sequence[DataEntry]
) -> Messages:
    """Messages for entries about to be saved, which must have no day in common with others of their unit.

    Whoever writes for the unit at the same time waits: an entry that is not there yet cannot be locked itself.
    """
    rows = [row for row in changed if not row.voided]
    if not constraints or not rows:
        return {}
    units = {row.unit_id for row in rows}
    list(Unit.objects.select_for_update(no_key=True).filter(pk__in=units))
    stored = DataEntry.objects.filter(type=rows[0].type_id, unit__in=units, voided=False)
    stored_entries = list(stored.exclude(pk__in=[row.pk for row in rows]))
    for constraint in constraints:
        if next(list_overlapping(constraint, (*stored_entries, *rows)), None) is None:
            continue  # most have none: pairs of a long import are not compared
        for number, row in enumerate(rows):
            for other in (*stored_entries, *rows[:number]):
                if row.unit_id == other.unit_id and have_common_day(constraint, row.content, other.content):
                    return {constraint.fields[0]: [_format_message(register, constraint, other)]}
    return {}


def list_overlapping(constraint: Constraint, entries: Iterable[DataEntry]) -> Iterator[DataEntry]:
    """Of entries of one register, those that have a day in common with one that begins before, in the same unit."""
    keyed = [
        ((entry.unit_id, str(entry.content.get(constraint.of))), str(entry.content[constraint.fields[0]]), entry)
        for entry in entries
        if entry.content.get(constraint.fields[0]) and entry.content.get(constraint.other)
    ]
    for _key, group in groupby(sorted(keyed, key=lambda item: item[:2]), key=lambda item: item[0]):
        last_day = ""
        for _alike, first_day, entry in group:
            if first_day <= last_day:
                yield entry
            last_day = max(last_day, str(entry.content[constraint.other]))


def _format_message(register: RegisterType, constraint: Constraint, other: DataEntry) -> str:
    """The sentence, with what the other entry says."""
    names = {code: _format_value(register, code, other) for code in (*constraint.fields, constraint.other)}
    if constraint.of:
        names[constraint.of] = _format_value(register, constraint.of, other)
    return name_definition(keep_vietnamese(constraint.message), **names)


def _format_value(register: RegisterType, code: str, entry: DataEntry) -> str:
    field, text = register.find_field(code), str(entry.content.get(code) or "")
    match field.kind if field is not None else None:
        case FieldKind.DAY:
            return write_day(date.fromisoformat(text))
        case FieldKind.ONE:
            options = Option.objects.filter(option_set__uid=field.option_set if field else "", code=text)
            return options.values_list("name", flat=True).first() or text
        case FieldKind.UNIT:
            return Unit.objects.filter(code=text).values_list("name", flat=True).first() or text
    return text
