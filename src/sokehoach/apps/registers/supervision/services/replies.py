"""The addressee of a recommendation replies. Programmes, visits and recommendations are the supervisor's own."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.supervision import queries
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say

CODE = "supervision"


@write("supervision.reply")
def reply_to_recommendation(
    *, visit: UUID, version: int, replied_on: date, number: str, remedy: str, by: User, at: datetime
) -> ServiceResult:
    """Answer a recommendation, or answer again.

    NotFoundError for any unit but the addressee. Raises VersionConflictError for another version of the visit,
    InvalidInput by field.
    """
    SupervisionVisit.objects.select_for_update().filter(pk=visit).first()
    row = queries.access_received(by, visit)
    today = timezone.localtime(at).date()
    if not queries.may_reply(by, row, today):
        raise NotFoundError
    if row.version != version:
        raise VersionConflictError(say("Kiến nghị này vừa được sửa. Hãy tải lại trang để thấy bản mới nhất."))
    if errors := _find_problems(row, replied_on, number, remedy, today):
        raise InvalidInput(errors)
    row.replied_on, row.reply, row.remedy, row.replied_by = replied_on, number.strip(), remedy.strip(), by
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
        reason=say("đơn vị nhận kiến nghị trả lời"),
        by=by,
        at=at,
    )
    return ServiceResult(
        subject=f"{CODE}:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, "by_unit": row.addressee.code if row.addressee else ""},
        answer={"id": str(row.pk), "version": row.version},
    )


def _find_problems(
    row: SupervisionVisit, replied_on: date, number: str, remedy: str, today: date
) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not number.strip():
        problems["number"] = [say("Ghi số văn bản trả lời.")]
    if not remedy.strip():
        problems["remedy"] = [say("Ghi nội dung trả lời: đã làm gì, khi nào xong.")]
    if replied_on > today:
        problems["replied_on"] = [say("Ngày ở sau hôm nay.")]
    elif replied_on < row.day:
        problems["replied_on"] = [say("Ngày trả lời ở trước ngày giám sát.")]
    return problems
