"""Yearly programmes."""

import uuid
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.indicators.models import Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.inspections.models import Programme
from sokehoach.apps.registers.inspections.selectors.programmes import programme_for, writes
from sokehoach.apps.registers.inspections.selectors.secrets import teams_of
from sokehoach.apps.registers.inspections.selectors.visits import described, units_to_write
from sokehoach.apps.registers.inspections.services.writing import SEALED, day_of
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale


@write("programme.add")
def add(
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
) -> Done:
    """`target`: per cent of the establishments of these kinds to be visited at least once in the year."""
    if unit.pk not in {one.pk for one in units_to_write(by, day_of(at))}:
        raise Refused(_("Tài khoản không lập chương trình thay %(unit)s được.") % {"unit": unit.short_name})
    if surprise and unit.code not in teams_of(by, day_of(at)):
        raise Refused(_("Chỉ người của đội, tổ kiểm tra lập được chương trình đột xuất."))
    _check(unit, year, title, kinds, target, surprise=surprise)
    row = Programme.objects.create(
        unit=unit, year=year, title=title.strip(), number=number.strip(), surprise=surprise, target=target,
        rechecks=rechecks, created_by=by, created_at=at, updated_by=by, updated_at=at,
    )  # fmt: skip
    row.kinds.set(_kinds(kinds))
    return _done(row)


@write("programme.change")
def change(
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
) -> Done:
    """Unit, year and manner stay: they are what its visits rest on."""
    Programme.objects.select_for_update().filter(pk=programme).first()
    row = programme_for(by, programme, day_of(at))
    if not writes(by, row, day_of(at)):
        raise Http404
    if row.version != version:
        raise Stale(_("Chương trình vừa được người khác sửa. Mở lại trang để xem bản mới nhất."))
    _check(row.unit, row.year, title, kinds, target, surprise=row.surprise, but=row)
    row.title, row.number, row.target, row.rechecks = title.strip(), number.strip(), target, rechecks
    row.version += 1
    row.updated_by, row.updated_at = by, at
    row.save(update_fields=["title", "number", "target", "rechecks", "version", "updated_by", "updated_at"])
    row.kinds.set(_kinds(kinds))
    return _done(row)


def _check(
    unit: Unit,
    year: int,
    title: str,
    kinds: tuple[str, ...],
    target: int | None,
    *,
    surprise: bool,
    but: Programme | None = None,
) -> None:
    wrong: dict[str, list[str]] = {}
    same = Programme.objects.filter(unit=unit, year=year, title=title.strip(), surprise=surprise)
    if not title.strip():
        wrong["title"] = [_("Ghi tên chương trình.")]
    elif (same.exclude(pk=but.pk) if but else same).exists():
        wrong["title"] = [_("Năm này đã có chương trình tên như vậy.")]
    if not kinds:
        wrong["kinds"] = [_("Chọn ít nhất một loại hình cơ sở.")]
    if target is not None and not 1 <= target <= 100:
        wrong["target"] = [_("Tỷ lệ từ 1 đến 100 %.")]
    if wrong:
        raise Invalid(wrong)


def _kinds(codes: tuple[str, ...]) -> list[Option]:
    return list(Option.objects.filter(option_set__code="establishment_type", code__in=codes))


def _done(row: Programme) -> Done:
    return Done(
        subject=f"programme:{row.pk}",
        unit=row.unit.code,
        detail={"version": row.version, "year": row.year},
        answer={"programme": str(row.pk), "version": row.version},
        function=SEALED if row.surprise else described().function,
    )
