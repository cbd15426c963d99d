"""Creates units for agencies that a plan names."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.plans.models import Duty, ItemState
from sokehoach.apps.plans.queries.parties import list_unknown_parties
from sokehoach.apps.plans.services.items import lock_reading_plan
from sokehoach.apps.plans.services.matching import match_names_again
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.plans.agencies import names_department
from sokehoach.domain.privacy import FIRM_KINDS


@write("plan.add_parties")
def add_parties(*, plan: uuid.UUID, names: Sequence[str], by: User, at: datetime) -> ServiceResult:
    """Create agencies of the owner's area from names in the plan, and propose them as leads of its open duties.

    What «các sở, ban, ngành» means, and no plan only asks, joins that group of the area.
    Where a duty names them as partners they become partners. Each open duty is still to be confirmed. Raises
    InvalidInput for a name that the plan does not offer, or that names a person.
    """
    row = lock_reading_plan(plan, by, at)
    offered = {party.name: party for party in list_unknown_parties(row)}
    if (
        not names
        or not set(names) <= offered.keys()
        or any(hit.kind in FIRM_KINDS for hit in pii_filter.find_refused_hits("\n".join(names)))
    ):
        raise InvalidInput({"names": [say("Chọn tên cơ quan trong danh sách của kế hoạch.")]})
    added: list[Unit] = []
    for name in names:
        is_asked = Duty.Nature.REQUEST in set(
            Duty.objects.filter(plan=row, code__in=offered[name].codes).values_list("nature", flat=True)
        )
        unit = units.add_agency(parent=row.unit, name=name, asked=is_asked, source=row.name)
        if not is_asked and names_department(name):
            for group in Group.objects.filter(within=row.unit, code__endswith=".departments"):
                group.members.add(unit)
        Duty.objects.filter(plan=row, code__in=offered[name].codes, state=ItemState.OPEN).update(
            lead=unit, choices=[{"party": f"u:{unit.pk}", "name": unit.name, "likelihood": 1.0}]
        )
        added.append(unit)
    match_names_again(row, *added)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"names": list(names)},
        answer={"plan": str(row.pk), "added": len(names)},
    )
