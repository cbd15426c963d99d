"""For which periods the report by an outline is owed, and by when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.reporting.queries.plan_schedules import get_outline_schedules
from sokehoach.apps.reporting.queries.schedule_targets import OUTLINE, ScheduleTarget
from sokehoach.domain.periods.due import DueRule, WorkingDaysAfter, compute_due_day
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.serialization import parse_day, parse_due, parse_window
from sokehoach.domain.periods.window import ND09, WindowRule, compute_window


@dataclass(frozen=True, slots=True)
class OutlineSchedule:
    """`period_types`: the shortest first, one-off last. Owed for periods that begin on [valid_from, valid_until), and
    were not due before `collected_from` (`Form.is_collected`).
    """

    period_types: tuple[PeriodType, ...]
    window: WindowRule
    due: DueRule
    valid_from: date | None = None
    valid_until: date | None = None
    collected_from: date | None = None

    def is_in_force(self, period: Period) -> bool:
        return (
            (self.valid_from is None or self.valid_from <= period.start)
            and (self.valid_until is None or period.start < self.valid_until)
            and (
                self.collected_from is None
                or period.type is PeriodType.AD_HOC
                or compute_due_day(self.due, period, self.window, ()) >= self.collected_from
            )
        )


def get_schedule(row: ReportOutline) -> OutlineSchedule:
    """The schedule that the programme gives; without one, half-years and years by NĐ 09/2019/NĐ-CP."""
    stored = row.definition.get("schedule")
    if not stored:
        return OutlineSchedule((PeriodType.SIX_MONTH, PeriodType.YEAR), ND09, WorkingDaysAfter(row.due_days))
    kinds = sorted(map(PeriodType, stored["period_types"]), key=lambda kind: (kind is PeriodType.AD_HOC, kind.months))
    return OutlineSchedule(
        tuple(kinds),
        parse_window(stored["window"]),
        parse_due(stored["due"]),
        parse_day(stored["valid_from"]),
        parse_day(stored["valid_until"]),
        parse_day(stored.get("collected_from")),
    )


def get_cut_off(row: ReportOutline, period: str) -> date:
    """The last day that the report by the outline counts; NotFoundError for an invalid period."""
    return compute_window(period_of(period), get_schedule(row).window).cut_off


def list_outline_targets(plan: Plan, scope: Scope, day: date) -> Iterable[ScheduleTarget]:
    """The outlines of reports that one office writes on the plan's area. One query. (settings.SCHEDULED_REPORTS)"""
    rows = ReportOutline.objects.filter(
        filter_programmes(scope), stands=True, writers=ReportOutline.Writers.ISSUER, unit=plan.unit
    )
    for row in rows.select_related("programme", "issuer"):
        schedule = get_schedule(row)
        yield ScheduleTarget(
            OUTLINE, row.uid, row.code, row.title, row.programme_id, row.programme.short_name, schedule.period_types,
            schedule.window, schedule.due, {row.issuer.code: row.issuer.level},
            frozenset(row.definition.get("addressees", ())), get_outline_schedules(row.uid),
        )  # fmt: skip
