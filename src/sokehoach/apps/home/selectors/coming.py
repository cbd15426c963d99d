"""What is due next: own work that has time, what is awaited of others, the reports of the period to come."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.tasks import Task, report_name
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.reporting.selectors.obligations import Expected, due_on
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import Period, six_months_of
from sokehoach.domain.reporting.form import Form


def awaited(reports: Iterable[Expected], calendar: Calendar) -> list[Task]:
    """Reports of others that are neither sent nor due yet, one line a form and day."""
    by_form: dict[tuple[str, str, date], list[Expected]] = defaultdict(list)
    for row in reports:
        if row.state in ("", "draft") and row.due >= calendar.today:
            by_form[row.form, row.period, row.due].append(row)
    return [
        Task(
            title=report_name(rows[0]),
            url=f"{reverse('reporting:list')}?ky={rows[0].period}",
            due_on=rows[0].due,
            state="periodic",
            note=ngettext("chờ %(n)s đơn vị gửi", "chờ %(n)s đơn vị gửi", len(rows)) % {"n": len(rows)},
        )
        for rows in by_form.values()
    ]


def duties(owed: Iterable[Owed], calendar: Calendar) -> list[Task]:
    """Dated duties of others."""
    return [
        Task(
            title=f"{one.unit_name}: {one.title}",
            url=one.url,
            due_on=one.due_on,
            state="doing" if one.state == "doing" else "dated",
            clause=one.clause,
        )
        for one in owed
        if one.nature == "dated" and one.due_on is not None and one.due_on >= calendar.today
    ]


def next_round(
    own: Iterable[Expected], others: Iterable[Expected], forms: Iterable[Form], period: Period
) -> list[Task]:
    """The same reports for the half-year that follows."""
    owed, awaited = Counter(row.form for row in own), Counter(row.form for row in others)
    following = six_months_of(period.end + timedelta(days=1))
    return [
        Task(
            title=_("Báo cáo %(period)s, biểu %(form)s")
            % {"period": period_name(following), "form": form.code},
            url=f"{reverse('reporting:list')}?ky={following.id}",
            due_on=due_on(form, following.id),
            state="periodic",
            note=ngettext("%(n)s đơn vị phải gửi", "%(n)s đơn vị phải gửi", awaited[form.code])
            % {"n": awaited[form.code]}
            if form.code in awaited
            else "",
        )
        for form in forms
        if following.type in form.period_types and (form.code in owed or form.code in awaited)
    ]
