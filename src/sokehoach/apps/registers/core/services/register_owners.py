"""Stores which units keep which register, as a programme defines it."""

from collections.abc import Iterable
from datetime import datetime

from sokehoach.adapters.programme_files.definition import RegisterOwnership
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.registers.core import models
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.messages import say


@write("registers.keep")
def import_register_owners(
    *,
    programme: Programme,
    ownerships: Iterable[RegisterOwnership],
    used_registers: Iterable[str] = (),
    by: User | str,
    at: datetime,
) -> ServiceResult:
    """Store the owners of the programme's registers. A register that no programme names is kept by no unit.

    `used_registers`: those whose entries its forms count, or whose rules it brings. Raises ActionRefused where it names
    or uses a register of another programme.
    """
    ownerships = list(ownerships)
    codes = [ownership.register for ownership in ownerships]
    rows = models.RegisterOwnership.objects.filter(register__in={*codes, *used_registers})
    if of_others := rows.exclude(programme=programme).first():
        raise ActionRefused(
            say(
                "Sổ «%(register)s» là của chương trình «%(programme)s».",
                register=of_others.register,
                programme=of_others.programme,
            )
        )
    models.RegisterOwnership.objects.bulk_create(
        [
            models.RegisterOwnership(
                programme=programme,
                register=ownership.register,
                levels=list(ownership.levels),
                agencies=list(ownership.agencies),
                clauses=list(ownership.clauses),
            )
            for ownership in ownerships
        ],
        update_conflicts=True,
        unique_fields=["register"],
        update_fields=["programme", "levels", "agencies", "clauses"],
    )
    models.RegisterOwnership.objects.filter(programme=programme).exclude(register__in=codes).delete()
    forget_answers()
    return ServiceResult(subject="registers", detail={"kept": len(codes)})
