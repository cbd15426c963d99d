"""Begins reports: the rules, loaded once for all units of a form and period, and the rows."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.queries import due_days, obligations
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION
from sokehoach.apps.reporting.services.submission_lock import day_of
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say


class ReportOpening:
    """Which units' reports an account may begin. NotFoundError where its programmes have no such form."""

    def __init__(self, form: str, period: str, *, by: User, at: datetime) -> None:
        self._period, self._day, self._own_unit = period, day_of(at), by.unit_id
        self._definition = query_forms.get_form(form, period)
        self._scope = scope_of(by, self._day).restrict_to(query_forms.get_form_programme(by, form))

    def can_write(self, unit: Unit) -> bool:
        """Whether the account writes for the unit itself."""
        return self._scope.may(Action.REPORT_EDIT, unit.pk, self._definition.function)

    def check_own(self, unit: Unit) -> None:
        """NotFoundError where the account may not write for the unit or the unit does not owe the form. Raises
        ActionRefused where the days that it counts have not begun.
        """
        if not self.can_write(unit) or unit.pk not in self._expected_reports:
            raise NotFoundError
        if self._day < due_days.get_counting_window(self._definition, self._period).start:
            raise ActionRefused(say("Kỳ báo cáo này chưa bắt đầu."))

    def check_proxy(self, unit: Unit) -> None:
        """NotFoundError where the account may not enter reports for the unit, or the unit does not owe the form."""
        function = self._definition.function
        if not permissions.can_enter_by_proxy(self._scope, unit, function, own_unit=self._own_unit):
            raise NotFoundError
        if unit.pk not in self._expected_reports:
            raise NotFoundError

    def get_expected(self, unit: Unit) -> ExpectedReport:
        """What is expected of the unit; NotFoundError where it does not owe the form."""
        report = self._expected_reports.get(unit.pk)
        if report is None:
            raise NotFoundError
        return report

    @cached_property
    def _expected_reports(self) -> dict[int, ExpectedReport]:
        return {report.unit.pk: report for report in obligations.list_expected(self._definition, self._period)}


class ReportOpenings:
    """The openings of one request, each loaded once."""

    def __init__(self, *, by: User, at: datetime) -> None:
        self._by, self._at = by, at
        self._openings: dict[tuple[str, str], ReportOpening] = {}

    def get(self, form: str, period: str) -> ReportOpening:
        """NotFoundError where the account's programmes have no such form."""
        if (form, period) not in self._openings:
            self._openings[form, period] = ReportOpening(form, period, by=self._by, at=self._at)
        return self._openings[form, period]

    def get_expected(self, row: Submission) -> ExpectedReport:
        """What is expected of the unit of a report; NotFoundError where it does not owe the form."""
        return self.get(row.form.uid, row.period).get_expected(row.unit)


def create_submissions(form: str, units: Sequence[Unit], period: str, *, by: User, at: datetime) -> list[Submission]:
    """Begun reports of these units, each with its first step. Three queries, however many."""
    form_row = models.Form.objects.get(uid=form)
    rows = Submission.objects.bulk_create(
        Submission(form=form_row, unit=unit, period=period, created_at=at) for unit in units
    )
    Step.objects.bulk_create(Step(submission=row, action=OPEN_ACTION, state=row.state, by=by, at=at) for row in rows)
    return rows
