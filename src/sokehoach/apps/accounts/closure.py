"""How long the functions behind the wall rest after an account was reset by others' hands.

A day: time for its person, who is told on every channel, to say that it was not they. A demonstration, whose day stands
still and whose accounts everybody opens by a click, rests ten minutes.
"""

from datetime import datetime, timedelta

from django.conf import settings

from sokehoach.apps.accounts.models import User


def period() -> timedelta:
    return timedelta(hours=24) if settings.DEMONSTRATION is None else timedelta(minutes=10)


def find_end(user: User, now: datetime) -> datetime | None:
    """Until when they rest; None where they do not. A demonstration's clock goes back at midnight: an end further off
    than the whole period is over there.
    """
    end = user.walled_closed_until
    if end is None or end <= now or (settings.DEMONSTRATION is not None and end - now > period()):
        return None
    return end
