"""Adds entries to a register in bulk: all or none, with what is wrong told by row and field."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.registers import router
from sokehoach.apps.api.operations.report_writes import WriteQuery
from sokehoach.apps.api.values import is_day
from sokehoach.apps.api.writes import find_first_answer, run_write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.fields import CHOICE_KINDS, NUMBER_KINDS, FieldDefinition, FieldKind, Values
from sokehoach.apps.registers.core.forms import EntryForm
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.services import entries as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.problems import FieldProblem, Problem
from sokehoach.domain.messages import say

__all__ = ["router"]
MAX_ENTRIES = 500
MAX_ERRORS = 200
MAX_NAMED_CODES = 20

type JsonValue = str | int | bool | list[str] | None


class NewEntry(Schema):
    """`unit`: code, for an account that writes for several. `values` by field: options by code, days as ISO 8601."""

    model_config = ConfigDict(extra="forbid")
    unit: str = Field("", max_length=40)
    values: dict[str, str | bool | int | list[str] | None] = Field(max_length=100)


class NewEntries(Schema):
    model_config = ConfigDict(extra="forbid")
    entries: list[NewEntry] = Field(min_length=1, max_length=MAX_ENTRIES)


class EntryAdded(Schema):
    """`known`: the register held it already, perhaps voided. `id` is null where nothing was kept."""

    id: UUID | None
    known: bool


class EntriesWritten(Schema):
    """`known`: entries that the register held already, which were not written again. `entries`: in the order sent."""

    written: int
    known: int
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
        lines = _parse_entries(request, register, new.entries)
        try:
            answer = run_write(
                request, services.import_entries, dry_run=query.dry_run,
                register=register.code, lines=lines, answers_ids=True, by=request.user, at=clock.now(),
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
) -> list[tuple[Unit, Values]]:
    """The values of each entry, by the form of the page. Raises Problem with everything that is wrong."""
    units = entries.list_writable_units(request.user, register)
    by_code = {unit.code: unit for unit in units}
    choices = Choices(register, by=request.user, day=clock.today())
    names = {field.name for field in register.fields}
    lines: list[tuple[Unit, Values]] = []
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
        form_errors = describe_form_errors(form.errors, register, choices, f"{place}/values", whole=place)
        errors += [error for error in form_errors if error.pointer not in told]
        if len(errors) >= MAX_ERRORS:
            break
    if errors:
        raise Problem("input-invalid", errors=errors[:MAX_ERRORS])
    return lines


def find_notation_errors(
    register: RegisterDefinition, values: Mapping[str, JsonValue], pointer: str
) -> list[FieldProblem]:
    """Numbers and days that are not as JSON and ISO 8601 write them: the form would read them as officials write."""
    errors: list[FieldProblem] = []
    for field in register.of_kind(*NUMBER_KINDS, FieldKind.YEAR, FieldKind.DAY):
        value = values.get(field.name)
        if value is None or value == "" or isinstance(value, bool | list):
            continue
        if field.kind is FieldKind.DAY and not is_day(str(value)):
            errors.append(FieldProblem(f"{pointer}/{field.name}", "date", _("Không phải ngày theo ISO 8601.")))
        elif field.kind is not FieldKind.DAY and not re.fullmatch(r"-?\d+", str(value), re.ASCII):
            errors.append(FieldProblem(f"{pointer}/{field.name}", "number", _("Không phải số nguyên, như 1234.")))
    return errors


def describe_form_errors(
    messages: ErrorDict, register: RegisterDefinition, choices: Choices, pointer: str, *, whole: str
) -> list[FieldProblem]:
    """The form speaks of the names on the page; a program needs the codes of a choice.

    `pointer`: of the object whose members are the fields; `whole`: of what no field is to blame for.
    """
    fields = {field.name: field for field in register.fields}
    errors: list[FieldProblem] = []
    for name, sentences in messages.items():
        field = fields.get(name)
        codes = list_codes(field, choices) if field is not None and field.kind in CHOICE_KINDS else ""
        place = f"{pointer}/{name}" if name and name != "__all__" else whole
        errors += [FieldProblem(place, "invalid", translate(str(sentence)) + codes) for sentence in sentences]
    return errors


def list_codes(field: FieldDefinition, choices: Choices) -> str:
    """A sentence with the codes of a short choice; `registers/{slug}` has the long ones."""
    try:
        codes = [str(code) for code in choices.offered(field)]
    except LookupError:  # the programme has no such option set
        return ""
    return " " + _("Mã: %(codes)s.") % {"codes": ", ".join(codes)} if 0 < len(codes) <= MAX_NAMED_CODES else ""


def build_form_data(values: Mapping[str, JsonValue]) -> MultiValueDict[str, str]:
    """As a browser would send them."""
    typed: MultiValueDict[str, str] = MultiValueDict()
    for name, value in values.items():
        match value:
            case None:
                continue
            case bool():
                typed.setlist(name, ["yes" if value else "no"])
            case list():
                typed.setlist(name, value)
            case _:
                typed.setlist(name, [str(value)])
    return typed
