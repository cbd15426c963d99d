"""Views that print many documents in one job: all that the account may open, or the reports of all units of an area."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.pages import printing
from sokehoach.apps.documents.queries import documents, outlines
from sokehoach.apps.jobs.services import job_worker, jobs
from sokehoach.apps.shell import clock
from sokehoach.domain.periods.period import name_vi, parse_period


@require_POST
def print_many(request: OfficialRequest) -> HttpResponse:
    rows = documents.list_documents(request.user)
    if not rows:
        raise Http404
    title = _("In %(n)s văn bản") % {"n": len(rows)}
    return _start_job(request, printing.KIND, title, len(rows), {"documents": [row.pk for row in rows]})


@require_POST
def print_units(request: OfficialRequest, outline: str, period: str) -> HttpResponse:
    """Print the own reports of all units that write by the outline."""
    row = outlines.access_printable_outline(request.user, outline)
    try:
        when = parse_period(period)
    except ValueError:
        raise Http404 from None
    units = outlines.list_writers(row, when.id)
    if not units:
        raise Http404
    title = _("In báo cáo %(period)s của %(n)s đơn vị") % {"n": len(units), "period": name_vi(when)}
    arguments: dict[str, Json] = {"outline": outline, "period": when.id, "units": [unit.pk for unit in units]}
    return _start_job(request, printing.UNITS, title, len(units), arguments)


def _start_job(request: OfficialRequest, kind: str, title: str, total: int, arguments: dict[str, Json]) -> HttpResponse:
    result = jobs.start_job(
        kind=kind,
        title=title,
        arguments=arguments | {"person": request.user.pk},
        total=total,
        person=request.user.pk,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    transaction.on_commit(job_worker.start_worker)
    return redirect("jobs:page", result.answer["id"])
