"""The long work of an account."""

from django.http import Http404

from sokehoach.apps.jobs.models import Job


def job_for(person: int, pk: int) -> Job:
    """Without its result; 404 for another's."""
    row = Job.objects.defer("result").filter(person=person, pk=pk).first()
    if row is None:
        raise Http404
    return row
