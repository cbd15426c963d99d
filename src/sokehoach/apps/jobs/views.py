"""Pages of an account's background jobs: the list, progress, stop and download."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sokehoach.apps.jobs import services
from sokehoach.apps.jobs.queries import access_job, list_jobs
from sokehoach.apps.shell import clock


@require_safe
def show_jobs(request: HttpRequest) -> HttpResponse:
    services.resume_lost_jobs()
    return render(request, "jobs/list.html", {"jobs": list_jobs(_get_person_id(request))})


@require_safe
def show_job(request: HttpRequest, pk: int) -> HttpResponse:
    services.resume_lost_jobs()
    job = access_job(_get_person_id(request), pk)
    return render(request, "jobs/job.html", {"job": job, "result_page": services.find_result_page(job)})


@require_POST
def stop_job(request: HttpRequest, pk: int) -> HttpResponse:
    services.stop_job(job=pk, person=_get_person_id(request), by=request.user, at=clock.now())
    return redirect("jobs:page", pk)


@require_safe
def download_result(request: HttpRequest, pk: int) -> HttpResponse:
    row = access_job(_get_person_id(request), pk)
    if row.result is None or services.find_result_page(row) or not services.may_download_result(row):
        raise Http404
    return HttpResponse(
        bytes(row.result),
        content_type=row.result_type,
        headers={"Content-Disposition": f'attachment; filename="{row.result_name}"'},
    )


def _get_person_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)
