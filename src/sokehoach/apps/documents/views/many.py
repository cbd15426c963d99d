"""All documents that the account may open, printed in one job."""

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sokehoach.apps.accounts.requests import OfficialRequest
from sokehoach.apps.documents.selectors import documents, printing
from sokehoach.apps.jobs.services import jobs, running
from sokehoach.apps.shell import clock


@require_POST
def print_many(request: OfficialRequest) -> HttpResponse:
    rows = documents.listed(request.user)
    if not rows:
        raise Http404
    done = jobs.start(
        kind=printing.KIND,
        title=_("In %(n)s văn bản") % {"n": len(rows)},
        arguments={"documents": [row.pk for row in rows], "person": request.user.pk},
        total=len(rows),
        person=request.user.pk,
        by=request.user,
        at=clock.now(),
        key=request.POST.get("key", ""),
    )
    transaction.on_commit(running.kick)
    return redirect("jobs:page", done.answer["id"])
