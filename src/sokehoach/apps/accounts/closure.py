"""Computes how long an account's walled functions stay closed after a reset by others (ADR 35).

It is a day: the person is notified in the product and by mail, and has time to object. Ten minutes in a demonstration,
where everybody opens any account by a click.
"""

from datetime import datetime, timedelta

from django.conf import settings

from sokehoach.apps.accounts.models import User


def get_closure_period() -> timedelta:
    return timedelta(hours=24) if settings.DEMONSTRATION is None else timedelta(minutes=10)


def find_end(user: User, now: datetime) -> datetime | None:
    """Returns until when they stay closed; None where they are open.

    A demonstration's clock returns to the start of its day at midnight: there, an end further off than the whole
    period is from the previous run, and is over.
    """
    end = user.walled_closed_until
    if end is None or end <= now or (settings.DEMONSTRATION is not None and end - now > get_closure_period()):
        return None
    return end
