"""What is otherwise than at the last meeting: then and now, each told by who did what when."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.audit.models import Event
from sokehoach.apps.consolidation.selectors.moments import stood
from sokehoach.apps.consolidation.selectors.targets import Standing, standing
from sokehoach.apps.documents.selectors.office_reports import OfficeReport
from sokehoach.apps.home.selectors.calendar import Calendar
from sokehoach.apps.home.selectors.coverage import Coverage
from sokehoach.apps.plans.models import Assignment, Duty, Plan
from sokehoach.apps.plans.selectors.assignments import Owed
from sokehoach.apps.reporting.selectors.moments import Past
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.indicators.indicator import Measured
from sokehoach.domain.reporting.workflow import Action

NAMED = 4  # units that a line names; more are counted


@dataclass(frozen=True, slots=True)
class Change:
    """`told`: «11 → 17/19», or the last day on which it happened."""

    icon: str
    words: str
    told: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A target that stood otherwise. `units`: of an indicator that names units, those that have more than then."""

    then: Standing
    now: Standing
    units: str


def changes(
    reports: Sequence[Expected],
    owed: Iterable[Owed],
    offices: Iterable[OfficeReport],
    units: Collection[int],
    coverage: Coverage | None,
    past: Past,
    since: date,
    moment: datetime,
    calendar: Calendar,
) -> list[Change]:
    """Reports and what is late. `units` (row ids): those whose duties are followed. Two queries at most."""
    told = [_accepted(coverage, past)] if coverage else []
    told += [
        _still("send", _("gửi báo cáo, chờ duyệt"), reports, past, "sent", (Action.SEND, Action.TAKE_OVER)),
        _still("arrow-back-up", _("bị trả lại báo cáo"), reports, past, "returned", (Action.RETURN,)),
        _late(reports, owed, offices, units, since, moment, calendar),
    ]
    return [one for one in told if one is not None]


def _accepted(coverage: Coverage, past: Past) -> Change | None:
    then = {row.unit.pk for row in coverage.rows if (row.form, row.unit.pk, row.period) in past.counted}
    more = [
        row.unit.short_name for row in coverage.rows if row.state == "accepted" and row.unit.pk not in then
    ]
    if not more:
        return None
    words = _("%(units)s có thêm báo cáo đã duyệt") % {"units": names(more)}
    return Change("circle-plus", words, f"{len(then)} → {coverage.fraction}")


def _still(
    icon: str, words: str, reports: Iterable[Expected], past: Past, state: str, actions: Collection[str]
) -> Change | None:
    """Those that came into a state since, and are in it."""
    within = {
        (one.form, one.unit.pk, one.period): one.unit.short_name for one in reports if one.state == state
    }
    found = {
        within[one.whose]: timezone.localtime(one.at)
        for one in past.since
        if one.whose in within and one.action in actions
    }
    if not found:
        return None
    last = max(found.values())
    return Change(icon, f"{names([*found])} {words}", f"{last.day}/{last.month}")


def _late(
    reports: Iterable[Expected],
    owed: Iterable[Owed],
    offices: Iterable[OfficeReport],
    units: Collection[int],
    since: date,
    moment: datetime,
    calendar: Calendar,
) -> Change | None:
    """What is late now against what was late on the morning of the last meeting."""
    before = replace(calendar, today=since)
    then, now, fresh = 0, 0, []
    for row in reports:
        was = before.late(row.due) > 0 and (row.first_sent is None or row.first_sent >= since)
        then += was
        if row.overdue_days and row.state != "returned":
            now += 1
            fresh += [] if was else [row.unit.short_name]
    for report in offices:
        was = before.late(report.due) > 0 and (report.issued_on is None or report.issued_on >= since)
        then += was
        if report.overdue_days:
            now += 1
            fresh += [] if was else [report.issuer.short_name]
    for one in owed:
        if one.days_late and one.due_on is not None:
            was = before.late(one.due_on) > 0
            then, now = then + was, now + 1
            fresh += [] if was else [one.unit_name]
    then += _finished(units, since, moment, before)
    if not fresh and then == now:
        return None
    words = _("%(n)s việc mới quá hạn: %(units)s") % {"n": len(fresh), "units": names(fresh)}
    return Change("clock-exclamation", words if fresh else _("Bớt việc quá hạn"), f"{then} → {now}")


def _finished(units: Collection[int], since: date, moment: datetime, before: Calendar) -> int:
    """Duties that were late then and have a result now: the trail says how each stood before it was changed."""
    rows = Assignment.objects.filter(
        unit__in=list(units), part=Assignment.Part.LEAD, state=Assignment.State.DONE, updated_at__gte=moment,
        due_on__lt=since, duty__nature=Duty.Nature.DATED, duty__plan__state=Plan.State.IN_FORCE,
    ).values_list("pk", "due_on")  # fmt: skip
    late = {f"assignment:{pk}" for pk, due_on in rows if due_on is not None and before.late(due_on)}
    if not late:
        return 0
    stood_then: dict[str, str] = {}
    for event in Event.objects.filter(subject__in=late, action="assignment.work", at__gte=moment).order_by(
        "seq"
    ):
        stood_then.setdefault(event.subject, event.body["detail"]["from"]["state"])
    return sum(state != Assignment.State.DONE for state in stood_then.values())


def moved(targets: Sequence[Standing], past: Past, since: date) -> list[Moved]:
    """Targets with another state first, then those with another number. No query but for a correction since."""
    found = {one.found.indicator.code: one.found for one in targets if one.found is not None}
    measured = stood(found.values(), past)
    told = []
    for now in targets:
        if now.found is None or now.found.indicator.code not in measured:
            continue
        was = measured[now.found.indicator.code]
        old = replace(now.found, measured=was)
        then = standing(now.target, {now.found.indicator.code: old}, since)
        same_state = (then.assessed.progress, then.assessed.lack) == (
            now.assessed.progress,
            now.assessed.lack,
        )
        if not same_state or (was.part, was.whole) != (now.found.measured.part, now.found.measured.whole):
            told.append((same_state, Moved(then, now, names(_gained(now, was)))))
    return [one for _same, one in sorted(told, key=lambda pair: pair[0])]


def _gained(now: Standing, then: Measured) -> list[str]:
    assert now.found is not None
    if not now.found.indicator.on_map:
        return []
    before = {one.unit: one.part or 0 for one in then.shares}
    units = now.found.reporters
    return [
        units[one.unit].short_name
        for one in now.found.measured.shares
        if one.part is not None and one.part > before.get(one.unit, 0)
    ]


def names(units: Sequence[str]) -> str:
    """«Pú Xi, Mường Mùn»; where there are many, «17 đơn vị»."""
    told = list(dict.fromkeys(units))
    return ", ".join(told) if len(told) <= NAMED else _("%(n)s đơn vị") % {"n": len(told)}
