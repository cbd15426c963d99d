"""What is typed into a draft's tables of forms, their checks and text boxes, as keys of the forms' files."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.due_items import write_due_item
from sokehoach.adapters.programme_files.register_files import UNSOURCED
from sokehoach.apps.setup.forms.cell_conversion import (
    Changes,
    convert_count,
    convert_due,
    convert_list,
    convert_reporters,
    convert_window,
)
from sokehoach.apps.setup.forms.table_cells import (
    Row,
    TypedTable,
    convert_name,
    make_code,
    refuse_unknown,
    split_list,
)
from sokehoach.apps.setup.pages.definition_tables import list_period_names
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.domain.periods.due_text import parse_period_type
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.registers.condition_text import find_option_code
from sokehoach.domain.reporting.form import OTHER_FORM, Check, Rule
from sokehoach.domain.reporting.kind_rules import RULES_OVER_FORMS, find_check_problem, find_count_problem
from sokehoach.domain.text import capitalize_first


def convert_form(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    kinds = convert_list(number, "period_types", row, list_period_names(), table)
    if not row["period_types"]:
        table.refuse(number, "period_types", _("Chưa ghi."))
    order = list(list_period_names())
    kinds = sorted(dict.fromkeys(kinds), key=lambda kind: order.index(kind) if kind in order else 0)
    rule = convert_due(number, "due", row["due"], table)
    function = convert_name(number, "function", row["function"] or GENERAL, context.function_names, table)
    return {
        "code": {"code": row["code"]},
        "name": {"name": row["name"]},
        "period_types": {"period_type": kinds[0] if kinds else "", "also_for": kinds[1:] or None},
        "function": {"function": function},
        "reporters": {"reporters": convert_reporters(number, row, context, table)},
        "window": {"counting_window": convert_window(number, "window", row, context, table)},
        "due": {} if rule is None else write_due_item(rule),
        "due_by_level": {"due_by_level": _convert_level_dues(number, row, context, table) or None},
        "assumed": {"assumed": split_list(row["assumed"]) or None},
        "source": {"source": row["source"] or UNSOURCED},
    }


def _convert_level_dues(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> list[dict[str, Any]]:
    """Levels with commas between them, a colon, a due rule; «;» before the next.

    A part that begins with a kind of period («hằng năm: 5/12») goes on with the rule before it.
    """
    parts: list[str] = []
    for text in split_list(row["due_by_level"]):
        if parts and parse_period_type(text.partition(":")[0]) is not None:
            parts[-1] += f"; {text}"
        else:
            parts.append(text)
    items = []
    for part in parts:
        levels, _colon, due = part.partition(":")
        names = [name for text in levels.split(",") if (name := text.strip())]
        codes = [convert_name(number, "due_by_level", name, context.level_names, table) for name in names]
        rule = convert_due(number, "due_by_level", due.strip(), table)
        if rule is not None:
            written_rule = {key: value for key, value in write_due_item(rule).items() if value is not None}
            items.append({"levels": codes, **written_rule})
    return items


def convert_check(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    codes = [_convert_check_cell(number, part, context, table) for part in split_list(row["cells"])]
    if row["rule"] not in Rule:
        if not row["rule"]:
            table.refuse(number, "rule", _("Chưa ghi."))
    elif (number, "cells") not in table.problems:
        check = Check(Rule(row["rule"]), tuple(codes))
        for column, problem in _list_check_problems(check, context):
            table.refuse(number, column, f"{capitalize_first(problem)}.")
    return {
        "rule": {"rule": row["rule"]},
        "cells": {"cells": codes},
        "hard": {"hard": False if row["hard"] == "no" else None},
    }


def _list_check_problems(check: Check, context: DefinitionContext) -> list[tuple[str, str]]:
    """Column and reason of what the rule does not allow."""
    if problem := find_count_problem(check):
        return [("cells", problem)]
    if any(OTHER_FORM in code for code in check.cells) and check.rule not in RULES_OVER_FORMS:
        return [("cells", _("phép kiểm tra này chỉ dùng ô của chính biểu"))]
    kinds = {code: cell.kind for code, cell in context.checked_cells.items() if cell.kind is not None}
    problem = find_check_problem(check, kinds)
    return [("rule", problem)] if problem else []


def _convert_check_cell(number: int, text: str, context: DefinitionContext, table: TypedTable) -> str:
    """The code of a cell, typed as its code or name; that of another form stays as it is typed: «01-XA/A1»."""
    cells = context.checked_cells
    if text in cells or OTHER_FORM in text:
        return text
    code = find_option_code(text, {code: cell.name for code, cell in cells.items()})
    if code is None:
        refuse_unknown(number, "cells", text, cells, table)
    return code or text


def convert_box(number: int, row: Row, _context: DefinitionContext, table: TypedTable) -> Changes:
    return {
        "code": {"code": row["code"]},
        "title": {"title": row["title"]},
        "hint": {"hint": row["hint"] or None},
        "most": {"most": convert_count(number, "most", row, table)},
    }


def code_boxes(rows: Sequence[Row], context: DefinitionContext, table: TypedTable) -> list[Row]:
    """The rows, each with the code of the heading that it names; a box without one has that of its own name."""
    headings = {code: phrase.rpartition(" (")[0] for code, phrase in context.headings.items()}
    typed_codes = [_find_heading(row["code"], headings, context.headings) for row in rows]
    coded_rows: list[Row] = []
    used_codes = [code for code in typed_codes if code]
    for number, (row, typed_code) in enumerate(zip(rows, typed_codes, strict=True)):
        code = typed_code
        if row["code"] and " " in code:
            refuse_unknown(number, "code", row["code"], context.headings.values(), table)
        if not row["code"] and row["title"]:
            code = find_option_code(row["title"], headings) or ""
            if not code or code in used_codes:
                code = make_code(row["title"], [*used_codes, *headings])
            used_codes.append(code)
        coded_rows.append({**row, "code": code})
    return coded_rows


def _find_heading(text: str, *headings: Mapping[str, str]) -> str:
    """The code of the heading that a text names; the text where none has that name."""
    return next((code for names in headings if (code := find_option_code(text, names))), text)
