"""The long work of an account: all of it, and one: how far it is, stop, take the result."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.jobs.selectors.jobs import job_for, jobs_of
from sokehoach.apps.jobs.services import jobs, running
from sokehoach.apps.shell import clock


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    running.kick_lost()
    return render(request, "jobs/list.html", {"jobs": jobs_of(_person(request))})


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    running.kick_lost()
    return render(request, "jobs/job.html", {"job": job_for(_person(request), pk)})


@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    jobs.stop(job=pk, person=_person(request), by=request.user, at=clock.now())
    return redirect("jobs:page", pk)


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    row = job_for(_person(request), pk)
    if row.result is None or not running.may_take(row):
        raise Http404
    return HttpResponse(
        bytes(row.result),
        content_type=row.result_type,
        headers={"Content-Disposition": f'attachment; filename="{row.result_name}"'},
    )


def _person(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
