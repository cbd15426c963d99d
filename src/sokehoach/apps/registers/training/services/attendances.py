"""Writing down who of each unit came to a course."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Revision
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.training import queries, rules
from sokehoach.apps.registers.training.models import Attendance, Course
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, VersionConflictError
from sokehoach.domain.messages import say

type Table = Mapping[str, Mapping[str, int]]  # code of the unit → rules.NUMBERS


@write("attendance.keep")
def update_attendance(*, course: UUID, version: int, table: Table, by: User, at: datetime) -> ServiceResult:
    """Replace the table of a course. The course gets a new version, so that reports see what they counted change.

    Raises ActionRefused outside the scope and for a voided course, VersionConflictError for another version,
    InvalidInput with messages by «number-unit».
    """
    row = Course.objects.select_for_update().filter(pk=course).first()
    day = timezone.localtime(at).date()
    if row is None or row.unit_id not in entries.list_writable_unit_ids(by, get_register("training"), day):
        raise ActionRefused(say("Tài khoản không sửa lớp này được."))
    if row.voided:
        raise ActionRefused(say("Lớp này đã gạch bỏ. Hãy khôi phục trước khi ghi cán bộ dự."))
    if row.version != version:
        raise VersionConflictError(say("Lớp này vừa được người khác sửa. Hãy tải lại trang để thấy số mới nhất."))
    units = {unit.code: unit for unit in queries.units_of(row)}
    _check_table(table, units.keys())
    if queries.numbers_of(row) != {code: dict(numbers) for code, numbers in table.items()}:
        Attendance.objects.filter(course=row).delete()
        Attendance.objects.bulk_create(
            Attendance(course=row, unit=units[code], **numbers) for code, numbers in table.items()
        )
        _add_revision(row, len(table), by=by, at=at)
    return ServiceResult(
        subject=f"training:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, "units": [*sorted(table)]},
        answer={"id": str(row.pk), "version": row.version},
    )


def _check_table(table: Table, unit_codes: object) -> None:
    messages: dict[str, list[str]] = {}
    for code, numbers in table.items():
        if code not in unit_codes:  # type: ignore[operator]
            messages[""] = [say("%(unit)s không dự lớp này được.", unit=code)]
        for name, message in rules.check_attendance(numbers).items():
            messages[f"{name}-{code}"] = [message]
    if messages:
        raise InvalidInput(messages)


def _add_revision(row: Course, units: int, *, by: User, at: datetime) -> None:
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["version", "updated_by", "updated_at"])
    definition = get_register("training")
    Revision.objects.create(
        register=definition.code,
        entry=row.pk,
        version=row.version,
        action=Revision.Action.CHANGED,
        content=entries.format_entry(definition, entries.list_unscoped_entries(definition).get(pk=row.pk)),
        reason=say("ghi cán bộ dự của %(n)s đơn vị", n=units),
        by=by,
        at=at,
    )
