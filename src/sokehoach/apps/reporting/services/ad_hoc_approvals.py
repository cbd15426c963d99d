"""Services by which a unit's leader approves its answer to an ad hoc question before it is sent (docs/adr/0089)."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.reporting.models import AdHocSubmission, AdHocUnit
from sokehoach.apps.reporting.queries import ad_hoc as ad_hoc_queries
from sokehoach.apps.reporting.services.ad_hoc import (
    TypedAnswer,
    build_result,
    lock_line,
    parse_typed_answer,
    store_answer,
)
from sokehoach.apps.reporting.services.approvals import check_approves, check_needs_approval
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment
from sokehoach.domain.reporting.ad_hoc import AdHocAction, AdHocRole
from sokehoach.domain.values.value import format_typed


@write("ad_hoc.submit")
def submit_answer(
    *,
    ad_hoc: uuid.UUID,
    unit: str,
    typed: Mapping[int, str],
    note: str,
    version: int,
    shown_submission: uuid.UUID | None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Submit the answer to the unit's leader. Refuses what `answer` refuses, and where nobody else approves it.

    `shown_submission`: what was submitted before, as the page shows it. Raises VersionConflictError where it is
    another by now.
    """
    line = lock_line(ad_hoc, unit, AdHocAction.SUBMIT, AdHocRole.ASKED, version=version, by=by, at=at)
    check_needs_approval(ad_hoc_queries.get_answer_work(line), by=by, at=at)
    earlier_submission = ad_hoc_queries.find_submission(line)
    if earlier_submission is not None and earlier_submission.pk != shown_submission:
        raise VersionConflictError(
            say(
                "%(who)s đã trình lúc %(when)s trong khi bạn gõ. Hãy tải lại trang, xem rồi sửa nếu cần.",
                who=earlier_submission.by,
                when=write_moment(timezone.localtime(earlier_submission.at)),
            )
        )
    values = parse_typed_answer(line, TypedAnswer(typed, note), at=at)
    if earlier_submission is not None:
        earlier_submission.delete()
    AdHocSubmission.objects.create(
        asked=line,
        typed={str(figure): format_typed(value) for figure, value in values.items()},
        note=note.strip(),
        by=by,
        at=at,
    )
    return build_result(line.ad_hoc, unit=line.unit.code, figures=len(values))


@write("ad_hoc.approve", seal=True)
def approve_answer(
    *, ad_hoc: uuid.UUID, unit: str, version: int, submission: uuid.UUID, by: User, at: datetime
) -> ServiceResult:
    """Approve the answer and send it. `submission`: what the leader saw.

    Raises what `answer` raises; ActionRefused where it does not wait for that or `by` does not approve it,
    VersionConflictError where another was submitted meanwhile.
    """
    line, row = _lock_waiting(ad_hoc, unit, AdHocAction.APPROVE, version, submission, by=by, at=at)
    typed = {int(figure): text for figure, text in row.typed.items()}
    return store_answer(line, TypedAnswer(typed, row.note), by=by, at=at)


@write("ad_hoc.decline")
def decline_answer(
    *, ad_hoc: uuid.UUID, unit: str, version: int, submission: uuid.UUID, reason: str, by: User, at: datetime
) -> ServiceResult:
    """Leave the answer with the unit, with what is to be corrected, which stays out of the audit trail."""
    if not reason.strip():
        raise InvalidInput({"reason": [say("Ghi rõ cần sửa gì.")]})
    line, row = _lock_waiting(ad_hoc, unit, AdHocAction.DECLINE, version, submission, by=by, at=at)
    row.reason, row.declined_by, row.declined_at = reason.strip(), by, at
    row.save(update_fields=["reason", "declined_by", "declined_at"])
    return build_result(line.ad_hoc, unit=line.unit.code)


def _lock_waiting(
    ad_hoc: uuid.UUID,
    unit: str,
    action: AdHocAction,
    version: int,
    submission: uuid.UUID,
    *,
    by: User,
    at: datetime,
) -> tuple[AdHocUnit, AdHocSubmission]:
    """The locked row of the unit and its answer, which waits for the approval of this account."""
    line = lock_line(ad_hoc, unit, action, AdHocRole.APPROVER, version=version, by=by, at=at)
    check_approves(ad_hoc_queries.get_answer_work(line), by=by, at=at)
    row = ad_hoc_queries.find_submission(line)
    if row is None or not row.is_waiting:
        raise ActionRefused(say("Trả lời này không chờ lãnh đạo đơn vị duyệt."))
    if row.pk != submission:
        raise VersionConflictError(say("Số liệu hoặc lời văn đã đổi sau khi trang này mở. Hãy xem lại rồi duyệt."))
    return line, row
