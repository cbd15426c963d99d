"""What each account is reminded of on a day, and what stands in its calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.holders import holders
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents.permissions import may_draft
from sokehoach.apps.documents.selectors import office_reports
from sokehoach.apps.documents.selectors.office_reports import OfficeReport
from sokehoach.apps.home.selectors import ad_hoc, office, plan_reminders
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.notices.drafts import Draft, Line
from sokehoach.apps.reporting.permissions import reviewable
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.periods.period import name_vi, parse
from sokehoach.domain.reporting.reminding import wanted


def drafts(day: date) -> list[Draft]:
    """One for each account that has something to be told: its own reports and work, and lists of what it waits for."""
    calendar = Calendar(day)
    owed = [one for one in obligations.falling_due(day) if one.first_sent is None]
    spoken = [one for one in owed if wanted(calendar.left(one.due), calendar.late(one.due))]
    lines: dict[int, list[Line]] = defaultdict(list)
    senders = holders(Action.REPORT_SEND, day)
    for one in spoken:
        for person in senders.get((one.unit.pk, one.function), ()):
            lines[person].append(own_line(one))
    for asked in ad_hoc.unanswered(day):
        for person in senders.get((asked.row.unit_id, asked.row.ad_hoc.function), ()):
            lines[person].append(ad_hoc.reminder(asked))
    late = [one for one in owed if calendar.late(one.due)]
    if any(calendar.late(one.due) for one in spoken):
        for person, told in _collective(late, day):
            lines[person].append(told)
    for person, told in _offices(day):
        lines[person].append(told)
    for person, more in plan_reminders.lines(day).items():
        lines[person] += more
    return [Draft(person, tuple(told)) for person, told in sorted(lines.items())]


def report_line(one: Expected) -> str:
    """What a line says of a report before its day."""
    return _("Báo cáo %(period)s, biểu %(form)s (%(unit)s)") % {
        "period": name_vi(parse(one.period)),
        "form": one.form,
        "unit": one.unit.short_name,
    }


def own_line(one: Expected) -> Line:
    name = report_line(one)
    when = _("hạn %(day)s") % {"day": f"{one.due:%d/%m/%Y}"}
    if one.overdue_days:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": one.overdue_days}
    if one.due != one.regular_due:
        when += ", " + _("đã được lùi từ %(day)s") % {"day": f"{one.regular_due:%d/%m/%Y}"}
    return Line(f"{name}: {when}", f"{reverse('reporting:list')}?ky={one.period}", one.due)


def office_line(report: OfficeReport) -> Line:
    when = _("hạn %(day)s") % {"day": f"{report.due:%d/%m/%Y}"}
    if report.overdue_days:
        when += ", " + _("quá hạn %(n)s ngày làm việc") % {"n": report.overdue_days}
    return Line(f"{office.report_name(report)}: {when}", office.report_url(report), report.due)


def _collective(late: Iterable[Expected], day: date) -> Iterable[tuple[int, Line]]:
    """One line for each office that reviews, with all the units that it waits for."""
    reviewers = {person for people in holders(Action.REPORT_REVIEW, day).values() for person in people}
    late = list(late)
    for user in User.objects.filter(pk__in=reviewers).order_by("pk"):
        scope = scope_of(user, day)
        mine = [one for one in late if one.unit.pk in reviewable(scope, one.function)]
        if not mine:
            continue
        by_form: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in mine:
            by_form[one.period, one.form].append(one.unit.short_name)
        told = "; ".join(
            _("biểu %(form)s %(period)s: %(units)s")
            % {"form": form, "period": name_vi(parse(period)), "units": ", ".join(units)}
            for (period, form), units in by_form.items()
        )
        text = _("%(n)s báo cáo quá hạn chưa gửi: %(told)s") % {"n": len(mine), "told": told}
        yield user.pk, Line(text, f"{reverse('reporting:list')}?ky={mine[0].period}&trang-thai=late")


def _offices(day: date) -> Iterator[tuple[int, Line]]:
    """Reports to superiors that are not issued, on the days on which they are spoken of: to who drafts them."""
    calendar = Calendar(day)
    spoken = [
        report
        for report in office_reports.falling_due(day)
        if wanted(calendar.left(report.due), report.overdue_days)
    ]
    drafters = frozenset().union(*holders(Action.DOCUMENT_DRAFT, day).values()) if spoken else frozenset()
    for user in User.objects.filter(pk__in=drafters).select_related("unit__parent").order_by("pk"):
        for report in spoken:
            if may_draft(user, report.issuer, report.outline.unit):
                yield user.pk, office_line(report)


def calendar_of(user: User, day: date) -> list[tuple[str, Line]]:
    """The reports that the account sends or drafts, falling due around the day, each under a name that stays; none for
    an account that is closed.
    """
    scope = scope_of(user, day)
    owed = [
        (f"{one.form}-{one.period}-{one.unit.code}", own_line(one))
        for one in obligations.falling_due(day)
        if one.first_sent is None and scope.may(Action.REPORT_SEND, one.unit.pk, one.function)
    ]
    return owed + [
        (f"{report.outline.code}-{report.period.id}", office_line(report))
        for report in office_reports.falling_due(day)
        if may_draft(user, report.issuer, report.outline.unit)
    ]
