"""The page for the weekly meeting (giao ban): who is late, the targets, the map, what changed, money, directions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.consolidation.selectors import measures
from sokehoach.apps.consolidation.selectors.measures import Found
from sokehoach.apps.consolidation.selectors.targets import Standing, standing
from sokehoach.apps.consolidation.selectors.trends import trends
from sokehoach.apps.documents.selectors import office_reports
from sokehoach.apps.home import permissions
from sokehoach.apps.home.selectors import week
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import Coverage, coverages
from sokehoach.apps.home.selectors.late import Late, grounds, late
from sokehoach.apps.home.selectors.money import Money, money
from sokehoach.apps.home.selectors.tile_map import TileMap, tile_map
from sokehoach.apps.home.selectors.week import Change, Moved
from sokehoach.apps.indicators.selectors.indicators import indicators
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.permissions import may_direct
from sokehoach.apps.plans.selectors import assignments, directions, plans
from sokehoach.apps.plans.selectors.directions import Direction
from sokehoach.apps.plans.selectors.standing import StandingWork, standing_work
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.moments import past
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.charts import Chart
from sokehoach.domain.indicators.indicator import Indicator
from sokehoach.domain.indicators.target import Progress
from sokehoach.domain.periods.period import Period, at_hand, closing_with

WEEK = timedelta(days=7)  # between two meetings
MOVED, GIVEN = 4, 4  # lines on the page
_ABOVE = (Level.DISTRICT, Level.PROVINCE)


@dataclass(frozen=True, slots=True)
class Leader:
    area: Unit
    period: Period
    since: date
    directs: bool
    draws: bool  # may import borders
    coverage: Coverage | None
    late: tuple[Late, ...]
    returned: tuple[Expected, ...]
    plan: Plan | None
    targets: tuple[Standing, ...]
    map: TileMap | None
    maps: tuple[Indicator, ...]  # to choose from
    money: tuple[Money, ...]
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    moved_more: int  # targets that moved and are not among these
    trends: tuple[Chart, ...]
    directions: tuple[Direction, ...]
    standing: StandingWork | None

    @property
    def late_units(self) -> int:
        return len({row.unit for row in self.late})

    def _count(self, progress: Progress) -> int:
        return sum(one.assessed.progress is progress for one in self.targets)

    @property
    def met(self) -> int:
        return self._count(Progress.MET)

    @property
    def on_the_way(self) -> int:
        return self._count(Progress.ON_THE_WAY)

    @property
    def behind(self) -> int:
        return self._count(Progress.BEHIND)

    @property
    def unmeasured(self) -> int:
        return self._count(Progress.NOT_MEASURABLE)


def area_led(user: User) -> Unit:
    """The district or province whose meeting the account prepares or leads; 404 for everybody else."""
    area = units.area_of(user.unit)
    if area.level not in _ABOVE or not permissions.leads(scope_of(user), area.pk):
        raise Http404
    return area


def leader(user: User, now: datetime, *, shown: str = "") -> Leader:
    """`shown`: the code of the indicator on the map; the first that the pack allows where it is none."""
    area, day = area_led(user), timezone.localdate(now)
    scope, period = scope_of(user, day), at_hand(day)
    reports = obligations.followed(user, period.id, day, also=closing_with(period)).others
    calendar, followed = Calendar(day), scope.units(Action.DUTY_VIEW, "general")
    owed = assignments.owed_by(followed, day, calendar.holidays)
    offices = office_reports.followed(user, period, day)
    due_above = (*offices.own, *offices.others)
    plan = plans.in_force(area)
    targets = list(_targets(plan)) if plan else []
    known = indicators()
    found = measures.found(user, unit=area.code, period=period.id, indicators=known.values())
    offered = tuple(one for one in known.values() if one.on_map and one.code in found)
    chosen = next((one for one in offered if one.code == shown), offered[0] if offered else None)
    last = day - WEEK
    moment = _morning(last)
    standings = tuple(standing(row, found, day) for row in targets)
    main = next(iter(coverages(row for row in reports if row.period == period.id)), None)
    then = past({row.period for row in reports} | _periods(found.values()), moment)
    moved = week.moved(standings, then, last)
    return Leader(
        area=area,
        period=period,
        since=last,
        directs=may_direct(scope, area.pk),
        draws=area.pk in permissions.draws(scope),
        coverage=main,
        late=tuple(late(reports, owed, due_above, grounds(reports, owed, due_above, scope, day))),
        returned=tuple(row for row in reports if row.state == "returned"),
        plan=plan,
        targets=standings,
        map=tile_map(found[chosen.code]) if chosen else None,
        maps=offered,
        money=money(found.values()),
        changes=tuple(week.changes(reports, owed, due_above, followed, main, then, last, moment, calendar)),
        moved=tuple(moved[:MOVED]),
        moved_more=len(moved[MOVED:]),
        trends=tuple(trends(user, area, period, targets=[row.path for row in targets])),
        directions=tuple(directions.given(area, day, GIVEN)),
        standing=standing_work(plan, day) if plan else None,
    )


def _targets(plan: Plan) -> list[Target]:
    return list(Target.objects.filter(plan=plan, state=ItemState.CONFIRMED).select_related("owner"))


def _periods(found: Iterable[Found]) -> set[str]:
    return {drawn.period.id for one in found for drawn in one.sheets}


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
