"""Which units keep which register, as a pack supplies it."""

from collections.abc import Iterable
from datetime import datetime

from sokehoach.adapters.pack.pack import Keeping as Kept
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.registers.shelf.models import Keeping


@write("registers.keep")
def keep(*, keepings: Iterable[Kept], by: User | str, at: datetime) -> Done:
    """The pack speaks of all registers: one that it does not name is kept by nobody."""
    codes = []
    for one in keepings:
        Keeping.objects.update_or_create(
            register=one.register,
            defaults={
                "levels": [level.value for level in one.levels],
                "agencies": list(one.agencies),
                "clauses": list(one.clauses),
            },
        )
        codes.append(one.register)
    Keeping.objects.exclude(register__in=codes).delete()
    return Done(subject="registers", detail={"kept": len(codes)})
