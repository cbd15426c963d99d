"""What is typed into a draft's tables of its head, its assumptions and its roles, as keys of their files."""

from django.utils.translation import gettext as _

from sokehoach.apps.setup.forms.cell_conversion import (
    Changes,
    convert_count,
    convert_date,
    convert_list,
    convert_required,
)
from sokehoach.apps.setup.forms.table_cells import Row, TypedTable
from sokehoach.apps.setup.queries.definition_tables import DefinitionContext
from sokehoach.domain.policy.groups import GENERAL


def convert_programme(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    _refuse_blank(number, row, ("name", "valid_from", "report_due_days"), table)
    return {
        "name": {"name": row["name"]},
        "short_name": {"short_name": row["short_name"] or None},
        "standing_office": {
            "standing_office": convert_required(number, "standing_office", row, context.unit_names, table)
        },
        "valid_from": {"valid_from": convert_date(number, "valid_from", row, table)},
        "report_due_days": {"report_due_days": convert_count(number, "report_due_days", row, table)},
    }


def convert_assumption(number: int, row: Row, _context: DefinitionContext, table: TypedTable) -> Changes:
    _refuse_blank(number, row, ("what", "value", "reason"), table)
    return {name: {name: row[name]} for name in ("what", "value", "reason")}


def convert_role(number: int, row: Row, context: DefinitionContext, table: TypedTable) -> Changes:
    _refuse_blank(number, row, ("actions",), table)
    functions = convert_list(number, "functions", row, context.function_names, table)
    return {
        "code": {"code": row["code"]},
        "name": {"name": row["name"]},
        "functions": {"functions": functions or [GENERAL]},
        "levels": {"levels": convert_list(number, "levels", row, context.level_names, table) or None},
        "actions": {"actions": convert_list(number, "actions", row, context.action_names, table)},
    }


def _refuse_blank(number: int, row: Row, columns: tuple[str, ...], table: TypedTable) -> None:
    for column in columns:
        if not row[column]:
            table.refuse(number, column, _("Chưa ghi."))
