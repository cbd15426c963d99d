"""How long an account's functions behind the wall stay closed after others have reset it (ADR 35).

A day: its person is told in the product and by mail, and has time to say that they did not ask for it. Ten minutes in a
demonstration, where everybody opens any account by a click.
"""

from datetime import datetime, timedelta

from django.conf import settings

from sokehoach.apps.accounts.models import User


def get_closure_period() -> timedelta:
    return timedelta(hours=24) if settings.DEMONSTRATION is None else timedelta(minutes=10)


def find_end(user: User, now: datetime) -> datetime | None:
    """Until when they stay closed; None where they are open.

    A demonstration's clock goes back to its day's start at midnight: there, an end that is further off than the whole
    period belongs to the run before, and is over.
    """
    end = user.walled_closed_until
    if end is None or end <= now or (settings.DEMONSTRATION is not None and end - now > get_closure_period()):
        return None
    return end
