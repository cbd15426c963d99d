"""Hands a leaver's assignments to a colleague."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans.models import Assignment


@write("assignment.pass_on")
def hand_over_assignments(*, leaver: User, heir: User, by: User, at: datetime) -> ServiceResult:
    """Put the heir in charge of the leaver's assignments. Earlier records keep their person."""
    count = Assignment.objects.filter(in_charge=leaver).update(in_charge=heir)
    return ServiceResult(
        subject=f"user:{leaver.username}",
        unit=leaver.unit.code,
        detail={"written": count, "user": heir.username},
    )
