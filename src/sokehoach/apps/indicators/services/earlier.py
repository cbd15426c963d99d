"""Figures of earlier years, brought in from what was reported before the product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import DataElement, EarlierFigure
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.shell.outcomes import Invalid, Refused

_DISTRICT_AND_ABOVE = (Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class Told:
    unit: Unit
    element: DataElement
    disaggregation: str
    period: str
    number: Decimal
    source: str


@write("earlier_figures.keep")
def keep(*, told: Sequence[Told], by: User, at: datetime) -> Done:
    """Keep all or nothing; a figure that is there is said anew. Refused outside the scope, Invalid as `wrong` says."""
    allowed = permissions.reviewed(scope_of(by, timezone.localdate(at)))
    for one in told:
        if one.unit.pk not in allowed:
            raise Refused(
                _("Tài khoản không nhập số liệu của %(unit)s được.") % {"unit": one.unit.short_name}
            )
        if said := wrong(one):
            raise Invalid({"number": [said]})
    EarlierFigure.objects.bulk_create(
        [
            EarlierFigure(
                unit=one.unit,
                element=one.element,
                disaggregation=one.disaggregation,
                period=one.period,
                number=one.number,
                source=one.source,
                updated_by=by,
                updated_at=at,
            )
            for one in told
        ],
        update_conflicts=True,
        unique_fields=("unit", "element", "disaggregation", "period"),
        update_fields=("number", "source", "updated_by", "updated_at"),
    )
    return Done(
        subject="earlier_figures", unit=by.unit.code, detail={"kept": len(told)}, answer={"kept": len(told)}
    )


def wrong(one: Told) -> str:
    """PRODUCT.md, line 4: counts of persons exist for the district and above, in earlier years too."""
    if one.element.counts_persons and area_of(one.unit).level not in _DISTRICT_AND_ABOVE:
        return _("%(code)s đếm người: chỉ nhận số của huyện trở lên.") % {"code": one.element.code}
    if not one.source.strip():
        return _("Chưa ghi nguồn của số: báo cáo nào, ngày nào.")
    if one.number < 0 or one.number >= Decimal(10) ** 12:
        return _("Số phải từ 0.")
    if one.element.kind != "money" and one.number != one.number.to_integral_value():
        return _("%(code)s là số nguyên.") % {"code": one.element.code}
    return ""
