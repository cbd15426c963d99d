"""What is asked in a hurry, as lines of the first page and of the day's reminders."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.tasks import Task
from sokehoach.apps.notices.drafts import Line
from sokehoach.apps.reporting.selectors import ad_hoc
from sokehoach.apps.reporting.selectors.ad_hoc import Waiting
from sokehoach.apps.shell import clock


def tasks(user: User, calendar: Calendar) -> list[Task]:
    """What the account still owes, and what its office waits for: one query."""
    own, asked = ad_hoc.open_now(user, day=calendar.today)
    found = [_task(one, calendar, url=_answer_url(one), action=_("Trả lời"), pressing=True) for one in own]
    for question, lines in groupby(asked, key=lambda one: one.row.ad_hoc_id):
        told = list(lines)
        found.append(
            _task(
                told[0],
                calendar,
                url=reverse("reporting:ad_hoc", args=[question]),
                action=_("Xem trả lời"),
                note=_("%(n)s/%(all)s đơn vị trả lời đủ")
                % {"n": sum(one.whole for one in told), "all": len(told)},
            )
        )
    return found


def reminder(one: Waiting) -> Line:
    """«Báo cáo nhanh «…» (Tênh Phông): trước 15:00, 22/06/2021»: no figure."""
    due = timezone.localtime(one.row.ad_hoc.due_at)
    text = _("Báo cáo nhanh «%(title)s» (%(unit)s): trả lời trước %(when)s") % {
        "title": one.row.ad_hoc.title,
        "unit": one.row.unit.short_name,
        "when": f"{due:%H:%M, %d/%m/%Y}",
    }
    return Line(text, _answer_url(one), due.date())


def unanswered(day: date) -> list[Waiting]:
    """What is due on the day or was before, and has not been answered whole: one query."""
    return ad_hoc.unanswered(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))


def _answer_url(one: Waiting) -> str:
    return reverse("reporting:ad_hoc_answer", args=[one.row.ad_hoc_id, one.row.unit.code])


def _task(
    one: Waiting, calendar: Calendar, *, url: str, action: str, note: str = "", pressing: bool = False
) -> Task:
    due = timezone.localtime(one.row.ad_hoc.due_at)
    over = clock.now() > due
    told = _("Quá giờ hẹn %(hour)s") if over else _("Trước %(hour)s")
    return Task(
        title=_("Báo cáo nhanh: %(title)s") % {"title": one.row.ad_hoc.title},
        url=url,
        action=action,
        due_on=due.date(),
        left=calendar.left(due.date()),
        state="late" if over else "dated",
        told=told % {"hour": f"{due:%H:%M}"},
        note=note,
        pressing=pressing,
    )
