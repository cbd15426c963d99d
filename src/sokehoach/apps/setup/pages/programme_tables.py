"""The texts of the cells of a draft's tables of its head, its assumptions and its roles."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sokehoach.adapters.programme_files.due_items import list_texts
from sokehoach.apps.setup.pages.register_tables import SEPARATOR, name_unambiguously
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.apps.setup.queries.register_drafts import get_text

type Plain = Mapping[str, Any]


def describe_programme(item: Plain, context: DefinitionContext) -> dict[str, str]:
    return {name: get_text(item, name) for name in ("code", "name", "short_name", "report_due_days")} | {
        "valid_from": format_date(item.get("valid_from")),
        "standing_office": name_unambiguously(get_text(item, "standing_office"), context.unit_names),
    }


def describe_assumption(item: Plain, _context: DefinitionContext) -> dict[str, str]:
    """The texts of an assumption; what is assumed stands for the code that it does not have."""
    return {name: get_text(item, name) for name in ("what", "value", "reason")} | {"code": get_text(item, "what")}


def describe_role(item: Plain, context: DefinitionContext) -> dict[str, str]:
    return {name: get_text(item, name) for name in ("code", "name")} | {
        "levels": _join_names(item.get("levels"), context.level_names),
        "functions": _join_names(item.get("functions"), context.function_names),
        "actions": _join_names(item.get("actions"), context.action_names),
    }


def format_date(value: Any) -> str:
    """«01/01/2026» for a day, or a text that is one; else the text."""
    try:
        return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    except ValueError:
        return "" if value is None else str(value)


def _join_names(codes: Any, names: Mapping[str, str]) -> str:
    return SEPARATOR.join(name_unambiguously(code, names) for code in list_texts(codes))
