"""What an official typed into the tables of a register, as items of its file; each problem stands at its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.register_files import CONSTRAINTS, FIELDS, MEASURES, UNSOURCED
from sokehoach.apps.setup.forms.table_cells import (
    CellProblems,
    Plain,
    Row,
    TypedTable,
    check_cells,
    choose_codes,
    convert_name,
    convert_number,
    make_code,
    refuse_unknown,
    split_list,
)
from sokehoach.apps.setup.pages.register_columns import (
    COLUMNS,
    LEVEL_KIND_WORDS,
    LIST_COLUMNS,
    OPTIONS,
)
from sokehoach.apps.setup.queries.register_drafts import RegisterContext
from sokehoach.domain.indicators.element import Option
from sokehoach.domain.registers.condition_text import (
    ConditionTextError,
    NamedField,
    describe_condition,
    find_field_code,
    find_option_code,
    parse_conditions,
)
from sokehoach.domain.registers.field_kinds import OPTION_KINDS, FieldKind
from sokehoach.domain.registers.register_type import DAY


def convert_rows(part: str, rows: Sequence[Row], context: RegisterContext) -> TypedTable:
    table = TypedTable()
    check_cells(COLUMNS[part], rows, table)
    converters = {FIELDS: _convert_fields, CONSTRAINTS: _convert_constraints, MEASURES: _convert_measures}
    converters[part](rows, context, table)
    return table


def convert_options(
    rows: Sequence[Row], wider_options: Mapping[str, str], stored_options: Mapping[str, str]
) -> tuple[list[Option], CellProblems]:
    """The options of a set. `wider_options`: those of the set that it breaks down, name by code.

    `stored_options`: those that the set has; what they combine may name one as it was called before.
    """
    table = TypedTable()
    check_cells(COLUMNS[OPTIONS], rows, table)
    codes = choose_codes(rows, "name", table)
    names = {code: row["name"] for code, row in zip(codes, rows, strict=True)}
    former_names = {code: stored_options.get(code, name) for code, name in names.items()}
    options = []
    for number, (code, row) in enumerate(zip(codes, rows, strict=True)):
        owner = _convert_owner(number, row["owner"], wider_options, table) if row["owner"] else ""
        combined = tuple(
            convert_name(number, "combines", part, names if find_option_code(part, names) else former_names, table)
            for part in split_list(row["combines"])
        )
        options.append(Option(code, row["name"], owner=owner, combines=combined))
    return options, table.problems


def _convert_owner(number: int, text: str, wider_options: Mapping[str, str], table: TypedTable) -> str:
    if wider_options:
        return convert_name(number, "owner", text, wider_options, table)
    table.refuse(number, "owner", _("Chọn danh mục được chia nhỏ ở trên bảng, hoặc để trống ô này."))
    return ""


def _convert_fields(rows: Sequence[Row], context: RegisterContext, table: TypedTable) -> None:
    is_first_day = bool(rows) and not rows[0]["code"] and rows[0]["kind"] in (FieldKind.DAY, FieldKind.QUARTER)
    coded = [{**row, "code": DAY} if is_first_day and not number else row for number, row in enumerate(rows)]
    for code, row in zip(choose_codes(coded, "label", table), rows, strict=True):
        number = len(table.content.items)
        if not row["kind"]:
            table.refuse(number, "kind", _("Chưa chọn kiểu."))
        item: Plain = {"code": code, "label": row["label"], "kind": row["kind"]}
        table.content.items.append(item | _convert_source(number, item, row["source"], context, table))
    named_fields = context.name_fields(table.content.items)
    new_options = {item["code"]: item["options"] for item in table.content.option_sets}
    named_fields = [
        replace(named, options=named.options or new_options.get(item.get("option_set"), {}))
        for named, item in zip(named_fields, table.content.items, strict=True)
    ]
    for number, (row, item) in enumerate(zip(rows, table.content.items, strict=True)):
        for name in ("visible_when", "required_when"):
            if conditions := _convert_conditions(number, name, row[name], named_fields, table):
                item[name] = conditions
        if row["required"] == "no" or item.get("visible_when") or item.get("required_when"):
            item["required"] = False
        if row["most"]:
            item["most"] = convert_number(number, "most", row["most"], table)
        for name in ("hint", "group", "missing_message", "misplaced_message"):
            if row[name]:
                item[name] = row[name]
        for name in ("counts_persons", "same_unit", "own_area", "keeps_hidden"):
            if row[name] == "yes":
                item[name] = True
    for column, name in LIST_COLUMNS.items():
        codes = [item["code"] for item in table.content.items]
        flagged_codes = [code for code, row in zip(codes, rows, strict=True) if row[column] == "yes"]
        ordered_codes = [code for code in context.file.head.get(name) or [] if code in flagged_codes]
        table.content.lists[name] = [*ordered_codes, *(code for code in flagged_codes if code not in ordered_codes)]


def _convert_source(number: int, item: Plain, text: str, context: RegisterContext, table: TypedTable) -> Plain:
    """What the cell «chọn từ» means for the kind of the field."""
    kind = item["kind"]
    if not text:
        if kind in (*OPTION_KINDS, FieldKind.LINE):
            table.refuse(
                number, "source", _("Ghi các lựa chọn, cách nhau bằng dấu chấm phẩy, hoặc tên danh mục, tên sổ.")
            )
        return {}
    if kind in OPTION_KINDS:
        return {"option_set": _find_option_set(number, item, text, context, table)}
    if kind == FieldKind.LINE:
        names = {code: name for code, name in context.list_target_names().items() if code != context.register}
        code = find_option_code(text, names)
        if code is None:
            refuse_unknown(number, "source", text, names.values(), table)
        return {"register": code or text}
    if kind in (FieldKind.UNIT, FieldKind.UNITS):
        labels = {str(code): str(label) for code, label in LEVEL_KIND_WORDS.items()}
        kinds = [(part, find_option_code(part, labels)) for part in split_list(text)]
        for part, level_kind in kinds:
            if level_kind is None:
                refuse_unknown(number, "source", part, labels.values(), table)
        return {"level_kinds": [level_kind or part for part, level_kind in kinds]}
    table.refuse(number, "source", _("Kiểu này không chọn từ đâu cả: để trống."))
    return {}


def _find_option_set(number: int, item: Plain, text: str, context: RegisterContext, table: TypedTable) -> str:
    """The option set that a text names, or a new one with the options that it lists."""
    names = context.list_set_names()
    if (code := find_option_code(text, names)) is not None:
        return code
    options = split_list(text)
    if len(options) < 2:
        refuse_unknown(number, "source", text, names.values(), table)
        return text
    used_codes = [*names, *(option_set["code"] for option_set in table.content.option_sets)]
    code, codes = make_code(f"{context.register} {item['code']}", used_codes), list[str]()
    for option in options:
        codes.append(make_code(option, codes))
    named_options = dict(zip(codes, options, strict=True))
    table.content.option_sets.append(
        {"code": code, "name": item["label"] or code, "source": UNSOURCED, "options": named_options}
    )
    return code


def _convert_constraints(rows: Sequence[Row], context: RegisterContext, table: TypedTable) -> None:
    field_items = context.file.parts[FIELDS]
    fields = context.name_fields(field_items)
    for number, row in enumerate(rows):
        item: Plain = {
            "rule": row["rule"],
            "fields": _convert_fields_list(number, "fields", row["fields"], fields, table),
        }
        if row["of"]:
            item["of"] = _convert_field(number, "of", row["of"], fields, table)
        if row["other"]:
            target = context.list_target_fields(item.get("of", ""))
            item["other"] = _convert_field(number, "other", row["other"], target or fields, table)
        if row["cut_offs"]:
            item["cut_offs"] = split_list(row["cut_offs"])
        for name in ("rule", "fields", "message"):
            if not row[name]:
                table.refuse(number, name, _("Chưa ghi."))
        table.content.items.append(item | {"message": row["message"]})


def _convert_measures(rows: Sequence[Row], context: RegisterContext, table: TypedTable) -> None:
    fields = context.name_fields(context.file.parts[FIELDS])
    codes = choose_codes(rows, "name", table)
    names = {code: row["name"] for code, row in zip(codes, rows, strict=True)}
    owners: dict[tuple[str, str], str] = {}  # by form and cell: the measure that fills it
    for code, row in zip(codes, rows, strict=True):
        number = len(table.content.items)
        item: Plain = {"code": code, "name": row["name"], "operation": row["operation"]}
        if not row["operation"]:
            table.refuse(number, "operation", _("Chưa chọn phép đếm."))
        for name, offered_names in (("rows", context.list_row_names()), ("denominator", context.list_denominators())):
            if row[name]:
                item[name] = convert_name(number, name, row[name], offered_names, table)
        counted_fields = context.list_counted_fields(item.get("rows", ""))
        for name, named_fields in (("field", counted_fields), ("through", counted_fields), ("dated_by", fields),
                                   ("latest_by", fields)):  # fmt: skip
            if row[name]:
                item[name] = _convert_field(number, name, row[name], named_fields, table)
        for name, named_fields in (("conditions", fields), ("adds_when", counted_fields)):
            if conditions := _convert_conditions(number, name, row[name], named_fields, table):
                item[name] = conditions
        for name, default in (("span", "flow"), ("units", "own")):
            if row[name] not in ("", default):
                item[name] = row[name]
        if row["options"]:
            item["options"] = _convert_options_list(
                number, row["options"], item.get("field", ""), counted_fields, table
            )
        table.content.cells[code] = split_list(row["cells"])
        for cell in table.content.cells[code]:
            line = context.find_cell_line(cell)
            if line is None:
                offered = [f"{line.form} {line.cell}" for line in context.cell_lines if line.is_free]
                refuse_unknown(number, "cells", cell, offered, table)
            elif (owner := owners.setdefault((line.form, line.cell), code)) != code:
                table.refuse(
                    number, "cells",
                    _("Ô %(cell)s đã lấy số của «%(name)s»: mỗi ô lấy số của một phép đếm.") % {
                        "cell": cell, "name": names[owner],
                    },
                )  # fmt: skip
        table.content.items.append(item)


def _convert_options_list(
    number: int, text: str, field_code: str, fields: Sequence[NamedField], table: TypedTable
) -> list[str]:
    options: Mapping[str, str] = next((named.options for named in fields if named.code == field_code), {})
    return [convert_name(number, "options", part, options, table) for part in split_list(text)]


def _convert_conditions(
    number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable
) -> list[Plain]:
    try:
        return [describe_condition(condition) for condition in parse_conditions(text, fields)]
    except ConditionTextError as error:
        table.refuse(number, column, str(error))
        return []


def _convert_field(number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable) -> str:
    code = find_field_code(text, fields)
    if code is None:
        refuse_unknown(number, column, text, (named.label or named.code for named in fields), table)
    return code or text


def _convert_fields_list(
    number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable
) -> list[str]:
    return [_convert_field(number, column, part, fields, table) for part in split_list(text)]
