"""Stores which units keep which register, as a programme defines it."""

from collections.abc import Iterable
from datetime import datetime

from sokehoach.adapters.programme_files.definition import RegisterOwnership as Kept
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.registers.core.models import Keeping


@write("registers.keep")
def import_register_owners(*, keepings: Iterable[Kept], by: User | str, at: datetime) -> ServiceResult:
    """Store the owners of all registers. A register that the programme does not name is kept by no unit."""
    codes = []
    for ownership in keepings:
        Keeping.objects.update_or_create(
            register=ownership.register,
            defaults={
                "levels": [level.value for level in ownership.levels],
                "agencies": list(ownership.agencies),
                "clauses": list(ownership.clauses),
            },
        )
        codes.append(ownership.register)
    Keeping.objects.exclude(register__in=codes).delete()
    return ServiceResult(subject="registers", detail={"kept": len(codes)})
