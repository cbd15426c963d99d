"""Lists the results of assignments by period, and how much of the standing work has one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty, Evidence, Plan
from sokehoach.apps.programmes.queries.windows import get_window_rule
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.period import Period, PeriodType, list_periods, parse_period
from sokehoach.domain.periods.window import WindowRule, get_counting_period

# Weekly work has its results by half-years, as other work without a period: nobody writes 52 of them a year.
_KINDS = {kind.value: kind for kind in PeriodType if kind not in (PeriodType.WEEK, PeriodType.AD_HOC)}
_FILES = Prefetch("evidence", Evidence.objects.select_related("added_by").defer("content"))
_MAX_NEWEST = 2  # results shown with their text


def get_period_type(duty: Duty) -> PeriodType:
    """Returns how often standing work has a result: as the plan says, else every six months."""
    return _KINDS.get(duty.recurs, PeriodType.SIX_MONTH)


def get_duty_window_rule(duty: Duty) -> WindowRule:
    """Returns the days that count for a result: those of most forms of the programme that the duty serves."""
    return get_window_rule([duty.programme_id] if duty.programme_id is not None else ())


def list_result_periods(assignment: Assignment, day: date) -> list[Period]:
    """Returns the periods for which a result may be written, newest first; none for work that is done once.

    They run from the period in which the plan was signed to the current one.
    """
    if not assignment.has_periods:
        return []
    kind, plan = get_period_type(assignment.duty), assignment.duty.plan
    rule = get_duty_window_rule(assignment.duty)
    started_on = plan.signed_on or (plan.in_force_at or plan.created_at).date()
    first, last = get_counting_period(min(started_on, day), rule, kind), get_counting_period(day, rule, kind)
    periods = list_periods(kind, first.year, last.year)
    return [period for period in reversed(periods) if first.start <= period.start <= last.start]


def find_current_period(assignment: Assignment, day: date) -> Period | None:
    """Returns the period whose result is due on that day; None for work that is done once."""
    periods = list_result_periods(assignment, day)
    if not periods:
        return None
    open_period = _get_open_period(assignment.duty, day)
    return next((period for period in periods if period.start <= open_period.start), periods[-1])


def _get_open_period(duty: Duty, day: date) -> Period:
    return get_current_period(day, get_period_type(duty), get_duty_window_rule(duty))


def get_state_on(assignment: Assignment, day: date) -> str:
    """Returns the state in the current period; standing work starts each period as not started."""
    if not assignment.has_periods or not assignment.period:
        return assignment.state
    open_period = _get_open_period(assignment.duty, day)
    return (
        assignment.state if parse_period(assignment.period).start >= open_period.start else Assignment.State.NOT_STARTED
    )


@dataclass(frozen=True, slots=True)
class AssignmentProgress:
    """The progress of an assignment in the current period.

    `last_period` is the period of `assignment.result`, where it is an earlier one. `entries`: how many register entries
    the unit has at the clause in this period (apps.plans.queries.duty_work).
    """

    assignment: Assignment
    period: str  # period name, «» for work that is done once
    state: str
    last_period: str
    entries: int = 0

    @property
    def has_only_entries(self) -> bool:
        """Whether the unit did something, by its registers, and has not said what came of it."""
        return self.state == Assignment.State.NOT_STARTED and self.entries > 0

    @property
    def state_group(self) -> str:
        """Returns the name under which units are counted together."""
        return _("có số liệu, chưa ghi kết quả") if self.has_only_entries else self.state_name

    @property
    def badge(self) -> str:
        state = Assignment.State.DOING if self.has_only_entries else Assignment.State(self.state)
        return state.badge

    @property
    def state_name(self) -> str:
        if self.has_only_entries:
            return ngettext(
                "sổ có %(n)s dòng, chưa ghi kết quả", "sổ có %(n)s dòng, chưa ghi kết quả", self.entries
            ) % {"n": self.entries}
        return self.assignment.name_state(self.state)


def compute_progress(assignment: Assignment, day: date, entries: int = 0) -> AssignmentProgress:
    period = find_current_period(assignment, day)
    last = assignment.period
    is_earlier = bool(period and last and parse_period(last).start < period.start)
    return AssignmentProgress(
        assignment,
        period_name(period) if period else "",
        get_state_on(assignment, day),
        period_name(parse_period(last)) if is_earlier else "",
        entries,
    )


@dataclass(frozen=True, slots=True)
class PeriodResults:
    """The results of one period, latest version first. `name` is «» for work that is done once."""

    period: str
    name: str
    versions: tuple[AssignmentResult, ...]


def list_results(assignment: Assignment) -> list[PeriodResults]:
    """Returns all results, newest period first, including those under plans that this one replaced."""
    rows = (
        AssignmentResult.objects.filter(assignment__in=_list_with_earlier(assignment))
        .select_related("recorded_by", "assignment__duty")
        .prefetch_related(_FILES)
        .order_by("-period", "-number")
    )
    by_period: dict[str, list[AssignmentResult]] = {}
    for row in rows:
        by_period.setdefault(row.period, []).append(row)
    return [
        PeriodResults(period, period_name(parse_period(period)) if period else "", tuple(versions))
        for period, versions in by_period.items()
    ]


def get_recorded_work(assignment: Assignment, period: str, last: AssignmentResult | None) -> tuple[str, str]:
    """Returns the state and the text of that period, whose current version is `last`; the assignment's in its newest.

    They differ where an answer was renamed (migration 0017): a recorded version stays as it was written.
    """
    if period == assignment.period:
        return assignment.state, assignment.result
    return (last.state, last.text) if last else (Assignment.State.NOT_STARTED, "")


def find_latest_result(assignment: Assignment, period: str) -> AssignmentResult | None:
    """Returns the current version of that period's result."""
    return (
        AssignmentResult.objects.filter(assignment__in=_list_with_earlier(assignment), period=period)
        .order_by("-number")
        .first()
    )


def _list_with_earlier(assignment: Assignment) -> list[Assignment]:
    assignments = [assignment]
    while (previous := assignments[-1].earlier) is not None:
        assignments.append(previous)
    return assignments


@dataclass(frozen=True, slots=True)
class StandingWork:
    """The standing work of a plan in the current `period`; `newest` are its latest results."""

    period: str
    all: int
    done_count: int
    newest: tuple[AssignmentProgress, ...]


def load_standing_work(plan: Plan, day: date) -> StandingWork | None:
    """Summarizes the leads' standing work with one query; None where the plan has none."""
    rows = (
        Assignment.objects.filter(duty__plan=plan, duty__nature=Duty.Nature.STANDING, part=Assignment.Part.LEAD)
        .select_related("duty__plan", "unit")
        .defer(*(f"duty__plan__{name}" for name in ("text", "paragraphs", "unread")))
    )
    progress_rows = [compute_progress(row, day) for row in rows]
    if not progress_rows:
        return None
    done_rows = [row for row in progress_rows if row.state == Assignment.State.DONE]
    newest = sorted(done_rows, key=lambda row: str(row.assignment.updated_at), reverse=True)
    return StandingWork(progress_rows[0].period, len(progress_rows), len(done_rows), tuple(newest[:_MAX_NEWEST]))
