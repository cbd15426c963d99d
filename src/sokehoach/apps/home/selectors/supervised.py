"""Lists recommendations of the Front and the organisations that the account's unit has not answered yet."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.tasks import UnitTask
from sokehoach.apps.registers.supervision.selectors import received


def list_tasks(user: User, calendar: Calendar) -> list[UnitTask]:
    """Returns one task per recommendation, with one query."""
    return [
        UnitTask(
            title=_("Trả lời kiến nghị giám sát: %(text)s") % {"text": Truncator(visit.recommendation).words(16)},
            url=reverse("supervision:reply", args=[visit.pk]),
            action=_("Trả lời"),
            due_on=visit.reply_by,
            days_late=calendar.late(visit.reply_by) if visit.reply_by else 0,
            days_left=calendar.left(visit.reply_by) if visit.reply_by else 0,
            state="request",
            note=visit.unit.short_name,
        )
        for visit in received.list_waiting(user)
    ]
