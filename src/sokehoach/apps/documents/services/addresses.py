"""Services of the address book: names under «Nơi nhận», their identifiers and addresses."""

import re
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents.models import Correspondent
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say

# QĐ 20/2020/QĐ-TTg: groups by level, the first level on the left. QCVN 102:2016: 13 characters, the first level on the
# right.
CODE = re.compile(r"[A-Z]\d{2}(\.[0-9A-Z]{2,})*")
LEGACY_CODE = re.compile(r"\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}")


@write("address.keep")
def update_address(
    *,
    name: str,
    since: date,
    by: User | str,
    at: datetime,
    unit: Unit | None = None,
    code: str = "",
    legacy_code: str = "",
    email: str = "",
) -> ServiceResult:
    """Create or change the address with this name. Raises InvalidInput for an invalid code."""
    errors: dict[str, list[str]] = {}
    if code and not (CODE.fullmatch(code) and len(code) <= 35):
        errors["code"] = [say("Mã định danh theo QĐ 20/2020/QĐ-TTg như «H18.30.02», không quá 35 ký tự.")]
    if legacy_code and not LEGACY_CODE.fullmatch(legacy_code):
        errors["legacy_code"] = [say("Mã định danh cũ gồm 13 ký tự như «000.30.02.H18».")]
    if not name.strip():
        errors["name"] = [say("Ghi tên như in ở Nơi nhận.")]
    if errors:
        raise InvalidInput(errors)
    row, _new = Correspondent.objects.update_or_create(
        name=name.strip(),
        valid_from=since,
        defaults={"unit": unit, "code": code, "legacy_code": legacy_code, "email": email},
    )
    return ServiceResult(subject=f"address:{row.pk}", detail={"title": row.name}, answer={"id": row.pk})


@write("address.fill")
def import_units(*, by: User | str, at: datetime) -> ServiceResult:
    """Add every current unit that is not yet in the book, under its own name."""
    listed_unit_ids = set(Correspondent.objects.filter(unit__isnull=False).values_list("unit", flat=True))
    names = set(Correspondent.objects.values_list("name", flat=True))
    new_rows: dict[str, Correspondent] = {}
    missing_units = units.as_of(at.date()).exclude(pk__in=listed_unit_ids).select_related("parent")
    # Areas first: the committee's name belongs to the area, not to its leaders' office.
    for unit in sorted(missing_units, key=is_attached):
        name = unit.letterhead or unit.name
        if (name in names or name in new_rows) and is_attached(unit):
            name = unit.name
        if name in names or name in new_rows:  # communes of two districts may have the same name
            name = f"{name}, {unit.parent.name}" if unit.parent else f"{name} ({unit.code})"
        if name not in names:
            new_rows.setdefault(name, Correspondent(unit=unit, name=name, valid_from=unit.valid_from))
    Correspondent.objects.bulk_create(new_rows.values())
    return ServiceResult(subject="addresses", detail={"rows": len(new_rows)}, answer={"rows": len(new_rows)})
