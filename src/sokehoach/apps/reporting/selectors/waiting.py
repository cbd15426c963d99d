"""Reports that wait for acceptance, each with what stands in its way."""

import uuid
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.selectors.sheets import sheet
from sokehoach.apps.reporting.selectors.submissions import submissions_for
from sokehoach.apps.reporting.selectors.waivers import open_findings, waivers
from sokehoach.domain.reporting.workflow import State


@dataclass(frozen=True, slots=True)
class Waiting:
    """`hard` hinders acceptance, `advice` wants a look, `blanks` are cells not reported.

    taken  it was typed by the office, and its unit has not confirmed it
    """

    submission: uuid.UUID
    version: int
    edition: int
    unit: Unit
    hard: tuple[str, ...]
    advice: tuple[str, ...]
    blanks: int
    taken: bool

    @property
    def clear(self) -> bool:
        """Whether nothing is to be looked at before it is accepted."""
        return not self.hard and not self.advice and not self.taken


def waiting(user: User, *, form: str, period: str) -> tuple[Waiting, ...]:
    """Of one form and period, by unit; of those alone that the account reviews."""
    reviewed = permissions.reviewable(scope_of(user), permissions.GENERAL)
    rows = (
        submissions_for(user)
        .filter(form__code=form, period=period, state=State.SENT, unit__in=reviewed)
        .order_by("unit__code")
    )
    found = []
    for row in rows:
        drawn = sheet(row)
        hard = open_findings(drawn.findings, waivers(row), granted=True)
        found.append(
            Waiting(
                submission=row.pk,
                version=row.version,
                edition=row.edition,
                unit=row.unit,
                hard=tuple(one.message_vi for one in hard),
                advice=tuple(
                    one.message_vi for one in drawn.findings if not one.hard and one.rule is not None
                ),
                blanks=len(drawn.blanks),
                taken=row.intakes.filter(confirmed_at__isnull=True).exists(),
            )
        )
    return tuple(found)
