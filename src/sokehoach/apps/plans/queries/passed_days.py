"""Finds work that fell due before its plan was entered, on which nobody has decided."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.plans.models import Assignment, Duty, Plan


@dataclass(frozen=True, slots=True)
class PassedDay:
    """A duty with one day of it that had passed; `assignments`: of units without a result, those that lead first."""

    duty: Duty
    due_on: date
    assignments: tuple[Assignment, ...]

    @property
    def unit_names(self) -> list[str]:
        return list(dict.fromkeys(row.unit.short_name for row in self.assignments))


def list_passed_days(plan: Plan, *, code: str | None = None) -> list[PassedDay]:
    """Returns the undecided days of the plan, or of one duty (`code`), in the order of the plan. One query."""
    rows = Assignment.objects.filter(
        duty__plan=plan, duty__nature=Duty.Nature.DATED, due_on__lt=plan.entered_on, due_kept_on=None, earlier=None
    ).exclude(state=Assignment.State.DONE)
    if code is not None:
        rows = rows.filter(duty__code=code)
    by_day: dict[tuple[Duty, date], list[Assignment]] = defaultdict(list)
    for row in rows.select_related("duty__plan", "unit").order_by("duty__start", "due_on", "unit__code"):
        if row.is_undecided and row.due_on is not None:
            by_day[row.duty, row.due_on].append(row)
    return [
        PassedDay(duty, due_on, tuple(sorted(same_day, key=lambda row: row.part != Assignment.Part.LEAD)))
        for (duty, due_on), same_day in by_day.items()
    ]
