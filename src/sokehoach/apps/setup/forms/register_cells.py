"""What an official typed into the tables of a register, as items of its file; each problem stands at its cell."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.register_files import CONSTRAINTS, FIELDS, MEASURES, UNSOURCED, TableContent
from sokehoach.adapters.programme_files.register_types import RESERVED_CODES
from sokehoach.apps.setup.pages.register_columns import (
    COLUMNS,
    LEVEL_KIND_WORDS,
    LIST_COLUMNS,
    OPTIONS,
    ColumnKind,
    TableColumn,
)
from sokehoach.apps.setup.queries.register_drafts import RegisterContext
from sokehoach.apps.shell.pii_filter import find_text_problem
from sokehoach.domain.indicators.element import Option
from sokehoach.domain.notation import Notation, read_number
from sokehoach.domain.registers.condition_text import (
    ConditionTextError,
    NamedField,
    find_field_code,
    find_option_code,
    parse_conditions,
)
from sokehoach.domain.registers.field_kinds import OPTION_KINDS, FieldKind
from sokehoach.domain.registers.register_type import DAY, Condition, ConditionTest
from sokehoach.domain.text import fold_accents, normalize_nfc, parse_typed_number

MAX_ROWS = 60  # of a table; its cells are then within what one request may send
_LONGEST_CODE = 40
_BOUND = re.compile(r"(?<=[≥≤<>=])\s*\d[\d.,]*")

type Row = Mapping[str, str]
type Plain = dict[str, Any]
type CellProblems = dict[tuple[int, str], list[str]]
"""By number of the row, from 0, and name of the column."""


@dataclass(slots=True)
class TypedTable:
    """What the rows of a table stand for, and what is wrong with them."""

    content: TableContent = field(default_factory=TableContent)
    problems: CellProblems = field(default_factory=dict)

    def refuse(self, row: int, column: str, message: str) -> None:
        self.problems.setdefault((row, column), []).append(message)


def read_rows(
    part: str, sent: Mapping[str, Sequence[str]], pasted: str = "", notation: Notation = Notation.VIETNAMESE
) -> list[dict[str, str]]:
    """The rows that a page sent, each column a list, then those of pasted lines; blank ones are left out.

    There may be more than MAX_ROWS of them.
    """
    columns = COLUMNS[part]
    count = max((len(sent.get(column.name, ())) for column in columns), default=0)
    rows = [
        {column.name: _clean_cell(texts[number]) if number < len(texts := sent.get(column.name, ())) else ""
         for column in columns}
        for number in range(count)
    ]  # fmt: skip
    for line in pasted.splitlines():
        texts = [_clean_cell(text) for text in line.split("\t")]
        rows.append({column.name: text for column, text in zip(columns, texts, strict=False)})
    complete = ({column.name: row.get(column.name, "") for column in columns} for row in rows)
    return [_name_choices(columns, _read_numbers(columns, row, notation)) for row in complete if is_filled(part, row)]


def is_filled(part: str, row: Row) -> bool:
    """Whether something is typed, beyond what a closed list chose by itself."""
    return any(row[column.name] for column in COLUMNS[part] if not column.is_closed)


def convert_rows(part: str, rows: Sequence[Row], context: RegisterContext) -> TypedTable:
    table = TypedTable()
    _check_cells(part, rows, table)
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
    _check_cells(OPTIONS, rows, table)
    codes = _choose_codes(rows, "name", table)
    names = {code: row["name"] for code, row in zip(codes, rows, strict=True)}
    former_names = {code: stored_options.get(code, name) for code, name in names.items()}
    options = []
    for number, (code, row) in enumerate(zip(codes, rows, strict=True)):
        owner = _convert_owner(number, row["owner"], wider_options, table) if row["owner"] else ""
        combined = tuple(
            _convert_name(number, "combines", part, names if find_option_code(part, names) else former_names, table)
            for part in _split_list(row["combines"])
        )
        options.append(Option(code, row["name"], owner=owner, combines=combined))
    return options, table.problems


def _convert_owner(number: int, text: str, wider_options: Mapping[str, str], table: TypedTable) -> str:
    if wider_options:
        return _convert_name(number, "owner", text, wider_options, table)
    table.refuse(number, "owner", _("Chọn danh mục được chia nhỏ ở trên bảng, hoặc để trống ô này."))
    return ""


def make_code(label: str, used_codes: Iterable[str]) -> str:
    """A code for a label: «Số người dự» → so_nguoi_du, with a number where another has it."""
    letters = [letter if letter.isascii() and letter.isalnum() else "_" for letter in fold_accents(label)]
    code = "_".join(part for part in "".join(letters).split("_") if part)[:_LONGEST_CODE].strip("_")
    if not code or not code[0].isalpha():
        code = f"f_{code}"[:_LONGEST_CODE].strip("_")
    all_codes, number, chosen_code = {*used_codes, *RESERVED_CODES, DAY}, 2, code
    while chosen_code in all_codes:
        chosen_code = f"{code[: _LONGEST_CODE - 4].strip('_')}_{number}"
        number += 1
    return chosen_code


def _clean_cell(text: str) -> str:
    return " ".join(normalize_nfc(text).split())


def _read_numbers(columns: Sequence[TableColumn], row: dict[str, str], notation: Notation) -> dict[str, str]:
    """The row with its numbers as Vietnamese officials write them; those of conditions without marks."""
    for column in columns:
        if column.kind is ColumnKind.NUMBER:
            row[column.name] = read_number(row[column.name], notation)
        elif column.kind is ColumnKind.CONDITIONS and notation is not Notation.VIETNAMESE:
            row[column.name] = _BOUND.sub(
                lambda found: " " + read_number(found[0], notation).replace(".", ""), row[column.name]
            )
    return row


def _name_choices(columns: Sequence[TableColumn], row: dict[str, str]) -> dict[str, str]:
    """The row with the codes of what closed lists offer, where it has their words."""
    for column in columns:
        if column.is_closed and (text := row[column.name]) and text not in column.choices:
            labels = {code: fold_accents(str(label)) for code, label in column.choices.items()}
            row[column.name] = next((code for code, label in labels.items() if label == fold_accents(text)), text)
    return row


def _check_cells(part: str, rows: Sequence[Row], table: TypedTable) -> None:
    """What no cell may be: too long, a label that its closed list does not have, the name of a person."""
    for number, row in enumerate(rows):
        for column in COLUMNS[part]:
            text = row[column.name]
            if len(text) > column.most:
                table.refuse(number, column.name, _("Dài hơn %(n)s ký tự.") % {"n": column.most})
            elif column.is_closed and text and text not in column.choices:
                labels = ", ".join(str(label) for label in column.choices.values())
                table.refuse(number, column.name, _("Chọn một trong: %(words)s.") % {"words": labels})
            elif text and (problem := find_text_problem(text)):
                table.refuse(number, column.name, str(problem))


def _choose_codes(rows: Sequence[Row], name: str, table: TypedTable) -> list[str]:
    """The code of each row, made from another column where none is typed."""
    typed_codes = [row["code"] for row in rows]
    codes: list[str] = []
    for number, row in enumerate(rows):
        if not row[name]:
            table.refuse(number, name, _("Chưa ghi."))
        code = row["code"] or make_code(row[name], [*typed_codes, *codes])
        if code in codes:
            table.refuse(number, "code", _("Mã «%(code)s» đã dùng ở dòng trên.") % {"code": code})
        codes.append(code)
    return codes


def _convert_fields(rows: Sequence[Row], context: RegisterContext, table: TypedTable) -> None:
    is_first_day = bool(rows) and not rows[0]["code"] and rows[0]["kind"] in (FieldKind.DAY, FieldKind.QUARTER)
    coded = [{**row, "code": DAY} if is_first_day and not number else row for number, row in enumerate(rows)]
    for code, row in zip(_choose_codes(coded, "label", table), rows, strict=True):
        number = len(table.content.items)
        if not row["kind"]:
            table.refuse(number, "kind", _("Chưa chọn kiểu."))
        item: Plain = {"code": code, "label": row["label"], "kind": row["kind"]}
        table.content.items.append(item | _convert_source(number, item, row["source"], context, table))
    named_fields = context.name_fields(table.content.items)
    new_options = {item["code"]: item["options"] for item in table.content.option_sets}
    named_fields = [
        NamedField(named.code, named.label, named.options or new_options.get(item.get("option_set"), {}), named.is_flag)
        for named, item in zip(named_fields, table.content.items, strict=True)
    ]
    for number, (row, item) in enumerate(zip(rows, table.content.items, strict=True)):
        for name in ("visible_when", "required_when"):
            if conditions := _convert_conditions(number, name, row[name], named_fields, table):
                item[name] = conditions
        if row["required"] == "no" or item.get("visible_when") or item.get("required_when"):
            item["required"] = False
        if row["most"]:
            item["most"] = _convert_number(number, "most", row["most"], table)
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
            _refuse_unknown(number, "source", text, names.values(), table)
        return {"register": code or text}
    if kind in (FieldKind.UNIT, FieldKind.UNITS):
        labels = {str(code): str(label) for code, label in LEVEL_KIND_WORDS.items()}
        kinds = [(part, find_option_code(part, labels)) for part in _split_list(text)]
        for part, level_kind in kinds:
            if level_kind is None:
                _refuse_unknown(number, "source", part, labels.values(), table)
        return {"level_kinds": [level_kind or part for part, level_kind in kinds]}
    table.refuse(number, "source", _("Kiểu này không chọn từ đâu cả: để trống."))
    return {}


def _find_option_set(number: int, item: Plain, text: str, context: RegisterContext, table: TypedTable) -> str:
    """The option set that a text names, or a new one with the options that it lists."""
    names = context.list_set_names()
    if (code := find_option_code(text, names)) is not None:
        return code
    options = _split_list(text)
    if len(options) < 2:
        _refuse_unknown(number, "source", text, names.values(), table)
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
            item["cut_offs"] = _split_list(row["cut_offs"])
        for name in ("rule", "fields", "message"):
            if not row[name]:
                table.refuse(number, name, _("Chưa ghi."))
        table.content.items.append(item | {"message": row["message"]})


def _convert_measures(rows: Sequence[Row], context: RegisterContext, table: TypedTable) -> None:
    fields = context.name_fields(context.file.parts[FIELDS])
    codes = _choose_codes(rows, "name", table)
    names = {code: row["name"] for code, row in zip(codes, rows, strict=True)}
    owners: dict[tuple[str, str], str] = {}  # by form and cell: the measure that fills it
    for code, row in zip(codes, rows, strict=True):
        number = len(table.content.items)
        item: Plain = {"code": code, "name": row["name"], "operation": row["operation"]}
        if not row["operation"]:
            table.refuse(number, "operation", _("Chưa chọn phép đếm."))
        for name, offered_names in (("rows", context.list_row_names()), ("denominator", context.list_denominators())):
            if row[name]:
                item[name] = _convert_name(number, name, row[name], offered_names, table)
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
        table.content.cells[code] = _split_list(row["cells"])
        for cell in table.content.cells[code]:
            line = context.find_cell_line(cell)
            if line is None:
                offered = [f"{line.form} {line.cell}" for line in context.cell_lines if line.is_free]
                _refuse_unknown(number, "cells", cell, offered, table)
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
    return [_convert_name(number, "options", part, options, table) for part in _split_list(text)]


def _convert_conditions(
    number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable
) -> list[Plain]:
    try:
        return [_to_item(condition) for condition in parse_conditions(text, fields)]
    except ConditionTextError as error:
        table.refuse(number, column, str(error))
        return []


def _to_item(condition: Condition) -> Plain:
    item: Plain = {"field": condition.field, "test": condition.test.value}
    if condition.options:
        item["options"] = list(condition.options)
    if condition.test in (ConditionTest.AT_LEAST, ConditionTest.AT_MOST):
        item["number"] = condition.number
    return item


def _convert_number(number: int, column: str, text: str, table: TypedTable) -> int:
    try:
        value = parse_typed_number(text)
    except ValueError:
        value = None
    if value is None or value < 0 or value != value.to_integral_value():
        table.refuse(number, column, _("Viết một số nguyên, ví dụ 1.234."))
        return 0
    return int(value)


def _convert_field(number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable) -> str:
    code = find_field_code(text, fields)
    if code is None:
        _refuse_unknown(number, column, text, (named.label or named.code for named in fields), table)
    return code or text


def _convert_name(number: int, column: str, text: str, names: Mapping[str, str], table: TypedTable) -> str:
    code = find_option_code(text, names)
    if code is None:
        _refuse_unknown(number, column, text, names.values(), table)
    return code or text


def _convert_fields_list(
    number: int, column: str, text: str, fields: Sequence[NamedField], table: TypedTable
) -> list[str]:
    return [_convert_field(number, column, part, fields, table) for part in _split_list(text)]


def _refuse_unknown(number: int, column: str, text: str, names: Iterable[str], table: TypedTable) -> None:
    offered = ", ".join(f"«{name}»" for name in list(names)[:30]) or _("chưa có gì")
    table.refuse(number, column, _("Không có «%(text)s». Có: %(names)s.") % {"text": text, "names": offered})


def _split_list(text: str) -> list[str]:
    return [stripped for part in text.split(";") if (stripped := part.strip())]
