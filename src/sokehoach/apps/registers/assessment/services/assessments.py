"""A commune scores itself; what was decided above is written down. Registering is the shelf's."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.registers.assessment.models import Assessment
from sokehoach.apps.registers.assessment.selectors.assessments import (
    CODE,
    assessment_for,
    before,
    class_of,
    may_decide,
)
from sokehoach.apps.registers.assessment.selectors.schemes import described, used_on
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.models import Revision
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.registers.assessment import HealthyClass, is_declined


@write("assessment.score")
def score(
    *, assessment: UUID, version: int, scores: Mapping[str, int], record: str, by: User, at: datetime
) -> Done:
    """Points of every content, by the scheme in use on the day. Refused once it is decided; Invalid by content."""
    row = _held(assessment, version, by)
    today = timezone.localtime(at).date()
    if row.unit_id not in entries.writable(by, register(CODE), today):
        raise Http404
    if row.decided_on is not None:
        raise Refused(_("Đã có quyết định, điểm tự chấm không sửa nữa."))
    held = used_on(today)
    scheme = described(held)
    wrong: dict[str, list[str]] = {
        content.code: [_("Chấm từ 0 đến %(most)s điểm.") % {"most": content.most}]
        for content in scheme.too_many(scores)
    }
    for content in scheme.contents:
        if content.code not in scores:
            wrong[content.code] = [_("Chưa chấm nội dung này.")]
    if wrong:
        raise Invalid(wrong)
    row.scheme, row.scored_on, row.record = held, today, record.strip()
    row.scores = {content.code: scores[content.code] for content in scheme.contents}
    total = scheme.total(row.scores)
    return _kept(row, _("tự chấm %(total)s/%(most)s điểm") % {"total": total, "most": scheme.most}, by, at)


@write("assessment.decide", seal=True)
def decide(
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
) -> Done:
    """Write down a decision: the class granted, or «» for none; not to consider it at all wants a reason.

    `ground` (an option of «assessment_ground») where no class is given or one that was held is lost, else «».
    404 for who does not review the commune's reports. Invalid by field.
    """
    row = _held(assessment, version, by)
    today = timezone.localtime(at).date()
    if not may_decide(scope_of(by, today), row.unit_id):
        raise Http404
    wrong: dict[str, list[str]] = {}
    option = (
        Option.objects.filter(option_set__code="healthy_class", code=granted).first() if granted else None
    )
    if granted and option is None:
        wrong["granted"] = [_("Chọn một loại trong danh sách.")]
    if granted and row.scored_on is None:
        wrong["granted"] = [_("Xã, thị trấn chưa tự chấm điểm nên chưa công nhận được.")]
    if granted and disqualified:
        wrong["granted"] = [_("Đã quyết định không xét thì không công nhận.")]
    why = Option.objects.filter(option_set__code="assessment_ground", code=ground).first() if ground else None
    if ground and why is None:
        wrong["ground"] = [_("Chọn một lý do trong danh sách.")]
    elif "granted" not in wrong:
        now = HealthyClass(granted) if granted else None
        declined = is_declined(before=class_of(before(row)), now=now, disqualified=disqualified)
        if declined and why is None:
            wrong["ground"] = [_("Chưa công nhận, không xét, hoặc thôi giữ một loại: chọn lý do.")]
        elif why is not None and not declined:
            wrong["ground"] = [_("Đã công nhận, không thôi giữ loại nào: để trống lý do này.")]
    if disqualified and not reason.strip():
        wrong["reason"] = [_("Ghi lý do không xét.")]
    if not decision.strip():
        wrong["decision"] = [_("Ghi số quyết định.")]
    if decided_on > today:
        wrong["decided_on"] = [_("Ngày ở sau hôm nay.")]
    elif decided_on < row.day:
        wrong["decided_on"] = [_("Ngày quyết định ở trước ngày đăng ký.")]
    if wrong:
        raise Invalid(wrong)
    row.granted, row.disqualified, row.ground, row.reason = option, disqualified, why, reason.strip()
    row.decided_on, row.decision = decided_on, decision.strip()
    said = option.name if option is not None else _("không công nhận")
    if why is not None:
        said = f"{said}; {why.name}"
    return _kept(row, _("quyết định %(number)s: %(what)s") % {"number": row.decision, "what": said}, by, at)


def _held(pk: UUID, version: int, by: User) -> Assessment:
    Assessment.objects.select_for_update().filter(pk=pk).first()
    row = assessment_for(by, pk)
    if row.struck:
        raise Refused(_("Đăng ký này đã gạch bỏ."))
    if row.version != version:
        raise Stale(_("Hồ sơ này vừa được người khác sửa. Hãy tải lại trang để thấy bản mới nhất."))
    return row


def _kept(row: Assessment, said: str, by: User, at: datetime) -> Done:
    """A new version with its revision, so that a report that counted the line sees that it has changed."""
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save()
    described_as = register(CODE)
    Revision.objects.create(
        register=CODE,
        entry=row.pk,
        version=row.version,
        action=Revision.Action.CHANGED,
        content=entries.texts(described_as, entries.whole(described_as).get(pk=row.pk)),
        reason=said,
        by=by,
        at=at,
    )
    told: dict[str, Json] = {"version": row.version, "year": row.year}
    return Done(
        subject=f"{CODE}:{row.pk}",
        unit=row.unit.code,
        detail=told,
        answer={"id": str(row.pk), "version": row.version},
    )
