"""Begins, fills and sends a report: the services and checks of the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Schema, Status
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.reports import router
from sokehoach.apps.api.values import is_day, parse_json_number
from sokehoach.apps.api.versions import NEEDS_VERSION, build_report_version, format_tag, require_version
from sokehoach.apps.api.writes import find_first_answer, run_write
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.queries.stored_values import (
    StoredVersions,
    list_stored_versions,
    load_stored_versions,
)
from sokehoach.apps.reporting.services import submissions as services
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import InvalidInput, VersionConflictError
from sokehoach.apps.shell.problems import FieldProblem, Problem
from sokehoach.domain.messages import say, say_label
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import format_typed

__all__ = ["router"]
MAX_CELLS = 2_000
type TypedValue = Decimal | bool | date | str | None


class NewSubmission(Schema):
    model_config = ConfigDict(extra="forbid")
    form: str = Field(max_length=60)
    unit: str = Field(max_length=40)
    period: str = Field(max_length=10)


class TypedCellIn(Schema):
    """`value`: a number, true/false, a day (ISO 8601); null with `gap`. `reason`: why a computed number is replaced."""

    model_config = ConfigDict(extra="forbid")
    value: int | Decimal | bool | str | None = None
    gap: Gap | None = None
    reason: str = Field("", max_length=300)


class Filling(Schema):
    """`values` by code of cell, `texts` by code of heading or cell. What is not named stays."""

    model_config = ConfigDict(extra="forbid")
    values: dict[str, TypedCellIn] = Field(default_factory=dict, max_length=MAX_CELLS)
    texts: dict[str, str] = Field(default_factory=dict, max_length=MAX_CELLS)


class WriteQuery(Schema):
    dry_run: bool = Field(False, description=say("Chạy mọi kiểm tra, không ghi gì"))


class SubmissionWritten(Schema):
    """`etag` is for the next If-Match, of what this write left; null where nothing was kept."""

    id: UUID
    form: str
    period: str
    state: str
    version: int
    dry_run: bool
    cells: list[str] = Field(default_factory=list)
    etag: str | None = None


@router.post(
    "submissions", auth=TokenAuth(Action.REPORT_EDIT), response={201: SubmissionWritten},
    operation_id="create_submission", summary=say_label("operation", "Lập báo cáo"),
)  # fmt: skip
def create_submission(
    request: ProgramRequest, response: HttpResponse, new: NewSubmission, query: Query[WriteQuery]
) -> Any:
    answer = find_first_answer(request)
    if answer is None:
        unit = obligations.access_own_unit(request.user, code=new.unit, form=new.form, period=new.period)
        answer = run_write(
            request, services.open_submission, dry_run=query.dry_run,
            complete_answer=partial(_add_tag, request),
            form=new.form, unit=unit, period=new.period, by=request.user, at=clock.now(),
        )  # fmt: skip
    return Status(201, _tag_answer(response, answer, query))


@router.patch(
    "submissions/{submission}", auth=TokenAuth(Action.REPORT_EDIT), response=SubmissionWritten,
    operation_id="fill_submission", summary=say("Điền số liệu của báo cáo"),
    openapi_extra=NEEDS_VERSION,
)  # fmt: skip
def fill_submission(
    request: ProgramRequest, response: HttpResponse, submission: UUID, filling: Filling, query: Query[WriteQuery]
) -> Any:
    """All values and texts or none. If-Match with the report's ETag is required."""
    return _write(request, response, submission, filling, services.save, query)


@router.post(
    "submissions/{submission}/send", auth=TokenAuth(Action.REPORT_SEND), response=SubmissionWritten,
    operation_id="send_submission", summary=say_label("operation", "Gửi báo cáo"),
    openapi_extra=NEEDS_VERSION,
)  # fmt: skip
def send_submission(
    request: ProgramRequest, response: HttpResponse, submission: UUID, filling: Filling, query: Query[WriteQuery]
) -> Any:
    """Stores what the body holds and sends; what a check finds wrong is told beside its cell, and nothing is kept."""
    return _write(request, response, submission, filling, services.send, query)


def _write(
    request: ProgramRequest,
    response: HttpResponse,
    pk: UUID,
    filling: Filling,
    service: Any,
    query: WriteQuery,
) -> Any:
    if (answer := find_first_answer(request)) is not None:
        return _tag_answer(response, answer, query)
    row, stored = _load_seen_report(request, pk)
    arguments: dict[str, Any] = {
        "submission": pk,
        "changes": _parse_cells(stored, filling.values),
        "texts": {place: TypedText(text, stored.texts.get(place, 0)) for place, text in filling.texts.items()},
    }
    if service is services.send:
        arguments["version"] = row.version
        arguments["seen_versions"] = dict(stored.cells)
    try:
        answer = run_write(
            request, service, dry_run=query.dry_run, check_first=partial(_load_seen_report, request, pk),
            complete_answer=partial(_add_tag, request), **arguments, by=request.user, at=clock.now(),
        )  # fmt: skip
    except InvalidInput as invalid:
        raise Problem("input-invalid", errors=_describe_messages(row.definition, filling, invalid.messages)) from None
    except VersionConflictError as stale:
        raise Problem("version-conflict", stale.message) from None
    return _tag_answer(response, answer, query)


def _load_seen_report(request: ProgramRequest, pk: UUID) -> tuple[Any, StoredVersions]:
    """The report that If-Match vouches for. Raises Problem where it is another version."""
    row = submissions.access_submission(request.user, pk)
    stored = list_stored_versions(row)
    require_version(request, build_report_version(row, stored))
    return row, stored


def _add_tag(request: ProgramRequest, answer: dict[str, Any]) -> dict[str, Any]:
    return answer | {"etag": load_tags(request, [answer["id"]]).get(answer["id"])}


def load_tags(request: ProgramRequest, ids: Sequence[str]) -> dict[str, str]:
    """The ETags of those of these reports that the account sees, by id. Three queries, however many."""
    rows = submissions.list_visible_submissions(request.user).in_bulk(ids)
    stored = load_stored_versions(rows.values())
    return {str(pk): format_tag(build_report_version(row, stored[pk])) for pk, row in rows.items()}


def _tag_answer(response: HttpResponse, answer: dict[str, Any], query: WriteQuery) -> dict[str, Any]:
    etag = None if query.dry_run else answer.get("etag")
    if etag is not None:
        response.headers["ETag"] = etag
    return answer | {"dry_run": query.dry_run, "etag": etag}


def _parse_cells(stored: StoredVersions, values: Mapping[str, TypedCellIn]) -> dict[str, TypedCell]:
    """As an official would type them, with the versions that If-Match has vouched for."""
    problems = find_cell_problems(values)
    if problems:
        raise Problem("input-invalid", errors=problems[:100])
    return {code: TypedCell(format_cell(cell), stored.cells.get(code, 0), cell.reason) for code, cell in values.items()}


def find_cell_problems(values: Mapping[str, TypedCellIn], pointer: str = "") -> list[FieldProblem]:
    """Those cells that have not exactly one of value and gap, and texts that are neither a number nor a day."""
    errors: list[FieldProblem] = []
    for code, cell in values.items():
        place = f"{pointer}/values/{escape_pointer(code)}"
        if (cell.value is None) == (cell.gap is None):
            errors.append(FieldProblem(place, "both", _("Chỉ ghi một trong hai: value hoặc gap.")))
        elif cell.value and isinstance(cell.value, str) and not _is_number_or_day(cell.value):
            message = _("Không phải số như 1234.5, cũng không phải ngày như 2021-06-12.")
            errors.append(FieldProblem(place, "format", message))
    return errors


def _is_number_or_day(text: str) -> bool:
    return parse_json_number(text) is not None or is_day(text)


def format_cell(cell: TypedCellIn) -> str:
    """The text of a cell as an official would type it."""
    match cell.value:
        case None:
            return format_typed(cell.gap or Gap.NOT_REPORTED)
        case bool():
            return "true" if cell.value else "false"  # which a count does not take
        case int() | Decimal():
            return format_typed(Decimal(cell.value))
    number = parse_json_number(cell.value)
    return cell.value if number is None else format_typed(number)


def _describe_messages(form: Form, filling: Filling, messages: Mapping[str, list[str]]) -> list[FieldProblem]:
    """Each beside what the request names, or the cell or text that it leaves out."""
    cells = ({cell.code for cell in form.cells} | filling.values.keys()) - filling.texts.keys()
    return [
        FieldProblem(
            f"/{'values' if place in cells else 'texts'}/{escape_pointer(place)}" if place else "",
            "invalid",
            str(message),
        )
        for place, sentences in messages.items()
        for message in sentences
    ]


def escape_pointer(name: str) -> str:
    """As a JSON pointer writes it (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
