"""The forms and outlines whose due day a plan's reporting rule may set."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import filter_programmes
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.apps.plans.models import Plan
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.queries.plan_schedules import get_form_schedules
from sokehoach.domain.periods.current import get_current_period
from sokehoach.domain.periods.due import DueRule
from sokehoach.domain.periods.period import PeriodType
from sokehoach.domain.periods.window import WindowRule
from sokehoach.domain.reporting.due_schedules import DatedSchedule, find_schedule
from sokehoach.domain.reporting.form import LevelDue, Reporters
from sokehoach.domain.reporting.form_periods import get_own_period

FORM, OUTLINE = "form", "outline"


@dataclass(frozen=True, slots=True)
class ScheduleTarget:
    """A form or outline of a programme (row id, name).

    reporters   codes of the units that report by it, on the day asked about, with their levels
    receivers   codes of the units to which they report
    schedules   those accepted from plans so far
    """

    kind: str
    uid: str
    code: str
    name: str
    programme: int
    programme_name: str
    period_types: tuple[PeriodType, ...]
    window: WindowRule
    due: DueRule
    reporters: Mapping[str, str]
    receivers: frozenset[str]
    schedules: tuple[DatedSchedule, ...] = ()
    due_by_level: tuple[LevelDue, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.uid}"

    @property
    def label(self) -> str:
        return f"{self.code}. {self.name}"

    def list_dues_in_force(self, kind: PeriodType, day: date, codes: Iterable[str]) -> tuple[DueRule, ...]:
        """The rules by which these reporters' reports of the current period of the type are due."""
        period = get_current_period(day, kind, self.window)
        level_dues = {level_due.level: level_due.due for level_due in self.due_by_level}
        rules: dict[DueRule, None] = {}
        for code in codes:
            level = self.reporters[code]
            schedule = find_schedule(self.schedules, period, self.window, level=level, code=code)
            rules[level_dues.get(level, self.due) if schedule is None else schedule.due] = None
        return tuple(rules)

    def build_reporters(self, codes: frozenset[str]) -> Reporters:
        """These reporters as whole levels and single units; without both where they are all of the target's."""
        if codes >= set(self.reporters):
            return Reporters()
        by_level: dict[str, set[str]] = {}
        for code, level in self.reporters.items():
            by_level.setdefault(level, set()).add(code)
        levels = {level for level, members in by_level.items() if members <= codes}
        single_codes = {code for code in codes if code in self.reporters and self.reporters[code] not in levels}
        return Reporters(tuple(sorted(levels)), tuple(sorted(single_codes)))


def list_targets(plan: Plan, scope: Scope, day: date) -> tuple[ScheduleTarget, ...]:
    """The forms and outlines of the plan's area, of the programmes that it serves, of all where it names none.

    Only those of programmes in which the account reviews reports.
    """
    served_programmes = set(plan.programmes.values_list("pk", flat=True))
    sources = [import_string(path) for path in settings.SCHEDULED_REPORTS]
    targets: list[ScheduleTarget] = [target for source in sources for target in source(plan, scope, day)]
    return tuple(
        target
        for target in targets
        if (not served_programmes or target.programme in served_programmes)
        and scope.restrict_to(target.programme).anywhere(Action.REPORT_REVIEW)
    )


def list_form_targets(plan: Plan, scope: Scope, day: date) -> Iterable[ScheduleTarget]:
    """The forms that the plan's area consolidates, as they are filled in for the period at hand. Two queries."""
    rows = models.Form.objects.filter(filter_programmes(scope), unit=plan.unit).select_related("programme", "unit")
    snapshot = load_known_tree().as_of(day)
    inside = {plan.unit.code, *(unit.code for unit in snapshot.descendants(plan.unit.code))}
    for row in rows:
        form = row.definition.at(get_own_period(row.definition, day))
        reporters = snapshot.reporters(form.reporters, root_code=row.unit.code)
        yield ScheduleTarget(
            FORM, form.uid, form.code, form.name, row.programme_id, row.programme.short_name, form.period_types,
            form.counting_window, form.due, {unit.code: unit.level.code for unit in reporters}, frozenset(inside),
            get_form_schedules(form.uid), form.due_by_level,
        )  # fmt: skip
