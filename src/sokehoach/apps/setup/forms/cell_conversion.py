"""What a cell of a draft's tables says, as values of the text form; what cannot be is refused at its cell."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sokehoach.apps.setup.forms.table_cells import (
    Row,
    TypedTable,
    convert_name,
    convert_number,
    refuse_unknown,
    split_list,
)
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.domain.periods.due import DueRule
from sokehoach.domain.periods.due_text import parse_due_rule
from sokehoach.domain.plans.proposals.due_texts import parse_due_text
from sokehoach.domain.registers.condition_text import find_option_code

_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})", re.ASCII)

type Changes = Mapping[str, Mapping[str, Any]]
"""By column: keys of the item with their values; None for one that is not written."""


def convert_due(number: int, column: str, text: str, table: TypedTable) -> DueRule | None:
    rule = parse_due_rule(text) or parse_due_text(text)
    if rule is None:
        message = _(
            "Ghi như «2 ngày làm việc», «ngày 25 tháng cuối kỳ», «ngày 5 tháng sau», «15/6, 15/12» hoặc "
            "«thứ Năm hằng tuần»."
        )
        table.refuse(number, column, message)
    return rule


def convert_window(number: int, column: str, row: Row, context: DefinitionContext, table: TypedTable) -> str:
    """The code of a counting window; where the draft has only one, a blank cell means that one."""
    windows, window = context.windows, row[column]
    if not window and len(windows) == 1:
        window = next(iter(windows))
    return convert_required(number, column, {**row, column: window}, windows, table)


def convert_reporters(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> dict[str, list[str]]:
    reporters: dict[str, list[str]] = {"levels": [], "codes": []}
    for part in split_list(row["reporters"]):
        if (level := find_option_code(part, context.level_names)) is not None:
            reporters["levels"].append(level)
        elif (unit := find_option_code(part, context.unit_names)) is not None:
            reporters["codes"].append(unit)
        else:
            refuse_unknown(number, "reporters", part, context.level_names.values(), table)
    if not row["reporters"]:
        table.refuse(number, "reporters", _("Chưa ghi."))
    return {name: codes for name, codes in reporters.items() if codes}


def convert_list(number: int, column: str, row: Row, names: Mapping[Any, str], table: TypedTable) -> list[str]:
    codes = {str(code): name for code, name in names.items()}
    return [convert_name(number, column, part, codes, table) for part in split_list(row[column])]


def convert_required(number: int, column: str, row: Row, names: Mapping[str, str], table: TypedTable) -> str:
    if not row[column]:
        table.refuse(number, column, _("Chưa ghi."))
        return ""
    return convert_name(number, column, row[column], names, table)


def convert_count(number: int, column: str, row: Row, table: TypedTable) -> int | None:
    return convert_number(number, column, row[column], table) if row[column] else None


def convert_date(number: int, column: str, row: Row, table: TypedTable) -> str | None:
    text = row[column]
    if match := _DAY.fullmatch(text):
        text = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}"
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError:
        table.refuse(number, column, _("Ghi ngày dạng 01/7/2026."))
        return None
