"""Invitations that still stand."""

from datetime import datetime

from sokehoach.apps.accounts.models import Invitation
from sokehoach.apps.accounts.selectors import resets


def open_by(digest: str, at: datetime) -> Invitation | None:
    """None for one that is unknown, used, over, of an account that ended, or of one that was given more than whoever
    holds the link may have: all look alike.
    """
    row = (
        Invitation.objects.select_related("user__unit", "request__asked_by")
        .filter(digest=digest, used_at__isnull=True, until__gt=at, tries__lt=5)
        .first()
    )
    if row is None or not row.user.stands(at.date()) or not resets.may_still_open(row, at.date()):
        return None
    return row
