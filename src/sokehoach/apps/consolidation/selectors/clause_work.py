"""Links clauses of a plan to its measured targets (plans.pages.clause_work)."""

from collections.abc import Iterable, Sequence

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.selectors.targets import access_plan_area
from sokehoach.apps.plans.models import Item, ItemState, Plan, Target
from sokehoach.apps.plans.queries.clauses import ClauseWork
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.period import get_reporting_half


def list_targets(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Yields a link at each clause with a confirmed target, for accounts that see the progress of targets."""
    if plan.state == Plan.State.READING:
        return
    targets = [item.path for item in items if isinstance(item, Target) and item.state == ItemState.CONFIRMED]
    if not targets:
        return
    try:
        access_plan_area(user, plan, period=get_reporting_half(clock.today()).id)
    except Http404:
        return
    for path in dict.fromkeys(targets):
        yield ClauseWork(path, "figure", _("Mức đạt chỉ tiêu"), reverse("consolidation:targets", args=[plan.pk]))
