"""The first page of an account: what its unit owes by when, who is late, what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents.selectors import outlines
from sokehoach.apps.home import permissions
from sokehoach.apps.home.selectors import plan_work, tasks, trail
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import Coverage, coverages
from sokehoach.apps.home.selectors.tasks import Task
from sokehoach.apps.home.selectors.trail import Told
from sokehoach.apps.plans.selectors import assignments
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.reporting.permissions import reviewable
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.period import Period, name_vi, six_months_of
from sokehoach.domain.periods.window import window

SOON = 10  # working days: own work that is due later stands under «Hạn sắp tới»
COMING = 6
RECENT = 4


@dataclass(frozen=True, slots=True)
class Late:
    """Another unit's report or dated duty past its day."""

    unit: str
    what: str
    clause: str
    due_on: date
    days: int
    url: str


@dataclass(frozen=True, slots=True)
class OwnReport:
    """The office's own report to its superior: drawn from the figures, due by the pack's day."""

    title: str
    due_on: date
    late: int
    left: int
    url: str


@dataclass(frozen=True, slots=True)
class Today:
    period: Period
    watches: bool
    coverage: tuple[Coverage, ...]
    own: tuple[Expected, ...]
    office: tuple[OwnReport, ...]
    work: tuple[Task, ...]
    late: tuple[Late, ...]
    returned: tuple[Expected, ...]
    coming: tuple[Task, ...]
    recent: tuple[Told, ...]
    duties: int  # that the unit leads and has not finished
    dated: int  # of them, those with a day
    next_due: date | None

    @property
    def period_name(self) -> str:
        return name_vi(self.period)

    @property
    def main(self) -> Coverage | None:
        """The form whose reporters are communes: with more than one, its strip opens the page."""
        return self.coverage[0] if self.coverage else None

    @property
    def others(self) -> tuple[Expected, ...]:
        """The reporters of the narrower forms: agencies of the district."""
        return tuple(row for one in self.coverage[1:] for row in one.rows)


def today(user: User, day: date) -> Today:
    scope = scope_of(user, day)
    calendar = Calendar(day)
    period = six_months_of(day)
    reports = obligations.followed(user, period.id, day)
    watches = permissions.watches_others(scope)
    owed = assignments.owed_by(scope.units(Action.DUTY_VIEW, "general"), day, calendar.holidays)
    mine = [one for one in owed if one.unit == user.unit.code]
    theirs = [one for one in owed if one.unit != user.unit.code] if watches else []
    office = tuple(_office(user, period, calendar))
    reviewed = [row for row in reports.others if row.unit.pk in reviewable(scope, row.function)]
    followed = reports.others if watches else ()
    coverage = tuple(coverages(followed))
    soon, later = _parted(
        [
            *_office_tasks(office, coverage[0] if coverage else None),
            *tasks.to_send(reports.own, calendar),
            *tasks.dated(mine, calendar),
        ]
    )
    work = (
        *soon,
        *tasks.to_review(reviewed),
        *tasks.of_plans(plan_work.readings(scope), plan_work.unowned(scope)),
        *tasks.undated(mine, _board(mine, user)),
    )
    return Today(
        period=period,
        watches=watches,
        coverage=coverage,
        own=reports.own,
        office=office,
        work=work,
        late=tuple(_late(followed, theirs)),
        returned=tuple(row for row in followed if row.state == "returned"),
        coming=tuple(_coming(later, followed, theirs, calendar)),
        recent=tuple(trail.recent(user, RECENT)),
        duties=len(mine),
        dated=sum(one.nature == "dated" for one in mine),
        next_due=min(
            (one.due_on for one in mine if one.due_on is not None and one.due_on >= day), default=None
        ),
    )


def _office(user: User, period: Period, calendar: Calendar) -> Iterable[OwnReport]:
    cut_off = window(period).cut_off
    for outline in outlines.outlines_for(user):
        if outline.issuer_id == user.unit_id:
            due = working_days.due(cut_off, outline.due_days, calendar.holidays)
            yield OwnReport(
                title=_("Báo cáo %(period)s: %(title)s")
                % {"period": name_vi(period), "title": _lower(outline.title)},
                due_on=due,
                late=calendar.late(due),
                left=calendar.left(due),
                url=reverse("documents:list"),
            )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _office_tasks(reports: Iterable[OwnReport], coverage: Coverage | None) -> Iterable[Task]:
    for report in reports:
        yield Task(
            title=report.title,
            url=report.url,
            action=_("Mở văn bản"),
            due_on=report.due_on,
            late=report.late,
            left=report.left,
            state="dated",
            note=_("số liệu %(fraction)s đơn vị đã duyệt") % {"fraction": coverage.fraction}
            if coverage
            else "",
            pressing=True,
        )


def _parted(work: Iterable[Task]) -> tuple[list[Task], list[Task]]:
    """Own work with a day: what wants doing now, and what has time."""
    by_day = sorted(work, key=lambda task: task.due_on or date.min)
    return [task for task in by_day if task.left <= SOON], [task for task in by_day if task.left > SOON]


def _late(reports: Iterable[Expected], duties: Iterable[Owed]) -> list[Late]:
    """The latest first. A returned report is not late, standing work and requests never are."""
    rows = [
        Late(row.unit.short_name, tasks.report_name(row), "", row.due, row.overdue_days, "")
        for row in reports
        if row.overdue_days and row.state != "returned"
    ]
    rows += [
        Late(one.unit_name, one.title, one.clause, one.due_on, one.days_late, one.url)
        for one in duties
        if one.days_late and one.due_on is not None
    ]
    return sorted(rows, key=lambda row: (-row.days, row.unit))


def _coming(
    own: Iterable[Task], reports: Iterable[Expected], duties: Iterable[Owed], calendar: Calendar
) -> list[Task]:
    """The next days on which something is due: own work that has time, and the work of others that is followed."""
    found = list(own)
    awaited = defaultdict(list)
    for row in reports:
        if row.state in ("", "draft") and row.due >= calendar.today:
            awaited[row.form, row.due].append(row)
    for rows in awaited.values():
        found.append(
            Task(
                title=_("%(n)s đơn vị gửi %(report)s")
                % {"n": len(rows), "report": _lower(tasks.report_name(rows[0]))},
                url=reverse("reporting:list"),
                action="",
                due_on=rows[0].due,
                state="periodic",
            )
        )
    for one in duties:
        if one.nature == "dated" and one.due_on is not None and one.due_on >= calendar.today:
            found.append(
                Task(
                    title=f"{one.unit_name}: {one.title}",
                    url=one.url,
                    action="",
                    due_on=one.due_on,
                    state="doing" if one.state == "doing" else "dated",
                    clause=one.clause,
                )
            )
    return sorted(found, key=lambda task: task.due_on or date.max)[:COMING]


def _board(owed: list[Owed], user: User) -> str:
    return f"{reverse('plans:board', args=[owed[0].plan])}?don-vi={user.unit.code}" if owed else ""
