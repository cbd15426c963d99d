"""Changes, voids and restores one entry of a register: the services and forms of the page."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Schema
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.entry_fields import (
    JsonValue,
    build_form_data,
    describe_form_errors,
    find_notation_errors,
)
from sokehoach.apps.api.operations.entry_rows import RowChange, parse_rows
from sokehoach.apps.api.operations.entry_writes import router
from sokehoach.apps.api.operations.registers import build_values, find_entry_version, list_row_versions
from sokehoach.apps.api.operations.report_writes import WriteQuery
from sokehoach.apps.api.versions import NEEDS_VERSION, build_entry_version, format_tag, require_version
from sokehoach.apps.api.writes import find_first_answer, run_write
from sokehoach.apps.audit.services import Json, Service
from sokehoach.apps.registers.core.catalogue import RegisterDefinition
from sokehoach.apps.registers.core.forms import EntryForm, StrikeForm
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.choices import Choices
from sokehoach.apps.registers.core.services import entries as services
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.problems import FieldProblem, Problem
from sokehoach.domain.messages import say

__all__ = ["router"]


class EntryChange(Schema):
    """`values` by field, as for a new entry; null empties a field. What is not named stays, rows too.

    `rows`: of the tables inside the entry, by the slug of their register.
    """

    model_config = ConfigDict(extra="forbid")
    values: dict[str, str | bool | int | Decimal | list[str] | None] = Field(default_factory=dict, max_length=100)
    rows: dict[str, list[RowChange]] = Field(default_factory=dict, max_length=20)


class Voiding(Schema):
    model_config = ConfigDict(extra="forbid")
    reason: str = Field(max_length=300)


class EntryWritten(Schema):
    """`etag` is for the next If-Match, of what this write left; null where nothing was kept."""

    id: UUID
    dry_run: bool
    etag: str | None = None


@router.patch(
    "registers/{slug}/entries/{entry}", auth=TokenAuth(Action.REGISTER_EDIT), response=EntryWritten,
    operation_id="change_entry", summary=say("Sửa một dòng của sổ"),
    openapi_extra=NEEDS_VERSION,
)  # fmt: skip
def change_entry(
    request: ProgramRequest,
    response: HttpResponse,
    slug: str,
    entry: UUID,
    change: EntryChange,
    query: Query[WriteQuery],
) -> Any:
    """If-Match with the entry's ETag is required."""

    def parse_change(register: RegisterDefinition, row: Entry) -> dict[str, Any]:
        values = _parse_values(request, register, row, change.values)
        rows, errors = parse_rows(
            register, change.rows, unit=row.unit, day=values.get("day"), by=request.user, pointer="/rows", parent=row
        )
        if errors:
            raise Problem("input-invalid", errors=errors)
        return {"values": values, "rows": rows}

    return _write_entry(request, response, slug, entry, services.update_entry, query, parse_change)


@router.post(
    "registers/{slug}/entries/{entry}/void", auth=TokenAuth(Action.REGISTER_EDIT), response=EntryWritten,
    operation_id="void_entry", summary=say("Gạch bỏ một dòng của sổ"),
    openapi_extra=NEEDS_VERSION,
)  # fmt: skip
def void_entry(
    request: ProgramRequest, response: HttpResponse, slug: str, entry: UUID, voiding: Voiding, query: Query[WriteQuery]
) -> Any:
    """It no longer counts, stays readable and can be restored. If-Match is required."""

    def parse_reason(_register: RegisterDefinition, row: Entry) -> dict[str, Any]:
        form = StrikeForm({"version": row.version, "reason": voiding.reason})
        if not form.is_valid():
            sentences = [str(sentence) for messages in form.errors.values() for sentence in messages]
            raise Problem("input-invalid", errors=[FieldProblem("/reason", "invalid", text) for text in sentences])
        return {"reason": form.cleaned_data["reason"]}

    return _write_entry(request, response, slug, entry, services.void_entry, query, parse_reason)


@router.post(
    "registers/{slug}/entries/{entry}/restore", auth=TokenAuth(Action.REGISTER_EDIT), response=EntryWritten,
    operation_id="restore_entry", summary=say("Khôi phục một dòng đã gạch bỏ"),
    openapi_extra=NEEDS_VERSION,
)  # fmt: skip
def restore_entry(
    request: ProgramRequest,
    response: HttpResponse,
    slug: str,
    entry: UUID,
    query: Query[WriteQuery],
) -> Any:
    """If-Match is required."""
    return _write_entry(request, response, slug, entry, services.restore_entry, query, lambda _register, _row: {})


def _write_entry(
    request: ProgramRequest,
    response: HttpResponse,
    slug: str,
    pk: UUID,
    service: Service[...],
    query: WriteQuery,
    parse: Callable[[RegisterDefinition, Entry], dict[str, Any]],
) -> Any:
    register = entries.access_register_to_write(request.user, slug)
    if (answer := find_first_answer(request)) is not None:
        return _tag_answer(response, answer, query)
    row = entries.access_entry_to_write(request.user, register, pk)

    def check_version() -> None:
        require_version(request, find_entry_version(register, row))

    check_version()
    pointer = "/values" if service is services.update_entry else ""
    try:
        answer = run_write(
            request, service, dry_run=query.dry_run, register=register.code, entry=pk, version=row.version,
            **parse(register, row), by=request.user, at=clock.now(),
            check_first=check_version, complete_answer=partial(_add_row_versions, register),
        )  # fmt: skip
    except InvalidInput as invalid:
        raise Problem("input-invalid", errors=_describe_messages(invalid.messages, pointer)) from None
    return _tag_answer(response, answer, query)


def _add_row_versions(register: RegisterDefinition, answer: dict[str, Json]) -> dict[str, Json]:
    """With the rows that the write left, of which the version of the entry consists, too."""
    rows: list[Json] = [[*row] for row in list_row_versions(register, UUID(str(answer["id"])))]
    return answer | {"rows": rows} if rows else answer


def _tag_answer(response: HttpResponse, answer: dict[str, Any], query: WriteQuery) -> dict[str, Any]:
    if query.dry_run:
        return answer | {"dry_run": True}
    version = build_entry_version(answer["id"], answer["version"], answer.get("rows", ()))
    response.headers["ETag"] = etag = format_tag(version)
    return answer | {"dry_run": False, "etag": etag}


def _parse_values(
    request: ProgramRequest, register: RegisterDefinition, row: Entry, changes: dict[str, JsonValue]
) -> Any:
    """All values of the entry after the change, by the form of the page. Raises Problem."""
    names = {field.name for field in register.fields}
    unknown = [
        FieldProblem(f"/values/{name[:60]}", "unknown", say("Sổ không có trường này."))
        for name in changes.keys() - names
    ]
    if errors := unknown + find_notation_errors(register, changes, "/values"):
        raise Problem("input-invalid", errors=errors)
    choices = Choices(register, by=request.user, day=clock.today(), entries=[row])
    data = build_form_data(build_values(register, row) | changes)
    form = EntryForm(register, choices=choices, units=[row.unit], today=clock.today(), data=data)
    if not form.is_valid():
        raise Problem("input-invalid", errors=describe_form_errors(form.errors, register, choices, "/values", whole=""))
    return form.values()


def _describe_messages(messages: Any, pointer: str) -> list[FieldProblem]:
    """`pointer`: of the object whose members the messages name."""
    return [
        FieldProblem(f"{pointer}/{name}" if name and name != "__all__" else "", "invalid", str(sentence))
        for name, sentences in messages.items()
        for sentence in sentences
    ]
