"""Begins, fills and sends several reports in one request: all of them, or none."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from ninja import Query, Schema
from pydantic import ConfigDict, Field

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.operations.report_writes import (
    MAX_CELLS,
    TypedCellIn,
    WriteQuery,
    escape_pointer,
    find_cell_problems,
    format_cell,
    load_tags,
    router,
)
from sokehoach.apps.api.operations.reports import FindingOut
from sokehoach.apps.api.versions import build_report_version, find_version_problem
from sokehoach.apps.api.writes import find_first_answer, run_write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import obligations, submissions
from sokehoach.apps.reporting.queries.stored_values import StoredVersions, load_stored_versions
from sokehoach.apps.reporting.services.program_entry import (
    ReceivedCell,
    ReceivedReport,
    ReportsRefusedError,
    SeenReport,
    receive_reports,
)
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.apps.shell.problems import CODES, FieldProblem, Problem
from sokehoach.domain.messages import say

__all__ = ["router"]
MAX_REPORTS = 200
MAX_PLACES = 20  # different forms and periods in one request
MAX_ERRORS = 200


class ReportIn(Schema):
    """`etag`: of the report as it was read, «*» for whatever is stored; needed where the report is begun already."""

    model_config = ConfigDict(extra="forbid")
    form: str = Field(max_length=60)
    unit: str = Field(max_length=40)
    period: str = Field(max_length=10)
    etag: str = Field("", max_length=100)
    values: dict[str, TypedCellIn] = Field(default_factory=dict, max_length=MAX_CELLS)
    texts: dict[str, str] = Field(default_factory=dict, max_length=MAX_CELLS)
    send: bool = Field(False, description=say("Gửi luôn báo cáo này"))


class ReportsIn(Schema):
    model_config = ConfigDict(extra="forbid")
    reports: list[ReportIn] = Field(min_length=1, max_length=MAX_REPORTS)


class ReportWritten(Schema):
    """`cells`: the places that changed. `findings`: what the checks find now. `etag`: for the next write."""

    id: str
    form: str
    unit: str
    period: str
    state: str
    version: int
    cells: list[str]
    findings: list[FindingOut]
    etag: str | None = None


class ReportsWritten(Schema):
    """`imported`, `updated`, `ignored`: cells that had no value, that had another, that had the same."""

    dry_run: bool
    imported: int
    updated: int
    ignored: int
    reports: list[ReportWritten]


@router.post(
    "submission-batches", auth=TokenAuth(Action.REPORT_EDIT), response=ReportsWritten,
    operation_id="store_submissions", summary=say("Lập, điền, gửi nhiều báo cáo trong một lần"),
)  # fmt: skip
def store_submissions(request: ProgramRequest, new: ReportsIn, query: Query[WriteQuery]) -> Any:
    """All reports or none; what is wrong is told by report and cell (`/reports/3/values/A2`)."""
    if any(report.send for report in new.reports) and not request.scope.anywhere(Action.REPORT_SEND):
        raise Problem("action-missing", extra={"action": Action.REPORT_SEND})
    answer = find_first_answer(request)
    if answer is not None:
        return answer | {"dry_run": query.dry_run}
    reports, begun_reports = _parse_reports(request, new.reports)
    try:
        answer = run_write(
            request, receive_reports, dry_run=query.dry_run,
            check_first=partial(_check_versions, request, new.reports, begun_reports) if begun_reports else None,
            complete_answer=partial(_add_tags, request),
            reports=reports, source="", by=request.user, at=clock.now(),
        )  # fmt: skip
    except ReportsRefusedError as refused:
        raise _build_problem(_describe_refusals(new.reports, refused.refusals)) from None
    return answer | {"dry_run": query.dry_run}


def _parse_reports(
    request: ProgramRequest, new_reports: Sequence[ReportIn]
) -> tuple[list[ReceivedReport], dict[int, UUID]]:
    """The reports as the service takes them, and by number the id of those that are begun already.

    Raises Problem with everything that is wrong.
    """
    _check_places(new_reports)
    units = _find_units(request, new_reports)
    newest = submissions.find_newest_editions(
        request.user,
        {(report.form, unit.pk, report.period) for report, unit in zip(new_reports, units, strict=True) if unit},
    )
    stored = load_stored_versions(newest.values())
    errors: list[FieldProblem] = []
    reports: list[ReceivedReport] = []
    begun_reports: dict[int, UUID] = {}
    places = set()
    for number, (report, unit) in enumerate(zip(new_reports, units, strict=True)):
        pointer = f"/reports/{number}"
        errors += find_cell_problems(report.values, pointer)
        errors += [
            FieldProblem(f"{pointer}/texts/{escape_pointer(code)}", "twice", say("Mã này có cả ở values."))
            for code in report.texts.keys() & report.values.keys()
        ]
        if unit is None:
            errors.append(FieldProblem(pointer, "not-found", str(CODES["not-found"][1])))
            continue
        place = (report.form, unit.pk, report.period)
        if place in places:
            errors.append(FieldProblem(pointer, "twice", say("Báo cáo này có hai lần trong một yêu cầu.")))
        places.add(place)
        seen_report = SeenReport(0, StoredVersions({}, {}))
        if (row := newest.get(place)) is not None:
            begun_reports[number] = row.pk
            seen_report = SeenReport(row.version, stored[row.pk])
            errors += _find_version_errors(pointer, report, row, seen_report.stored)
        cells = {code: ReceivedCell(format_cell(cell), cell.reason) for code, cell in report.values.items()}
        reports.append(
            ReceivedReport(
                report.form, unit, report.period,
                cells=cells | {code: ReceivedCell(text) for code, text in report.texts.items()},
                is_complete=report.send,
                seen_report=seen_report,
            )
        )  # fmt: skip
    if errors:
        raise _build_problem(errors)
    return reports, begun_reports


def _check_versions(request: ProgramRequest, reports: Sequence[ReportIn], begun_reports: Mapping[int, UUID]) -> None:
    """Raises Problem for reports that have another version than their `etag`."""
    rows = submissions.list_visible_submissions(request.user).in_bulk(begun_reports.values())
    stored = load_stored_versions(rows.values())
    errors = [
        error
        for number, pk in begun_reports.items()
        for error in _find_version_errors(f"/reports/{number}", reports[number], rows[pk], stored[pk])
    ]
    if errors:
        raise _build_problem(errors)


def _find_version_errors(pointer: str, report: ReportIn, row: Any, stored: StoredVersions) -> Iterator[FieldProblem]:
    problem = find_version_problem(report.etag, build_report_version(row, stored))
    if problem is not None:
        yield FieldProblem(f"{pointer}/etag", problem.code, problem.detail)


def _check_places(reports: Sequence[ReportIn]) -> None:
    """Raises Problem for too many: the units that owe a form are listed for each form and period."""
    if len({(report.form, report.period) for report in reports}) > MAX_PLACES:
        message = say("Một yêu cầu gồm nhiều nhất %(count)s cặp biểu và kỳ. Hãy chia ra.", count=MAX_PLACES)
        raise Problem("input-invalid", errors=[FieldProblem("/reports", "too-many-places", message)])


def _find_units(request: ProgramRequest, reports: Sequence[ReportIn]) -> list[Unit | None]:
    """The unit of each report for which the account writes; None where there is none."""
    units: dict[tuple[str, str], Mapping[str, Unit]] = {}
    for report in reports:
        place = (report.form, report.period)
        if place not in units:
            try:
                units[place] = obligations.list_own_units(request.user, form=report.form, period=report.period)
            except NotFoundError:
                units[place] = {}
    return [units[report.form, report.period].get(report.unit) for report in reports]


def _describe_refusals(reports: Sequence[ReportIn], refusals: Sequence[tuple[int, Exception]]) -> list[FieldProblem]:
    errors = []
    for number, refusal in refusals:
        pointer = f"/reports/{number}"
        match refusal:
            case InvalidInput():
                for place, sentences in refusal.messages.items():
                    member = "texts" if place in reports[number].texts else "values"
                    errors += [
                        FieldProblem(f"{pointer}/{member}/{escape_pointer(place)}", "invalid", str(sentence))
                        for sentence in sentences
                    ]
            case VersionConflictError():
                errors.append(FieldProblem(pointer, "version-conflict", str(refusal.message)))
            case ActionRefused():
                errors.append(FieldProblem(pointer, "refused", str(refusal.message)))
            case _:
                errors.append(FieldProblem(pointer, "not-found", str(CODES["not-found"][1])))
    return errors


def _build_problem(errors: Sequence[FieldProblem]) -> Problem:
    """Of the one kind that all errors have, else of invalid input."""
    kinds = {error.code for error in errors}
    code = next(iter(kinds)) if len(kinds) == 1 and kinds <= CODES.keys() else "input-invalid"
    return Problem(code, errors=errors[:MAX_ERRORS])


def _add_tags(request: ProgramRequest, answer: dict[str, Any]) -> dict[str, Any]:
    tags = load_tags(request, [report["id"] for report in answer["reports"]])
    return answer | {"reports": [report | {"etag": tags.get(report["id"])} for report in answer["reports"]]}
