"""Starts and stops background jobs."""

from datetime import datetime
from typing import Any

from django.http import Http404

from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.jobs.models import Job


@write("job.start")
def start_job(
    *, kind: str, title: str, arguments: dict[str, Json], total: int, person: int, by: Any, at: datetime
) -> ServiceResult:
    """Queue a job for `services.job_worker`; answers {"id": …}."""
    row = Job.objects.create(kind=kind, title=title, arguments=arguments, total=total, person=person, made_at=at)
    return ServiceResult(subject=f"job:{row.pk}", detail={"title": title, "rows": total}, answer={"id": row.pk})


@write("job.stop")
def stop_job(*, job: int, person: int, by: Any, at: datetime) -> ServiceResult:
    """Ask a job to stop: a running one stops before its next piece of work, a waiting one at once."""
    row = Job.objects.select_for_update().filter(pk=job, person=person).first()
    if row is None:
        raise Http404
    if row.open:
        row.stop_asked = True
        if row.state == Job.State.WAITING:
            row.state, row.ended_at = Job.State.STOPPED, at
        row.save(update_fields=["stop_asked", "state", "ended_at"])
    return ServiceResult(subject=f"job:{row.pk}", detail={"title": row.title}, answer={"id": row.pk})
