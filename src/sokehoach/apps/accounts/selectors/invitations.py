"""Finds open invitations."""

from datetime import datetime

from sokehoach.apps.accounts.models import Invitation
from sokehoach.apps.accounts.selectors import resets

MAX_TRIES = 5  # wrong codes of a sheet


def find_open_invitation(digest: str, at: datetime) -> Invitation | None:
    """Returns the invitation if it is still valid, else None; the visitor sees the same page for every reason.

    None for a link that is unknown, used, expired or blocked by wrong codes, for an account that has ended, and where
    its maker may no longer make it (`resets.may_still_open`).
    """
    row = (
        Invitation.objects.select_related("user__unit", "request__asked_by")
        .filter(digest=digest, used_at__isnull=True, until__gt=at, tries__lt=MAX_TRIES)
        .first()
    )
    if row is None or not row.user.stands(at.date()) or not resets.may_still_open(row, at.date()):
        return None
    return row
