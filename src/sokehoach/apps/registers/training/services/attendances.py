"""Writing down who of each unit came to a course."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.models import Revision
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.registers.training import rules
from sokehoach.apps.registers.training.models import Attendance, Course
from sokehoach.apps.registers.training.selectors import attendances
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale

type Table = Mapping[str, Mapping[str, int]]  # code of the unit → rules.NUMBERS


@write("attendance.keep")
def keep(*, course: UUID, version: int, table: Table, by: User, at: datetime) -> Done:
    """Replace the table of a course. The course gets a new version, so that reports see what they counted change.

    Raises Refused outside the scope and for a struck course, Stale where another version stands, Invalid with
    messages by «number-unit».
    """
    row = Course.objects.select_for_update().filter(pk=course).first()
    day = timezone.localtime(at).date()
    if row is None or row.unit_id not in entries.writable(by, register("training"), day):
        raise Refused(_("Tài khoản không sửa lớp này được."))
    if row.struck:
        raise Refused(_("Lớp này đã gạch bỏ. Hãy khôi phục trước khi ghi cán bộ dự."))
    if row.version != version:
        raise Stale(_("Lớp này vừa được người khác sửa. Hãy tải lại trang để thấy số mới nhất."))
    units = {unit.code: unit for unit in attendances.units_of(row)}
    _check(table, units.keys())
    if attendances.numbers_of(row) != {code: dict(numbers) for code, numbers in table.items()}:
        Attendance.objects.filter(course=row).delete()
        Attendance.objects.bulk_create(
            Attendance(course=row, unit=units[code], **numbers) for code, numbers in table.items()
        )
        _revise(row, len(table), by=by, at=at)
    return Done(
        subject=f"training:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, "units": [*sorted(table)]},
        answer={"id": str(row.pk), "version": row.version},
    )


def _check(table: Table, known: object) -> None:
    messages: dict[str, list[str]] = {}
    for code, numbers in table.items():
        if code not in known:  # type: ignore[operator]
            messages[""] = [_("%(unit)s không dự lớp này được.") % {"unit": code}]
        for name, said in rules.check_attendance(numbers).items():
            messages[f"{name}-{code}"] = [said]
    if messages:
        raise Invalid(messages)


def _revise(row: Course, units: int, *, by: User, at: datetime) -> None:
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["version", "updated_by", "updated_at"])
    described = register("training")
    Revision.objects.create(
        register=described.code,
        entry=row.pk,
        version=row.version,
        action=Revision.Action.CHANGED,
        content=entries.texts(described, entries.whole(described).get(pk=row.pk)),
        reason=_("ghi cán bộ dự của %(n)s đơn vị") % {"n": units},
        by=by,
        at=at,
    )
