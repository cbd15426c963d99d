"""The first page of an account: what its unit owes by when, who is late, what comes next."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents.selectors import dispatches, office_reports
from sokehoach.apps.documents.selectors.office_reports import FollowedOffices, OfficeReport
from sokehoach.apps.home import permissions
from sokehoach.apps.home.selectors import ad_hoc, coming, office, plan_work, supervised, tasks, trail
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import Coverage, coverages
from sokehoach.apps.home.selectors.late import Late, late
from sokehoach.apps.home.selectors.tasks import Task
from sokehoach.apps.home.selectors.trail import Told
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.selectors import assignments
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.plans.selectors.own_plans import owed_by
from sokehoach.apps.registers.shelf.selectors import summaries
from sokehoach.apps.registers.shelf.selectors.summaries import Summary
from sokehoach.apps.registers.supervision import permissions as supervision
from sokehoach.apps.reporting.permissions import reviewable
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.reporting.selectors.steps import returned_for
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import Period, at_hand, closing_with
from sokehoach.domain.periods.window import Window, window

SOON = 10  # working days: own work that is due later stands under «Hạn sắp tới»
COMING = 6
RECENT = 4
LATE = 20  # of those who are late, how many stand open; the others are folded


@dataclass(frozen=True, slots=True)
class Today:
    """`watches`: the account reviews, draws together or leads, so the page tells of other units as well."""

    place: str
    period: Period
    watches: bool
    coverage: tuple[Coverage, ...]
    own: tuple[Expected, ...]
    office: tuple[OfficeReport, ...]
    work: tuple[Task, ...]
    late: tuple[Late, ...]
    returned: tuple[Expected, ...]
    coming: tuple[Task, ...]
    recent: tuple[Told, ...]
    registers: tuple[Summary, ...]
    supervised: bool  # the account reads what was found at its own unit
    duties: int  # that the unit leads and has not finished
    dated: int  # of them, those with a day
    next_due: date | None

    @property
    def period_name(self) -> str:
        return period_name(self.period)

    @property
    def window(self) -> Window:
        return window(self.period)

    @property
    def main(self) -> Coverage | None:
        """The form of most reporters, the communes': its strip opens the page."""
        return self.coverage[0] if self.coverage else None

    @property
    def late_first(self) -> tuple[Late, ...]:
        return self.late[:LATE]

    @property
    def late_more(self) -> tuple[Late, ...]:
        return self.late[LATE:]

    @property
    def late_clauses(self) -> bool:
        """Duties come from a clause, reports from a form: the column stands where there is one to show."""
        return any(row.clause for row in self.late)

    @property
    def others(self) -> tuple[Expected, ...]:
        """The reporters of the narrower forms: agencies of the district."""
        return tuple(row for one in self.coverage[1:] for row in one.rows)


def today(user: User, day: date) -> Today:
    scope = scope_of(user, day)
    calendar = Calendar(day)
    period = at_hand(day)
    watches = permissions.watches_others(scope)
    reports = obligations.followed(user, period.id, day, also=closing_with(period))
    followed = reports.others if watches else ()
    owed = assignments.owed_by(scope.units(Action.DUTY_VIEW, "general"), day, calendar.holidays)
    mine = [one for one in owed if one.unit == user.unit.code]
    theirs = [one for one in owed if watches and one.unit != user.unit.code]
    coverage = tuple(coverages(row for row in followed if row.period == period.id))
    offices = office_reports.followed(user, period, day) if watches else FollowedOffices((), ())
    readings, unowned, unled = plan_work.still_open(scope, user.unit)
    soon, later = _parted(
        [
            *ad_hoc.tasks(user, calendar),
            *office.tasks(offices.own, coverage[0] if coverage else None, calendar),
            *tasks.to_send(reports.own, calendar, _reasons(reports.own)),
            *tasks.own_plans([] if watches else owed_by(user.unit, day), calendar),
            *tasks.dated(mine, calendar),
            *tasks.unled(unled, calendar),
            *supervised.list_tasks(user, calendar),
        ]
    )
    ahead = [
        *later,
        *coming.awaited(followed, calendar),
        *coming.duties(theirs, calendar),
        *coming.next_round(reports.own, followed, reports.forms, period),
    ]
    return Today(
        place=units.area_of(user.unit).short_name,
        period=period,
        watches=watches,
        coverage=coverage,
        own=reports.own,
        office=offices.own,
        work=(
            *soon,
            *tasks.arrivals(dispatches.to_answer(user), calendar),
            *tasks.to_review(row for row in followed if row.unit.pk in reviewable(scope, row.function)),
            *tasks.of_plans(readings, unowned),
            *tasks.undated(mine, _board(mine, user)),
        ),
        late=tuple(late(followed, theirs, offices.others)),
        returned=tuple(row for row in followed if row.state == "returned"),
        coming=tuple(sorted(ahead, key=_day)[:COMING]),
        recent=tuple(trail.recent(user, RECENT)),
        registers=tuple(summaries.list_summaries(user, day, own_only=True))
        if scope.anywhere(Action.REGISTER_EDIT) and not watches
        else (),
        supervised=bool(supervision.supervised(user, scope)),
        duties=len(mine),
        dated=sum(one.nature == "dated" for one in mine),
        next_due=min(
            (one.due_on for one in mine if one.due_on is not None and one.due_on >= day), default=None
        ),
    )


def _day(task: Task) -> date:
    return task.due_on or date.max


def _parted(work: Iterable[Task]) -> tuple[list[Task], list[Task]]:
    """Own work with a day: what wants doing now, and what has time."""
    by_day = sorted(work, key=_day)
    return [task for task in by_day if task.left <= SOON], [task for task in by_day if task.left > SOON]


def _reasons(own: Iterable[Expected]) -> dict[uuid.UUID, str]:
    """Why own reports were returned; no query where none was."""
    returned = [row.submission for row in own if row.state == "returned" and row.submission is not None]
    return returned_for(returned) if returned else {}


def _board(owed: list[Owed], user: User) -> str:
    return f"{reverse('plans:board', args=[owed[0].plan])}?don-vi={user.unit.code}" if owed else ""
