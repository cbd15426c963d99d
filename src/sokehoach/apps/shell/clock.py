"""The product's clock: the server's, or the fixed day of a demonstration."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Returns the current aware datetime. In a demonstration the date is fixed and the hours run, for «saved at»."""
    server_time = timezone.localtime()
    if settings.DEMONSTRATION is None:
        return server_time
    return server_time.replace(
        year=settings.DEMONSTRATION.today.year,
        month=settings.DEMONSTRATION.today.month,
        day=settings.DEMONSTRATION.today.day,
    )


def today() -> date:
    """Returns the day of `now()`, which in a demonstration needs no clock: a page asks for it some hundred times."""
    demonstration = settings.DEMONSTRATION
    return now().date() if demonstration is None else demonstration.today
