"""The report that an office owes its superiors: written from the figures, due by the pack's day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.selectors import outlines
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import Coverage
from sokehoach.apps.home.selectors.tasks import Task
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import window


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """`late` and `left` are working days. That it was sent is not recorded before documents are dispatched here."""

    title: str
    due_on: date
    late: int
    left: int


def reports(user: User, period: Period, calendar: Calendar) -> list[OfficeReport]:
    """One query."""
    found = []
    for outline in outlines.outlines_for(user):
        if outline.issuer_id == user.unit_id:
            due = working_days.due(window(period).cut_off, outline.due_days, calendar.holidays)
            title = outline.title[:1].lower() + outline.title[1:]
            found.append(
                OfficeReport(
                    title=_("Báo cáo %(period)s: %(title)s")
                    % {"period": period_name(period), "title": title},
                    due_on=due,
                    late=calendar.late(due),
                    left=calendar.left(due),
                )
            )
    return found


def tasks(owed: Iterable[OfficeReport], coverage: Coverage | None) -> list[Task]:
    note = _("số liệu của %(fraction)s đơn vị") % {"fraction": coverage.fraction} if coverage else ""
    return [
        Task(
            title=report.title,
            url=reverse("documents:list"),
            action=_("Mở văn bản"),
            due_on=report.due_on,
            late=report.late,
            left=report.left,
            state="dated",
            note=note,
            pressing=True,
        )
        for report in owed
    ]
