"""What time it is for the product: the server's clock, or the day on which a demonstration stands."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The moment, aware. A demonstration's day stands still; its hours run, so that «saved at» means something."""
    server_time = timezone.localtime()
    if settings.DEMONSTRATION is None:
        return server_time
    return server_time.replace(
        year=settings.DEMONSTRATION.today.year,
        month=settings.DEMONSTRATION.today.month,
        day=settings.DEMONSTRATION.today.day,
    )


def today() -> date:
    return now().date()
