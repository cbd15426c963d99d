"""Turns the reports that an office owes its superiors into tasks and reminders."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import ReportCoverage
from sokehoach.apps.home.selectors.tasks import UnitTask
from sokehoach.apps.shell.periods import period_name


def format_report_name(report: OfficeReport) -> str:
    title = report.outline.title
    return _("Báo cáo %(period)s của %(issuer)s: %(title)s") % {
        "period": period_name(report.period),
        "issuer": report.issuer.letterhead or report.issuer.name,
        "title": title[:1].lower() + title[1:],
    }


def build_report_url(report: OfficeReport) -> str:
    document = report.document or report.draft
    return reverse("documents:list") if document is None else reverse("documents:page", args=[document.pk])


def list_tasks(reports: Iterable[OfficeReport], coverage: ReportCoverage | None, calendar: Calendar) -> list[UnitTask]:
    """Returns the reports still to be issued, with their progress."""
    note = _("số liệu của %(fraction)s đơn vị") % {"fraction": coverage.fraction} if coverage else ""
    return [
        UnitTask(
            title=format_report_name(report),
            url=build_report_url(report),
            action=_("Mở văn bản"),
            due_on=report.due,
            days_late=report.overdue_days,
            days_left=calendar.left(report.due),
            state="dated" if report.draft is None else report.draft.state,
            state_text="" if report.draft is None else report.draft.get_state_display(),
            note=note,
            pressing=True,
        )
        for report in reports
        if report.is_owed
    ]
