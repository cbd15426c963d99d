"""Services for the steps of a report's workflow."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action as Right
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Remark, Step, Submission, SubmissionSnapshot
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.report_context import ReportContext, compute_digest, load_report_context
from sokehoach.apps.reporting.queries.sheets import ReportSheet, build_sheet
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION
from sokehoach.apps.reporting.queries.trail_comparison import DIGEST, FORM_DIGEST, digest_sheet
from sokehoach.apps.reporting.queries.waivers import list_open_findings, list_waivers
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services import waivers as explanations
from sokehoach.apps.reporting.services.extensions import check_not_locked
from sokehoach.apps.reporting.services.form_versions import get_or_create_version
from sokehoach.apps.reporting.services.narratives import TypedText
from sokehoach.apps.reporting.services.proxy_entry import hand_in
from sokehoach.apps.reporting.services.submission_lock import build_result, day_of, lock_submission, take_step
from sokehoach.apps.reporting.services.values import TypedCell
from sokehoach.apps.reporting.services.waivers import Reasons
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
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
    definition = query_forms.get_form(form, period)
    scope = scope_of(by, day_of(at)).restrict_to(query_forms.get_form_programme(by, form))
    if not scope.may(Right.REPORT_EDIT, unit.pk, definition.function):
        raise NotFoundError
    if unit.pk not in {report.unit.pk for report in obligations.list_expected(definition, period)}:
        raise NotFoundError
    if day_of(at) < due_days.get_counting_window(definition, period).start:
        raise ActionRefused(say("Kỳ báo cáo này chưa bắt đầu."))
    if Submission.objects.filter(form__uid=form, unit=unit, period=period).exists():
        raise ActionRefused(say("Báo cáo này đã có người lập. Mở lại danh sách để vào báo cáo đó."))
    row = Submission.objects.create(form=models.Form.objects.get(uid=form), unit=unit, period=period, created_at=at)
    Step.objects.create(submission=row, action=OPEN_ACTION, state=row.state, by=by, at=at)
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
    cells, headings = _write_page(row, changes, texts, by=by, at=at)
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
) -> ServiceResult:
    """Send the report: read the registers again, store what is typed, and freeze every cell.

    `seen_versions`: the versions of the cells on the page. Raises InvalidInput by cell where a check fails; then, and
    at VersionConflictError, nothing is stored.
    """
    row, state, action = lock_submission(submission, ReportAction.SEND, by=by, at=at, version=version)
    check_not_locked(row, at=at)
    context = load_report_context(row)
    cells, _headings = _write_page(row, changes or {}, texts or {}, context=context, by=by, at=at)
    explanations.write_explanations(row, reasons or {}, by=by, at=at)
    report_sheet = build_sheet(row, context)
    values.check_seen_versions(
        report_sheet,
        {code: version_seen for code, version_seen in (seen_versions or {}).items() if code not in (changes or {})},
        by=by,
    )
    _refuse_errors(row, report_sheet)
    values.freeze_cells(row, report_sheet, at=at)
    _create_snapshot(row, report_sheet, by=by, at=at)
    row.form_version = get_or_create_version(row, context.elements_by_code)
    take_step(row, action, state, by=by, at=at)
    hand_in(row, at=at)
    changed: dict[str, Json] = {"changed": cells} if cells else {}
    return build_result(row, detail=changed | _build_digests(row, report_sheet))


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
    wrong |= {place: [say("Ý kiến dài quá 300 chữ.")] for place, text in comments.items() if len(text) > _LONGEST}
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
    return build_result(row, detail=_build_digests(row, report_sheet), answer=answer)


def mark_consolidated(*, form: str, units: Collection[int], period: str, by: User, at: datetime) -> int:
    """Mark these units' accepted reports as consolidated; returns how many. Part of consolidation's own write."""
    rows = Submission.objects.filter(
        form__uid=form, unit__in=units, period=period, state=ReportState.ACCEPTED
    ).select_related("form", "unit")
    for row in rows:
        next_state = WORKFLOW.step(ReportState(row.state), ReportAction.CONSOLIDATE, ReportRole.REVIEWER)
        take_step(row, ReportAction.CONSOLIDATE, next_state, by=by, at=at)
    return len(rows)


def _build_digests(row: Submission, sheet: ReportSheet) -> dict[str, Json]:
    """What the audit trail has of a sent report: its cells, and the definition by which it was sent."""
    form_digest: dict[str, Json] = {FORM_DIGEST: row.form_version.digest} if row.form_version else {}
    return {DIGEST: digest_sheet(sheet)} | form_digest


def _write_page(
    row: Submission,
    changes: Mapping[str, TypedCell],
    texts: Mapping[str, TypedText],
    *,
    context: ReportContext | None = None,
    by: User,
    at: datetime,
) -> tuple[dict[str, Json], list[str]]:
    """Write cells and texts; InvalidInput has the messages of both."""
    wrong: dict[str, list[str]] = {}
    cells: dict[str, Json] = {}
    headings: list[str] = []
    try:
        cells = values.fill_cells(row, changes, context=context, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    try:
        headings = narratives.write_texts(row, texts, by=by, at=at)
    except InvalidInput as invalid:
        wrong |= invalid.messages
    if wrong:
        raise InvalidInput(wrong)
    return cells, headings


def _refuse_errors(row: Submission, report_sheet: ReportSheet) -> None:
    """Raises InvalidInput for hard findings without an explanation."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for finding in list_open_findings(report_sheet.findings, list_waivers(row), granted=False):
        wrong[finding.cell].append(finding.message_vi)
    if wrong:
        raise InvalidInput(dict(wrong))


def _list_places(form: Form) -> set[str]:
    return {cell.code for cell in form.cells} | {box.code for box in form.text_boxes}


def _create_snapshot(row: Submission, sheet: ReportSheet, *, by: User, at: datetime) -> None:
    SubmissionSnapshot.objects.create(
        submission=row,
        number=row.snapshots.count() + 1,
        cells={line.cell.code: line.typed for line in sheet.lines},
        words={box.narrative.code: compute_digest(box.text) for box in sheet.boxes},
        by=by,
        at=at,
    )
