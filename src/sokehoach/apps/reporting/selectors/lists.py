"""What the list of reports shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.selectors import forms, obligations, submissions
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.status import ReportStatus


@dataclass(frozen=True, slots=True)
class Group:
    """The reports of one form, and those of them that are shown."""

    form: str
    name: str
    due: date
    all: tuple[Expected, ...]
    shown: tuple[Expected, ...]

    @property
    def waiting(self) -> int:
        return sum(one.state == "sent" for one in self.all)

    @property
    def segments(self) -> list[tuple[str, str]]:
        return [(one.unit.short_name, one.shown_state) for one in self.all]


@dataclass(frozen=True, slots=True)
class Listed:
    period: periods.Period
    periods: tuple[tuple[periods.Period, str], ...]  # each with its name
    own: tuple[Expected, ...]
    groups: tuple[Group, ...]
    state: str
    form: str
    takes: bool  # whether the account may type reports for others
    corrections: tuple[Submission, ...]  # under way: what they correct still counts

    @property
    def statuses(self) -> tuple[ReportStatus, ...]:
        """Those that a report may have: what the filter offers."""
        return tuple(
            one for one in ReportStatus if one not in (ReportStatus.BLANK, ReportStatus.NOT_APPLICABLE)
        )

    @property
    def of_many(self) -> tuple[Group, ...]:
        """Forms that several units owe, each a table of its own; the form asked for alone, if one was."""
        return tuple(group for group in self._asked if len(group.all) > 1)

    @property
    def of_one(self) -> tuple[Group, ...]:
        """Forms that a single unit owes: one table for all that are shown."""
        return tuple(group for group in self._asked if len(group.all) == 1 and group.shown)

    @property
    def _asked(self) -> tuple[Group, ...]:
        return tuple(group for group in self.groups if not self.form or group.form == self.form)

    @property
    def waiting(self) -> int:
        return sum(one.state == "sent" for group in self.groups for one in group.all)

    @property
    def received(self) -> int:
        return sum(one.state == "accepted" for group in self.groups for one in group.all)

    @property
    def expected(self) -> int:
        return sum(len(group.all) for group in self.groups)

    @property
    def overdue(self) -> int:
        return sum(one.overdue_days > 0 for group in self.groups for one in group.all)

    @property
    def period_vi(self) -> str:
        return period_name(self.period)


def listed(user: User, *, day: date, period: str, form: str, state: str) -> Listed:
    """Of the period asked for or, without one, of the half-year of the day: six queries. Http404 for no period."""
    now = obligations.period_of(period) if period else periods.at_hand(day)
    reports = obligations.followed(user, now.id, day)
    at_hand = periods.at_hand(day)
    known = {now.id, at_hand.id, str(at_hand.year), *submissions.periods()}
    return Listed(
        period=now,
        periods=tuple((one, period_name(one)) for one in _newest_first(known)),
        own=reports.own,
        groups=_groups(reports.others, form, state),
        state=state,
        form=form,
        corrections=submissions.corrections(user, now.id),
        takes=bool(permissions.reviewable(scope_of(user), permissions.GENERAL)),
    )


def _newest_first(known: Iterable[str]) -> list[periods.Period]:
    """A year before its halves."""
    return sorted(map(periods.parse, known), key=lambda one: (one.end, -one.start.toordinal()), reverse=True)


def own_unit(user: User, *, code: str, form: str, period: str) -> Unit:
    """The unit that owes the form and for which the account writes; Http404 where there is none."""
    definition = forms.form(form)
    for one in obligations.expected(definition, period):
        if one.unit.code == code and scope_of(user).may(Action.REPORT_EDIT, one.unit.pk, definition.function):
            return one.unit
    raise Http404


def _groups(others: Sequence[Expected], form: str, state: str) -> tuple[Group, ...]:
    by_form: dict[str, list[Expected]] = {}
    for one in others:
        by_form.setdefault(one.form, []).append(one)
    return tuple(
        Group(
            form=code,
            name=found[0].name,
            due=found[0].regular_due,
            all=tuple(found),
            shown=tuple(sorted((one for one in found if _wanted(one, form, state)), key=_urgency)),
        )
        for code, found in by_form.items()
    )


# What waits for the reader first, what is done last; within each, the order of the codes.
_ORDER = ("sent", "", "returned", "draft", "accepted")


def _urgency(one: Expected) -> int:
    return _ORDER.index(one.state)


def _wanted(one: Expected, form: str, state: str) -> bool:
    if form and one.form != form:
        return False
    if state == "late":
        return one.late_days > 0 or one.overdue_days > 0
    return not state or state == one.status
