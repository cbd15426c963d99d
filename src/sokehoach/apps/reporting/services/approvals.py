"""Services by which a unit's leader approves a report before it is sent, or says what is to be corrected."""

import uuid
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries import approvals
from sokehoach.apps.reporting.queries.approvals import UnitWork
from sokehoach.apps.reporting.queries.report_context import load_report_context
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.reporting.queries.submissions import describe_last_step, list_steps
from sokehoach.apps.reporting.services.extensions import check_not_locked
from sokehoach.apps.reporting.services.report_sending import ReadyReport, check_findings, send_reports
from sokehoach.apps.reporting.services.submission_lock import (
    LockedSubmission,
    build_result,
    day_of,
    lock_submission,
    take_step,
)
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import ReportAction


@write("report.approve", seal=True)
def approve(*, submission: uuid.UUID, version: int, page_digest: str, by: User, at: datetime) -> ServiceResult:
    """Approve the report and send it. `page_digest`: of the page that was approved.

    Raises ActionRefused where it does not wait for that or `by` does not approve it, InvalidInput by cell where a check
    fails, VersionConflictError where a number or text is no longer the one that was seen.
    """
    locked = _lock_waiting(submission, version, ReportAction.APPROVE, by=by, at=at)
    row = locked.row
    check_not_locked(row, at=at)
    context = load_report_context(row)
    sheet = build_sheet(row, context)
    if approvals.digest_page(sheet) != page_digest:
        raise VersionConflictError(say("Số liệu hoặc lời văn đã đổi sau khi trang này mở. Hãy xem lại rồi duyệt."))
    check_findings(sheet)
    (result,) = send_reports([ReadyReport(locked, sheet, context.elements_by_code, {})], by=by, at=at)
    return result


@write("report.decline")
def decline(*, submission: uuid.UUID, version: int, reason: str, by: User, at: datetime) -> ServiceResult:
    """Leave the report with the unit, with what is to be corrected. No number or text changes.

    The reason is for the unit alone: it stays out of the audit trail, which offices above read.
    """
    if not reason.strip():
        raise InvalidInput({"reason": [say("Ghi rõ cần sửa gì.")]})
    row, state, action = _lock_waiting(submission, version, ReportAction.DECLINE, by=by, at=at)
    take_step(row, action, state, by=by, at=at, reason=reason.strip())
    return build_result(row)


def _lock_waiting(
    submission: uuid.UUID, version: int, action: ReportAction, *, by: User, at: datetime
) -> LockedSubmission:
    """The locked report, which waits for the approval of this account."""
    locked = lock_submission(submission, action, by=by, at=at, version=version)
    check_approves(approvals.get_report_work(locked.row), by=by, at=at)
    if not _is_waiting(locked.row):
        last_step = describe_last_step(locked.row, of_unit=True)
        raise ActionRefused(say("Báo cáo này không chờ lãnh đạo đơn vị duyệt. %(last)s", last=last_step))
    return locked


def check_may_submit(row: Submission, *, by: User, at: datetime) -> None:
    """Raises ActionRefused where nobody else approves reports of the unit, or the report waits already."""
    check_needs_approval(approvals.get_report_work(row), by=by, at=at)
    if _is_waiting(row):
        raise ActionRefused(say("Báo cáo này đã trình, đang chờ lãnh đạo đơn vị duyệt."))


def check_needs_approval(work: UnitWork, *, by: User, at: datetime) -> None:
    """Raises ActionRefused where the account sends the work by itself."""
    if not approvals.list_unapproved_work(by, {0: work}, day_of(at)):
        raise ActionRefused(say("Báo cáo này gửi được ngay: không ai khác phải duyệt trước."))


def check_may_send(work: UnitWork, *, by: User, at: datetime) -> None:
    """Raises ActionRefused where the unit's leader approves the work first."""
    if approvals.list_unapproved_work(by, {0: work}, day_of(at)):
        raise build_unapproved_refusal()


def check_approves(work: UnitWork, *, by: User, at: datetime) -> None:
    """Raises ActionRefused where the account does not approve the work."""
    if not approvals.list_approved_work(by, {0: work}, day_of(at)):
        raise ActionRefused(say("Tài khoản này không được giao duyệt trước khi gửi ở đơn vị này."))


def build_unapproved_refusal() -> ActionRefused:
    return ActionRefused(
        say("Báo cáo này phải được lãnh đạo đơn vị duyệt trước khi gửi. Hãy mở báo cáo, bấm «Trình lãnh đạo duyệt».")
    )


def _is_waiting(row: Submission) -> bool:
    step = approvals.find_approval_step(list(list_steps(row)))
    return step is not None and step.action == ReportAction.SUBMIT
