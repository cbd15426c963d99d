"""Builds the page for the weekly meeting (giao ban): late work, targets, map, changes, money, directions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.own_programmes import list_named_programmes
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.pages.charts import build_trends
from sokehoach.apps.consolidation.queries import measures
from sokehoach.apps.consolidation.queries.measures import MeasuredIndicator
from sokehoach.apps.consolidation.queries.targets import AssessedTarget, build_assessed_target, keep_levels_of_year
from sokehoach.apps.documents.queries import office_reports
from sokehoach.apps.home import permissions
from sokehoach.apps.home.pages import week
from sokehoach.apps.home.pages.coverage import MAX_COLLAPSED, ReportCoverage, build_coverages, pick_main_coverages
from sokehoach.apps.home.pages.overdue import (
    MAX_OVERDUE,
    OverdueWork,
    UnshownWork,
    count_unshown,
    list_overdue,
    load_reasons,
    merge_units,
)
from sokehoach.apps.home.pages.tile_map import TileMap, build_tile_map
from sokehoach.apps.home.pages.week import MovedTarget, WeekChange
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.indicators.queries.elements import list_own_indicators
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import consolidates
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.permissions import may_direct
from sokehoach.apps.plans.queries import assignments, plans
from sokehoach.apps.plans.queries.assignments import Direction
from sokehoach.apps.plans.queries.results import StandingWork, load_standing_work
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.submissions import load_reports_at
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.charts import Chart
from sokehoach.domain.documents.numbering import format_roman
from sokehoach.domain.indicators.element import ValueKind
from sokehoach.domain.indicators.level import NotMeasurableReason
from sokehoach.domain.indicators.operators import Operator
from sokehoach.domain.indicators.target import ProgressState
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.sequence import get_year_to_date

WEEK = timedelta(days=7)  # between two meetings
MAX_MOVED, MAX_DIRECTIONS = 4, 4  # shown on the page


@dataclass(frozen=True, slots=True)
class Money:
    """Spent and allocated money over the same denominator; None where the programme does not measure one."""

    spent: MeasuredIndicator | None
    allocated: MeasuredIndicator | None

    @property
    def any(self) -> MeasuredIndicator:
        measure = self.spent or self.allocated
        assert measure is not None
        return measure

    @property
    def spent_sum(self) -> Decimal | None:
        return None if self.spent is None else self.spent.measured.part

    @property
    def allocated_sum(self) -> Decimal | None:
        return None if self.allocated is None else self.allocated.measured.part


def build_money(area_measures: Iterable[MeasuredIndicator]) -> tuple[Money, ...]:
    """Returns one per denominator of the programme's money indicators: a flow is spent, a stock allocated."""
    by_whole: dict[str, dict[bool, MeasuredIndicator]] = {}
    for measure in area_measures:
        if measure.element.kind is ValueKind.MONEY:
            flows = measure.element.over_time is Operator.SUM
            by_whole.setdefault(str(measure.indicator.denominator), {}).setdefault(flows, measure)
    return tuple(Money(spent=pair.get(True), allocated=pair.get(False)) for pair in by_whole.values())


@dataclass(frozen=True, slots=True)
class LeaderPage:
    area: Unit
    period: Period
    since: date
    directs: bool
    draws: bool  # may import borders
    opens_duties: bool
    reads_trail: bool
    coverages: tuple[ReportCoverage, ...]  # of each programme the form with most reporters
    late: tuple[OverdueWork, ...]  # with one row of a duty that many units owe
    late_count: int  # of each unit
    late_units: int
    returned: tuple[ExpectedReport, ...]
    plan: Plan | None
    targets: tuple[AssessedTarget, ...]
    map: TileMap | None
    maps: tuple[MeasuredIndicator, ...]  # selectable
    money: tuple[Money, ...]
    changes: tuple[WeekChange, ...]
    moved: tuple[MovedTarget, ...]
    moved_more: int  # changed targets beyond those shown
    trends: tuple[Chart, ...]
    directions: tuple[Direction, ...]
    standing: StandingWork | None

    @property
    def section_numbers(self) -> dict[str, str]:
        """Returns the roman number of each section that the page shows, in their order: the left column, the right."""
        sections = {
            "late": True,
            "targets": True,
            "changes": True,
            "map": self.map,
            "money": self.money,
            "directions": True,
        }
        names = [name for name, is_shown in sections.items() if is_shown]
        return {name: format_roman(number) for number, name in enumerate(names, 1)}

    @property
    def late_first(self) -> tuple[OverdueWork, ...]:
        return self.late[:MAX_OVERDUE]

    @property
    def late_more(self) -> tuple[OverdueWork, ...]:
        return self.late[MAX_OVERDUE : MAX_OVERDUE + MAX_COLLAPSED]

    @property
    def late_rest(self) -> tuple[UnshownWork, ...]:
        return count_unshown(self.late[MAX_OVERDUE + MAX_COLLAPSED :])

    def _count(self, progress: ProgressState) -> int:
        return sum(target.assessed.progress is progress for target in self.targets)

    @property
    def met(self) -> int:
        return self._count(ProgressState.MET)

    @property
    def on_the_way(self) -> int:
        return self._count(ProgressState.ON_THE_WAY)

    @property
    def behind(self) -> int:
        return self._count(ProgressState.BEHIND)

    @property
    def without_level(self) -> int:
        """How many have no level in this period: their figures may be known."""
        return sum(target.assessed.lack is NotMeasurableReason.TARGET for target in self.targets)

    @property
    def unmeasured(self) -> int:
        return self._count(ProgressState.NOT_MEASURABLE) - self.without_level


def get_led_area(user: User) -> Unit:
    """Returns the district or province whose meeting the account prepares or leads; NotFoundError for others."""
    if not leads_meeting(user):
        raise NotFoundError
    return units.get_unit_area(user.unit)


def leads_meeting(user: User) -> bool:
    area = units.get_unit_area(user.unit)
    return consolidates(area) and permissions.can_lead_meeting(scope_of(user), area.pk)


def load_leader_page(user: User, now: datetime, *, indicator_code: str = "") -> LeaderPage:
    """Loads the page. `indicator_code` selects the map's indicator; an unknown code gives the programme's first."""
    area, day = get_led_area(user), timezone.localdate(now)
    scope, followed_reports = scope_of(user, day), obligations.load_current(user, day)
    reports, coverages = followed_reports.others, build_coverages(followed_reports, day)
    main_coverages = pick_main_coverages(coverages)
    period = coverages[0].period if coverages else followed_reports.period
    calendar, followed = Calendar(day), scope.units(Action.DUTY_VIEW, "general")
    duties = assignments.list_owed_duties(followed, day, calendar.holidays, programmes=scope.programmes)
    offices = office_reports.list_followed_reports(user, day)
    due_above = (*offices.own, *offices.others)
    sees_plans = scope.may(Action.PLAN_VIEW, area.pk)
    plan = plans.find_plan_in_force(area, scope.programmes) if sees_plans else None
    named = list_named_programmes(user) if sees_plans else {}
    programme_plans = plans.list_plans_serving(area, named) if named else []
    followed_plans = dict.fromkeys([*([plan] if plan else ()), *programme_plans])
    targets = keep_levels_of_year(_list_targets(followed_plans), period.year) if followed_plans else []
    all_indicators = list_own_indicators(user, area.pk)
    measures_by_code = measures.measure_indicators(
        user, unit=area.code, period=get_year_to_date(period).id, indicators=all_indicators.values(), day=day
    )
    map_indicators = tuple(
        indicator for indicator in all_indicators.values() if indicator.on_map and indicator.uid in measures_by_code
    )
    map_indicator = next(
        (indicator for indicator in map_indicators if indicator.uid == indicator_code),
        map_indicators[0] if map_indicators else None,
    )
    last_meeting = day - WEEK
    moment = _start_of_day(last_meeting)
    paths = [row.path for row in targets if plan is not None and row.plan_id == plan.pk]
    standings = tuple(build_assessed_target(row, measures_by_code, day) for row in targets)
    past_reports = load_reports_at(
        {row.period for row in reports} | _list_period_ids(measures_by_code.values()), moment
    )
    moved_targets = week.list_moved_targets(standings, past_reports, last_meeting)
    late = list_overdue(reports, duties, due_above, load_reasons(reports, duties, due_above, scope, day))
    return LeaderPage(
        area=area,
        period=period,
        since=last_meeting,
        directs=may_direct(scope, area.pk),
        draws=area.pk in permissions.list_border_unit_ids(scope),
        opens_duties=scope.may(Action.DUTY_VIEW, area.pk),
        reads_trail=permissions.can_read_audit(scope),
        coverages=main_coverages,
        late=tuple(merge_units(late)),
        late_count=len(late),
        late_units=len({row.unit for row in late}),
        returned=tuple(row for row in reports if row.state == "returned"),
        plan=plan,
        targets=standings,
        map=build_tile_map(measures_by_code[map_indicator.uid]) if map_indicator else None,
        maps=tuple(measures_by_code[indicator.uid] for indicator in map_indicators),
        money=build_money(measures_by_code.values()),
        changes=tuple(
            week.list_changes(
                reports,
                duties,
                due_above,
                followed,
                main_coverages,
                past_reports,
                last_meeting,
                moment,
                calendar,
            )
        ),
        moved=tuple(moved_targets[:MAX_MOVED]),
        moved_more=len(moved_targets[MAX_MOVED:]),
        trends=tuple(build_trends(user, area, period, targets=paths, day=day)),
        directions=tuple(assignments.list_open_directions(area, day, MAX_DIRECTIONS, programmes=scope.programmes)),
        standing=load_standing_work(plan, day) if plan else None,
    )


def _list_targets(followed_plans: Iterable[Plan]) -> list[Target]:
    return list(Target.objects.filter(plan__in=followed_plans, state=ItemState.CONFIRMED).select_related("owner"))


def _list_period_ids(area_measures: Iterable[MeasuredIndicator]) -> set[str]:
    return {sheet.period.id for measure in area_measures for sheet in measure.sheets}


def _start_of_day(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
