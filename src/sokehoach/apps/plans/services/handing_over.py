"""What a person who leaves has in charge goes to a colleague."""

from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.plans.models import Assignment


@write("assignment.pass_on")
def pass_on(*, leaver: User, heir: User, by: User, at: datetime) -> Done:
    """The duties in charge of the leaver: the heir is in charge of them from now on. Who did what before stays."""
    count = Assignment.objects.filter(in_charge=leaver).update(in_charge=heir)
    return Done(
        subject=f"user:{leaver.username}",
        unit=leaver.unit.code,
        detail={"written": count, "user": heir.username},
    )
