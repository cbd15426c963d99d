"""Replays the rules of registers over their entries, for `sokehoach verify`."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sokehoach.apps.registers.core.fields import is_quarter_end
from sokehoach.apps.registers.data_registers.definitions import parse_type
from sokehoach.apps.registers.data_registers.models import DataEntry, RegisterType
from sokehoach.apps.registers.data_registers.queries.overlaps import list_overlapping
from sokehoach.apps.registers.data_registers.storage import build_search_columns, compute_unique_digest
from sokehoach.apps.shell import clock
from sokehoach.domain.registers.constraint_rules import is_total_kept, list_broken_constraints
from sokehoach.domain.registers.decimal_numbers import from_thousandths
from sokehoach.domain.registers.field_kinds import DECIMAL_KINDS, OPTION_KINDS, FieldKind
from sokehoach.domain.registers.register_type import (
    Constraint,
    EntryValues,
    RegisterField,
    is_blank,
    list_misplaced_fields,
    list_missing_fields,
    list_overlap_constraints,
    list_total_constraints,
)
from sokehoach.domain.registers.register_type import RegisterType as TypeDefinition
from sokehoach.domain.registers.websites import is_domain

_DAY_KINDS = (FieldKind.DAY, FieldKind.QUARTER)
_UNIT_KINDS = (FieldKind.UNIT, FieldKind.UNITS)
_LINKS = ["entryoptions__option", "entryunits__unit", "entrylinks", "modulelinks__target_entry"]


class EntryFault(NamedTuple):
    """What is wrong with an entry: `place` is its register, «day» or the field."""

    programme: str
    register: str
    entry: str
    place: str


def find_entry_faults() -> Iterator[EntryFault]:
    """Each entry is judged by the version under which it was written. Some queries for each thousand entries."""
    for register_type in RegisterType.objects.select_related("programme"):
        rows = DataEntry.objects.filter(type=register_type).select_related("type_version")
        rows = rows.prefetch_related(*_LINKS)
        totals: dict[tuple[Constraint, str], list[EntryValues]] = {}
        for row in rows.order_by("pk").iterator(chunk_size=1000):
            for constraint in () if row.voided else list_total_constraints(parse_type(row.type_version.definition)):
                if target := row.content.get(constraint.of):
                    totals.setdefault((constraint, target), []).append(
                        {code: row.content.get(code) for code in constraint.fields}
                    )
            for place in sorted(set(_find_faults(row, register_type))):
                yield EntryFault(register_type.programme.code, register_type.code, str(row.pk), place)

        for target, place in _find_total_faults(totals):
            yield EntryFault(register_type.programme.code, register_type.code, target, place)
        for entry, place in _find_overlaps(register_type):
            yield EntryFault(register_type.programme.code, register_type.code, entry, place)


def _find_overlaps(register_type: RegisterType) -> Iterator[tuple[str, str]]:
    """(entry, field) where an entry has a day in common with another one, and both were written under a rule that
    refuses it. Two queries where there is one.
    """
    constraints_by_version = {
        version.pk: [replace(constraint, message="") for constraint in constraints]  # other words are no other rule
        for version in register_type.versions.all()
        if (constraints := list_overlap_constraints(parse_type(version.definition)))
    }
    rows_by_constraint: dict[Constraint, list[DataEntry]] = {}
    if constraints_by_version:
        entries = DataEntry.objects.filter(type=register_type, type_version__in=constraints_by_version, voided=False)
        for row in entries.order_by("pk"):
            for constraint in constraints_by_version[row.type_version_id]:
                rows_by_constraint.setdefault(constraint, []).append(row)
    for constraint, rows in rows_by_constraint.items():
        for row in list_overlapping(constraint, rows):
            yield str(row.pk), constraint.fields[0]


def _find_total_faults(totals: Mapping[tuple[Constraint, str], list[EntryValues]]) -> Iterator[tuple[str, str]]:
    """(entry with the limit, field) where the entries that refer to it are more. One query where there are totals."""
    targets = {target for _constraint, target in totals}
    contents = (
        {
            str(pk): content
            for pk, content in DataEntry.objects.filter(pk__in=targets, voided=False).values_list("pk", "content")
        }
        if targets
        else {}
    )
    for (constraint, target), rows in totals.items():
        if target in contents and not is_total_kept(constraint, rows, contents[target]):
            yield target, constraint.fields[0]


def _find_faults(row: DataEntry, register_type: RegisterType) -> Iterator[str]:
    definition = parse_type(row.type_version.definition)
    values = {field.code: _decode_value(field, row.content.get(field.code)) for field in definition.fields}
    if row.removed_on is None:
        yield from _find_rule_faults(row, definition, values)
    yield from (field.code for field in definition.fields if not _is_of_kind(field, values[field.code]))
    if values.get("day") != row.day:
        yield "day"
    if row.title != (row.content.get(definition.text_title) or ""):
        yield definition.text_title or "title"
    columns = {
        name: column
        for name, column in register_type.columns.items()
        if definition.find_field(name) and name not in (register_type.unwritten or ())
    }
    for name, column in columns.items():
        if build_search_columns({name: column}, row.content)[column] != getattr(row, column):
            yield name
    yield from _find_link_faults(row, definition, values)


def _find_rule_faults(row: DataEntry, definition: TypeDefinition, values: EntryValues) -> Iterator[str]:
    """What only whole content can be judged by."""
    yield from (field.code for field in list_missing_fields(definition, values))
    yield from (field.code for field in list_misplaced_fields(definition, values))
    for constraint in list_broken_constraints(definition, values, clock.today()):
        yield from constraint.fields
    names = definition.unique
    if row.unique_digest != (compute_unique_digest(names, row.unit_id, row.content) if names else None):
        yield names[0] if names else "unique"


def _find_link_faults(row: DataEntry, definition: TypeDefinition, values: EntryValues) -> Iterator[str]:
    """Fields whose options, units and references are not those of the content."""
    options = {(link.field, link.option.code) for link in row.entryoptions.all()}
    units = {(link.field, link.unit.code) for link in row.entryunits.all()}
    targets = {(link.field, str(link.target_id)) for link in row.entrylinks.all()}
    targets |= {(link.field, str(link.target)) for link in row.modulelinks.all() if link.target_entry is not None}
    for field in definition.fields:
        linked = (
            options if field.kind in OPTION_KINDS
            else units if field.kind in _UNIT_KINDS
            else targets if field.kind is FieldKind.LINE
            else None
        )  # fmt: skip
        if linked is None:
            continue
        value = values[field.code]
        codes = value if isinstance(value, list) else [value] if value else []
        if {code for name, code in linked if name == field.code} != set(codes):
            yield field.code


def _is_of_kind(field: RegisterField, value: Any) -> bool:
    """What a kind asks beyond the value types that the database holds."""
    if is_blank(value):
        return True
    match field.kind:
        case FieldKind.DOMAIN:
            return is_domain(value)
        case FieldKind.QUARTER:
            return is_quarter_end(value)
    return True


def _decode_value(field: RegisterField, value: Any) -> Any:
    if value is not None and field.kind in DECIMAL_KINDS:
        return from_thousandths(value)
    return date.fromisoformat(value) if value and field.kind in _DAY_KINDS else value
