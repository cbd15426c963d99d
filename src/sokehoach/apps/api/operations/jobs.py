"""Background jobs of the account: how far they are."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from ninja import Query, Router

from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_rows
from sokehoach.apps.api.values import ListItem, ListPage
from sokehoach.apps.jobs import queries
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.shell.outcomes import NotFoundError

router = Router(tags=["jobs"])


class JobOut(ListItem):
    id: int
    kind: str
    state: str
    done: int
    total: int
    made_at: datetime
    ended_at: datetime | None


class JobPage(ListPage):
    items: list[JobOut]


@router.get("jobs", auth=TokenAuth(), response=JobPage, operation_id="list_jobs", summary="Việc chạy nền")
def get_jobs(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    """The newest 50. A job was started on a page with the whole scope of the account, so its title and result are
    there alone: a token may open less.
    """
    page, cursor = page_rows(query, queries.list_jobs(request.user.pk), key=lambda job: (-job.pk,))
    return {"items": [_build_job(job) for job in page], "next": cursor}


@router.get("jobs/{job}", auth=TokenAuth(), response=JobOut, operation_id="get_job", summary="Một việc chạy nền")
def get_job(request: ProgramRequest, job: int) -> Any:
    if job >= 2**63:
        raise NotFoundError
    return _build_job(queries.access_job(request.user.pk, job))


def _build_job(job: Job) -> dict[str, Any]:
    return {
        "id": job.pk,
        "kind": job.kind,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "made_at": timezone.localtime(job.made_at),
        "ended_at": timezone.localtime(job.ended_at) if job.ended_at else None,
    }
