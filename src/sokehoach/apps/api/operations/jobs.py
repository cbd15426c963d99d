"""Background jobs of the account: how far they are, and the files for analysts that they have made."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Query, Router

from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.api.authentication import ProgramRequest, TokenAuth
from sokehoach.apps.api.paging import ListQuery, page_rows
from sokehoach.apps.api.values import ANSWERS_FILE, ListItem, ListPage
from sokehoach.apps.exchange import analyst_files
from sokehoach.apps.jobs import queries
from sokehoach.apps.jobs.models import Job
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.messages import say

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


@router.get("jobs", auth=TokenAuth(), response=JobPage, operation_id="list_jobs", summary=say("Việc chạy nền"))
def get_jobs(request: ProgramRequest, query: Query[ListQuery]) -> Any:
    """The newest 50. A job was started on a page with the whole scope of the account, so its title and result are
    there alone: a token may open less. A file for analysts is given to a token that opens all of it.
    """
    page, cursor = page_rows(request, query, queries.list_jobs(request.user.pk), key=lambda job: (-job.pk,))
    return {"items": [_build_job(job) for job in page], "next": cursor}


@router.get("jobs/{job}", auth=TokenAuth(), response=JobOut, operation_id="get_job", summary=say("Một việc chạy nền"))
def get_job(request: ProgramRequest, job: int) -> Any:
    return _build_job(_access_job(request, job))


@router.get(
    "jobs/{job}/file", auth=TokenAuth(Action.CONSOLIDATE_VIEW), response={200: None},
    operation_id="get_job_file", summary=say("Tải tệp số liệu để phân tích"),
    openapi_extra=ANSWERS_FILE,
)  # fmt: skip
def get_job_file(request: ProgramRequest, job: int) -> Any:
    """Of a job of the kind `exchange.files` that is done, where the token opens all that the file holds."""
    row = _access_job(request, job)
    if row.kind != analyst_files.KIND or row.result is None or not _opens_file(request, row):
        raise NotFoundError
    return HttpResponse(
        bytes(row.result),
        content_type=row.result_type,
        headers={"Content-Disposition": f'attachment; filename="{row.result_name}"'},
    )


def _access_job(request: ProgramRequest, pk: int) -> Job:
    if pk >= 2**63:
        raise NotFoundError
    return queries.access_job(request.user.pk, pk)


def _opens_file(request: ProgramRequest, job: Job) -> bool:
    programme = request.accepted_token.token.programme
    if programme is not None and programme.code != job.arguments["programme"]:
        return False
    return analyst_files.may_take_files(job.arguments, request.user)


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
