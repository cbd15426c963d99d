"""Shapes the page that closes the forms of a period together: of each its figures, and who is missing."""

from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, access_sheet
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.shell.outcomes import NotFoundError


@dataclass(frozen=True, slots=True)
class FormClosing:
    """A form of the period. `closing`: None while it is open. `seen_digest`: of the figures that the page shows."""

    sheet: ConsolidatedSheet
    closing: Closing | None
    seen_digest: str

    @property
    def uid(self) -> str:
        return self.sheet.form.uid

    @property
    def can_close(self) -> bool:
        return self.closing is None and bool(self.sheet.received)

    @property
    def is_complete(self) -> bool:
        """Whether every sender's figures are in."""
        return not self.sheet.missing


@dataclass(frozen=True, slots=True)
class PeriodClosing:
    """The forms of a period that the account closes for one area, by programme and code."""

    forms: tuple[FormClosing, ...]

    @property
    def open_forms(self) -> tuple[FormClosing, ...]:
        return tuple(form for form in self.forms if form.can_close)

    @property
    def closed_forms(self) -> tuple[FormClosing, ...]:
        return tuple(form for form in self.forms if form.closing is not None)

    @property
    def empty_forms(self) -> tuple[FormClosing, ...]:
        """Those without an accepted report: there is nothing to close."""
        return tuple(form for form in self.forms if form.closing is None and not form.sheet.received)


def load_period_closing(user: User, *, unit: str, period: str) -> PeriodClosing:
    """Some 30 queries for each form. NotFoundError where the account closes no form of the period for the area."""
    when, forms = period_of(period), []
    for form in query_forms.list_own_forms(user):
        if when.type not in form.at(when).period_types:
            continue
        try:
            sheet = access_sheet(user, unit=unit, form=form.uid, period=period)
        except NotFoundError:  # of a programme in which the account sees other areas
            continue
        scope = scope_of(user).restrict_to(sheet.programme)
        is_owed = form.is_in_force(when) or any(sender.accepted for sender in sheet.senders)
        if not sheet.senders or not is_owed or not scope.may(Action.REPORT_REVIEW, sheet.unit.pk):
            continue
        forms.append(
            FormClosing(
                sheet,
                closings.find_current_closing(unit=sheet.unit, form=form.uid, period=period),
                closings.compute_inputs_digest(unit=sheet.unit, form=form.uid, period=period),
            )
        )
    if not forms:
        raise NotFoundError
    return PeriodClosing(tuple(forms))
