"""A commune scores itself; what was decided above is written down. Registering is done by `core`."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.queries import (
    CLASSES,
    CODE,
    GROUNDS,
    access_assessment,
    build_scheme,
    class_of,
    find_previous_decision,
    get_scheme_on,
    list_offered_options,
    may_decide,
)
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.registers.assessment import HealthyClass, is_declined


@write("assessment.score")
def score_assessment(
    *, assessment: UUID, version: int, scores: Mapping[str, int], record: str, by: User, at: datetime
) -> ServiceResult:
    """Score every content by the scheme of the day. ActionRefused once it is decided; InvalidInput by content."""
    row = _lock_assessment(assessment, version, by)
    today = timezone.localtime(at).date()
    if row.unit_id not in entries.list_writable_unit_ids(by, get_register(CODE), today):
        raise NotFoundError
    if row.decided_on is not None:
        raise ActionRefused(say("Đã có quyết định, điểm tự chấm không sửa nữa."))
    scheme_row = get_scheme_on(today)
    scheme = build_scheme(scheme_row)
    errors: dict[str, list[str]] = {
        content.code: [say("Chấm từ 0 đến %(most)s điểm.", most=content.most)]
        for content in scheme.list_invalid_contents(scores)
    }
    for content in scheme.contents:
        if content.code not in scores:
            errors[content.code] = [say("Chưa chấm nội dung này.")]
    if errors:
        raise InvalidInput(errors)
    row.scheme, row.scored_on, row.record = scheme_row, today, record.strip()
    row.scores = {content.code: scores[content.code] for content in scheme.contents}
    total = scheme.total(row.scores)
    return _save_revision(row, say("tự chấm %(total)s/%(most)s điểm", total=total, most=scheme.most), by, at)


@write("assessment.decide", seal=True)
def decide_assessment(
    *,
    assessment: UUID,
    version: int,
    granted: str,
    disqualified: bool,
    decided_on: date,
    decision: str,
    ground: str,
    reason: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Write down a decision: the class granted, or «» for none; not to consider it at all wants a reason.

    `ground` (an option of «assessment_ground») where no class is given or one that was held is lost, else «».
    NotFoundError for who does not review the commune's reports. InvalidInput by field.
    """
    row = _lock_assessment(assessment, version, by)
    today = timezone.localtime(at).date()
    if not may_decide(by, row.unit_id, today):
        raise NotFoundError
    errors: dict[str, list[str]] = {}
    class_option = _find_option(CLASSES, granted, row)
    if granted and class_option is None:
        errors["granted"] = [say("Chọn một loại trong danh sách.")]
    if granted and row.scored_on is None:
        errors["granted"] = [say("Đơn vị chưa tự chấm điểm nên chưa công nhận được.")]
    if granted and disqualified:
        errors["granted"] = [say("Đã quyết định không xét thì không công nhận.")]
    ground_option = _find_option(GROUNDS, ground, row)
    if ground and ground_option is None:
        errors["ground"] = [say("Chọn một lý do trong danh sách.")]
    elif "granted" not in errors:
        new_class = HealthyClass(class_option.code, class_option.combines) if class_option is not None else None
        declined = is_declined(
            previous=class_of(find_previous_decision(row)), current=new_class, disqualified=disqualified
        )
        if declined and ground_option is None:
            errors["ground"] = [say("Chưa công nhận, không xét, hoặc thôi giữ một loại: chọn lý do.")]
        elif ground_option is not None and not declined:
            errors["ground"] = [say("Đã công nhận, không thôi giữ loại nào: để trống lý do này.")]
    if disqualified and not reason.strip():
        errors["reason"] = [say("Ghi lý do không xét.")]
    if not decision.strip():
        errors["decision"] = [say("Ghi số quyết định.")]
    if decided_on > today:
        errors["decided_on"] = [say("Ngày ở sau hôm nay.")]
    elif decided_on < row.day:
        errors["decided_on"] = [say("Ngày quyết định ở trước ngày đăng ký.")]
    if errors:
        raise InvalidInput(errors)
    row.granted, row.disqualified, row.ground, row.reason = (
        class_option,
        disqualified,
        ground_option,
        reason.strip(),
    )
    row.decided_on, row.decision = decided_on, decision.strip()
    outcome_text = class_option.name if class_option is not None else say("không công nhận")
    if ground_option is not None:
        outcome_text = f"{outcome_text}; {ground_option.name}"
    return _save_revision(row, say("quyết định %(number)s: %(what)s", number=row.decision, what=outcome_text), by, at)


def _find_option(option_set: str, code: str, row: Assessment) -> Option | None:
    """None for «» and for what the programme does not have on the day of the entry."""
    if not code or code not in list_offered_options(option_set, row.day):
        return None
    return Option.objects.get(option_set__uid=option_set, code=code)


def _lock_assessment(pk: UUID, version: int, by: User) -> Assessment:
    Assessment.objects.select_for_update().filter(pk=pk).first()
    row = access_assessment(by, pk)
    if row.voided:
        raise ActionRefused(say("Đăng ký này đã gạch bỏ."))
    if row.version != version:
        raise VersionConflictError(say("Hồ sơ này vừa được người khác sửa. Hãy tải lại trang để thấy bản mới nhất."))
    return row


def _save_revision(row: Assessment, reason: str, by: User, at: datetime) -> ServiceResult:
    """A new version with its revision, so that a report that counted the line sees that it has changed."""
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save()
    definition = get_register(CODE)
    Revision.objects.create(
        register=CODE,
        entry=row.pk,
        version=row.version,
        action=Revision.Action.CHANGED,
        content=entries.format_entry(definition, entries.list_unscoped_entries(definition).get(pk=row.pk)),
        reason=reason,
        by=by,
        at=at,
    )
    detail: dict[str, Json] = {"version": row.version, "year": row.year}
    return ServiceResult(
        subject=f"{CODE}:{row.pk}",
        unit=row.unit.code,
        detail=detail,
        answer={"id": str(row.pk), "version": row.version},
    )
