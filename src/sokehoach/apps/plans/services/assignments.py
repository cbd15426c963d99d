"""Records the work on assignments: person in charge, state, result, evidence."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from sokehoach.adapters.readers import evidence_files as documents
from sokehoach.adapters.slow_work import file_digest
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty, Evidence
from sokehoach.apps.plans.queries import results
from sokehoach.apps.plans.queries.assignments import access_assignment, list_staff
from sokehoach.apps.plans.queries.plans import list_choosable_units, list_requestable_units
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment

_NEEDS_WORDS = {
    Assignment.State.DONE: "plans_assignment_done_has_a_result",
    Assignment.State.DECLINED: "plans_assignment_declined_has_a_reason",
}


@dataclass(frozen=True, slots=True)
class EvidenceUpload:
    name: str
    content: bytes


def record_work(
    *,
    assignment: uuid.UUID,
    version: int,
    state: str,
    result: str,
    in_charge: int | None,
    upload: EvidenceUpload | None,
    by: User,
    at: datetime,
    period: str = "",
    key: str = "",
) -> ServiceResult:
    """Record the state and result of an assignment, optionally with a document as evidence.

    Standing work has a result for each period: `period` is an id, «» the current one. Earlier results stay; a
    correction is a new version of the same period. A request is received, agreed to, declined with a reason, or done.
    Raises InvalidInput for: done without a result, a state or period not offered, a person of another unit, a refused
    file (field «upload»). The file is parsed before the write lock: a hostile one may take seconds, and others must be
    able to write.
    """
    document, refused = _clean_upload(upload)
    return _record_work(
        assignment=assignment, version=version, state=state, result=result, in_charge=in_charge, period=period,
        document=document, refused=refused, by=by, at=at, key=key,
    )  # fmt: skip


def _clean_upload(upload: EvidenceUpload | None) -> tuple[documents.EvidenceDocument | None, str]:
    """Returns the cleaned document (None without a usable file), and why it is refused, «» where it is not."""
    if upload is None:
        return None, ""
    try:
        document = documents.clean_document(upload.content, name=upload.name)
        return document, _find_personal_data(document)
    except documents.EvidenceRefusedError as error:
        return None, str(error)


def _prepare_digest(*, document: documents.EvidenceDocument | None, **_parameters: object) -> str:
    return file_digest(document.content) if document is not None else ""


@write("assignment.work", prepare=_prepare_digest)
def _record_work(
    *,
    assignment: uuid.UUID,
    version: int,
    state: str,
    result: str,
    in_charge: int | None,
    period: str,
    document: documents.EvidenceDocument | None,
    refused: str,
    by: User,
    at: datetime,
    prepared: str = "",
) -> ServiceResult:
    row = _lock_assignment(assignment, version, by, at)
    if not permissions.may_work(scope_of(by, at.date()), row):
        raise NotFoundError
    problems = _find_person_problems(row, in_charge)
    periods = [choice.id for choice in results.list_result_periods(row, at.date())]
    if not period:
        current_period = results.find_current_period(row, at.date())
        period = current_period.id if current_period else ""
    if period not in (periods or [""]):
        problems["period"] = [say("Chọn một kỳ trong danh sách.")]
    last = results.find_latest_result(row, period)
    recorded = results.get_recorded_work(row, period, last)
    if state not in row.list_offered_states(recorded[0]):
        problems["state"] = [say("Chọn một trạng thái trong danh sách.")]
    for stated, constraint in _NEEDS_WORDS.items():
        if state == stated and not result.strip():
            problems["result"] = [get_violation_message(Assignment, constraint)]
    if refused:
        problems["upload"] = [refused]
    if privacy_message := pii_filter.find_text_problem(result, stored_text=recorded[1]):
        problems["result"] = [privacy_message]
    if problems:
        raise InvalidInput(problems)
    old_detail = _build_audit_detail(row)
    if period >= row.period:
        row.state, row.result, row.period = state, result.strip(), period
    row.in_charge_id = in_charge
    new_detail = _save_change(row, by, at)
    new_detail |= {"period": period, "state": state, "result": result.strip()}
    version_row = _record_result(
        row, period, last, prepared, recorded=recorded, state=state, text=result.strip(), by=by, at=at
    )
    attached = ""
    if document is not None and version_row is not None and version_row is not last:
        Evidence.objects.create(
            assignment=row, result=version_row, digest=prepared, name=document.name, content_type=document.content_type,
            size=len(document.content), content=document.content, added_by=by, added_at=at,
        )  # fmt: skip
        new_detail["evidence"], attached = prepared, document.name
    return _build_result(row, old_detail, new_detail, evidence=attached)


def _record_result(
    row: Assignment,
    period: str,
    last: AssignmentResult | None,
    digest: str,
    *,
    recorded: tuple[str, str],
    state: str,
    text: str,
    by: User,
    at: datetime,
) -> AssignmentResult | None:
    """Returns the period's current version: a new one where state, text or documents differ from what is recorded."""
    attached = bool(digest) and (last is None or not Evidence.objects.filter(result=last, digest=digest).exists())
    if recorded == (state, text) and not attached:
        return last
    return AssignmentResult.objects.create(
        assignment=row, period=period, number=last.number + 1 if last else 1, state=state, text=text,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip


@write("assignment.assign")
def assign_work(
    *,
    assignment: uuid.UUID,
    version: int,
    unit: int,
    in_charge: int | None,
    due_on: date | None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Assign the work to a unit and a person of it, with a due date for dated work.

    With another unit the person is chosen later by that unit.
    """
    row = _lock_assignment(assignment, version, by, at)
    if not permissions.may_assign(scope_of(by, at.date()), row):
        raise NotFoundError
    problems: dict[str, list[str]] = {}
    is_moved = unit != row.unit_id
    if is_moved:
        allowed_units = {candidate.pk for candidate in list_choosable_units(row.duty.plan, at.date())}
        if row.duty.nature == Duty.Nature.REQUEST:
            allowed_units |= {candidate.pk for candidate in list_requestable_units(row.duty.plan, at.date())}
        if unit not in allowed_units:
            problems["unit"] = [say("Chọn một đơn vị trong danh sách.")]
    else:
        problems = _find_person_problems(row, in_charge)
    if due_on is not None and row.duty.nature != Duty.Nature.DATED:
        problems["due_on"] = [get_violation_message(Duty, "plans_duty_only_dated_work_is_due")]
    if problems:
        raise InvalidInput(problems)
    old_detail = _build_audit_detail(row)
    row.unit_id, row.due_on, row.in_charge_id = unit, due_on, None if is_moved else in_charge
    return _build_result(row, old_detail, _save_change(row, by, at))


@write("evidence.remove")
def remove_evidence(*, evidence: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Remove a document added by mistake; its digest stays in the audit trail."""
    document = Evidence.objects.select_related("assignment__unit", "assignment__duty__plan").filter(pk=evidence).first()
    if document is None or not permissions.may_work(scope_of(by, at.date()), document.assignment):
        raise NotFoundError
    row = document.assignment
    detail: dict[str, Json] = {"digest": document.digest, "name": document.name}
    document.delete()
    return ServiceResult(
        subject=f"assignment:{row.pk}", unit=row.unit.code, detail=detail, answer={"assignment": str(row.pk)}
    )


def _lock_assignment(pk: uuid.UUID, version: int, by: User, at: datetime) -> Assignment:
    Assignment.objects.select_for_update().filter(pk=pk).first()
    row = access_assignment(scope_of(by, at.date()), pk)
    if row.version != version:
        raise VersionConflictError(
            say(
                "%(who)s đã sửa lúc %(when)s: %(state)s. «%(result)s». Phần vừa gõ chưa được lưu.",
                who=row.updated_by,
                when=write_moment(timezone.localtime(row.updated_at)) if row.updated_at else "",
                state=row.state_name,
                result=row.result,
            ),
            theirs=_build_audit_detail(row),
            version=row.version,
        )
    return row


def _find_person_problems(row: Assignment, in_charge: int | None) -> dict[str, list[str]]:
    if in_charge is None or in_charge in {user.pk for user in list_staff(row.unit)}:
        return {}
    return {"in_charge": [say("Chọn một người của đơn vị.")]}


def _find_personal_data(document: documents.EvidenceDocument) -> str:
    """Describes the personal data in a document by kind and count, never quoting; «» where it names nobody."""
    counts = pii_filter.format_hit_counts(f"{document.name}\n{documents.read_words(document)}")
    message = say("Văn bản có thông tin cá nhân: %(places)s. Hãy che hoặc xóa trong tệp rồi tải lên lại.")
    return message % {"places": counts} if counts else ""


def _build_audit_detail(row: Assignment) -> dict[str, Json]:
    return {
        "unit": row.unit_id,
        "state": str(row.state),
        "result": row.result,
        "in_charge": row.in_charge_id,
        "due_on": row.due_on.isoformat() if row.due_on else "",
    }


def _save_change(row: Assignment, by: User, at: datetime) -> dict[str, Json]:
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save()
    return _build_audit_detail(row)


def _build_result(row: Assignment, old_detail: Json, new_detail: Json, evidence: str = "") -> ServiceResult:
    """`evidence`: the name of the document that was attached, «» without one."""
    return ServiceResult(
        subject=f"assignment:{row.pk}",
        unit=row.unit.code,
        detail={"code": row.duty.code, "from": old_detail, "to": new_detail},
        answer={"assignment": str(row.pk), "version": row.version, "evidence": evidence},
    )
