"""What is typed into a draft's tables of schedules, indicators and forms, as items of its files.

A cell whose text is as the page showed it leaves what the file says; keys that no column shows stay.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.adapters.programme_files.due_items import write_due_item
from sokehoach.adapters.programme_files.record import CODE
from sokehoach.adapters.programme_files.register_files import UNSOURCED
from sokehoach.adapters.programme_files.yaml_tables import ListRow, StoredItem
from sokehoach.apps.setup.forms.cell_conversion import (
    Changes,
    convert_count,
    convert_date,
    convert_due,
    convert_list,
    convert_reporters,
    convert_required,
    convert_window,
)
from sokehoach.apps.setup.forms.form_rows import code_boxes, convert_box, convert_check, convert_form
from sokehoach.apps.setup.forms.outline_rows import convert_outline
from sokehoach.apps.setup.forms.programme_rows import convert_assumption, convert_programme, convert_role
from sokehoach.apps.setup.forms.table_cells import (
    CellProblems,
    Row,
    TypedTable,
    check_cells,
    choose_codes,
    clean_cell,
    convert_name,
    cut_cells,
    refuse_unknown,
    split_list,
)
from sokehoach.apps.setup.pages.definition_columns import (
    ASSUMPTIONS,
    BOXES,
    CELLS,
    CHECKS,
    COLUMNS,
    FORMS,
    INDICATORS,
    OUTLINES,
    PROGRAMME,
    ROLES,
    SCHEDULES,
    SECTIONS,
    STAGES,
)
from sokehoach.apps.setup.pages.definition_tables import (
    DESCRIBERS,
    describe_stage,
    list_channel_names,
    list_period_names,
)
from sokehoach.apps.setup.pages.register_tables import STORED
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext, list_stages
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.domain.indicators.expression import ExpressionError, parse_expression
from sokehoach.domain.indicators.indicator import Indicator, find_indicator_problems
from sokehoach.domain.indicators.level import LevelRule
from sokehoach.domain.registers.condition_text import find_option_code

_LISTS: Mapping[str, Mapping[str, Any]] = {  # of a new item
    SCHEDULES: {"stages": []},
    SECTIONS: {"cells": []},
    FORMS: {"sections": [], "checks": [], "narratives": []},
    OUTLINES: {"sections": []},
}

_NAME_COLUMNS = {SECTIONS: "title", CELLS: "element", BOXES: "title", OUTLINES: "title"}  # of other parts: name
_FACT_COLUMNS = {CHECKS: ("rule", "cells"), ASSUMPTIONS: ("value", "reason")}  # of parts without a code


def convert_items(
    part: str, rows: Sequence[Row], items: Sequence[StoredItem], context: DefinitionContext, section: str = ""
) -> tuple[list[ListRow], CellProblems]:
    """The rows as items of the list that the table edits. `section`: of the form whose cells they are."""
    table = TypedTable()
    described = [_clean_texts(DESCRIBERS[part](item.content, context)) for item in items]
    stored_texts = {text for texts in described for text in texts.values()}
    check_cells(COLUMNS[part], rows, table, stored_texts)
    rows = cut_cells(COLUMNS[part], rows, stored_texts)
    coded_rows = _code_rows(part, rows, items, context, section, table)
    numbers = match_items(part, coded_rows, described)
    converters: Mapping[str, Callable[[int, Row, DefinitionContext, TypedTable], Changes]] = {
        SCHEDULES: _convert_schedule,
        INDICATORS: _convert_indicator,
        SECTIONS: _convert_section,
        CELLS: _convert_cell,
        FORMS: convert_form,
        CHECKS: convert_check,
        BOXES: convert_box,
        OUTLINES: convert_outline,
        PROGRAMME: convert_programme,
        ASSUMPTIONS: convert_assumption,
        ROLES: convert_role,
    }
    list_rows = []
    for number, row in enumerate(coded_rows):
        changes = converters[part](number, row, context, table)
        stored = numbers[number]
        if stored is None:
            list_rows.append(ListRow(None, {**merge_changes({}, {}, row, changes), **_LISTS.get(part, {})}))
        else:
            list_rows.append(ListRow(stored, merge_changes(items[stored].content, described[stored], row, changes)))
    return list_rows, table.problems


def convert_stages(rows: Sequence[Row], context: DefinitionContext) -> tuple[dict[str, list[ListRow]], CellProblems]:
    """The rows as stages of the schedules, by the code of the schedule."""
    table = TypedTable()
    stored_stages = {
        f"{schedule}/{number}": stage
        for schedule in context.schedule_names
        for number, stage in enumerate(list_stages(context, schedule))
    }
    stored_texts = {
        text for stage in stored_stages.values() for text in _clean_texts(describe_stage(stage, context)).values()
    }
    stored_texts |= {*context.schedule_names.values()}
    check_cells(COLUMNS[STAGES], rows, table, stored_texts)
    rows = cut_cells(COLUMNS[STAGES], rows, stored_texts)
    grouped: dict[str, list[ListRow]] = {code: [] for code in context.schedule_names}
    used_keys: set[str] = set()
    for number, row in enumerate(rows):
        changes = _convert_stage(number, row, context, table)
        schedule = convert_required(number, "schedule", row, context.schedule_names, table)
        key = row[STORED] if row[STORED] in stored_stages and row[STORED] not in used_keys else ""
        used_keys.add(key)
        old_schedule, _slash, place = key.rpartition("/")
        stage = stored_stages.get(key, {})
        described = _clean_texts(describe_stage(stage, context, old_schedule)) if key else {}
        content = merge_changes(stage, described, row, changes)
        is_same_schedule = bool(key) and old_schedule == schedule
        grouped.setdefault(schedule, []).append(ListRow(int(place) if is_same_schedule else None, content))
    return grouped, table.problems


def match_items(part: str, rows: Sequence[Row], described: Sequence[Mapping[str, str]]) -> list[int | None]:
    """The stored item that each row changes: that of its code, else the one that the row showed under another code.

    A row keeps its item under another code where it keeps its name: then it is renamed. Else what was there has been
    pasted over, and the row is a new one.
    """
    matches: list[int | None] = [None] * len(rows)
    shown_items = [int(place) if (place := row[STORED].partition(":")[0]).isdecimal() else None for row in rows]
    names = _FACT_COLUMNS.get(part) or (_NAME_COLUMNS.get(part, "name"),)
    tests: tuple[Callable[[int, int], bool], ...] = (
        lambda row, item: rows[row]["code"] == described[item]["code"] and shown_items[row] == item,
        lambda row, item: rows[row]["code"] == described[item]["code"],
        lambda row, item: (
            shown_items[row] == item
            and rows[row][STORED].partition(":")[2] == described[item]["code"]
            and any((text := described[item][name]) and rows[row].get(name) == text for name in names)
        ),
    )
    for test in tests:
        for row in range(len(rows)):
            if matches[row] is None:
                free = (item for item in range(len(described)) if item not in matches)
                matches[row] = next((item for item in free if test(row, item)), None)
    return matches


def merge_changes(
    content: Mapping[str, Any], described: Mapping[str, str], row: Row, changes: Changes
) -> dict[str, Any]:
    """The item with what the row says otherwise. `described`: the texts of the item's cells; none of a new one."""
    merged = dict(content)
    for column, keys in changes.items():
        if not described or row[column] != described[column]:
            for key, value in keys.items():
                if value is None:
                    merged.pop(key, None)
                else:
                    merged[key] = value
    return merged


def _clean_texts(described: Mapping[str, str]) -> dict[str, str]:
    """The texts as a page sends them back: on one line, with single spaces."""
    return {name: clean_cell(text) for name, text in described.items()}


def _code_rows(
    part: str,
    rows: Sequence[Row],
    items: Sequence[StoredItem],
    context: DefinitionContext,
    section: str,
    table: TypedTable,
) -> list[dict[str, str]]:
    """The rows, each with a code; a code that is used already is refused at its cell.

    A check has no code: what it compares tells it from others, and may stand twice. So does what is assumed.
    """
    if part == CHECKS:
        return [{**row, "code": f"{row['rule']} {row['cells']}"} for row in rows]
    if part in (ASSUMPTIONS, PROGRAMME):
        return [{**row, "code": row.get("what") or _get_programme_code(items)} for row in rows]
    if part == SECTIONS:
        rows = _number_rows(rows, [chr(letter) for letter in range(ord("A"), ord("Z") + 1)], [])
    elif part == CELLS:
        own_codes = {get_text(item.content, "code") for item in items}
        outside_codes = [code for code in context.cell_codes if code not in own_codes]
        rows = _number_rows(rows, [f"{section}{number}" for number in range(1, 200)], outside_codes)
        for number, row in enumerate(rows):
            if row["code"] in outside_codes:
                message = _("Mã «%(code)s» đã dùng ở phần khác của biểu.") % {"code": row["code"]}
                table.refuse(number, "code", message)
    elif part == FORMS:
        for number, row in enumerate(rows):
            if not row["code"]:
                table.refuse(number, "code", _("Chưa ghi: ghi mã in trên biểu, ví dụ 05-XA."))
    elif part == BOXES:
        rows = code_boxes(rows, context, table)
    codes = choose_codes(rows, _NAME_COLUMNS.get(part, "name"), table)
    for number, code in enumerate(codes):
        if not CODE.fullmatch(code) and (number, "code") not in table.problems:
            table.refuse(number, "code", _("Mã chỉ được có chữ, số, dấu chấm, gạch nối, gạch dưới."))
    return [{**row, "code": code} for row, code in zip(rows, codes, strict=True)]


def _get_programme_code(items: Sequence[StoredItem]) -> str:
    return next((get_text(item.content, "code") for item in items), "")


def _number_rows(rows: Sequence[Row], codes: Sequence[str], used_codes: Sequence[str]) -> list[Row]:
    """The rows, those without a code with the first ones that nothing has."""
    all_codes = {*used_codes, *(row["code"] for row in rows)}
    free_codes = iter([code for code in codes if code not in all_codes])
    return [row if row["code"] else {**row, "code": next(free_codes, "")} for row in rows]


def _convert_schedule(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    for name in ("subject", "period_types", "valid_from"):
        if not row[name]:
            table.refuse(number, name, _("Chưa ghi."))
    channels = convert_list(number, "channels", row, list_channel_names(), table) or ["system"]
    return {
        "code": {"code": row["code"]},
        "name": {"name": row["name"]},
        "subject": {"subject": row["subject"]},
        "content": {"content": row["content"] or "both"},
        "channels": {"channels": channels},
        "period_types": {"period_types": convert_list(number, "period_types", row, list_period_names(), table)},
        "outlines": {"outlines": convert_list(number, "outlines", row, context.outline_names, table)},
        "procedure": {"procedure": row["procedure"] or None},
        "basis": {"basis": row["basis"] or UNSOURCED},
        "valid_from": {"valid_from": convert_date(number, "valid_from", row, table)},
        "valid_to": {"valid_to": convert_date(number, "valid_to", row, table)},
    }


def _convert_stage(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    rule = convert_due(number, "due", row["due"], table)
    return {
        "reporters": {"reporters": convert_reporters(number, row, context, table)},
        "receiver": {"receiver": convert_required(number, "receiver", row, context.unit_names, table)},
        "through": {
            "through": convert_name(number, "through", row["through"], context.unit_names, table)
            if row["through"]
            else None
        },
        "due": {} if rule is None else write_due_item(rule),
        "window": {"window": convert_window(number, "window", row, context, table)},
        "lock_days": {"lock_days": convert_count(number, "lock_days", row, table)},
        "forms": {"forms": convert_list(number, "forms", row, context.form_names, table)},
    }


def _convert_indicator(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    numerator = _convert_formula(number, "numerator", row, context, table)
    denominator = _convert_formula(number, "denominator", row, context, table)
    per, on_map = row["per"] or "100", row["on_map"] == "yes"
    if not row["numerator"]:
        table.refuse(number, "numerator", _("Chưa ghi."))
    if not row["denominator"] and per != "none":
        table.refuse(number, "denominator", _("Chưa ghi: ghi 1 nếu mỗi đơn vị báo cáo tính một."))
    if numerator and not any(place == number for place, _column in table.problems):
        _check_indicator(number, row, numerator, denominator or "1", context, table)
    return {
        "code": {"code": row["code"]},
        "name": {"name": row["name"]},
        "numerator": {"numerator": numerator},
        "denominator": {"denominator": denominator or None},
        "per": {"per": None if per == "100" else per},
        "change": {"change": row["change"] or None},
        "compared_with": {"compared_with": row["compared_with"] or None},
        "on_map": {"on_map": on_map},
        "words": {"words": split_list(row["words"])},
        "source": {"source": row["source"] or UNSOURCED},
    }


def _check_indicator(
    number: int, row: Row, numerator: str, denominator: str, context: DefinitionContext, table: TypedTable
) -> None:
    """What `find_indicator_problems` says, at the cells; counts of persons are for the check of the whole draft."""
    rule = LevelRule(None if row["per"] == "none" else 100) if not row["change"] else None
    sides = [parse_expression(text) for text in (numerator, denominator)]
    indicator = Indicator(
        uid="", code=row["code"], name=row["name"], numerator=sides[0], denominator=sides[1],
        on_map=row["on_map"] == "yes" and rule is not None, words=(), source="", rule=rule or LevelRule(),
    )  # fmt: skip
    persons = {element.uid for element in context.elements.values()}
    problems = find_indicator_problems(indicator, context.elements, frozenset(context.denominators), persons)
    for column, reason in problems:
        table.refuse(number, column, f"{reason[:1].upper()}{reason[1:]}.")


def _convert_formula(number: int, column: str, row: Row, context: DefinitionContext, table: TypedTable) -> str:
    """The formula of a cell: as the file writes it, or with terms as the page offers them in words."""
    names = {code: element.name for code, element in context.elements.items()}
    parts = [
        find_option_code(part, context.terms) or find_option_code(part, names) or part
        for part in (part.strip() for part in row[column].split(" + "))
    ]
    text = " + ".join(parts)
    try:
        if text:
            parse_expression(text)
    except ExpressionError as error:
        table.refuse(number, column, f"{error.message_vi[:1].upper()}{error.message_vi[1:]}.")
    return text


def _convert_section(_number: int, row: Row, _context: DefinitionContext, _table: TypedTable) -> Changes:
    return {
        "code": {"code": row["code"]},
        "title": {"title": row["title"]},
        "clauses": {"clauses": split_list(row["clauses"]) or None},
    }


def _convert_cell(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    names = {code: element.name for code, element in context.elements.items()}
    element = convert_name(number, "element", row["element"], names, table) if row["element"] else ""
    return {
        "code": {"code": row["code"]},
        "element": {"element": element},
        "disaggregation": {"disaggregation": _convert_options(number, row, element, context, table) or None},
        "label": {"label": row["label"] or None},
        "depth": {"depth": convert_count(number, "depth", row, table)},
        "sum_of": {"sum_of": split_list(row["sum_of"]) or None},
        "same_as": {"same_as": row["same_as"] or None},
        "source": {"source": _convert_source(number, row, context, table)},
        "most": {"most": convert_count(number, "most", row, table)},
    }


def _convert_options(
    number: int, row: Row, element: str, context: DefinitionContext, table: TypedTable
) -> dict[str, str]:
    names = {f"{name}={option}": label for (name, option), label in context.name_options(element).items()}
    options = [convert_name(number, "disaggregation", part, names, table) for part in split_list(row["disaggregation"])]
    return dict(pair.split("=", 1) for pair in options if "=" in pair)


def _convert_source(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> dict[str, str] | None:
    parts = row["source"].removesuffix("…").split()
    if not parts:
        return None
    if len(parts) != 2 or parts[0] not in context.registers:
        refuse_unknown(number, "source", row["source"], (f"{code} …" for code in context.registers), table)
        return None
    return {"register": parts[0], "measure": parts[1]}
