"""The tables in which a register of a draft is defined: the texts of their cells, from the register's file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.programme_files.register_files import (
    CONSTRAINTS,
    FIELDS,
    MEASURES,
    PARTS,
    get_file_name,
)
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.pages.drafts import DraftFault, list_faults
from sokehoach.apps.setup.pages.register_columns import (
    COLUMNS,
    DEFAULTS,
    LEVEL_KIND_WORDS,
    LIST_COLUMNS,
    ColumnKind,
    TableColumn,
)
from sokehoach.apps.setup.queries.register_drafts import RegisterContext, get_text
from sokehoach.domain.registers.condition_text import NamedField, find_option_code, format_conditions, parse_threshold
from sokehoach.domain.registers.field_kinds import OPTION_KINDS, FieldKind
from sokehoach.domain.registers.register_type import Condition, ConditionTest

SEPARATOR = "; "
STORED = "stored"  # beside the cells of a row: which item of the file it changes


@dataclass(slots=True)
class GridCell:
    """One cell: what is typed, and what is wrong with it."""

    column: TableColumn
    value: str
    errors: list[str] = field(default_factory=list)

    @property
    def is_offered(self) -> bool:
        """Whether a closed list has the value; what was pasted may not be in it."""
        return self.value in self.column.choices


@dataclass(slots=True)
class TableRow:
    number: int
    cells: Sequence[GridCell]
    faults: Sequence[DraftFault] = ()
    stored: str = ""
    explanation: str = ""


def build_rows(
    columns: Sequence[TableColumn],
    values: Sequence[Mapping[str, str]],
    faults: Mapping[int, Sequence[DraftFault]] | None = None,
) -> list[TableRow]:
    """The rows of a table. `values`: the texts by column; under `STORED` the item of the file that a row changes."""
    return [
        TableRow(
            number,
            [GridCell(column, item.get(column.name, "")) for column in columns],
            (faults or {}).get(number - 1, ()),
            item.get(STORED, ""),
        )
        for number, item in enumerate(values, start=1)
    ]


def list_part_faults(draft: ProgrammeDraft, context: RegisterContext) -> dict[str, dict[int, list[DraftFault]]]:
    """The faults of the register's file by part and number of the item; under «» those of its head."""
    faults: dict[str, dict[int, list[DraftFault]]] = {part: {} for part in ("", *PARTS)}
    for fault in list_faults(draft, get_file_name(context.register)):
        part, number = context.file.find_place(fault.line) or ("", 0)
        faults[part].setdefault(number, []).append(fault)
    return faults


def list_values(part: str, context: RegisterContext) -> list[dict[str, str]]:
    """The texts of the cells of each row, by column."""
    file = context.file
    fields = context.name_fields(file.parts[FIELDS])
    match part:
        case "fields":
            return [_describe_field(item, fields, context) for item in file.parts[FIELDS]]
        case "constraints":
            return [_describe_constraint(item, fields, context) for item in file.parts[CONSTRAINTS]]
    return [_describe_measure(item, fields, context) for item in file.parts[MEASURES]]


def list_option_values(context: RegisterContext, option_set: str) -> list[dict[str, str]]:
    """The texts of the cells of each option of a set."""
    edited_set = context.option_sets[option_set]
    owners = context.list_options(edited_set.wider_set)
    names = context.list_options(option_set)
    return [
        {
            "code": option.code,
            "name": option.name,
            "owner": name_unambiguously(option.owner, owners),
            "combines": _join_names(option.combines, names),
        }
        for option in edited_set.options
    ]


def _describe_field(item: Mapping[str, Any], fields: Sequence[NamedField], context: RegisterContext) -> dict[str, str]:
    values = {column.name: _format_plain(item.get(column.name), column) for column in COLUMNS[FIELDS]}
    conditional = bool(item.get("visible_when") or item.get("required_when"))
    values["required"] = "" if conditional else values["required"] or DEFAULTS["required"]
    for name in ("visible_when", "required_when"):
        values[name] = format_conditions(_list_conditions(item.get(name)), fields)
    values["source"] = _describe_source(item, context)
    for column, name in LIST_COLUMNS.items():
        values[column] = "yes" if item.get("code") in _list_texts(context.file.head.get(name)) else ""
    return values


def _describe_source(item: Mapping[str, Any], context: RegisterContext) -> str:
    if item.get("kind") in OPTION_KINDS:
        return name_unambiguously(get_text(item, "option_set"), context.list_set_names())
    if item.get("kind") == FieldKind.LINE:
        return name_unambiguously(get_text(item, "register"), context.list_target_names())
    return SEPARATOR.join(str(LEVEL_KIND_WORDS.get(kind, kind)) for kind in _list_texts(item.get("level_kinds")))


def _describe_constraint(
    item: Mapping[str, Any], fields: Sequence[NamedField], context: RegisterContext
) -> dict[str, str]:
    values = {column.name: _format_plain(item.get(column.name), column) for column in COLUMNS[CONSTRAINTS]}
    target = context.list_target_fields(get_text(item, "of"))
    return values | {
        "fields": SEPARATOR.join(_name_field(code, fields) for code in _list_texts(item.get("fields"))),
        "other": _name_field(values["other"], target or fields),
        "of": _name_field(values["of"], fields),
        "cut_offs": SEPARATOR.join(_list_texts(item.get("cut_offs"))),
    }


def _describe_measure(
    item: Mapping[str, Any], fields: Sequence[NamedField], context: RegisterContext
) -> dict[str, str]:
    values = {column.name: _format_plain(item.get(column.name), column) for column in COLUMNS[MEASURES]}
    counted_fields = context.list_counted_fields(values["rows"])
    for name, names in (("dated_by", fields), ("latest_by", fields), ("field", counted_fields),
                        ("through", counted_fields)):  # fmt: skip
        values[name] = _name_field(values[name], names)
    measured = next((named for named in counted_fields if named.code == get_text(item, "field")), None)
    options = measured.options if measured else {}
    return values | {
        "span": values["span"] or DEFAULTS["span"],
        "units": values["units"] or DEFAULTS["units"],
        "conditions": format_conditions(_list_conditions(item.get("conditions")), fields),
        "adds_when": format_conditions(_list_conditions(item.get("adds_when")), counted_fields),
        "rows": name_unambiguously(values["rows"], context.list_row_names()),
        "denominator": name_unambiguously(values["denominator"], context.list_denominators()),
        "options": _join_names(_list_texts(item.get("options")), options),
        "cells": SEPARATOR.join(
            f"{line.form} {line.cell}"
            for line in context.cell_lines
            if line.is_plain_source(context.register, get_text(item, "code"))
        ),
    }


def _list_conditions(value: Any) -> list[Condition]:
    conditions = []
    for item in value if isinstance(value, list) else []:
        test = next((test for test in ConditionTest if test == item.get("test")), None)
        number = item.get("number", 0)
        if test is not None:
            options = tuple(_list_texts(item.get("options")))
            conditions.append(Condition(get_text(item, "field"), test, options, parse_threshold(number) or 0))
    return conditions


def _name_field(code: str, fields: Sequence[NamedField]) -> str:
    """The label of a field; its code where another label or code is the same, or has the separator."""
    return name_unambiguously(code, {item.code: item.label for item in fields})


def _join_names(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return SEPARATOR.join(name_unambiguously(code, names) for code in codes)


def name_unambiguously(code: str, names: Mapping[str, str]) -> str:
    name = names.get(code, "")
    is_plain = " ".join(name.split()) == name and ";" not in name
    return name if name and is_plain and find_option_code(name, names) == code else code


def _format_plain(value: Any, column: TableColumn) -> str:
    if isinstance(value, bool) or (column.kind is ColumnKind.FLAG and value in ("yes", "no")):
        return "yes" if value in (True, "yes") else "no"
    return "" if value is None or isinstance(value, list | dict) else str(value)


def _list_texts(value: Any) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else []
