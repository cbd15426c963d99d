"""Which reports may be taken for their units."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.workflow import State

_OPEN = ("", State.DRAFT, State.RETURNED)


@dataclass(frozen=True, slots=True)
class Waiting:
    period: periods.Period
    reports: tuple[Expected, ...]

    @property
    def period_vi(self) -> str:
        return periods.name_vi(self.period)

    @property
    def choices(self) -> list[tuple[str, Expected]]:
        return [(name(one), one) for one in self.reports]


def waiting(user: User, *, day: date, period: str = "") -> Waiting:
    """What has not been sent yet of the units that the account reviews; Http404 where it reviews none."""
    now = obligations.period_of(period) if period else periods.at_hand(day)
    scope = scope_of(user)
    if not permissions.reviewable(scope, permissions.GENERAL):
        raise Http404
    followed = obligations.followed(user, now.id, day)
    return Waiting(
        now,
        tuple(
            one
            for one in followed.others
            if one.state in _OPEN and permissions.takes(scope, one.unit, one.function)
        ),
    )


def name(one: Expected) -> str:
    """«01-XA 03304»: how the page names a report that may not be begun yet."""
    return f"{one.form} {one.unit.code}"
