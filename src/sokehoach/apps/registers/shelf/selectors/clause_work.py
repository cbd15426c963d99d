"""Lists the registers that carry out clauses of a plan, as the pack names them (plans.pages.clause_work)."""

from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.queries.clauses import ClauseWork, is_written_for
from sokehoach.apps.registers.shelf.models import Keeping
from sokehoach.apps.registers.shelf.selectors.summaries import list_summaries
from sokehoach.apps.shell import clock


def list_registers(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Lists the registers that the account may open, each with its entries in all and of the year. Two queries."""
    clauses = dict(Keeping.objects.values_list("register", "clauses"))
    if plan.origin != Plan.Origin.SIGNED or not is_written_for(
        [path for named in clauses.values() for path in named], paths
    ):
        return
    today = clock.today()
    for summary in list_summaries(user, today):
        register = summary.register
        note = _("%(n)s dòng, %(of_year)s của năm %(year)s") % {
            "n": summary.lines,
            "of_year": summary.of_year,
            "year": today.year,
        }
        for path in clauses.get(register.code, ()):
            yield ClauseWork(
                path, "register", str(register.name), reverse("shelf:register", args=[register.slug]), note
            )
