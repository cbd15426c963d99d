"""Shapes the page that closes the forms of a period together: of each its figures, and who is missing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.queries.sheets import ConsolidatedSheet, access_sheet
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.reporting.queries.handed_in import list_forms_with_accepted
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.periods.period import Period
from sokehoach.domain.reporting.form import Form

MAX_FORMS = 10  # on one page, each with its figures


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
    """The forms of a period that the account closes for one area: first those with a report, closed ones last.

    `next_start`: where the following ones begin; 0 where these are the last.
    """

    forms: tuple[FormClosing, ...]
    next_start: int = 0

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


def load_period_closing(
    user: User, *, unit: str, period: str, start: int = 0, first_uids: Collection[str] = ()
) -> PeriodClosing:
    """At most MAX_FORMS forms, from the one at `start`; those `first_uids` stand before the others. Some 13 queries
    for each that is shown, and for one more. NotFoundError where the account closes no form of the period for the area.
    """
    when = period_of(period)
    candidates = _sort_candidates(
        [form for form in query_forms.list_own_forms(user) if when.type in form.at(when).period_types],
        unit=unit, period=period, first_uids=first_uids,
    )  # fmt: skip
    forms: list[FormClosing] = []
    remaining_forms = candidates[start:]
    while remaining_forms and len(forms) < MAX_FORMS:
        form_closing = _build_closing(user, remaining_forms.pop(0), unit=unit, when=when)
        if form_closing is not None:
            forms.append(form_closing)
    if not forms:
        raise NotFoundError
    while remaining_forms and _build_closing(user, remaining_forms[0], unit=unit, when=when) is None:
        del remaining_forms[0]
    return PeriodClosing(tuple(forms), len(candidates) - len(remaining_forms) if remaining_forms else 0)


def _sort_candidates(forms: Iterable[Form], *, unit: str, period: str, first_uids: Collection[str]) -> list[Form]:
    """Those `first_uids`, then those with an accepted report or a closing below, those without, and closed ones."""
    all_closings = Closing.objects.filter(period=period).order_by().values_list("form", "unit__code").distinct()
    closed_pairs = set(all_closings)
    begun_forms = {form for form, _code in closed_pairs} | list_forms_with_accepted(period)
    return sorted(
        forms,
        key=lambda form: (form.uid not in first_uids, (form.uid, unit) in closed_pairs, form.uid not in begun_forms),
    )


def _build_closing(user: User, form: Form, *, unit: str, when: Period) -> FormClosing | None:
    """None where the account closes no such form for the area, or nobody owes it."""
    try:
        sheet = access_sheet(user, unit=unit, form=form.uid, period=when.id)
    except NotFoundError:  # of a programme in which the account sees other areas
        return None
    scope = scope_of(user).restrict_to(sheet.programme)
    is_owed = form.is_in_force(when) or any(sender.accepted for sender in sheet.senders)
    if not sheet.senders or not is_owed or not scope.may(Action.REPORT_REVIEW, sheet.unit.pk):
        return None
    return FormClosing(
        sheet,
        closings.find_current_closing(unit=sheet.unit, form=form.uid, period=when.id),
        closings.compute_inputs_digest(unit=sheet.unit, form=form.uid, period=when.id),
    )
