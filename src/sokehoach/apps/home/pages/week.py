"""Lists what changed since the last meeting: then and now, with who did what when."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.queries.earlier_measures import measure_indicators_at
from sokehoach.apps.consolidation.queries.targets import AssessedTarget, build_assessed_target
from sokehoach.apps.documents.queries.office_reports import OfficeReport
from sokehoach.apps.home.pages.coverage import ReportCoverage
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.submissions import ReportsAtMoment
from sokehoach.domain.indicators.indicator import IndicatorResult
from sokehoach.domain.notation import write_short_day
from sokehoach.domain.reporting.workflow import SENDING_ACTIONS, ReportAction

MAX_NAMED = 4  # units that a line names; more are counted


@dataclass(frozen=True, slots=True)
class WeekChange:
    """A change since the last meeting. `summary` is «11 → 17/19», or the last day on which it happened.

    `programme`: row id; None for a change of work that may be of several.
    """

    icon: str
    text: str
    summary: str
    programme: int | None = None


@dataclass(frozen=True, slots=True)
class MovedTarget:
    """A target with another value or state. `units`: those with a higher number than then, for indicators by unit."""

    then: AssessedTarget
    now: AssessedTarget
    units: str


def list_changes(
    reports: Sequence[ExpectedReport],
    duties: Iterable[OwedDuty],
    offices: Iterable[OfficeReport],
    units: Collection[int],
    coverages: Iterable[ReportCoverage],
    past_reports: ReportsAtMoment,
    since: date,
    moment: datetime,
    calendar: Calendar,
) -> list[WeekChange]:
    """Returns changes of the reports of each programme, and of overdue work. Two queries at most.

    `units` (row ids): those whose duties count. `coverages`: one of each programme.
    """
    by_programme: dict[int, list[ExpectedReport]] = defaultdict(list)
    for report in reports:
        by_programme[report.programme].append(report)
    changes = [_build_accepted_change(coverage, past_reports) for coverage in coverages]
    changes += [
        _build_state_change(icon, text, rows, past_reports, state, actions)
        for icon, text, state, actions in (
            ("send", _("gửi báo cáo, chờ duyệt"), "sent", SENDING_ACTIONS),
            ("arrow-back-up", _("bị trả lại báo cáo"), "returned", (ReportAction.RETURN,)),
        )
        for rows in by_programme.values()
    ]
    changes.append(_build_overdue_change(reports, duties, offices, units, since, moment, calendar))
    return [change for change in changes if change is not None]


def _build_accepted_change(coverage: ReportCoverage, past_reports: ReportsAtMoment) -> WeekChange | None:
    accepted_then = {
        row.unit.pk for row in coverage.rows if (row.form, row.unit.pk, row.period) in past_reports.counted_reports
    }
    new_units = [
        row.unit.short_name for row in coverage.rows if row.state == "accepted" and row.unit.pk not in accepted_then
    ]
    if not new_units:
        return None
    text = _("%(units)s có thêm báo cáo đã duyệt") % {"units": format_names(new_units)}
    return WeekChange("circle-plus", text, f"{len(accepted_then)} → {coverage.fraction}", coverage.programme)


def _build_state_change(
    icon: str,
    text: str,
    reports: Sequence[ExpectedReport],
    past_reports: ReportsAtMoment,
    state: str,
    actions: Collection[str],
) -> WeekChange | None:
    """Returns the change of reports of one programme that have entered a state since and are still in it."""
    units_in_state = {
        (report.form, report.unit.pk, report.period): report.unit.short_name
        for report in reports
        if report.state == state
    }
    changed_at = {
        units_in_state[step.report]: timezone.localtime(step.at)
        for step in past_reports.since
        if step.report in units_in_state and step.action in actions
    }
    if not changed_at:
        return None
    last = max(changed_at.values())
    return WeekChange(icon, f"{format_names([*changed_at])} {text}", write_short_day(last), reports[0].programme)


def _build_overdue_change(
    reports: Iterable[ExpectedReport],
    duties: Iterable[OwedDuty],
    offices: Iterable[OfficeReport],
    units: Collection[int],
    since: date,
    moment: datetime,
    calendar: Calendar,
) -> WeekChange | None:
    """Compares what is late now with what was late on the morning of the last meeting."""
    calendar_then = replace(calendar, today=since)
    late_then, late_now, new_units = 0, 0, []
    for row in reports:
        was_late = calendar_then.late(row.due) > 0 and (row.first_sent is None or row.first_sent >= since)
        late_then += was_late
        if row.overdue_days and row.state != "returned":
            late_now += 1
            new_units += [] if was_late else [row.unit.short_name]
    for report in offices:
        was_late = calendar_then.late(report.due) > 0 and (report.issued_on is None or report.issued_on >= since)
        late_then += was_late
        if report.overdue_days:
            late_now += 1
            new_units += [] if was_late else [report.issuer.short_name]
    for duty in duties:
        if duty.days_late and duty.due_on is not None:
            was_late = calendar_then.late(duty.due_on) > 0 and (duty.kept_on is None or duty.kept_on < since)
            late_then, late_now = late_then + was_late, late_now + 1
            new_units += [] if was_late else [duty.unit_name]
    late_then += _count_finished(units, since, moment, calendar_then)
    if not new_units and late_then == late_now:
        return None
    text = _("%(n)s việc mới quá hạn: %(units)s") % {"n": len(new_units), "units": format_names(new_units)}
    return WeekChange("clock-exclamation", text if new_units else _("Bớt việc quá hạn"), f"{late_then} → {late_now}")


def _count_finished(units: Collection[int], since: date, moment: datetime, calendar_then: Calendar) -> int:
    """Counts duties that were late then and have a result now, by their state before the change in the trail."""
    rows = Assignment.objects.filter(
        unit__in=list(units), part=Assignment.Part.LEAD, state=Assignment.State.DONE, updated_at__gte=moment,
        due_on__lt=since, duty__nature=Duty.Nature.DATED, duty__plan__state=Plan.State.IN_FORCE,
    ).select_related("duty__plan").defer("duty__plan__text", "duty__plan__paragraphs")  # fmt: skip
    late_subjects = {
        f"assignment:{row.pk}"
        for row in rows
        if row.due_on is not None and calendar_then.late(row.due_on) and not row.is_due_before_entry
    }
    if not late_subjects:
        return 0
    stood_then: dict[str, str] = {}
    for event in Event.objects.filter(subject__in=late_subjects, action="assignment.work", at__gte=moment).order_by(
        "seq"
    ):
        stood_then.setdefault(event.subject, event.body["detail"]["from"]["state"])
    return sum(state != Assignment.State.DONE for state in stood_then.values())


def list_moved_targets(
    targets: Sequence[AssessedTarget], past_reports: ReportsAtMoment, since: date
) -> list[MovedTarget]:
    """Returns targets with another state first, then those with another number. One query after a correction."""
    measures_by_code = {target.found.indicator.uid: target.found for target in targets if target.found is not None}
    measured = measure_indicators_at(measures_by_code.values(), past_reports)
    moved_targets = []
    for now in targets:
        if now.found is None or now.found.indicator.uid not in measured:
            continue
        was = measured[now.found.indicator.uid]
        old = replace(now.found, measured=was)
        then = build_assessed_target(now.target, {now.found.indicator.uid: old}, since)
        same_state = (then.assessed.progress, then.assessed.lack) == (
            now.assessed.progress,
            now.assessed.lack,
        )
        if not same_state or (was.part, was.whole) != (now.found.measured.part, now.found.measured.whole):
            moved_targets.append((same_state, MovedTarget(then, now, format_names(_list_gaining_units(now, was)))))
    return [target for _same, target in sorted(moved_targets, key=lambda pair: pair[0])]


def _list_gaining_units(now: AssessedTarget, then: IndicatorResult) -> list[str]:
    assert now.found is not None
    if not now.found.indicator.on_map:
        return []
    shares_then = {share.unit: share.part or 0 for share in then.shares}
    units = now.found.reporters
    return [
        units[share.unit].short_name
        for share in now.found.measured.shares
        if share.part is not None and share.part > shares_then.get(share.unit, 0)
    ]


def format_names(units: Sequence[str]) -> str:
    """Formats «Pú Xi, Mường Mùn»; where there are many, «17 đơn vị»."""
    unit_names = list(dict.fromkeys(units))
    n = len(unit_names)
    return ", ".join(unit_names) if n <= MAX_NAMED else ngettext("%(n)s đơn vị", "%(n)s đơn vị", n) % {"n": n}
