"""Results of assignments by period: which period is being written, how the work stands in it, all that was written."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from sokehoach.apps.plans.models import Assignment, AssignmentResult, Duty, Evidence
from sokehoach.domain.periods.period import Period, PeriodType, name_vi, of_years, parse
from sokehoach.domain.periods.window import being_written, counted_in

_KINDS = {
    kind.value: kind for kind in (PeriodType.MONTH, PeriodType.QUARTER, PeriodType.SIX_MONTH, PeriodType.YEAR)
}
_FILES = Prefetch("evidence", Evidence.objects.select_related("added_by").defer("content"))


def kind_of(duty: Duty) -> PeriodType:
    """How often standing work has a result: as often as the plan says, else each half-year, as reports are sent."""
    return _KINDS.get(duty.recurs, PeriodType.SIX_MONTH)


def offered(assignment: Assignment, day: date) -> list[Period]:
    """The periods for which a result may be written, the newest first; none for work that is done once.

    From the period in which the plan was signed to the one that counts the day.
    """
    if not assignment.has_periods:
        return []
    kind, plan = kind_of(assignment.duty), assignment.duty.plan
    begun = plan.signed_on or (plan.in_force_at or plan.created_at).date()
    first, last = counted_in(min(begun, day), of=kind), counted_in(day, of=kind)
    periods = of_years(kind, first.year, last.year)
    return [period for period in reversed(periods) if first.start <= period.start <= last.start]


def at_hand(assignment: Assignment, day: date) -> Period | None:
    """The period whose result is being written on that day; None for work that is done once."""
    periods = offered(assignment, day)
    if not periods:
        return None
    written = being_written(day, kind_of(assignment.duty))
    return next((period for period in periods if period.start <= written.start), periods[-1])


def state_on(assignment: Assignment, day: date) -> str:
    """The state in the period at hand: standing work begins each period as not started."""
    if not assignment.has_periods or not assignment.period:
        return assignment.state
    written = being_written(day, kind_of(assignment.duty))
    return (
        assignment.state if parse(assignment.period).start >= written.start else Assignment.State.NOT_STARTED
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How an assignment stands in the period at hand. `last_period`: of `assignment.result`, where it is an earlier."""

    assignment: Assignment
    period: str  # its name, «» for work that is done once
    state: str
    last_period: str

    @property
    def state_name(self) -> str:
        return str(Assignment.State(self.state).label)


def progress(assignment: Assignment, day: date) -> Progress:
    period = at_hand(assignment, day)
    last = assignment.period
    earlier = bool(period and last and parse(last).start < period.start)
    return Progress(
        assignment,
        name_vi(period) if period else "",
        state_on(assignment, day),
        name_vi(parse(last)) if earlier else "",
    )


@dataclass(frozen=True, slots=True)
class PeriodResults:
    """What was written for one period, the latest version first. `name` is «» for work that is done once."""

    period: str
    name: str
    versions: tuple[AssignmentResult, ...]


def results_of(assignment: Assignment) -> list[PeriodResults]:
    """All that was written, the newest period first; also under the plans that this one replaced."""
    rows = (
        AssignmentResult.objects.filter(assignment__in=_with_earlier(assignment))
        .select_related("recorded_by")
        .prefetch_related(_FILES)
        .order_by("-period", "-number")
    )
    by_period: dict[str, list[AssignmentResult]] = {}
    for row in rows:
        by_period.setdefault(row.period, []).append(row)
    return [
        PeriodResults(period, name_vi(parse(period)) if period else "", tuple(versions))
        for period, versions in by_period.items()
    ]


def latest(assignment: Assignment, period: str) -> AssignmentResult | None:
    """The version of that period that counts."""
    return (
        AssignmentResult.objects.filter(assignment__in=_with_earlier(assignment), period=period)
        .order_by("-number")
        .first()
    )


def _with_earlier(assignment: Assignment) -> list[Assignment]:
    found = [assignment]
    while (earlier := found[-1].earlier) is not None:
        found.append(earlier)
    return found
