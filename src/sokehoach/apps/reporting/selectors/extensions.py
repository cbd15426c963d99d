"""Requests to send later, as their units and their offices see them; what the page of due days shows."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Extension
from sokehoach.apps.reporting.selectors import obligations, regimes
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.reporting.selectors.regimes import Shown
from sokehoach.domain.periods.period import Period, at_hand, name_vi
from sokehoach.domain.reporting.obligation import Tally, tally


@dataclass(frozen=True, slots=True)
class Owing:
    """A report of one's own that is not sent, and the requests about it, the newest first."""

    owed: Expected
    requests: tuple[Extension, ...]
    locked: bool

    @property
    def waits(self) -> bool:
        return any(not one.answer for one in self.requests)


@dataclass(frozen=True, slots=True)
class Punctual:
    form: str
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Dates:
    period: Period
    regimes: tuple[Shown, ...]
    own: tuple[Owing, ...]
    waiting: tuple[Extension, ...]
    answered: tuple[Extension, ...]
    punctual: tuple[Punctual, ...]

    @property
    def period_vi(self) -> str:
        return name_vi(self.period)


def answerable(scope: Scope) -> Q:
    """The requests that the account answers: those of the units whose reports it reviews."""
    found = Q(pk__in=[])
    for function in Function.values:
        found |= Q(form__function=function, unit__in=permissions.reviewable(scope, function))
    return found


def dates(user: User, *, day: date, period: str) -> Dates:
    """Of the period asked for or, without one, of the half-year of the day. Http404 for no period."""
    when = obligations.period_of(period) if period else at_hand(day)
    scope = scope_of(user, day)
    followed = obligations.followed(user, when.id, day)
    asked = list(
        _seen(scope).filter(period=when.id).select_related("form", "unit", "asked_by", "answered_by")
    )
    reviewed = set(Extension.objects.filter(answerable(scope), period=when.id).values_list("pk", flat=True))
    return Dates(
        period=when,
        regimes=regimes.shown(when),
        own=tuple(_owing(one, asked, day) for one in followed.own if one.first_sent is None),
        waiting=tuple(one for one in asked if one.pk in reviewed and not one.answer),
        answered=tuple(one for one in asked if one.answer),
        punctual=tuple(_punctual(followed.others)),
    )


def _seen(scope: Scope) -> QuerySet[Extension]:
    """Requests of one's own units, and those that one answers."""
    seen = answerable(scope)
    for function in Function.values:
        seen |= Q(form__function=function, unit__in=scope.units(Action.REPORT_SEND, function))
    return Extension.objects.filter(seen)


def _owing(owed: Expected, asked: list[Extension], day: date) -> Owing:
    about = [one for one in asked if (one.unit_id, one.form.code) == (owed.unit.pk, owed.form)]
    return Owing(owed, tuple(reversed(about)), owed.locked(day))


def _punctual(reports: tuple[Expected, ...]) -> list[Punctual]:
    by_form: dict[str, list[Expected]] = {}
    for one in reports:
        by_form.setdefault(one.form, []).append(one)
    return [Punctual(code, rows[0].name, tally(rows)) for code, rows in by_form.items()]


def reasons(scope: Scope, periods: Collection[str]) -> dict[tuple[str, int, str], str]:
    """By form, unit (a row) and period what the newest request to send later says, and its answer: one query.

    Whoever calls asks of reports that it follows; why one of behind a wall is late, only its reviewers read.
    """
    rows = Extension.objects.filter(period__in=set(periods)).filter(
        Q(form__function=Function.GENERAL) | answerable(scope)
    )
    return {(one.form.code, one.unit_id, one.period): _told(one) for one in rows.select_related("form")}


def _told(request: Extension) -> str:
    return _("%(reason)s. Xin lùi đến %(day)s: %(answer)s") % {
        "reason": request.reason.rstrip("."),
        "day": f"{request.until.day}/{request.until.month}",
        "answer": request.get_answer_display(),
    }
