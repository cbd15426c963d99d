"""Builds each account's reminders of a day, and its calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import list_holders
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents.permissions import may_draft
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.home.selectors import ad_hoc, office, plan_reminders
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.notices.drafts import Draft, NoticeLine
from sokehoach.apps.reporting.permissions import list_reviewable_units
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import ExpectedReport
from sokehoach.domain.periods.period import name_vi, parse_period
from sokehoach.domain.reporting.reminder_days import needs_reminder


def build_drafts(day: date) -> list[Draft]:
    """Builds one draft per account with reminders: its own reports and work, and lists of what it waits for."""
    calendar = Calendar(day)
    unsent_reports = [report for report in obligations.list_falling_due(day) if report.first_sent is None]
    reminded_reports = [
        report for report in unsent_reports if needs_reminder(calendar.left(report.due), calendar.late(report.due))
    ]
    lines: dict[int, list[NoticeLine]] = defaultdict(list)
    senders = list_holders(Action.REPORT_SEND, day)
    for report in reminded_reports:
        for person in senders.get((report.unit.pk, report.function), ()):
            lines[person].append(build_own_line(report))
    for answer in ad_hoc.list_unanswered(day):
        for person in senders.get((answer.row.unit_id, answer.row.ad_hoc.function), ()):
            lines[person].append(ad_hoc.build_reminder(answer))
    late_reports = [report for report in unsent_reports if calendar.late(report.due)]
    if any(calendar.late(report.due) for report in reminded_reports):
        for person, line in _build_collective_lines(late_reports, day):
            lines[person].append(line)
    for person, line in _build_office_lines(day):
        lines[person].append(line)
    for person, plan_lines in plan_reminders.build_lines(day).items():
        lines[person] += plan_lines
    return [Draft(person, tuple(person_lines)) for person, person_lines in sorted(lines.items())]


def build_report_line(report: ExpectedReport) -> str:
    """Formats the part of a report's reminder that precedes its due date («: hạn …»)."""
    return _("Báo cáo %(period)s, biểu %(form)s (%(unit)s)") % {
        "period": name_vi(parse_period(report.period)),
        "form": report.form,
        "unit": report.unit.short_name,
    }


def build_own_line(report: ExpectedReport) -> NoticeLine:
    name = build_report_line(report)
    when = _("hạn %(day)s") % {"day": f"{report.due:%d/%m/%Y}"}
    if report.overdue_days:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": report.overdue_days}
    if report.due != report.regular_due:
        when += ", " + _("đã được lùi từ %(day)s") % {"day": f"{report.regular_due:%d/%m/%Y}"}
    return NoticeLine(f"{name}: {when}", f"{reverse('reporting:list')}?ky={report.period}", report.due)


def build_office_line(report: OfficeReport) -> NoticeLine:
    when = _("hạn %(day)s") % {"day": f"{report.due:%d/%m/%Y}"}
    if report.overdue_days:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": report.overdue_days}
    return NoticeLine(f"{office.format_report_name(report)}: {when}", office.build_report_url(report), report.due)


def _build_collective_lines(late_reports: Iterable[ExpectedReport], day: date) -> Iterable[tuple[int, NoticeLine]]:
    """Yields one line per reviewing office with all the units that it waits for."""
    reviewers = {person for people in list_holders(Action.REPORT_REVIEW, day).values() for person in people}
    late_reports = list(late_reports)
    for user in User.objects.filter(pk__in=reviewers).order_by("pk"):
        scope = scope_of(user, day)
        own_reports = [
            report for report in late_reports if report.unit.pk in list_reviewable_units(scope, report.function)
        ]
        if not own_reports:
            continue
        by_form: dict[tuple[str, str], list[str]] = defaultdict(list)
        for report in own_reports:
            by_form[report.period, report.form].append(report.unit.short_name)
        details = "; ".join(
            _("biểu %(form)s %(period)s: %(units)s")
            % {"form": form, "period": name_vi(parse_period(period)), "units": ", ".join(units)}
            for (period, form), units in by_form.items()
        )
        text = _("%(n)s báo cáo quá hạn chưa gửi: %(told)s") % {"n": len(own_reports), "told": details}
        yield (
            user.pk,
            NoticeLine(text, f"{reverse('reporting:list')}?ky={own_reports[0].period}&trang-thai=late"),
        )


def _build_office_lines(day: date) -> Iterator[tuple[int, NoticeLine]]:
    """Yields reminders of unissued reports to superiors, on reminder days, for those who draft them."""
    calendar = Calendar(day)
    reminded_reports = [
        report
        for report in office_reports.list_reports_falling_due(day)
        if needs_reminder(calendar.left(report.due), report.overdue_days)
    ]
    drafters = (
        frozenset().union(*list_holders(Action.DOCUMENT_DRAFT, day).values()) if reminded_reports else frozenset()
    )
    for user in User.objects.filter(pk__in=drafters).select_related("unit__parent").order_by("pk"):
        for report in reminded_reports:
            if may_draft(user, report.issuer, report.outline.unit):
                yield user.pk, build_office_line(report)


def list_calendar_lines(user: User, day: date) -> list[tuple[str, NoticeLine]]:
    """Returns the reports that the account submits or drafts with due dates around the day, each with a stable key.

    The list is empty for a closed account.
    """
    scope = scope_of(user, day)
    own_lines = [
        (f"{report.form}-{report.period}-{report.unit.code}", build_own_line(report))
        for report in obligations.list_falling_due(day)
        if report.first_sent is None and scope.may(Action.REPORT_SEND, report.unit.pk, report.function)
    ]
    return own_lines + [
        (f"{report.outline.code}-{report.period.id}", build_office_line(report))
        for report in office_reports.list_reports_falling_due(day)
        if may_draft(user, report.issuer, report.outline.unit)
    ]
