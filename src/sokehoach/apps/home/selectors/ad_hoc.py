"""Turns ad hoc reports into tasks of the first page and lines of the daily reminders."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.tasks import UnitTask
from sokehoach.apps.notices.drafts import NoticeLine
from sokehoach.apps.reporting.selectors import ad_hoc
from sokehoach.apps.reporting.selectors.ad_hoc import AdHocProgress
from sokehoach.apps.shell import clock


def list_tasks(user: User, calendar: Calendar) -> list[UnitTask]:
    """Returns what the account still owes and what its office waits for, with one query."""
    own_answers, awaited_answers = ad_hoc.list_open_lines(user, day=calendar.today)
    tasks = [
        _build_task(answer, calendar, url=_build_answer_url(answer), action=_("Trả lời"), pressing=True)
        for answer in own_answers
    ]
    for question, lines in groupby(awaited_answers, key=lambda answer: answer.row.ad_hoc_id):
        answers = list(lines)
        tasks.append(
            _build_task(
                answers[0],
                calendar,
                url=reverse("reporting:ad_hoc", args=[question]),
                action=_("Xem trả lời"),
                note=_("%(n)s/%(all)s đơn vị trả lời đủ")
                % {"n": sum(answer.whole for answer in answers), "all": len(answers)},
            )
        )
    return tasks


def build_reminder(answer: AdHocProgress) -> NoticeLine:
    """Formats «Báo cáo nhanh «…» (Tênh Phông): trước 15:00, 22/06/2021», without any figure."""
    due = timezone.localtime(answer.row.ad_hoc.due_at)
    text = _("Báo cáo nhanh «%(title)s» (%(unit)s): trả lời trước %(when)s") % {
        "title": answer.row.ad_hoc.title,
        "unit": answer.row.unit.short_name,
        "when": f"{due:%H:%M, %d/%m/%Y}",
    }
    return NoticeLine(text, _build_answer_url(answer), due.date())


def list_unanswered(day: date) -> list[AdHocProgress]:
    """Returns the ad hoc reports due on the day or before and not completely answered, with one query."""
    return ad_hoc.list_unanswered(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))


def _build_answer_url(answer: AdHocProgress) -> str:
    return reverse("reporting:ad_hoc_answer", args=[answer.row.ad_hoc_id, answer.row.unit.code])


def _build_task(
    answer: AdHocProgress,
    calendar: Calendar,
    *,
    url: str,
    action: str,
    note: str = "",
    pressing: bool = False,
) -> UnitTask:
    due = timezone.localtime(answer.row.ad_hoc.due_at)
    is_overdue = clock.now() > due
    text = _("Quá giờ hẹn %(hour)s") if is_overdue else _("Trước %(hour)s")
    return UnitTask(
        title=_("Báo cáo nhanh: %(title)s") % {"title": answer.row.ad_hoc.title},
        url=url,
        action=action,
        due_on=due.date(),
        days_left=calendar.left(due.date()),
        state="late" if is_overdue else "dated",
        state_text=text % {"hour": f"{due:%H:%M}"},
        note=note,
        pressing=pressing,
    )
