"""Who owes which report by when, and how it stands."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Min, Q
from django.http import Http404
from django.utils import timezone

from sokehoach.adapters import holidays
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.shell import clock
from sokehoach.domain.periods import period as periods
from sokehoach.domain.periods import working_days
from sokehoach.domain.periods.window import Window, window
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import Extension, is_locked, moved_due, shares
from sokehoach.domain.reporting.regime import locked_from
from sokehoach.domain.reporting.status import ReportStatus, status_of
from sokehoach.domain.reporting.workflow import COUNTED, State
from sokehoach.domain.reporting.workflow import Action as Step


@dataclass(frozen=True, slots=True)
class Expected:
    """A report that a unit owes.

    state         a State of the workflow, or «» where nobody has begun; consolidated is «accepted» here
    first_sent    the day of the first sending: a report that was returned and sent again keeps it
    due           the day by which it must be sent: the form's own, or the last day that was granted
    regular_due   the form's own day, for everybody
    late_days     working days between `due` and the first sending; 0 where it is not sent yet
    overdue_days  working days between `due` and the day asked about, where it was never sent
    locked_from   from that day nothing is taken without an exception; None: never locked
    owes          the days that the unit tells of, where it was born or dissolved within the window: [start, end)
    extensions    exceptions that were granted
    opens         whether the account asked for may open it
    """

    unit: Unit
    form: str
    name: str
    function: str
    period: str
    due: date
    regular_due: date
    locked_from: date | None = None
    owes: tuple[date, date] | None = None
    extensions: tuple[Extension, ...] = ()
    asked_on: date | None = None  # the day on which it stands so; None: today
    state: str = ""
    submission: uuid.UUID | None = None
    first_sent: date | None = None
    late_days: int = 0
    overdue_days: int = 0
    opens: bool = False

    @property
    def status(self) -> ReportStatus:
        day = self.asked_on or clock.today()
        return status_of(self.state, due=self.regular_due, timely_until=self.due, day=day)

    @property
    def shown_state(self) -> str:
        """The name of the state in `shell.marks`."""
        if self.state == State.ACCEPTED and self.late_days:
            return "accepted_late"
        return self.status.value

    def locked(self, day: date) -> bool:
        """Whether a first sending is refused on the day. What was sent once may always come back mended."""
        return self.first_sent is None and is_locked(self.locked_from, self.extensions, day)


@dataclass(frozen=True, slots=True)
class Followed:
    """The reports that an account owes itself, and those that it follows."""

    own: tuple[Expected, ...]
    others: tuple[Expected, ...]
    forms: tuple[Form, ...] = ()  # of such a period, whoever owes them


def counted(form: Form, period: str) -> Window:
    """The days that a report counts; Http404 where the text is no period of the form's type."""
    when = period_of(period)
    if when.type not in form.period_types:
        raise Http404
    return window(when, form.counting_window)


def period_of(text: str) -> periods.Period:
    """Http404 for a text that is no period."""
    try:
        return periods.parse(text)
    except ValueError as error:
        raise Http404 from error


def due_on(form: Form, period: str) -> date:
    """The day of the form, for everybody; what was granted to one unit is in `Expected.due` and `due_of`."""
    cut_off = counted(form, period).cut_off
    return working_days.due(cut_off, form.due_days, _holidays(cut_off))


def due_of(submission: models.Submission, form: Form) -> date:
    """The day by which the unit of this report must send it, with what was granted: one query."""
    granted = models.Extension.objects.filter(
        form=submission.form_id,
        unit=submission.unit_id,
        period=submission.period,
        answer=models.Extension.Answer.GRANTED,
    )
    extensions = [Extension(until) for until in granted.values_list("until", flat=True)]
    return moved_due(due_on(form, submission.period), extensions)


def lock_of(form: Form, period: str) -> date | None:
    """The first day on which the period's reports are no longer taken without an exception; None: never locked."""
    due = due_on(form, period)
    return locked_from(due, form.lock_days, _holidays(due))


def late_by(due: date, day: date) -> int:
    """Working days after the due day up to and including `day`."""
    years = range(due.year, max(due.year, day.year) + 1)
    return working_days.working_days_between(due, day, holidays.of_years(*years))


def expected(form: Form, period: str, day: date | None = None) -> tuple[Expected, ...]:
    """Every unit that owes the form for some days of the period, by code: four queries."""
    row = models.Form.objects.select_related("unit").get(code=form.code)
    return tuple(_owed([(row, form, period)], day))


def owed(unit_ids: Collection[int], period: str, day: date) -> tuple[Expected, ...]:
    """What these units (row ids) owe in the period, of every form that has such a period: four queries."""
    return tuple(one for one in _owed(_defined(period), day) if one.unit.pk in unit_ids)


def followed(user: User, period: str, day: date, *, also: Sequence[str] = ()) -> Followed:
    """The account's own reports of a period, and of others `also`, and those that it follows: four queries.

    Of a walled form it learns who has reported; the numbers are another matter (permissions.visible).
    """
    scope = scope_of(user)
    own, others = [], []
    forms = _defined(period, *also)
    for found in _owed(forms, day):
        opens = bool(found.state) and permissions.opens(scope, found.unit.pk, found.function, found.state)
        one = replace(found, opens=opens)
        if scope.may(Action.REPORT_EDIT, one.unit.pk, one.function):
            own.append(one)
        elif one.unit.pk in permissions.watched(scope, one.function):
            others.append(one)
    return Followed(tuple(own), tuple(others), tuple(dict.fromkeys(form for _row, form, _period in forms)))


def falling_due(day: date) -> tuple[Expected, ...]:
    """Reports of every form that are due within BEHIND days before the day to AHEAD after it: five queries."""
    first, last = day - timedelta(days=BEHIND), day + timedelta(days=AHEAD)
    moved = set(
        models.Extension.objects.filter(
            answer=models.Extension.Answer.GRANTED, until__range=(first, last)
        ).values_list("form_id", "period")
    )
    near = [
        (row, form, period.id)
        for row, form in _forms()
        for kind in form.period_types
        for period in periods.of_years(kind, day.year - 1, day.year + 1)
        if first <= due_on(form, period.id) <= last or (row.pk, period.id) in moved
    ]
    return tuple(report for report in _owed(near, day) if first <= report.due <= last)


BEHIND, AHEAD = 90, 30


type Asked = tuple[models.Form, Form, str]  # a form for a period


def _forms() -> list[tuple[models.Form, Form]]:
    return [(row, row.definition) for row in models.Form.objects.select_related("unit")]


def _defined(*asked: str) -> list[Asked]:
    """Each period with every form that is reported for such a one: one query."""
    forms = _forms()
    return [
        (row, form, period)
        for period in asked
        for kind in (period_of(period).type,)
        for row, form in forms
        if kind in form.period_types
    ]


def _owed(asked: Iterable[Asked], day: date | None) -> Iterable[Expected]:
    asked = list(asked)
    versions = list(units.versions())
    tree = units.tree(versions)
    rows = {(row.code, row.valid_from): row for row in versions}
    handed_in, granted = _handed_in(asked), _granted(asked)
    for row, form, period in asked:
        days = counted(form, period)
        due = due_on(form, period)
        lock = locked_from(due, form.lock_days, _holidays(due))
        for share in shares(tree, form.reporters, below=row.unit.code, window=days):
            own = rows[share.unit.identity]
            extensions = tuple(granted.get((row.pk, own.pk, period), ()))
            common = Expected(
                unit=own,
                form=row.code,
                name=row.name,
                function=row.function,
                period=period,
                due=moved_due(due, extensions),
                regular_due=due,
                locked_from=lock,
                owes=None if (share.start, share.end) == (days.start, days.end) else (share.start, share.end),
                extensions=extensions,
                asked_on=day,
            )
            yield _expected(common, handed_in.get((row.pk, own.pk, period)), day)


type _Whose = tuple[int, int, str]  # form, unit, period


def _asked(asked: Iterable[Asked]) -> Q:
    """Rows of these forms and periods; where they cross, of some that nobody asked for."""
    asked = list(asked)
    return Q(
        period__in={period for _row, _form, period in asked},
        form__in={row.pk for row, _form, _period in asked},
    )


def _granted(asked: Iterable[Asked]) -> dict[_Whose, list[Extension]]:
    """The granted exceptions of each form, unit and period."""
    found: dict[_Whose, list[Extension]] = defaultdict(list)
    for row in models.Extension.objects.filter(_asked(asked), answer=models.Extension.Answer.GRANTED):
        found[row.form_id, row.unit_id, row.period].append(Extension(row.until))
    return found


def _handed_in(asked: Iterable[Asked]) -> dict[_Whose, models.Submission]:
    """The report of each form, unit and period: the edition that counts, else the newest; sent when the first was."""
    found: dict[_Whose, models.Submission] = {}
    sent: dict[_Whose, datetime | None] = {}
    rows = models.Submission.objects.filter(_asked(asked))
    sending = Q(steps__action__in=(Step.SEND, Step.TAKE_OVER))
    for row in rows.annotate(first_sent=Min("steps__at", filter=sending)).order_by("edition"):
        whose = (row.form_id, row.unit_id, row.period)
        sent.setdefault(whose, row.first_sent)
        if whose not in found or found[whose].state not in COUNTED:
            found[whose] = row
        found[whose].first_sent = sent[whose]  # type: ignore[attr-defined]
    return found


def _expected(owed: Expected, submission: models.Submission | None, day: date | None) -> Expected:
    never = late_by(owed.due, day) if day is not None else 0
    if submission is None:
        return replace(owed, overdue_days=never)
    first: datetime | None = submission.first_sent  # type: ignore[attr-defined]
    sent = None if first is None else timezone.localdate(first)
    return replace(
        owed,
        state=State.ACCEPTED if submission.state in COUNTED else submission.state,
        submission=submission.pk,
        first_sent=sent,
        late_days=0 if sent is None else late_by(owed.due, sent),
        overdue_days=never if sent is None else 0,
    )


def _holidays(day: date) -> frozenset[date]:
    return holidays.of_years(day.year, day.year + 1)
