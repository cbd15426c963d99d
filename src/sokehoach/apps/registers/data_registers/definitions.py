"""Makes the definition of a register, as `core` knows it, from a type that a programme defines."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.canonical import parse_plain
from sokehoach.apps.orgunits.queries.level_names import name_base_areas
from sokehoach.apps.registers.core.catalogue import UNIT_LABEL, RegisterDefinition
from sokehoach.apps.registers.core.fields import FieldDefinition, FieldKind, Messages, Value, Values, format_quantity
from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.rules import format_missing_message
from sokehoach.apps.registers.data_registers.models import DataEntry
from sokehoach.apps.registers.data_registers.storage import DataStorage
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.messages import keep_vietnamese, list_named_fields, name_definition
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.constraint_rules import compute_sum, find_passed_cut_off, list_broken_constraints
from sokehoach.domain.registers.register_type import (
    BASE_AREAS,
    CUT_OFF,
    SUM,
    Constraint,
    ConstraintRule,
    RegisterField,
    RegisterType,
    are_met,
    is_blank,
    list_counted_rows,
    list_misplaced_fields,
    list_missing_fields,
)

_SHOWN_KINDS = (FieldKind.ONE, FieldKind.FLAG)


@lru_cache(maxsize=256)
def parse_type(definition: str) -> RegisterType:
    register = parse_plain(RegisterType, json.loads(definition))
    return replace(
        register,
        name=name_definition(register.name),
        row=name_definition(register.row),
        about=name_definition(register.about),
        unit_label=name_definition(register.unit_label),
        fields=tuple(
            replace(
                field,
                label=name_definition(field.label),
                group=name_definition(field.group),
                hint=name_definition(field.hint),
                missing_message=name_definition(field.missing_message),
                misplaced_message=name_definition(field.misplaced_message),
            )
            for field in register.fields
        ),
        measures=tuple(replace(measure, name=name_definition(measure.name)) for measure in register.measures),
        overviews=tuple(
            replace(overview, name=name_definition(overview.name), about=name_definition(overview.about))
            for overview in register.overviews
        ),
        constraints=tuple(
            replace(constraint, message=name_definition(constraint.message)) for constraint in register.constraints
        ),
    )


def build_register(
    register: RegisterType,
    *,
    slug: str,
    storage: DataStorage,
    measures: CombinedMeasureSet | None = None,
    unwritten: Collection[str] = (),
    validate_batch: Callable[[Sequence[Entry]], Messages] | None = None,
) -> RegisterDefinition:
    """`unwritten`: fields by which the list neither filters nor adds up, because some entries lack their column."""
    fields = tuple(build_field(field) for field in register.fields)
    return RegisterDefinition(
        code=register.uid,
        slug=slug,
        name=register.name,
        row=register.row,
        about=register.about,
        model=DataEntry,
        fields=fields,
        columns=register.columns,
        filters=tuple(name for name in register.filters if name not in unwritten),
        totals=tuple(name for name in register.totals if name not in unwritten),
        check=build_check(register),
        function=storage.function,
        title=register.title,
        kind=next((field.name for field in fields if field.kind in _SHOWN_KINDS), ""),
        place=register.place or next((field.name for field in fields if field.kind is FieldKind.UNIT), ""),
        unit_label=register.unit_label or UNIT_LABEL,
        unique_per_unit=register.unique,
        retention_years=register.retention_years,
        parent=register.parent,
        rows_by=register.rows_by,
        counted_rows=list_counted_rows(register),
        validate_batch=validate_batch,
        overviews=tuple(page for page in register.overviews if not {page.field, page.done_on} & {*unwritten}),
        measures=measures,
        storage=storage,
        measure_names={measure.code: show_name(measure.name) for measure in register.measures},
    )


def build_field(field: RegisterField) -> FieldDefinition:
    return FieldDefinition(
        name=field.code,
        label=show_name(field.label),
        kind=field.kind,
        option_set=field.option_set,
        required=field.required,
        hint=field.hint,
        most=field.largest,
        level_kinds=field.level_kinds,
        register=field.register,
        same_unit=field.same_unit,
        own_area=field.own_area,
        group=field.group,
        visible_when=field.visible_when,
    )


def show_name(name: str) -> str | Promise:
    """The name as pages show it: «{base_areas}» is the name of the levels that consolidate nothing: «Xã, phường»."""
    return _name_with_levels(name) if BASE_AREAS in list_named_fields(name) else name


def _fill_level_names(name: str) -> str:
    """In the language of the page, by the levels of now."""
    filled = translate(name_definition(keep_vietnamese(name), **{BASE_AREAS: name_base_areas()}))
    return filled[:1].upper() + filled[1:]


_name_with_levels = lazy(_fill_level_names, str)


def _name_sentence(sentence: str) -> str:
    return name_definition(keep_vietnamese(sentence))


def build_check(register: RegisterType) -> Callable[[Values], Messages]:
    """Returns the check of an entry's values: conditions and constraints, a field in error being absent."""

    def find_problems(values: Values) -> Messages:
        messages: Messages = {}
        for field in list_missing_fields(register, values):
            messages[field.code] = [_name_sentence(field.missing_message) or format_missing_message(build_field(field))]
        for field in list_misplaced_fields(register, values):
            messages[field.code] = [
                _name_sentence(field.misplaced_message)
                or _("Để trống %(label)s: %(conditions)s.") % _describe_conditions(register, field)
            ]
        for constraint in list_broken_constraints(register, values, clock.today()):
            for code in _list_refused_fields(register, constraint, values):
                messages.setdefault(code, []).append(_format_message(register, constraint, values))
        return messages

    return find_problems


def _list_refused_fields(register: RegisterType, constraint: Constraint, values: Values) -> Collection[str]:
    """Beside which fields the sentence of a broken constraint stands: beside one that the form shows."""
    if constraint.rule is ConstraintRule.ALL_OR_NONE:
        return [code for code in constraint.fields if is_blank(values[code])]
    fields = {field.code: field for field in register.fields}
    visible = [code for code in constraint.fields if are_met(fields[code].visible_when, values)]
    return (visible or constraint.fields)[:1]


def _format_message(register: RegisterType, constraint: Constraint, values: Values) -> str:
    quantities = {
        code: _format_quantity(field, values[code])
        for code in list_named_fields(constraint.message)
        if (field := register.find_field(code))
    }
    whole = register.find_field(constraint.other)
    if whole is not None and constraint.rule in (ConstraintRule.SUM_AT_MOST, ConstraintRule.SUM_EQUALS):
        quantities[SUM] = format_quantity(whole.kind, compute_sum(constraint, values))
    elif cut_off := find_passed_cut_off(constraint, values) if constraint.cut_offs else None:
        quantities[CUT_OFF] = write_day(cut_off)
    return name_definition(keep_vietnamese(constraint.message), **quantities)


def _format_quantity(field: RegisterField, value: Value) -> str:
    return format_quantity(field.kind, value) if isinstance(value, date | int | Decimal) else ""


def _describe_conditions(register: RegisterType, field: RegisterField) -> dict[str, str]:
    names = dict.fromkeys(condition.field for condition in field.visible_when)
    labels = [
        f"«{show_name(condition_field.label)}»" for name in names if (condition_field := register.find_field(name))
    ]
    return {
        "label": str(show_name(field.label)).lower(),
        "conditions": _("trường này chỉ ghi theo câu trả lời ở %(fields)s") % {"fields": ", ".join(labels)},
    }
