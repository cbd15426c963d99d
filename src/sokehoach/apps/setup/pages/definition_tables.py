"""The texts of the cells of a draft's tables of schedules, indicators and forms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sokehoach.adapters.programme_files.due_items import list_texts, read_due_item
from sokehoach.adapters.programme_files.yaml_tables import StoredItem, read_list
from sokehoach.apps.programmes.models import ProgrammeDraft
from sokehoach.apps.setup.pages.definition_columns import (
    ASSUMPTIONS,
    BOXES,
    CELLS,
    CHECKS,
    DEFAULTS,
    FORMS,
    INDICATORS,
    OUTLINES,
    PROGRAMME,
    ROLES,
    SCHEDULES,
    SECTIONS,
)
from sokehoach.apps.setup.pages.drafts import DraftFault, list_faults
from sokehoach.apps.setup.pages.outline_tables import describe_outline
from sokehoach.apps.setup.pages.programme_tables import (
    describe_assumption,
    describe_programme,
    describe_role,
    format_date,
)
from sokehoach.apps.setup.pages.register_tables import SEPARATOR, name_unambiguously
from sokehoach.apps.setup.queries.definition_tables import (
    BOXES_PATH,
    CHECKS_PATH,
    SECTIONS_PATH,
    DefinitionContext,
    list_mappings,
)
from sokehoach.apps.setup.queries.register_drafts import get_text
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.expression import ExpressionError, explain_expression, parse_expression
from sokehoach.domain.messages import say
from sokehoach.domain.periods.due_text import format_typed_due
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.reporting.check_sentences import explain_check
from sokehoach.domain.reporting.form import OTHER_FORM, Check, Rule
from sokehoach.domain.reporting.kind_rules import find_count_problem
from sokehoach.domain.reporting.reporting_schedule import Channel
from sokehoach.domain.text import capitalize_first

type Plain = Mapping[str, Any]


def list_period_names() -> dict[str, str]:
    """How often a report is made, in words of the page's language, by type of period."""
    return {kind.value: str(kind.label_vi) for kind in PeriodType}


def list_channel_names() -> dict[str, str]:
    return {channel.value: str(channel.label_vi) for channel in Channel}


def describe_schedule(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    plain = {name: get_text(item, name) for name in ("name", "subject", "content", "basis", "procedure", "code")}
    return plain | {
        "period_types": _join_names(item.get("period_types"), list_period_names()),
        "channels": _join_names(item.get("channels"), list_channel_names()),
        "outlines": _join_names(item.get("outlines"), {}),
        "valid_from": format_date(item.get("valid_from")),
        "valid_to": format_date(item.get("valid_to")),
    }


def describe_stage(item: Plain, context: DefinitionContext, schedule: str = "") -> dict[str, str]:
    rule = read_due_item(item)
    return {
        "schedule": name_unambiguously(schedule, context.schedule_names),
        "reporters": _describe_reporters(item.get("reporters"), context),
        "receiver": name_unambiguously(get_text(item, "receiver"), context.unit_names),
        "through": name_unambiguously(get_text(item, "through"), context.unit_names),
        "forms": SEPARATOR.join(list_texts(item.get("forms"))),
        "due": "" if rule is None else format_typed_due(rule),
        "window": name_unambiguously(get_text(item, "window"), context.windows),
        "lock_days": get_text(item, "lock_days"),
    }


def describe_indicator(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    names = ("name", "numerator", "denominator", "change", "compared_with", "source", "code")
    per = get_text(item, "per")
    return {name: get_text(item, name) for name in names} | {
        "per": per or DEFAULTS[INDICATORS]["per"],
        "on_map": "yes" if item.get("on_map") in (True, "yes") else "no",
        "words": SEPARATOR.join(list_texts(item.get("words"))),
    }


def describe_form(item: Plain, context: DefinitionContext) -> dict[str, str]:
    rule = read_due_item(item)
    kinds = [item.get("period_type"), *list_texts(item.get("also_for"))]
    return {name: get_text(item, name) for name in ("code", "name", "source")} | {
        "period_types": _join_names([kind for kind in kinds if kind], list_period_names()),
        "reporters": _describe_reporters(item.get("reporters"), context),
        "window": name_unambiguously(get_text(item, "counting_window"), context.windows),
        "due": "" if rule is None else format_typed_due(rule),
        "due_by_level": SEPARATOR.join(
            _describe_level_due(row, context) for row in list_mappings(item.get("due_by_level"))
        ),
        "function": name_unambiguously(get_text(item, "function"), context.function_names),
        "assumed": SEPARATOR.join(list_texts(item.get("assumed"))),
    }


def describe_check(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    """The texts of a check; what it compares stands for the code that it does not have."""
    cells = SEPARATOR.join(list_texts(item.get("cells")))
    hard = "no" if item.get("hard") in (False, "no") else "yes"
    return {"rule": get_text(item, "rule"), "cells": cells, "hard": hard, "code": f"{get_text(item, 'rule')} {cells}"}


def describe_box(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    return {name: get_text(item, name) for name in ("title", "hint", "most", "code")}


def describe_section(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    return {
        "title": get_text(item, "title"),
        "clauses": SEPARATOR.join(list_texts(item.get("clauses"))),
        "code": get_text(item, "code"),
    }


def describe_cell(item: Plain, context: DefinitionContext) -> dict[str, str]:
    element = get_text(item, "element")
    names = {code: row.name for code, row in context.elements.items()}
    return {name: get_text(item, name) for name in ("code", "label", "depth", "same_as", "most")} | {
        "element": name_unambiguously(element, names),
        "disaggregation": _describe_options(item.get("disaggregation"), context.name_options(element)),
        "sum_of": SEPARATOR.join(list_texts(item.get("sum_of"))),
        "source": _describe_source(item.get("source")),
    }


DESCRIBERS = {
    SCHEDULES: describe_schedule,
    INDICATORS: describe_indicator,
    SECTIONS: describe_section,
    CELLS: describe_cell,
    FORMS: describe_form,
    CHECKS: describe_check,
    BOXES: describe_box,
    OUTLINES: describe_outline,
    PROGRAMME: describe_programme,
    ASSUMPTIONS: describe_assumption,
    ROLES: describe_role,
}


def list_item_faults(draft: ProgrammeDraft, file: str, items: Sequence[StoredItem]) -> dict[int, list[DraftFault]]:
    """The faults of a file by number of the item, from 0, in whose lines they are."""
    faults: dict[int, list[DraftFault]] = {}
    for fault in list_faults(draft, file):
        number = next((number for number, item in enumerate(items) if fault.line in item.lines), None)
        if number is not None:
            faults.setdefault(number, []).append(fault)
    return faults


def list_head_faults(draft: ProgrammeDraft, files: Sequence[str]) -> dict[int, list[DraftFault]]:
    """The faults of the heads of forms or outlines, by number of the file: those of its lists stand at their tables."""
    faults: dict[int, list[DraftFault]] = {}
    for number, file in enumerate(files):
        lists = [read_list(draft.files[file], path) for path in (SECTIONS_PATH, CHECKS_PATH, BOXES_PATH)]
        item_lines = [item.lines for items in lists for item in items]
        head_faults = [
            fault for fault in list_faults(draft, file) if not any(fault.line in lines for lines in item_lines)
        ]
        if head_faults:
            faults[number] = head_faults
    return faults


def explain_check_row(values: Mapping[str, str], context: DefinitionContext) -> str:
    """«ô A8 (…) không lớn hơn ô A7 (…)»; «» where the check cannot be read."""
    cells = context.checked_cells
    try:
        check = Check(
            Rule(values["rule"]), tuple(part for text in values["cells"].split(";") if (part := text.strip()))
        )
    except ValueError:
        return ""
    if find_count_problem(check) or any(code not in cells and OTHER_FORM not in code for code in check.cells):
        return ""
    days = [code for code, cell in cells.items() if cell.kind is ValueKind.DATE]
    sentence = explain_check(
        check, lambda code: cells[code].phrase if code in cells else say("ô %(printed)s", printed=code), days
    )
    return capitalize_first(translate(sentence))


def explain_indicator(values: Mapping[str, str], context: DefinitionContext) -> str:
    """«Lớp đã mở (TH01) ÷ Lớp phải mở (TH02)»; «» where it cannot be read or names what the draft does not have."""
    sides = []
    for name in ("numerator", "denominator"):
        try:
            expression = parse_expression(values[name] or "1")
        except ExpressionError:
            return ""
        if any(code not in context.elements for code, _key in expression.names):
            return ""
        sides.append(explain_expression(expression, context.elements, context.denominators))
    return sides[0] if values["per"] == "none" and not values["denominator"] else f"{sides[0]} ÷ {sides[1]}"


def _join_names(codes: Any, names: Mapping[str, str]) -> str:
    return SEPARATOR.join(str(names.get(code, code)) for code in list_texts(codes))


def _describe_reporters(reporters: Any, context: DefinitionContext) -> str:
    reporters = reporters if isinstance(reporters, dict) else {}
    levels = [name_unambiguously(code, context.level_names) for code in list_texts(reporters.get("levels"))]
    units = [name_unambiguously(code, context.unit_names) for code in list_texts(reporters.get("codes"))]
    return SEPARATOR.join([*levels, *units])


def _describe_level_due(row: Plain, context: DefinitionContext) -> str:
    """The levels with commas between them, a colon, the due rule."""
    rule = read_due_item(row)
    levels = ", ".join(name_unambiguously(code, context.level_names) for code in list_texts(row.get("levels")))
    return f"{levels}: {'' if rule is None else format_typed_due(rule)}"


def _describe_options(value: Any, names: Mapping[tuple[str, str], str]) -> str:
    pairs: Iterable[tuple[str, Any]] = value.items() if isinstance(value, dict) else ()
    return SEPARATOR.join(_describe_option(name, str(option), names) for name, option in pairs)


def _describe_option(name: str, option: str, names: Mapping[tuple[str, str], str]) -> str:
    """The name of the option; «set=option» where another option is called the same."""
    by_key = {f"{key[0]}={key[1]}": label for key, label in names.items()}
    return name_unambiguously(f"{name}={option}", by_key)


def _describe_source(source: Any) -> str:
    """«hoc_vien_lop learners», with «…» where it is narrowed by what the table cannot say."""
    if not isinstance(source, dict):
        return ""
    text = f"{get_text(source, 'register')} {get_text(source, 'measure')}"
    return text if set(source) <= {"register", "measure"} else f"{text} …"
