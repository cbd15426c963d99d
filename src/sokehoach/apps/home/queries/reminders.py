"""Reads what each account is reminded of on a day, from reports, plans and ad hoc reports, and its calendar."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_holders
from sokehoach.apps.accounts.queries.own_programmes import list_programmes_by_account
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.documents.permissions import may_draft
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.notices.models import Draft, NoticeLine
from sokehoach.apps.orgunits.queries.succession import say_version
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.plans.queries import assignments, chain
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.reporting.permissions import list_reviewable_units
from sokehoach.apps.reporting.queries import ad_hoc, obligations
from sokehoach.apps.reporting.queries.ad_hoc import AdHocProgress
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.shell import clock
from sokehoach.domain.messages import TranslatableText, join_messages, name_definition, say, say_count
from sokehoach.domain.notation import write_day, write_moment
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.period import name_vi, parse_period
from sokehoach.domain.reporting.obligation import needs_reminder

_MAX_NAMED = 6  # duties and units in one line; a chat truncates a longer one


@dataclass(frozen=True, slots=True)
class Calendar:
    """Counts working days around the day of a page."""

    today: date

    def left(self, due: date) -> int:
        """Returns the working days until a date; 0 on it and after it."""
        return working_days.count_working_days(self.today, due, self.holidays)

    def late(self, due: date) -> int:
        """Returns the working days since a date; 0 on it and before it."""
        return working_days.count_working_days(due, self.today, self.holidays)

    @property
    def holidays(self) -> frozenset[date]:
        year = self.today.year
        return holidays.list_holidays(year - 1, year, year + 1)


def format_office_report_name(report: OfficeReport) -> str:
    title = name_definition(report.outline.title)
    return say(
        "Báo cáo %(period)s của %(issuer)s: %(title)s",
        period=name_vi(report.period),
        issuer=report.issuer.letterhead or report.issuer.name,
        title=title.uncapitalized() if isinstance(title, TranslatableText) else title,
    )


def build_office_report_url(report: OfficeReport) -> str:
    document = report.document or report.draft
    return reverse("documents:list") if document is None else reverse("documents:page", args=[document.pk])


def build_ad_hoc_reminder(answer: AdHocProgress) -> NoticeLine:
    """Formats «Báo cáo nhanh «…» (Tênh Phông): trước 15:00, 22/06/2021», without any figure."""
    due = timezone.localtime(answer.row.ad_hoc.due_at)
    text = say(
        "Báo cáo nhanh «%(title)s» (%(unit)s): trả lời trước %(when)s",
        title=answer.row.ad_hoc.title,
        unit=answer.row.unit.short_name,
        when=write_moment(due),
    )
    return NoticeLine(text, build_answer_url(answer), due.date(), answer.row.ad_hoc.programme_id)


def list_unanswered_ad_hocs(day: date) -> list[AdHocProgress]:
    """Returns the ad hoc reports due on the day or before and not completely answered, with one query."""
    return ad_hoc.list_unanswered(timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)))


def build_answer_url(answer: AdHocProgress) -> str:
    return reverse("reporting:ad_hoc_answer", args=[answer.row.ad_hoc_id, answer.row.unit.code])


@dataclass(frozen=True, slots=True)
class DatedWork:
    """Dated work of a plan. `days_late`: working days past the date."""

    unit: int
    unit_name: str
    title: str
    url: str
    due_on: date
    days_late: int
    action: Action  # those who hold it on the unit are reminded
    programme: int | None = None


def list_dated_work(day: date) -> list[DatedWork]:
    """Returns open dated work of all units: one query for duties, three per plan that asks for own plans."""
    calendar = Calendar(day)
    return [*_list_duties(calendar), *_list_own_plans(calendar)]


def _list_duties(calendar: Calendar) -> Iterator[DatedWork]:
    workers = {unit for unit, function in list_holders(Action.DUTY_WORK, calendar.today) if function == "general"}
    for duty in assignments.list_owed_duties(workers, calendar.today, calendar.holidays):
        if duty.nature == "dated" and duty.due_on is not None and not duty.is_undecided:
            yield DatedWork(
                duty.unit_id,
                duty.unit_name,
                format_duty_name(duty.title),
                duty.url,
                duty.due_on,
                duty.days_late,
                Action.DUTY_WORK,
                duty.programme,
            )


def _list_own_plans(calendar: Calendar) -> Iterator[DatedWork]:
    upper_plans = Plan.objects.filter(state=Plan.State.IN_FORCE, own_plans_by__isnull=False)
    for upper in upper_plans.defer("text", "paragraphs", "unread"):
        assert upper.own_plans_by is not None
        for own_plan in chain.list_own_plans(upper, calendar.today):
            if not own_plan.is_made:
                yield DatedWork(
                    unit=own_plan.unit.pk,
                    unit_name=own_plan.unit.short_name,
                    title=say("Kế hoạch của đơn vị thực hiện %(plan)s", plan=upper.name),
                    url=reverse("plans:plan", args=[upper.pk]),
                    due_on=upper.own_plans_by,
                    days_late=calendar.late(upper.own_plans_by),
                    action=Action.PLAN_IMPORT,
                )


def format_duty_name(title: str) -> str:
    return say("Nhiệm vụ «%(title)s»", title=title)


def build_plan_lines(day: date) -> Mapping[int, list[NoticeLine]]:
    """Returns reminders by account: its own work on reminder days, then the late work that it assigned."""
    calendar = Calendar(day)
    dated_work = list_dated_work(day)
    reminded_work = [work for work in dated_work if needs_reminder(calendar.left(work.due_on), work.days_late)]
    lines: dict[int, list[NoticeLine]] = defaultdict(list)
    holders = {
        (action, programme): list_holders(action, day, programme)
        for action, programme in {(work.action, work.programme) for work in reminded_work}
    }
    for work in reminded_work:
        for person in holders[work.action, work.programme].get((work.unit, "general"), ()):
            lines[person].append(_build_plan_line(work))
    if any(work.days_late for work in reminded_work):
        for person, line in _build_collective_plan_lines([work for work in dated_work if work.days_late], day):
            lines[person].append(line)
    return lines


def _build_plan_line(work: DatedWork) -> NoticeLine:
    text = _add_due_day(work.title + f" ({work.unit_name})", work.due_on, work.days_late)
    return NoticeLine(text, work.url, work.due_on, work.programme)


def _add_due_day(name: str, due: date, days_late: int, regular_due: date | None = None) -> str:
    """Formats «…: hạn 16/06/2021, quá hạn 4 ngày làm việc». `regular_due`: the day before an extension."""
    parts = [name + say(": hạn %(day)s", day=write_day(due))]
    if days_late:
        parts.append(say_count("quá hạn %(days)s ngày làm việc", days_late, days=days_late))
    if regular_due is not None and regular_due != due:
        parts.append(say("đã được lùi từ %(day)s", day=write_day(regular_due)))
    return join_messages(", ", parts)


def _build_collective_plan_lines(overdue_work: list[DatedWork], day: date) -> Iterable[tuple[int, NoticeLine]]:
    assigners = {person for people in list_holders(Action.DUTY_ASSIGN, day).values() for person in people}
    for user in User.objects.filter(pk__in=assigners).order_by("pk"):
        area = scope_of(user, day).units(Action.DUTY_ASSIGN, "general")
        own_work = [work for work in overdue_work if work.unit in area]
        if not own_work:
            continue
        units = list(dict.fromkeys(work.unit_name for work in sorted(own_work, key=lambda work: -work.days_late)))
        unit_names, left = ", ".join(units[:_MAX_NAMED]), len(units) - _MAX_NAMED
        if left > 0:
            unit_names += say_count(" và %(n)s đơn vị khác", left, n=left)
        n = len(own_work)
        text = say_count("%(n)s việc của kế hoạch quá hạn: %(units)s", n, n=n, units=unit_names)
        yield user.pk, NoticeLine(text, reverse("home:today"))


def build_drafts(day: date) -> list[Draft]:
    """Builds one draft per account with reminders: its own reports and work, and lists of what it waits for."""
    calendar = Calendar(day)
    unsent_reports = [report for report in obligations.list_falling_due(day) if report.first_sent is None]
    reminded_reports = [
        report for report in unsent_reports if needs_reminder(calendar.left(report.due), calendar.late(report.due))
    ]
    lines: dict[int, list[NoticeLine]] = defaultdict(list)
    senders_by_programme: dict[int | None, Mapping[tuple[int, str], frozenset[int]]] = {
        programme: list_holders(Action.REPORT_SEND, day, programme)
        for programme in {report.programme for report in reminded_reports}
    }
    for report in reminded_reports:
        for person in senders_by_programme[report.programme].get((report.unit.pk, report.function), ()):
            lines[person].append(build_own_line(report))
    unanswered_ad_hocs = list_unanswered_ad_hocs(day)
    senders_by_programme |= {
        programme: list_holders(Action.REPORT_SEND, day, programme)
        for programme in {answer.row.ad_hoc.programme_id for answer in unanswered_ad_hocs} - senders_by_programme.keys()
    }
    for answer in unanswered_ad_hocs:
        senders = senders_by_programme[answer.row.ad_hoc.programme_id]
        for person in senders.get((answer.row.unit_id, answer.row.ad_hoc.function), ()):
            lines[person].append(build_ad_hoc_reminder(answer))
    late_reports = [report for report in unsent_reports if calendar.late(report.due)]
    if any(calendar.late(report.due) for report in reminded_reports):
        for person, line in _build_collective_lines(late_reports, day):
            lines[person].append(line)
    for person, line in _build_office_lines(day):
        lines[person].append(line)
    for person, plan_lines in build_plan_lines(day).items():
        lines[person] += plan_lines
    return [Draft(person, tuple(person_lines)) for person, person_lines in sorted(_name_programmes(lines, day).items())]


def _name_programmes(lines: Mapping[int, list[NoticeLine]], day: date) -> Mapping[int, list[NoticeLine]]:
    """The lines by account, with the names of programmes for those who work in several. Two queries."""
    programmes_by_account = list_programmes_by_account(day)
    names = dict(Programme.objects.values_list("pk", "name"))
    return {
        person: [replace(line, programme_name=names.get(line.programme or 0, "")) for line in person_lines]
        if len(programmes_by_account.get(person, ())) > 1
        else person_lines
        for person, person_lines in lines.items()
    }


def build_report_line(report: ExpectedReport) -> str:
    """Formats the part of a report's reminder that precedes its due date («: hạn …»)."""
    return say(
        "Báo cáo %(period)s, biểu %(form)s (%(unit)s)",
        period=name_vi(parse_period(report.period)),
        form=report.form_code,
        unit=say_version(report.unit.short_name, report.unit, clock.today()),
    )


def build_own_line(report: ExpectedReport) -> NoticeLine:
    text = _add_due_day(build_report_line(report), report.due, report.overdue_days, report.regular_due)
    return NoticeLine(text, f"{reverse('reporting:list')}?ky={report.period}", report.due, report.programme)


def build_office_line(report: OfficeReport) -> NoticeLine:
    return NoticeLine(
        _add_due_day(format_office_report_name(report), report.due, report.overdue_days),
        build_office_report_url(report),
        report.due,
        report.outline.programme_id,
    )


def _build_collective_lines(late_reports: Iterable[ExpectedReport], day: date) -> Iterable[tuple[int, NoticeLine]]:
    """Yields one line per reviewing office and programme with all the units that it waits for."""
    reviewers = {person for people in list_holders(Action.REPORT_REVIEW, day).values() for person in people}
    late_reports = list(late_reports)
    for user in User.objects.filter(pk__in=reviewers).order_by("pk"):
        scope = scope_of(user, day)
        by_programme: dict[int, list[ExpectedReport]] = defaultdict(list)
        for report in late_reports:
            if report.unit.pk in list_reviewable_units(scope.restrict_to(report.programme), report.function):
                by_programme[report.programme].append(report)
        for own_reports in by_programme.values():
            yield user.pk, _build_collective_line(own_reports)


def _build_collective_line(reports: Sequence[ExpectedReport]) -> NoticeLine:
    """The line of late reports of one programme."""
    by_form: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for report in reports:
        by_form[report.period, report.form, report.form_code].append(
            say_version(report.unit.short_name, report.unit, clock.today())
        )
    details = [
        say(
            "biểu %(form)s %(period)s: %(units)s",
            form=form,
            period=name_vi(parse_period(period)),
            units=join_messages(", ", units),
        )
        for (period, _uid, form), units in by_form.items()
    ]
    n = len(reports)
    text = say_count("%(n)s báo cáo quá hạn chưa gửi: %(details)s", n, n=n, details=join_messages("; ", details))
    address = f"{reverse('reporting:list')}?ky={reports[0].period}&trang-thai=late"
    return NoticeLine(text, address, programme=reports[0].programme)


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
            if may_draft(user, report.issuer, report.outline.unit, report.outline.programme_id):
                yield user.pk, build_office_line(report)


def list_calendar_lines(user: User, day: date) -> list[tuple[str, NoticeLine]]:
    """Returns the reports that the account submits or drafts with due dates around the day, each with a stable key.

    The list is empty for a closed account.
    """
    scope = scope_of(user, day)
    own_lines = [
        (f"{report.form}-{report.period}-{report.unit.code}", build_own_line(report))
        for report in obligations.list_falling_due(day)
        if report.first_sent is None
        and scope.restrict_to(report.programme).may(Action.REPORT_SEND, report.unit.pk, report.function)
    ]
    return own_lines + [
        (f"{report.outline.uid}-{report.period.id}", build_office_line(report))
        for report in office_reports.list_reports_falling_due(day)
        if may_draft(user, report.issuer, report.outline.unit, report.outline.programme_id)
    ]
