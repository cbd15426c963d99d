"""Starts and stops background jobs, and runs them one at a time, each completely or not at all."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import import_string

from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.jobs import queries
from sokehoach.apps.jobs.models import KEPT, Job
from sokehoach.apps.shell import clock, errors
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say

MAX_ATTEMPTS = 3
_log = logging.getLogger(__name__)
_worker_lock = threading.Lock()  # one job at a time per process: two at once only slow both down


@write("job.start")
def start_job(
    *,
    kind: str,
    title: str,
    arguments: dict[str, Json],
    total: int,
    person: int,
    by: Any,
    at: datetime,
    is_single: bool = False,
) -> ServiceResult:
    """Queue a job for `run_waiting`; answers {"id": …}.

    Raises ActionRefused where it `is_single` and the person has one of this kind and title that has not ended.
    """
    if is_single and Job.objects.filter(kind=kind, title=title, person=person, state__in=Job.OPEN_STATES).exists():
        raise ActionRefused(say("Việc «%(title)s» đang chạy. Hãy đợi xong, hoặc dừng rồi làm lại.", title=title))
    row = Job.objects.create(kind=kind, title=title, arguments=arguments, total=total, person=person, made_at=at)
    return ServiceResult(subject=f"job:{row.pk}", detail={"title": title, "rows": total}, answer={"id": row.pk})


@write("job.stop")
def stop_job(*, job: int, person: int, by: Any, at: datetime) -> ServiceResult:
    """Ask a job to stop: a running one stops before its next piece of work, a waiting one at once."""
    row = Job.objects.select_for_update().filter(pk=job, person=person).first()
    if row is None:
        raise NotFoundError
    if row.open:
        row.stop_asked = True
        if row.state == Job.State.WAITING:
            row.state, row.ended_at = Job.State.STOPPED, at
        row.save(update_fields=["stop_asked", "state", "ended_at"])
    return ServiceResult(subject=f"job:{row.pk}", detail={"title": row.title}, answer={"id": row.pk})


def keep_result(
    *, kind: str, title: str, arguments: dict[str, Json], result: "Result", person: int, at: datetime
) -> int:
    """Keeps the result of what a program has had done; returns its row id. It stands in no list of jobs."""
    row = Job.objects.create(
        kind=kind, title=title, arguments=arguments, total=1, done=1, person=person, state=Job.State.DONE,
        made_at=at, ended_at=at, attempts=1,
        result=result.content, result_name=result.name, result_type=result.content_type,
    )  # fmt: skip
    return row.pk


type ReportProgress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    content_type: str
    content: bytes


class JobStopped(Exception):
    """Raised to a handler when the user has asked the job to stop, or another process has taken it over."""


def start_worker() -> None:
    """Runs waiting jobs in a thread of this process; call it on commit."""
    threading.Thread(target=_run_thread, name="jobs", daemon=True).start()


def resume_lost_jobs() -> None:
    """Starts the worker where a killed process has left a job; called when someone looks at it."""
    if queries.list_lost_jobs(timezone.now()).exists():
        start_worker()


def remove_old_results(at: datetime) -> int:
    """Removes the results that have been kept long enough, and returns how many. Jobs of the list stay in it."""
    old_jobs = Job.objects.filter(state=Job.State.DONE, ended_at__lt=at - KEPT)
    deleted, _by_model = old_jobs.exclude(kind__in=settings.JOBS).delete()
    return deleted + old_jobs.update(state=Job.State.REMOVED, result=None)


def run_waiting() -> int:
    """Runs all waiting jobs, one after another, and returns how many ended."""
    ended = 0
    with _worker_lock:
        while (row := _claim_next()) is not None:
            _run(row)
            ended += 1
    return ended


def may_download_result(row: Job) -> bool:
    """Whether the account still has the right that the result requires; checked at each download."""
    rule = settings.JOB_RIGHTS.get(row.kind)
    return rule is None or bool(import_string(rule)(row.arguments))


def find_result_page(row: Job) -> str:
    """Returns the address of the page on which the result is used; «» where it is downloaded."""
    build_address = settings.JOB_PAGES.get(row.kind)
    return str(import_string(build_address)(row.arguments)) if build_address else ""


def _run_thread() -> None:
    try:
        run_waiting()
    finally:
        connections.close_all()


def _claim_next() -> Job | None:
    """Claims the oldest job that waits or has lost its process for this process; a job is claimed once."""
    now = timezone.now()
    lost_jobs = queries.list_lost_jobs(now)
    lost_jobs.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=Job.State.FAILED,
        ended_at=clock.now(),
        failure=say("Việc bị ngắt nhiều lần. Hãy làm lại với ít văn bản hơn."),
    )
    lost_jobs.update(state=Job.State.WAITING, done=0)
    for pk in Job.objects.filter(state=Job.State.WAITING).order_by("made_at", "pk").values_list("pk", flat=True):
        job = Job.objects.filter(pk=pk, state=Job.State.WAITING)
        if job.update(state=Job.State.RUNNING, attempts=F("attempts") + 1, told_at=now, done=0):
            return Job.objects.get(pk=pk)
    return None


def _run(row: Job) -> None:
    attempt = Job.objects.filter(pk=row.pk, state=Job.State.RUNNING, attempts=row.attempts)

    def report_progress(done_count: int) -> None:
        if Job.objects.filter(pk=row.pk, stop_asked=True).exists() or not attempt.exists():
            raise JobStopped
        attempt.update(done=min(done_count, row.total), told_at=timezone.now())

    try:
        result: Result = import_string(settings.JOBS[row.kind])(row.arguments, report_progress)
        attempt.update(
            state=Job.State.DONE, done=row.total, ended_at=clock.now(), result=result.content,
            result_name=result.name, result_type=result.content_type,
        )  # fmt: skip
    except JobStopped:
        attempt.update(state=Job.State.STOPPED, ended_at=clock.now())
    except Exception as error:
        _log.exception("job %s", row.pk)
        attempt.update(state=Job.State.FAILED, ended_at=clock.now(), failure=_describe_failure(error))


def _describe_failure(error: Exception) -> str:
    """Describes the failure to the user. A library's message may contain data, so it goes to the log alone."""
    if errors.is_disk_full(error):
        return errors.DISK_FULL
    match error:
        case ActionRefused():
            return error.message
        case NotFoundError():
            return say("Có thứ trong việc này không còn, hoặc tài khoản không còn được xem. Hãy bắt đầu lại.")
        case _:
            message = say(
                "Lỗi phần mềm (%(name)s), đã ghi vào nhật ký máy chủ. Hãy làm lại; lỗi còn thì báo người quản trị."
            )
            return message % {"name": type(error).__name__}


def get_argument_id(arguments: dict[str, Json], name: str) -> int:
    """Returns the row id under a name in a job's arguments."""
    row_id = arguments[name]
    assert isinstance(row_id, int)
    return row_id


def get_argument_ids(arguments: dict[str, Json], name: str) -> list[int]:
    """Returns the row ids under a name in a job's arguments."""
    ids = arguments[name]
    assert isinstance(ids, list)
    return [row_id for row_id in ids if isinstance(row_id, int)]
