"""Lists the security notices of an account."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sokehoach.apps.notices.models import SecurityNotice

LISTED_FOR = timedelta(days=90)  # on the page of one's own account
ANNOUNCED_FOR = timedelta(days=7)  # shown at each sign-in
MAILED_WITHIN = timedelta(days=3)  # a notice that could not be mailed by then is dropped


def list_notices(person: int, at: datetime) -> QuerySet[SecurityNotice]:
    return SecurityNotice.objects.filter(person=person, at__gt=at - LISTED_FOR, at__lte=at)


def list_fresh_notices(person: int, at: datetime) -> list[SecurityNotice]:
    """Returns recent notices, newest first. They cannot be marked as read: an intruder in the account could do so."""
    return list(list_notices(person, at).filter(at__gt=at - ANNOUNCED_FOR)[:5])
