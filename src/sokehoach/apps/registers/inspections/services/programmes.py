"""Yearly programmes."""

import uuid
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.inspections.models import InspectionProgramme
from sokehoach.apps.registers.inspections.queries.programmes import access_programme, can_write_programme
from sokehoach.apps.registers.inspections.queries.secrets import teams_of
from sokehoach.apps.registers.inspections.queries.visits import get_visits_register, units_to_write
from sokehoach.apps.registers.inspections.services.writing import SEALED, day_of
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say


@write("programme.add")
def create_programme(
    *,
    unit: Unit,
    year: int,
    title: str,
    number: str,
    surprise: bool,
    kinds: tuple[str, ...],
    target: int | None,
    rechecks: bool,
    by: User,
    at: datetime,
) -> ServiceResult:
    """`target`: per cent of the establishments of these kinds to be visited at least once in the year."""
    if unit.pk not in {own_unit.pk for own_unit in units_to_write(by, day_of(at))}:
        raise ActionRefused(say("Tài khoản không lập chương trình thay %(unit)s được.", unit=unit.short_name))
    if surprise and unit.code not in teams_of(by, day_of(at)):
        raise ActionRefused(say("Chỉ người của đội, tổ kiểm tra lập được chương trình đột xuất."))
    _check_programme(unit, year, title, kinds, target, surprise=surprise)
    row = InspectionProgramme.objects.create(
        unit=unit, year=year, title=title.strip(), number=number.strip(), surprise=surprise, target=target,
        rechecks=rechecks, created_by=by, created_at=at, updated_by=by, updated_at=at,
    )  # fmt: skip
    row.kinds.set(_list_kinds(kinds))
    return _build_result(row)


@write("programme.change")
def update_programme(
    *,
    programme: uuid.UUID,
    version: int,
    title: str,
    number: str,
    kinds: tuple[str, ...],
    target: int | None,
    rechecks: bool,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Unit, year and manner stay: they are what its visits rest on."""
    InspectionProgramme.objects.select_for_update().filter(pk=programme).first()
    row = access_programme(by, programme, day_of(at))
    if not can_write_programme(by, row, day_of(at)):
        raise NotFoundError
    if row.version != version:
        raise VersionConflictError(say("Chương trình vừa được người khác sửa. Mở lại trang để xem bản mới nhất."))
    _check_programme(row.unit, row.year, title, kinds, target, surprise=row.surprise, exclude=row)
    row.title, row.number, row.target, row.rechecks = title.strip(), number.strip(), target, rechecks
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["title", "number", "target", "rechecks", "version", "updated_by", "updated_at"])
    row.kinds.set(_list_kinds(kinds))
    return _build_result(row)


def _check_programme(
    unit: Unit,
    year: int,
    title: str,
    kinds: tuple[str, ...],
    target: int | None,
    *,
    surprise: bool,
    exclude: InspectionProgramme | None = None,
) -> None:
    errors: dict[str, list[str]] = {}
    same_title = InspectionProgramme.objects.filter(unit=unit, year=year, title=title.strip(), surprise=surprise)
    if not title.strip():
        errors["title"] = [say("Ghi tên chương trình.")]
    elif (same_title.exclude(pk=exclude.pk) if exclude else same_title).exists():
        errors["title"] = [say("Năm này đã có chương trình tên như vậy.")]
    if not kinds:
        errors["kinds"] = [say("Chọn ít nhất một loại hình cơ sở.")]
    if target is not None and not 1 <= target <= 100:
        errors["target"] = [say("Tỷ lệ từ 1 đến 100 %.")]
    if errors:
        raise InvalidInput(errors)


def _list_kinds(codes: tuple[str, ...]) -> list[Option]:
    return list(Option.objects.filter(option_set__uid="establishment_type", code__in=codes))


def _build_result(row: InspectionProgramme) -> ServiceResult:
    return ServiceResult(
        subject=f"programme:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, "year": row.year},
        answer={"programme": str(row.pk), "version": row.version},
        function=SEALED if row.surprise else get_visits_register().function,
    )
