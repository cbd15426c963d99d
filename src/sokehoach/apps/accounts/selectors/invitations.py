"""Invitations that still stand."""

from datetime import datetime

from sokehoach.apps.accounts.models import Invitation


def open_by(digest: str, at: datetime) -> Invitation | None:
    """None for one that is unknown, used, over, or of an account that ended: all look alike."""
    row = (
        Invitation.objects.select_related("user__unit")
        .filter(digest=digest, used_at__isnull=True, until__gt=at)
        .first()
    )
    return row if row is not None and row.user.stands(at.date()) else None
