"""The long work of an account."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.jobs.models import Job

SILENT = timedelta(minutes=2)  # a running job that has told nothing for so long has lost its process
LISTED = 50


def job_for(person: int, pk: int) -> Job:
    """Without its result; 404 for another's."""
    row = _rows().filter(person=person, pk=pk).first()
    if row is None:
        raise Http404
    return row


def jobs_of(person: int) -> list[Job]:
    """The newest first, without their results."""
    return list(_rows().filter(person=person)[:LISTED])


def lost(now: datetime) -> QuerySet[Job]:
    """Those whose process is gone: killed, or the machine went down."""
    return Job.objects.filter(state=Job.State.RUNNING, told_at__lt=now - SILENT)


def _rows() -> QuerySet[Job]:
    return Job.objects.defer("result", "arguments")
