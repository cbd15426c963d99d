"""Documents made under a plan, linked to the clauses that ask for reports (plans.selectors.clause_work)."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.selectors.documents import list_documents
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.selectors.clause_work import ClauseWork, list_reporting_paths
from sokehoach.domain.documents.kinds import DocumentKind


def list_reports(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Yields the reports that the account may open, the newest first, once for each reporting clause."""
    report_paths = list_reporting_paths(items)
    if not report_paths:
        return
    for row in list_documents(user):
        if row.plan_id != plan.pk or row.kind != DocumentKind.REPORT:
            continue
        label = f"{row.kind_name} {row.numbered}".strip()
        for path in report_paths:
            yield ClauseWork(path, "document", label, reverse("documents:page", args=[row.pk]), row.get_state_display())
