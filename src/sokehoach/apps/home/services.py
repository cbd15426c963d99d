"""Sends the daily reminders: collects what is owed and passes it to notices."""

from datetime import datetime

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.queries import reminders
from sokehoach.apps.notices.services import messages


def send_reminders(*, by: User | str, at: datetime) -> int:
    """Sends today's messages and returns the number of recipients. A second call on the same day sends none again."""
    day = timezone.localdate(at)
    drafts = reminders.build_drafts(day)
    if not drafts:
        return 0
    return int(str(messages.create_messages(day=day, drafts=drafts, by=by, at=at).answer["messages"]))
