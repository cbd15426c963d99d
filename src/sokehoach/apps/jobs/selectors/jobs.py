"""The long work of an account."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.jobs.models import Job

SILENT = timedelta(minutes=2)  # a running job that has told nothing for so long has lost its process
LISTED = 50


def access_job(person: int, pk: int) -> Job:
    """Without its result; 404 for another's."""
    row = _list_rows().filter(person=person, pk=pk).first()
    if row is None:
        raise Http404
    return row


def list_jobs(person: int) -> list[Job]:
    """The newest first, without their results."""
    return list(_list_rows().filter(person=person)[:LISTED])


def list_lost_jobs(now: datetime) -> QuerySet[Job]:
    """Those whose process is gone: killed, or the machine went down."""
    return Job.objects.filter(state=Job.State.RUNNING, told_at__lt=now - SILENT)


def _list_rows() -> QuerySet[Job]:
    return Job.objects.defer("result", "arguments")
