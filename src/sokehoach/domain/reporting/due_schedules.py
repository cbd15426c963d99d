"""Which due rule the report of a period has: that of an accepted schedule, of the reporter's level, or of the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.periods.due import DueRule, names_period
from sokehoach.domain.periods.period import Period, PeriodType
from sokehoach.domain.periods.window import WindowRule, compute_window
from sokehoach.domain.reporting.form import Form, Reporters

ALL_REPORTERS = Reporters()  # of a schedule: all who owe the report


@dataclass(frozen=True, slots=True)
class DatedSchedule:
    """A due rule for the periods of a type whose last counted day is one of [valid_from, valid_until).

    So a period keeps the rule of its last counted day, whatever is accepted later. `reporters`: whom it binds; without
    levels and codes all who owe the report. With one date of a year it is no schedule of the other half-year.
    """

    period_type: PeriodType
    due: DueRule
    valid_from: date
    valid_until: date | None = None
    reporters: Reporters = ALL_REPORTERS

    def is_in_force(self, period: Period, window: WindowRule) -> bool:
        cut_off = compute_window(period, window).cut_off
        return (
            period.type is self.period_type
            and self.valid_from <= cut_off
            and (self.valid_until is None or cut_off < self.valid_until)
            and names_period(self.due, period, window)
        )

    def binds(self, level: str, code: str) -> bool:
        is_general = not (self.reporters.levels or self.reporters.codes)
        return is_general or level in self.reporters.levels or code in self.reporters.codes

    @property
    def precedence(self) -> tuple[bool, bool, date]:
        """Units named come before levels, levels before all, and of two equals the later schedule."""
        return bool(self.reporters.codes), bool(self.reporters.levels), self.valid_from


def find_schedule(
    schedules: Iterable[DatedSchedule], period: Period, window: WindowRule, *, level: str = "", code: str = ""
) -> DatedSchedule | None:
    """The schedule that binds a reporter of the level and code in the period; None where none does."""
    candidates = [
        schedule for schedule in schedules if schedule.is_in_force(period, window) and schedule.binds(level, code)
    ]
    return max(candidates, key=lambda schedule: schedule.precedence, default=None)


def get_due_rule(
    form: Form, schedules: Iterable[DatedSchedule], period: Period, *, level: str = "", code: str = ""
) -> DueRule:
    """The due rule of one reporter's report: exactly one, whatever schedules overlap."""
    schedule = find_schedule(schedules, period, form.counting_window, level=level, code=code)
    return form.get_level_due(level) if schedule is None else schedule.due


def list_due_rules(form: Form, schedules: Iterable[DatedSchedule], period: Period) -> frozenset[DueRule]:
    """All rules by which some reporter's report of the period may be due."""
    accepted = {schedule.due for schedule in schedules if schedule.is_in_force(period, form.counting_window)}
    return frozenset({form.due, *(level_due.due for level_due in form.due_by_level), *accepted})
