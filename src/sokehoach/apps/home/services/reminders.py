"""The day's reminders: read from what is owed, handed to notices."""

from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.selectors import reminders
from sokehoach.apps.notices.services import messages


def send_reminders(*, by: User | str, at: datetime) -> int:
    """How many people got a message. Called again on the same day, none gets a second."""
    day = timezone.localdate(at)
    drafts = reminders.build_drafts(day)
    if not drafts:
        return 0
    return int(str(messages.create_messages(day=day, drafts=drafts, by=by, at=at).answer["messages"]))
