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
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION
from sokehoach.apps.reporting.services.submission_lock import day_of
from sokehoach.apps.shell.outcomes import ActionRefused, NotFoundError
from sokehoach.domain.messages import say


class ReportOpening:
    """Which units' reports an account may begin. NotFoundError where its programmes have no such form."""

    def __init__(self, form: str, period: str, *, by: User, at: datetime) -> None:
        self._period, self._day = period, day_of(at)
        self._definition = query_forms.get_form(form, period)
        self._scope = scope_of(by, self._day).restrict_to(query_forms.get_form_programme(by, form))

    def can_write(self, unit: Unit) -> bool:
        """Whether the account writes for the unit itself."""
        return self._scope.may(Action.REPORT_EDIT, unit.pk, self._definition.function)

    def check_own(self, unit: Unit) -> None:
        """NotFoundError where the account may not write for the unit or the unit does not owe the form. Raises
        ActionRefused where the days that it counts have not begun.
        """
        if not self.can_write(unit) or unit.pk not in self._owing_units:
            raise NotFoundError
        if self._day < due_days.get_counting_window(self._definition, self._period).start:
            raise ActionRefused(say("Kỳ báo cáo này chưa bắt đầu."))

    def check_proxy(self, unit: Unit) -> None:
        """NotFoundError where the account does not review the unit's reports or the unit does not owe the form."""
        if not permissions.can_enter_by_proxy(self._scope, unit, self._definition.function):
            raise NotFoundError
        if unit.pk not in self._owing_units:
            raise NotFoundError

    @cached_property
    def _owing_units(self) -> frozenset[int]:
        return frozenset(report.unit.pk for report in obligations.list_expected(self._definition, self._period))


def create_submissions(form: str, units: Sequence[Unit], period: str, *, by: User, at: datetime) -> list[Submission]:
    """Begun reports of these units, each with its first step. Three queries, however many."""
    form_row = models.Form.objects.get(uid=form)
    rows = Submission.objects.bulk_create(
        Submission(form=form_row, unit=unit, period=period, created_at=at) for unit in units
    )
    Step.objects.bulk_create(Step(submission=row, action=OPEN_ACTION, state=row.state, by=by, at=at) for row in rows)
    return rows
