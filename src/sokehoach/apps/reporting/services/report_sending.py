"""Sends reports whose sheets hold what is sent: freezes their cells, takes the step, keeps the snapshot."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult
from sokehoach.apps.reporting.models import FormVersion, Submission, SubmissionSnapshot
from sokehoach.apps.reporting.queries.report_context import compute_digest
from sokehoach.apps.reporting.queries.sheets import ReportSheet
from sokehoach.apps.reporting.queries.trail_comparison import DIGEST, FORM_DIGEST, digest_sheet
from sokehoach.apps.reporting.queries.waivers import list_open_findings, list_waivers
from sokehoach.apps.reporting.services import values
from sokehoach.apps.reporting.services.form_versions import get_or_create_version
from sokehoach.apps.reporting.services.proxy_entry import hand_in
from sokehoach.apps.reporting.services.submission_lock import LockedSubmission, build_result, take_step
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.indicators.element import DataElement
from sokehoach.domain.messages import say_count


@dataclass(frozen=True, slots=True)
class ReadyReport:
    """A locked report that may be sent. `sheet`: with what is sent; `changed`: cells that this request changed."""

    locked: LockedSubmission
    sheet: ReportSheet
    elements: Mapping[str, DataElement]
    changed: Mapping[str, Json]


class BlankCellsError(ActionRefused):
    """Raised where more cells are blank than the person has agreed to leave so."""

    def __init__(self, count: int) -> None:
        super().__init__(say_count("Còn %(n)s ô chưa báo cáo.", count, n=count))


def check_blanks(sheet: ReportSheet, agreed: int | None) -> None:
    """Raises BlankCellsError for more blanks than `agreed`; None: nobody is asked."""
    if agreed is not None and len(blanks := sheet.list_unanswered()) > agreed:
        raise BlankCellsError(len(blanks))


def check_findings(sheet: ReportSheet) -> None:
    """Raises InvalidInput for hard findings without an explanation."""
    if not any(finding.hard for finding in sheet.findings):
        return
    wrong: dict[str, list[str]] = defaultdict(list)
    for finding in list_open_findings(sheet.findings, list_waivers(sheet.submission), granted=False):
        wrong[finding.cell].append(finding.message_vi)
    if wrong:
        raise InvalidInput(dict(wrong))


def send_reports(reports: Sequence[ReadyReport], *, by: User, at: datetime) -> list[ServiceResult]:
    """Sends them; returns the event of each. The statements grow with forms and steps, not with cells.

    The caller has asked whether the unit's leader approves a report first (`approvals.list_unapproved_reports`).
    """
    rows = [report.locked.row for report in reports]
    values.freeze_cells([report.sheet for report in reports], at=at)
    sent_before = Counter(SubmissionSnapshot.objects.filter(submission__in=rows).values_list("submission", flat=True))
    SubmissionSnapshot.objects.bulk_create(
        SubmissionSnapshot(
            submission=report.locked.row,
            number=sent_before[report.locked.row.pk] + 1,
            cells={line.cell.code: line.typed for line in report.sheet.lines},
            words={box.narrative.code: compute_digest(box.text) for box in report.sheet.boxes},
            by=by,
            at=at,
        )
        for report in reports
    )
    versions: dict[tuple[object, ...], FormVersion] = {}
    for report in reports:
        row = report.locked.row
        definition = (row.form_id, row.form_version_id, row.period)
        if definition not in versions:
            versions[definition] = get_or_create_version(row, report.elements)
        row.form_version = versions[definition]
        take_step(row, report.locked.action, report.locked.state, by=by, at=at)
    hand_in(rows, at=at)
    return [_build_result(report) for report in reports]


def _build_result(report: ReadyReport) -> ServiceResult:
    changed: dict[str, Json] = {"changed": {**report.changed}} if report.changed else {}
    return build_result(report.locked.row, detail=changed | build_digests(report.locked.row, report.sheet))


def build_digests(row: Submission, sheet: ReportSheet) -> dict[str, Json]:
    """What the audit trail has of a sent report: its cells, and the definition by which it was sent."""
    form_digest: dict[str, Json] = {FORM_DIGEST: row.form_version.digest} if row.form_version else {}
    return {DIGEST: digest_sheet(sheet)} | form_digest
