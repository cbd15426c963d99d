"""Denominators as an official knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.outcomes import Invalid, Refused


@dataclass(frozen=True, slots=True)
class Told:
    """`value` None: nobody knows it any more."""

    unit: Unit
    kind: Option
    year: int
    value: int | None
    source: str


@write("denominators.keep")
def keep(*, told: Sequence[Told], by: User, at: datetime) -> Done:
    """Keep all or nothing. Refused outside the scope; Invalid for 0, for a number without its source."""
    allowed = permissions.writable(scope_of(by, timezone.localdate(at)))
    for one in told:
        if one.unit.pk not in allowed:
            raise Refused(_("Tài khoản không ghi mẫu số của %(unit)s được.") % {"unit": one.unit.short_name})
        if said := wrong(one):
            raise Invalid({"value": [said]})
    for one in told:
        held = Denominator.objects.filter(unit=one.unit, kind=one.kind, year=one.year)
        if one.value is None:
            held.delete()
        else:
            Denominator.objects.update_or_create(
                unit=one.unit,
                kind=one.kind,
                year=one.year,
                defaults={"value": one.value, "source": one.source, "updated_by": by, "updated_at": at},
            )
    return Done(
        subject="denominators", unit=by.unit.code, detail={"kept": len(told)}, answer={"kept": len(told)}
    )


def wrong(one: Told) -> str:
    """What is wrong with it, beside its cell too."""
    if one.value is None:
        return ""
    if not 0 < one.value <= 10_000_000:
        return _("Số phải từ 1 đến 10.000.000; chưa biết thì để trống.")
    if not one.source.strip():
        return _("Chưa ghi nguồn của số: văn bản, niên giám, ngày.")
    return ""
