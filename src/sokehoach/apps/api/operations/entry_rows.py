"""Rows inside an entry, as programs read and send them: checked by the table of the page, refused with their place."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.models import User
from sokehoach.apps.api.operations.entry_fields import (
    JsonValue,
    build_form_data,
    describe_form_errors,
    find_notation_errors,
)
from sokehoach.apps.api.operations.registers import build_values
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition, list_row_registers
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import MAX_ROWS, RowInput, list_rows
from sokehoach.apps.registers.core.row_forms import RowTable, leave_out_parent
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.problems import FieldProblem


class NewRow(Schema):
    """`values` by field, as of an entry; a blank day is that of the entry."""

    model_config = ConfigDict(extra="forbid")
    values: dict[str, str | bool | int | Decimal | list[str] | None] = Field(default_factory=dict, max_length=100)


class RowChange(NewRow):
    """With `id` and its `version` a row that is there: what `values` does not name stays, `remove` takes it out."""

    id: UUID | None = None
    version: int = Field(0, ge=0)
    remove: bool = False


def parse_rows(
    register: RegisterDefinition, tables: Mapping[str, Sequence[NewRow]], *, unit: Unit, day: Any, by: User,
    pointer: str, parent: Entry | None = None,
) -> tuple[list[RowInput], list[FieldProblem]]:  # fmt: skip
    """The rows by the slug of their register, of an entry of that unit and day, and everything that is wrong."""
    registers = {rows.slug: rows for rows in list_row_registers(register)}
    inputs: list[RowInput] = []
    errors: list[FieldProblem] = []
    for slug, sent_rows in tables.items():
        place = f"{pointer}/{slug[:60]}"
        if slug not in registers:
            errors.append(FieldProblem(place, "unknown", _("Sổ không có bảng này.")))
        elif len(sent_rows) > MAX_ROWS:
            errors.append(FieldProblem(place, "invalid", _("Bảng có nhiều nhất %(most)s dòng.") % {"most": MAX_ROWS}))
        else:
            of_table = _parse_table(registers[slug], sent_rows, unit=unit, day=day, by=by, pointer=place, parent=parent)
            inputs += of_table[0]
            errors += of_table[1]
    return inputs, errors


def _parse_table(
    rows: RegisterDefinition, sent_rows: Sequence[NewRow], *, unit: Unit, day: Any, by: User, pointer: str,
    parent: Entry | None,
) -> tuple[list[RowInput], list[FieldProblem]]:  # fmt: skip
    stored_rows = {} if parent is None else {row.pk: row for row in list_rows(rows, parent.pk)}
    of_row = leave_out_parent(rows)
    names = {field.name for field in of_row.fields}
    choices = Choices(rows, by=by, day=clock.today(), entries=[*stored_rows.values()])
    data: MultiValueDict[str, str] = MultiValueDict({f"{rows.slug}-rows": [str(len(sent_rows))]})
    errors: list[FieldProblem] = []
    for number, row in enumerate(sent_rows):
        place, values = f"{pointer}/{number}", dict(row.values)
        errors += [
            FieldProblem(f"{place}/values/{name[:60]}", "unknown", _("Sổ không có trường này."))
            for name in values.keys() - names
        ]
        errors += find_notation_errors(of_row, values, f"{place}/values")
        if isinstance(row, RowChange) and row.id is not None:
            if row.id not in stored_rows:
                errors.append(FieldProblem(f"{place}/id", "unknown", _("Dòng này không còn trong bảng.")))
                continue
            values = {**build_values(rows, stored_rows[row.id]), **values}
            _add_data(data, f"{rows.slug}-{number}", {"id": str(row.id), "version": row.version})
            if row.remove:
                _add_data(data, f"{rows.slug}-{number}", {"removed": True})
        elif not any(value not in (None, "", []) for value in values.values()):
            errors.append(FieldProblem(place, "invalid", _("Dòng này trống.")))
        _add_data(data, f"{rows.slug}-{number}", {name: values[name] for name in values.keys() & names})
    table = RowTable(rows, choices=choices, unit=unit, today=clock.today(), data=data)
    named_pointers = {error.pointer for error in errors}
    if not table.is_valid(unit, day):
        for number, form in enumerate(table.forms):
            place = f"{pointer}/{number}"
            form_errors = describe_form_errors(form.errors, of_row, choices, f"{place}/values", whole=place)
            errors += [
                error
                for error in form_errors
                if error.pointer not in named_pointers and f"{place}/id" not in named_pointers
            ]
    return ([] if errors else table.list_inputs()), errors


def _add_data(data: MultiValueDict[str, str], prefix: str, values: Mapping[str, JsonValue]) -> None:
    for name, typed in build_form_data(values).lists():
        data.setlist(f"{prefix}-{name}", typed)
