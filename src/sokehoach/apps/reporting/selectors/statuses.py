"""Reads the states of the reports of many units, forms and periods at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.selectors.obligations import due_on
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import Extension, apply_extensions
from sokehoach.domain.reporting.status import ReportStatus, compute_report_status
from sokehoach.domain.reporting.workflow import COUNTED_STATES


@dataclass(frozen=True, slots=True)
class Statuses:
    """`of` gives the status of a unit (row id); the caller asks only about reports that the unit owes."""

    day: date
    due: Mapping[tuple[str, str], date]
    states: Mapping[tuple[str, int, str], str]
    granted: Mapping[tuple[str, int, str], Sequence[Extension]]

    def of(self, form: str, unit: int, period: str) -> ReportStatus:
        due, key = self.due[form, period], (form, unit, period)
        timely_until = apply_extensions(due, tuple(self.granted.get(key, ())))
        return compute_report_status(self.states.get(key, ""), due=due, timely_until=timely_until, day=self.day)


def list_statuses(form_periods: Collection[tuple[Form, str]], day: date) -> Statuses:
    """The states of all reports of these forms and periods. Two queries."""
    forms, period_ids = (
        {form.code for form, _period in form_periods},
        {period for _form, period in form_periods},
    )
    rows = models.Submission.objects.filter(form__code__in=forms, period__in=period_ids).order_by("edition")
    states: dict[tuple[str, int, str], str] = {}
    for form, unit, period, state in rows.values_list("form__code", "unit_id", "period", "state"):
        if states.get((form, unit, period), "") not in COUNTED_STATES:
            states[form, unit, period] = state
    granted: dict[tuple[str, int, str], list[Extension]] = defaultdict(list)
    extensions = models.Extension.objects.filter(
        form__code__in=forms, period__in=period_ids, answer=models.Extension.Answer.GRANTED
    )
    for form, unit, period, extended_until in extensions.values_list("form__code", "unit_id", "period", "until"):
        granted[form, unit, period].append(Extension(extended_until))
    due = {(form.code, period): due_on(form, period) for form, period in form_periods}
    return Statuses(day, due, states, granted)
