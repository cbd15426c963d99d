"""Builds the first page of an account: what its unit owes by when, who is late, what comes next."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries import resets
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.permissions import sees_area
from sokehoach.apps.documents.queries import dispatches, documents, office_reports
from sokehoach.apps.documents.queries.office_reports import FollowedOffices, OfficeReport
from sokehoach.apps.home import permissions
from sokehoach.apps.home.pages import plan_tasks, report_tasks, tasks, trail
from sokehoach.apps.home.pages.coverage import MAX_COLLAPSED, ReportCoverage, build_coverages, pick_main_coverages
from sokehoach.apps.home.pages.overdue import (
    MAX_OVERDUE,
    OverdueWork,
    UnshownWork,
    count_unshown,
    list_overdue,
    merge_units,
)
from sokehoach.apps.home.pages.tasks import UnitTask
from sokehoach.apps.home.pages.trail import EventDescription
from sokehoach.apps.home.queries import plan_work
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import get_place_name
from sokehoach.apps.plans.permissions import may_import
from sokehoach.apps.plans.queries import assignments
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.plans.queries.chain import list_missing_plans
from sokehoach.apps.registers.core import modules
from sokehoach.apps.registers.core import pages as register_pages
from sokehoach.apps.registers.core.pages import Summary
from sokehoach.apps.reporting.permissions import list_reviewable_units
from sokehoach.apps.reporting.queries import approvals, obligations
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.submissions import list_return_reasons
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.period import Period
from sokehoach.domain.periods.window import Window
from sokehoach.domain.reporting.form_periods import compute_common_window

SOON_DAYS = 10  # working days; own work that is due later is under «Hạn sắp tới»
MAX_COMING = 6
MAX_OWN = 10  # reports of the account that are listed beside its work; of more a link
MAX_RECENT = 4
MAX_SENTENCES = 2  # reports of one programme that have a sentence each; more are counted


@dataclass(frozen=True, slots=True)
class OwedTally:
    """Counts of the reports that one unit owes by one programme; `next_due`: of those neither sent nor late."""

    total: int
    accepted: int = 0
    sent: int = 0
    returned: int = 0
    overdue: int = 0
    next_due: date | None = None


def tally_reports(rows: Collection[ExpectedReport]) -> OwedTally:
    states = Counter("overdue" if row.overdue_days and row.state != "returned" else row.state for row in rows)
    return OwedTally(
        total=len(rows),
        accepted=states["accepted"],
        sent=states["sent"],
        returned=states["returned"],
        overdue=states["overdue"],
        next_due=min((row.due for row in rows if row.state in ("", "draft") and not row.overdue_days), default=None),
    )


def tally_office_reports(reports: Collection[OfficeReport]) -> OwedTally:
    owed = [report for report in reports if report.is_owed]
    return OwedTally(
        total=len(reports),
        accepted=len(reports) - len(owed),
        overdue=sum(bool(report.overdue_days) for report in owed),
        next_due=min((report.due for report in owed if not report.overdue_days), default=None),
    )


@dataclass(frozen=True, slots=True)
class ProgrammeSummary:
    """What the opening sentence says about one programme (row id)."""

    programme: int
    mains: tuple[ReportCoverage, ...]
    office: tuple[OfficeReport, ...]
    own: tuple[ExpectedReport, ...]

    @property
    def own_tally(self) -> OwedTally | None:
        return tally_reports(self.own) if len(self.own) > MAX_SENTENCES else None

    @property
    def office_tally(self) -> OwedTally | None:
        return tally_office_reports(self.office) if len(self.office) > MAX_SENTENCES else None


@dataclass(frozen=True, slots=True)
class Today:
    """The first page's content. `watches`: the account also follows other units (reviews, consolidates or leads)."""

    place: str
    period: Period
    window: Window  # the days that its figures count
    watches: bool
    figures_url: str  # of the figures that the reports make; of the reports where the account sees no area's
    coverage: tuple[ReportCoverage, ...]
    own: tuple[ExpectedReport, ...]
    office: tuple[OfficeReport, ...]
    work: tuple[UnitTask, ...]
    late: tuple[OverdueWork, ...]
    returned: tuple[ExpectedReport, ...]
    coming: tuple[UnitTask, ...]
    recent: tuple[EventDescription, ...]
    registers: tuple[Summary, ...]
    module_links: tuple[tuple[str, str, str], ...]  # label, note, address
    duties: int  # duties that the unit leads and has not finished
    dated: int  # dated ones among them
    next_due: date | None

    @property
    def period_name(self) -> str:
        return period_name(self.period)

    @property
    def mains(self) -> tuple[ReportCoverage, ...]:
        """Returns of each programme the form with most reporters, the communes': its strip is at the top."""
        return pick_main_coverages(self.coverage)

    @property
    def summaries(self) -> tuple[ProgrammeSummary, ...]:
        programmes = dict.fromkeys(
            (
                *(main.programme for main in self.mains),
                *(report.outline.programme_id for report in self.office),
                *(row.programme for row in self.own),
            )
        )
        return tuple(
            ProgrammeSummary(
                programme,
                tuple(main for main in self.mains if main.programme == programme),
                tuple(report for report in self.office if report.outline.programme_id == programme),
                tuple(row for row in self.own if row.programme == programme),
            )
            for programme in programmes
        )

    @property
    def late_first(self) -> tuple[OverdueWork, ...]:
        return self.late[:MAX_OVERDUE]

    @property
    def late_more(self) -> tuple[OverdueWork, ...]:
        return self.late[MAX_OVERDUE : MAX_OVERDUE + MAX_COLLAPSED]

    @property
    def late_rest(self) -> tuple[UnshownWork, ...]:
        return count_unshown(self.late[MAX_OVERDUE + MAX_COLLAPSED :])

    @property
    def late_clauses(self) -> bool:
        """Whether any late item has a clause: duties have one, reports a form; decides about the column."""
        return any(row.clause for row in (*self.late_first, *self.late_more))

    @property
    def own_more(self) -> int:
        return max(0, len(self.own) - MAX_OWN)

    @property
    def own_shown(self) -> tuple[ExpectedReport, ...]:
        return self.own[:MAX_OWN]

    @property
    def names_units(self) -> bool:
        """Whether the account reports for several units, which are named beside their reports."""
        return len({row.unit.pk for row in self.own}) > 1

    @property
    def others(self) -> tuple[ExpectedReport, ...]:
        """Returns the reports by all forms but those of `mains`."""
        return tuple(row for coverage in self.coverage if coverage not in self.mains for row in coverage.rows)

    @property
    def others_shown(self) -> tuple[ExpectedReport, ...]:
        return self.others[:MAX_COLLAPSED]

    @property
    def others_rest(self) -> int:
        return max(0, len(self.others) - MAX_COLLAPSED)


def load_today(user: User, day: date) -> Today:
    scope = scope_of(user, day)
    calendar = Calendar(day)
    watches = permissions.can_watch_others(scope)
    reports = obligations.load_current(user, day)
    followed = reports.others if watches else ()
    duties = assignments.list_owed_duties(
        scope.units(Action.DUTY_VIEW, "general"), day, calendar.holidays, programmes=scope.programmes
    )
    own_duties = [duty for duty in duties if duty.unit == user.unit.code]
    others_duties = [duty for duty in duties if watches and duty.unit != user.unit.code]
    # Who signs for one unit reads its reports alone: «1/1 đơn vị» would be taken for the whole area.
    sees_others = watches and any(row.unit.pk != user.unit_id for row in reports.others)
    coverage = tuple(build_coverages(reports, day)) if sees_others else ()
    offices = office_reports.list_followed_reports(user, day) if watches else FollowedOffices((), ())
    plans = plan_work.load_open_work(scope, user.unit)
    imports_plans = may_import(scope, units.get_unit_area(user.unit).pk)
    soon_tasks, later_tasks = _split_by_urgency(
        [
            *report_tasks.list_ad_hoc_tasks(user, calendar),
            *report_tasks.list_office_tasks(offices.own, pick_main_coverages(coverage), calendar),
            *report_tasks.list_reports_to_approve(user, calendar),
            *report_tasks.list_reports_to_send(
                reports.own,
                calendar,
                _load_return_reasons(reports.own),
                report_tasks.list_own_approvals(reports.own, day),
            ),
            *plan_tasks.list_missing_plans(
                [] if watches else list_missing_plans(user.unit, day, programmes=scope.programmes), calendar
            ),
            *plan_tasks.list_dated_duties(own_duties, calendar),
            *plan_tasks.list_unled_tasks(plans.unled, calendar),
            *tasks.list_module_tasks(user, calendar),
        ]
    )
    ahead = [
        *later_tasks,
        *report_tasks.list_awaited_reports(followed, calendar),
        *plan_tasks.list_duty_tasks(others_duties, calendar),
        *report_tasks.list_next_reports(reports.own, followed, reports.forms, day),
    ]
    waiting_documents = documents.find_waiting_documents(user, day)
    period = coverage[0].period if coverage else reports.period
    shown_forms = [form for form in reports.forms if not coverage or form.uid in coverage[0].forms]
    return Today(
        place=get_place_name(units.get_unit_area(user.unit)),
        period=period,
        window=compute_common_window(shown_forms, period),
        watches=watches,
        figures_url=reverse("consolidation:forms" if sees_area(user) else "reporting:list"),
        coverage=coverage,
        own=reports.own,
        office=offices.own,
        work=(
            *([plan_tasks.build_first_plan_task()] if watches and not plans.has_plans and imports_plans else []),
            *soon_tasks,
            *tasks.list_arrivals(dispatches.list_unanswered_arrivals(user), calendar),
            *tasks.list_account_requests(resets.list_requests_for(user, scope, clock.now())),
            *tasks.list_documents(waiting_documents.open),
            *tasks.list_blocked_documents(waiting_documents.blocked, user),
            *report_tasks.list_reports_to_review(_list_reviewed_reports(user, scope, followed, day)),
            *plan_tasks.list_passed_days(duties, scope),
            *plan_tasks.list_plan_tasks(plans.readings, plans.unowned),
            *plan_tasks.list_undated_duties(own_duties, _build_board_url(own_duties, user)),
        ),
        late=tuple(merge_units(list_overdue(followed, others_duties, offices.others))),
        returned=tuple(row for row in followed if row.state == "returned"),
        coming=tuple(sorted(ahead, key=_get_due_day)[:MAX_COMING]),
        recent=tuple(trail.list_recent_events(user, MAX_RECENT)),
        registers=tuple(register_pages.list_summaries(user, day, own_only=True))
        if scope.anywhere(Action.REGISTER_EDIT) and not watches
        else (),
        module_links=tuple(modules.list_links(user)),
        duties=len(own_duties),
        dated=sum(duty.nature == "dated" for duty in own_duties),
        next_due=min(
            (duty.due_on for duty in own_duties if duty.due_on is not None and duty.due_on >= day),
            default=None,
        ),
    )


def _get_due_day(task: UnitTask) -> date:
    return task.due_on or date.max


def _split_by_urgency(work: Iterable[UnitTask]) -> tuple[list[UnitTask], list[UnitTask]]:
    """Splits own dated work into urgent and later."""
    by_day = sorted(work, key=_get_due_day)
    return [task for task in by_day if task.days_left <= SOON_DAYS], [
        task for task in by_day if task.days_left > SOON_DAYS
    ]


def _list_reviewed_reports(user: User, scope: Scope, rows: Iterable[ExpectedReport], day: date) -> list[ExpectedReport]:
    """The sent reports that the account may accept: not those that it wrote, sent or approved."""

    @cache
    def list_units(programme: int, function: str) -> frozenset[int]:
        return frozenset(list_reviewable_units(scope.restrict_to(programme), function))

    sent = [row for row in rows if row.state == "sent" and row.unit.pk in list_units(row.programme, row.function)]
    own_work = approvals.list_own_work(user, day) if sent else frozenset()
    return [row for row in sent if row.submission not in own_work]


def _load_return_reasons(reports: Iterable[ExpectedReport]) -> dict[uuid.UUID, str]:
    """Loads why own reports were returned; no query where none was."""
    returned = [row.submission for row in reports if row.state == "returned" and row.submission is not None]
    return list_return_reasons(returned) if returned else {}


def _build_board_url(duties: list[OwedDuty], user: User) -> str:
    return f"{reverse('plans:board', args=[duties[0].plan])}?don-vi={user.unit.code}" if duties else ""
