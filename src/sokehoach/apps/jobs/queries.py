"""Reads the background jobs of an account."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from sokehoach.apps.jobs.models import Job
from sokehoach.apps.shell.outcomes import NotFoundError

SILENT = timedelta(minutes=2)  # a running job without a sign of life for so long has lost its process
LISTED = 50


def access_job(person: int, pk: int) -> Job:
    """Returns the job without its result; NotFoundError for another account's."""
    row = _list_rows().filter(person=person, pk=pk).first()
    if row is None:
        raise NotFoundError
    return row


def list_jobs(person: int) -> list[Job]:
    """Lists the jobs without their results, newest first; not the results that programs have kept (`keep_result`)."""
    return list(_list_rows().filter(person=person, kind__in=settings.JOBS)[:LISTED])


def find_latest_job(person: int, kind: str, **arguments: str) -> Job | None:
    """Returns the account's newest job of the kind with these arguments; None without one.

    Its result is read from the database when it is asked for.
    """
    rows = Job.objects.defer("result").filter(person=person, kind=kind)
    return rows.filter(**{f"arguments__{name}": value for name, value in arguments.items()}).first()


def list_lost_jobs(now: datetime) -> QuerySet[Job]:
    """Returns the running jobs whose process is gone: killed, or the machine stopped."""
    return Job.objects.filter(state=Job.State.RUNNING, told_at__lt=now - SILENT)


def _list_rows() -> QuerySet[Job]:
    return Job.objects.defer("result", "arguments")
