"""Services for the steps of a report's workflow."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import Remark, Submission
from sokehoach.apps.reporting.queries.approvals import get_report_work
from sokehoach.apps.reporting.queries.report_context import ReportContext, load_report_context
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.stored_reports import StoredReport, load_stored_report
from sokehoach.apps.reporting.queries.waivers import list_open_findings, list_waivers
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services import waivers as explanations
from sokehoach.apps.reporting.services.approvals import check_may_send, check_may_submit
from sokehoach.apps.reporting.services.extensions import check_not_locked
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.report_opening import ReportOpening, create_submissions
from sokehoach.apps.reporting.services.report_sending import (
    ReadyReport,
    build_digests,
    check_blanks,
    check_findings,
    send_reports,
)
from sokehoach.apps.reporting.services.submission_lock import LockedSubmission, build_result, lock_submission, take_step
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.reporting.services.waivers import Reasons
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import COUNTED_STATES, WORKFLOW, ReportAction, ReportRole, ReportState

_LONGEST = 300  # characters of a remark


@write("report.open")
def open_submission(*, form: str, unit: Unit, period: str, by: User, at: datetime) -> ServiceResult:
    """Begin a unit's report. Cells that a register fills follow the register until it is sent.

    NotFoundError where `by` may not write for the unit or the unit does not owe the form. Raises ActionRefused where
    the report exists, or the days that it counts have not begun.
    """
    ReportOpening(form, period, by=by, at=at).check_own(unit)
    if Submission.objects.filter(form__uid=form, unit=unit, period=period).exists():
        raise ActionRefused(say("Báo cáo này đã có người lập. Mở lại danh sách để vào báo cáo đó."))
    (row,) = create_submissions(form, [unit], period, by=by, at=at)
    return build_result(row)


@write("report.save")
def save(
    *,
    submission: uuid.UUID,
    changes: Mapping[str, TypedCell],
    texts: Mapping[str, TypedText],
    reasons: Reasons | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Store a whole page: cells, texts and explanations, all or none. Raises the errors of each of them."""
    row = lock_submission(submission, ReportAction.SAVE, by=by, at=at).row
    cells, headings = write_page(row, changes, texts, by=by, at=at)
    explanations.write_explanations(row, reasons or {}, by=by, at=at)
    detail: dict[str, Json] = {"codes": [*cells], "changed": cells, "headings": [*headings]}
    return build_result(row, detail=detail, answer={"cells": [*cells]})


@write("report.send", seal=True)
def send(
    *,
    submission: uuid.UUID,
    version: int,
    by: User,
    at: datetime,
    changes: Mapping[str, TypedCell] | None = None,
    texts: Mapping[str, TypedText] | None = None,
    reasons: Reasons | None = None,
    seen_versions: Mapping[str, int] | None = None,
    agreed_blanks: int | None = None,
) -> ServiceResult:
    """Send the report: read the registers again, store what is typed, and freeze every cell.

    `seen_versions`: the versions of the cells on the page. `agreed_blanks`: how many cells the person leaves blank;
    None: nobody is asked. Raises InvalidInput by cell where a check fails, BlankCellsError for more blanks; then, and
    at VersionConflictError, nothing is stored. Raises ActionRefused where the unit's leader approves it first.
    """
    locked = lock_submission(submission, ReportAction.SEND, by=by, at=at, version=version)
    if locked.action is ReportAction.SEND:  # not where an office sends what it entered for the unit
        check_may_send(get_report_work(locked.row), by=by, at=at)
    page = _TypedPage(changes or {}, texts or {}, reasons or {}, seen_versions or {}, agreed_blanks)
    report = _store_page(locked, page, by=by, at=at)
    (result,) = send_reports([report], by=by, at=at)
    return result


@write("report.submit")
def submit(
    *,
    submission: uuid.UUID,
    version: int,
    by: User,
    at: datetime,
    changes: Mapping[str, TypedCell] | None = None,
    texts: Mapping[str, TypedText] | None = None,
    reasons: Reasons | None = None,
    seen_versions: Mapping[str, int] | None = None,
    agreed_blanks: int | None = None,
) -> ServiceResult:
    """Store what is typed, and submit the report to the unit's leader. Refuses what `send` refuses.

    Raises ActionRefused where nobody approves reports of the unit, or the report waits already.
    """
    locked = lock_submission(submission, ReportAction.SUBMIT, by=by, at=at, version=version)
    check_may_submit(locked.row, by=by, at=at)
    page = _TypedPage(changes or {}, texts or {}, reasons or {}, seen_versions or {}, agreed_blanks)
    report = _store_page(locked, page, by=by, at=at)
    row, state, action = locked
    take_step(row, action, state, by=by, at=at)
    return build_result(row, detail={"changed": {**report.changed}} if report.changed else {})


@dataclass(frozen=True, slots=True)
class _TypedPage:
    """What is typed on the page of a report. `seen_versions`: the versions of the cells on it."""

    changes: Mapping[str, TypedCell]
    texts: Mapping[str, TypedText]
    reasons: Reasons
    seen_versions: Mapping[str, int]
    agreed_blanks: int | None


def _store_page(locked: LockedSubmission, page: _TypedPage, *, by: User, at: datetime) -> ReadyReport:
    """Store what is typed, and check what leaves the hands of who typed it."""
    row = locked.row
    check_not_locked(row, at=at)
    context, stored = load_report_context(row), load_stored_report(row)
    cells, _headings = write_page(row, page.changes, page.texts, context=context, stored=stored, by=by, at=at)
    report_sheet = build_sheet(row, context, stored)
    explanations.write_explanations(row, page.reasons, sheet=report_sheet, by=by, at=at)
    values.check_seen_versions(
        report_sheet,
        {code: version for code, version in page.seen_versions.items() if code not in page.changes},
        by=by,
    )
    check_findings(report_sheet)
    check_blanks(report_sheet, page.agreed_blanks)
    return ReadyReport(locked, report_sheet, context.elements_by_code, cells)


@write("report.return")
def send_back(
    *,
    submission: uuid.UUID,
    version: int,
    reason: str,
    remarks: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Return a sent report to its unit with `remarks` by cell or heading. Raises InvalidInput if nothing is said."""
    row, state, action = lock_submission(submission, ReportAction.RETURN, by=by, at=at, version=version)
    comments = {place: text.strip() for place, text in (remarks or {}).items() if text.strip()}
    places = _list_places(row.definition)
    wrong = {place: [say("Biểu không có ô %(code)s.", code=place)] for place in comments.keys() - places}
    wrong |= {place: [say("Ý kiến dài quá 300 ký tự.")] for place, text in comments.items() if len(text) > _LONGEST}
    if wrong:
        raise InvalidInput(wrong)
    reason = reason.strip()
    if comments and not reason:
        reason = say_count("Xem ý kiến ở %(n)s chỗ của biểu.", len(comments), n=len(comments))
    step = take_step(row, action, state, by=by, at=at, reason=reason)
    Remark.objects.bulk_create(Remark(step=step, place=place, text=text) for place, text in comments.items())
    return build_result(row, detail={"reason": reason, "codes": [*comments]})


@write("report.accept")
def mark_accepted(*, submission: uuid.UUID, version: int, by: User, at: datetime) -> ServiceResult:
    """Accept a sent report; the edition that it corrects is superseded. Only consolidation calls it, and updates its
    figures in the same transaction. Raises ActionRefused where a hard finding has no granted waiver.
    """
    row, state, action = lock_submission(submission, ReportAction.ACCEPT, by=by, at=at, version=version)
    report_sheet = build_sheet(row)
    blocking_findings = list_open_findings(report_sheet.findings, list_waivers(row), granted=True)
    if blocking_findings:
        printed = row.definition.printed_codes
        raise ActionRefused(
            say_count(
                "Chưa duyệt được: %(n)s chỗ sai chưa được chấp nhận giải trình (ô %(cells)s).",
                len(blocking_findings),
                n=len(blocking_findings),
                cells=", ".join(printed[finding.cell] for finding in blocking_findings),
            )
        )
    previous = Submission.objects.filter(
        form=row.form_id, unit=row.unit_id, period=row.period, state__in=COUNTED_STATES
    ).first()
    if previous is not None:
        next_state = WORKFLOW.step(ReportState(previous.state), ReportAction.SUPERSEDE, ReportRole.REVIEWER)
        take_step(previous, ReportAction.SUPERSEDE, next_state, by=by, at=at, reason=row.why)
    take_step(row, action, state, by=by, at=at)
    answer: dict[str, Json] = {
        "replaces": None if previous is None else str(previous.pk),
        "edition": row.edition,
    }
    return build_result(row, detail=build_digests(row, report_sheet), answer=answer)


def mark_consolidated(*, form: str, units: Collection[int], period: str, by: User, at: datetime) -> int:
    """Mark these units' accepted reports as consolidated; returns how many. Part of consolidation's own write."""
    rows = Submission.objects.filter(
        form__uid=form, unit__in=units, period=period, state=ReportState.ACCEPTED
    ).select_related("form", "unit")
    for row in rows:
        next_state = WORKFLOW.step(ReportState(row.state), ReportAction.CONSOLIDATE, ReportRole.REVIEWER)
        take_step(row, ReportAction.CONSOLIDATE, next_state, by=by, at=at)
    return len(rows)


def write_page(
    row: Submission,
    changes: Mapping[str, TypedCell],
    texts: Mapping[str, TypedText],
    *,
    context: ReportContext | None = None,
    stored: StoredReport | None = None,
    by: User,
    at: datetime,
) -> tuple[dict[str, Json], list[str]]:
    """Write cells and texts into a locked report, and into what is `stored`; InvalidInput has the messages of both."""
    wrong: dict[str, list[str]] = {}
    cells: dict[str, Json] = {}
    headings: list[str] = []
    try:
        cells = values.fill_cells(row, changes, context=context, stored=stored, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    try:
        headings = narratives.write_texts(row, texts, stored=stored, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    if wrong:
        raise InvalidInput(wrong)
    return cells, headings


def _list_places(form: Form) -> set[str]:
    return {cell.code for cell in form.cells} | {box.code for box in form.text_boxes}
