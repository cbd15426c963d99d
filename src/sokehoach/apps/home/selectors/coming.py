"""Lists what is due next: own work with time left, work awaited of others, reports of the next period."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.tasks import UnitTask, format_report_name
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.reporting.selectors.obligations import ExpectedReport, due_on
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import Period, get_half_year
from sokehoach.domain.reporting.form import Form


def list_awaited_reports(reports: Iterable[ExpectedReport], calendar: Calendar) -> list[UnitTask]:
    """Returns others' reports that are neither submitted nor due yet, one task per form and date."""
    by_form: dict[tuple[str, str, date], list[ExpectedReport]] = defaultdict(list)
    for row in reports:
        if row.state in ("", "draft") and row.due >= calendar.today:
            by_form[row.form, row.period, row.due].append(row)
    return [
        UnitTask(
            title=format_report_name(rows[0]),
            url=f"{reverse('reporting:list')}?ky={rows[0].period}",
            due_on=rows[0].due,
            state="periodic",
            note=ngettext("chờ %(n)s đơn vị gửi", "chờ %(n)s đơn vị gửi", len(rows)) % {"n": len(rows)},
        )
        for rows in by_form.values()
    ]


def list_duty_tasks(duties: Iterable[OwedDuty], calendar: Calendar) -> list[UnitTask]:
    """Returns dated duties of others."""
    return [
        UnitTask(
            title=f"{duty.unit_name}: {duty.title}",
            url=duty.url,
            due_on=duty.due_on,
            state="doing" if duty.state == "doing" else "dated",
            clause=duty.clause,
        )
        for duty in duties
        if duty.nature == "dated" and duty.due_on is not None and duty.due_on >= calendar.today
    ]


def list_next_reports(
    own_reports: Iterable[ExpectedReport],
    others_reports: Iterable[ExpectedReport],
    forms: Iterable[Form],
    period: Period,
) -> list[UnitTask]:
    """Returns the same reports for the following half-year."""
    own_counts, others_counts = (
        Counter(row.form for row in own_reports),
        Counter(row.form for row in others_reports),
    )
    following = get_half_year(period.end + timedelta(days=1))
    return [
        UnitTask(
            title=_("Báo cáo %(period)s, biểu %(form)s") % {"period": period_name(following), "form": form.code},
            url=f"{reverse('reporting:list')}?ky={following.id}",
            due_on=due_on(form, following.id),
            state="periodic",
            note=ngettext("%(n)s đơn vị phải gửi", "%(n)s đơn vị phải gửi", others_counts[form.code])
            % {"n": others_counts[form.code]}
            if form.code in others_counts
            else "",
        )
        for form in forms
        if following.type in form.period_types and (form.code in own_counts or form.code in others_counts)
    ]
