"""Adds entries to a register in bulk: all or none, with what is wrong told by row and field."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.entry_fields import build_form_data, describe_form_errors, find_notation_errors
from sokehoach.apps.api.operations.entry_rows import NewRow, parse_rows
from sokehoach.apps.api.operations.registers import router
from sokehoach.apps.api.operations.report_writes import WriteQuery
from sokehoach.apps.api.writes import find_first_answer, run_write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import Values
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.queries.rows import RowInput
from sokehoach.apps.registers.core.services import entries as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.problems import FieldProblem, Problem
from sokehoach.domain.messages import say

__all__ = ["router"]
MAX_ENTRIES = 500
MAX_ERRORS = 200


class NewEntry(Schema):
    """`unit`: code, for an account that writes for several. `values` by field: options by code, days as ISO 8601.

    `rows`: of the tables inside the entry, by the slug of their register.
    """

    model_config = ConfigDict(extra="forbid")
    unit: str = Field("", max_length=40)
    values: dict[str, str | bool | int | Decimal | list[str] | None] = Field(max_length=100)
    rows: dict[str, list[NewRow]] = Field(default_factory=dict, max_length=20)


class NewEntries(Schema):
    model_config = ConfigDict(extra="forbid")
    entries: list[NewEntry] = Field(min_length=1, max_length=MAX_ENTRIES)


class EntryAdded(Schema):
    """`known`: the register held it already, perhaps voided. `id` is null where nothing was kept."""

    id: UUID | None
    known: bool


class EntriesWritten(Schema):
    """`known`: entries that the register held already, which were not written again. `entries`: in the order sent.

    `rows`: how many rows were added, to entries that were known those which they lacked.
    """

    written: int
    known: int
    rows: int = 0
    dry_run: bool
    entries: list[EntryAdded] = Field(default_factory=list, max_length=MAX_ENTRIES)  # older stored answers have none


@router.post(
    "registers/{slug}/entries", auth=TokenAuth(Action.REGISTER_EDIT), response=EntriesWritten,
    operation_id="add_entries", summary=say("Ghi nhiều dòng vào sổ"),
)  # fmt: skip
def add_entries(request: ProgramRequest, slug: str, new: NewEntries, query: Query[WriteQuery]) -> Any:
    register = entries.access_register_to_write(request.user, slug)
    answer = find_first_answer(request)
    if answer is None:
        lines, rows = _parse_entries(request, register, new.entries)
        try:
            answer = run_write(
                request, services.import_entries, dry_run=query.dry_run,
                register=register.code, lines=lines, rows=rows, answers_ids=True, by=request.user, at=clock.now(),
            )  # fmt: skip
        except InvalidInput as invalid:
            errors = [
                FieldProblem(f"/entries/*/values/{name}" if name else "/entries", "invalid", str(message))
                for name, sentences in invalid.messages.items()
                for message in sentences
            ]
            raise Problem("input-invalid", errors=errors) from None
        if query.dry_run:
            answer["entries"] = [entry if entry["known"] else entry | {"id": None} for entry in answer["entries"]]
    return answer | {"dry_run": query.dry_run}


def _parse_entries(
    request: ProgramRequest, register: RegisterDefinition, new_entries: Sequence[NewEntry]
) -> tuple[list[tuple[Unit, Values]], list[tuple[int, RowInput]]]:
    """The values of each entry, by the form of the page, and its rows. Raises Problem with everything that is wrong."""
    units = entries.list_writable_units(request.user, register)
    by_code = {unit.code: unit for unit in units}
    choices = Choices(register, by=request.user, day=clock.today())
    names = {field.name for field in register.fields}
    lines: list[tuple[Unit, Values]] = []
    rows: list[tuple[int, RowInput]] = []
    errors: list[FieldProblem] = []
    for number, entry in enumerate(new_entries):
        place = f"/entries/{number}"
        unit = by_code.get(entry.unit) if entry.unit else units[0] if len(units) == 1 else None
        errors += [
            FieldProblem(f"{place}/values/{name[:60]}", "unknown", _("Sổ không có trường này."))
            for name in entry.values.keys() - names
        ]
        if unit is None:
            errors.append(
                FieldProblem(f"{place}/unit", "unit", _("Ghi mã một đơn vị mà mã truy cập được ghi sổ thay."))
            )
            continue
        notation_errors = find_notation_errors(register, entry.values, f"{place}/values")
        errors += notation_errors
        told = {error.pointer for error in notation_errors}
        form = EntryForm(
            register, choices=choices, units=[unit], today=clock.today(), data=build_form_data(entry.values)
        )
        if form.is_valid():
            lines.append((unit, form.values()))
        if entry.rows:
            day = form.cleaned_data.get("day")
            of_entry, row_errors = parse_rows(
                register, entry.rows, unit=unit, day=day, by=request.user, pointer=f"{place}/rows"
            )
            rows += [(len(lines) - 1, row) for row in of_entry]
            errors += row_errors
        form_errors = describe_form_errors(form.errors, register, choices, f"{place}/values", whole=place)
        errors += [error for error in form_errors if error.pointer not in told]
        if len(errors) >= MAX_ERRORS:
            break
    if errors:
        raise Problem("input-invalid", errors=errors[:MAX_ERRORS])
    return lines, rows
