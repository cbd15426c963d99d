"""Services for the steps of a document: submit, check, return with a remark."""

from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.models.document import SELF_CHECKED
from sokehoach.apps.documents.queries.documents import find_other_checker
from sokehoach.apps.documents.services.documents import (
    build_result,
    check_role,
    check_step,
    lock_document,
    record_step,
)
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.documents.document_workflow import WORKFLOW, DocumentAction, DocumentRole
from sokehoach.domain.messages import say


@write("document.submit")
def submit_document(*, document: int, version: int, by: User, at: datetime) -> ServiceResult:
    """Submit the draft to the office that checks its form."""
    return take_step(_lock_current(document, version), DocumentAction.SUBMIT, DocumentRole.DRAFTER, by=by, at=at)


@write("document.check")
def confirm_check(*, document: int, version: int, by: User, at: datetime) -> ServiceResult:
    """Record the office's check of form and figures: the document goes to the signer.

    Raises ActionRefused for the drafter where somebody else may check; where nobody may, the step says so.
    """
    row = _lock_current(document, version)
    is_own = row.drafted_by_id == by.pk
    if is_own and find_other_checker(row, timezone.localdate(at)) is not None:
        raise ActionRefused(
            say("Người soạn không tự kiểm tra văn bản của mình. Hãy nhờ người khác được giao kiểm tra.")
        )
    remark = SELF_CHECKED if is_own else ""
    return take_step(row, DocumentAction.CHECK, DocumentRole.CHECKER, by=by, at=at, remark=remark)


@write("document.return")
def return_document(*, document: int, version: int, remark: str, by: User, at: datetime) -> ServiceResult:
    """Return the document to the drafter with a remark. Signed files stay with their version."""
    row = _lock_current(document, version)
    if not remark.strip():
        raise InvalidInput({"remark": [say("Ghi rõ cần sửa gì trước khi trả lại.")]})
    role = next(iter(WORKFLOW.list_roles(row.current_state, DocumentAction.RETURN)), DocumentRole.CHECKER)
    row.signed_by = row.signed_at = None
    return take_step(row, DocumentAction.RETURN, role, by=by, at=at, remark=remark.strip())


def take_step(
    row: OfficialDocument,
    action: DocumentAction,
    role: DocumentRole,
    *,
    by: User,
    at: datetime,
    remark: str = "",
) -> ServiceResult:
    """Take a step of the workflow in that role, and record who and when."""
    check_role(row, by, role)
    state_before = row.current_state
    row.state = check_step(row, action, role)
    row.version += 1
    row.save(update_fields=["state", "version", "signed_by", "signed_at", "issued_by", "issued_at"])
    record_step(row, action, state_before, by=by, at=at, remark=remark)
    detail: dict[str, Json] = {
        "title": row.subject,
        "from": state_before.value,
        "to": row.state,
        "reason": remark,
    }
    return build_result(row, detail, state=row.state)


def _lock_current(document: int, version: int) -> OfficialDocument:
    row = lock_document(document)
    check_version(row, version)
    return row


def check_version(row: OfficialDocument, version: int) -> None:
    if row.version != version:
        raise VersionConflictError(say("Văn bản vừa được người khác xử lý. Hãy xem lại trước khi làm tiếp."))
