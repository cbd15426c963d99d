"""What happened to an account, as its person reads it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from sokehoach.apps.notices.models import SecurityNotice

LISTED_FOR = timedelta(days=90)  # on the page of one's own account
ANNOUNCED_FOR = timedelta(days=7)  # told at each sign-in
MAILED_WITHIN = timedelta(days=3)  # a letter that could not go out by then is left


def list_notices(person: int, at: datetime) -> QuerySet[SecurityNotice]:
    return SecurityNotice.objects.filter(person=person, at__gt=at - LISTED_FOR, at__lte=at)


def list_fresh_notices(person: int, at: datetime) -> list[SecurityNotice]:
    """Of the last days, the newest first. Nobody marks them as read: whoever took the account over could."""
    return list(list_notices(person, at).filter(at__gt=at - ANNOUNCED_FOR)[:5])
