"""Updates denominators that officials enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.indicators import permissions
from sokehoach.apps.indicators.models import Denominator, Option
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say


@dataclass(frozen=True, slots=True)
class DenominatorInput:
    """A denominator to store; `value` None removes one that is no longer known."""

    unit: Unit
    kind: Option
    year: int
    value: int | None
    source: str


@write("denominators.keep")
def update_denominators(*, denominators: Sequence[DenominatorInput], by: User, at: datetime) -> ServiceResult:
    """Store all or nothing. Raises ActionRefused outside the scope; InvalidInput for 0 or a number without source."""
    writable_ids = permissions.list_writable_units(scope_of(by, timezone.localdate(at)))
    for denominator in denominators:
        if denominator.unit.pk not in writable_ids:
            raise ActionRefused(say("Tài khoản không ghi mẫu số của %(unit)s được.", unit=denominator.unit.short_name))
        if problem := find_denominator_problem(denominator):
            raise InvalidInput({"value": [problem]})
    for denominator in denominators:
        stored = Denominator.objects.filter(unit=denominator.unit, kind=denominator.kind, year=denominator.year)
        if denominator.value is None:
            stored.delete()
        else:
            Denominator.objects.update_or_create(
                unit=denominator.unit,
                kind=denominator.kind,
                year=denominator.year,
                defaults={
                    "value": denominator.value,
                    "source": denominator.source,
                    "updated_by": by,
                    "updated_at": at,
                },
            )
    return ServiceResult(
        subject="denominators",
        unit=by.unit.code,
        detail={"kept": len(denominators)},
        answer={"kept": len(denominators)},
    )


def find_denominator_problem(denominator: DenominatorInput) -> str:
    """Returns the problem of a denominator, to show beside its cell too; «» for none."""
    if denominator.value is None:
        return ""
    if not 0 < denominator.value <= 10_000_000:
        return get_violation_message(Denominator, "indicators_denominator_never_nought")
    if not denominator.source.strip():
        return get_violation_message(Denominator, "indicators_denominator_has_a_source")
    return ""
