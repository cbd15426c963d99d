"""What happened to an account, as its person reads it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sokehoach.apps.notices.models import SecurityNotice

KEPT = timedelta(days=90)  # on the page of one's own account
FRESH = timedelta(days=7)  # told at each sign-in
MAILED = timedelta(days=3)  # a letter that could not go out by then is left


def list_notices(person: int, at: datetime) -> QuerySet[SecurityNotice]:
    return SecurityNotice.objects.filter(person=person, at__gt=at - KEPT, at__lte=at)


def list_fresh_notices(person: int, at: datetime) -> list[SecurityNotice]:
    """Of the last days, the newest first. Nobody marks them as read: whoever took the account over could."""
    return list(list_notices(person, at).filter(at__gt=at - FRESH)[:5])
