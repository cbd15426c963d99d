"""Finds the reports that an account may see (others are a NotFoundError), their steps, and their states now and
earlier.
"""

import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import accumulate

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.models import DataValue, Step, Submission
from sokehoach.apps.reporting.queries.due_days import build_due_finder
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.notation import write_moment
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.obligation import Extension, apply_extensions
from sokehoach.domain.reporting.status import ReportStatus, compute_report_status
from sokehoach.domain.reporting.workflow import (
    APPROVAL_ACTIONS,
    COUNTED_STATES,
    EDITABLE_STATES,
    ReportAction,
    ReportState,
)
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value

type ReportKey = tuple[str, int, str]  # form, unit (row id), period


def list_visible_submissions(user: User) -> QuerySet[Submission]:
    return Submission.objects.filter(permissions.build_visibility_filter(scope_of(user))).select_related("form", "unit")


def access_submission(user: User, pk: uuid.UUID) -> Submission:
    """The submission; NotFoundError where the account may not see it in its current state. One query."""
    submission = list_visible_submissions(user).select_related("form_version").order_by().in_bulk([pk]).get(pk)
    if submission is None:
        raise NotFoundError
    return submission


def find_newest_edition(*, form: str, unit: int, period: str) -> uuid.UUID | None:
    """The newest edition of a unit's report."""
    return (
        Submission.objects.filter(form__uid=form, unit=unit, period=period)
        .order_by("-edition")
        .values_list("pk", flat=True)
        .first()
    )


def find_newest_editions(user: User, places: Collection[ReportKey]) -> dict[ReportKey, Submission]:
    """The newest edition of the reports of these forms (uid), units (row id) and periods, of those that the account may
    see. One query.
    """
    rows = list_visible_submissions(user).filter(
        form__uid__in={form for form, _unit, _period in places},
        unit__in={unit for _form, unit, _period in places},
        period__in={period for _form, _unit, period in places},
    )
    newest = {(row.form.uid, row.unit_id, row.period): row for row in rows.order_by("edition")}
    return {place: row for place, row in newest.items() if place in places}


def list_corrections(user: User, periods: Collection[str]) -> tuple[Submission, ...]:
    """Corrections of these periods in progress that the account may see, by form and unit. One query."""
    rows = list_visible_submissions(user).filter(
        period__in=periods, edition__gt=1, state__in=(*EDITABLE_STATES, ReportState.SENT)
    )
    return tuple(rows.order_by("form__code", "unit__code"))


def list_newest_submissions(user: User, *, most: int) -> list[Submission]:
    """The reports of the newest periods that the account may see, by days and unit; no more than `most`. Two queries.

    Identifiers of weeks do not sort by days, so the periods are chosen first.
    """
    rows = list_visible_submissions(user)
    counts = dict(rows.order_by().values_list("period").annotate(count=Count("pk")))
    newest_first = sorted(counts, key=get_day_order, reverse=True)
    totals = list(accumulate(counts[period] for period in newest_first))
    chosen_periods = newest_first[: bisect_left(totals, most) + 1]
    places = Case(*(When(period=period, then=place) for place, period in enumerate(chosen_periods)), default=0)
    return list(rows.filter(period__in=chosen_periods).order_by(places, "unit__code")[:most])


def list_periods() -> tuple[str, ...]:
    """Every period in which somebody has begun a report."""
    period_ids = Submission.objects.order_by("period").values_list("period", flat=True).distinct()
    return tuple(period_ids)


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """What the consolidating level needs of a report that it may not see."""

    unit: Unit
    why: str  # the reason of a correction


def list_reports(reports: Collection[uuid.UUID], *, form: str, period: str) -> dict[uuid.UUID, ReportSummary]:
    """Those of the reports that belong to the form and period. One query."""
    rows = Submission.objects.filter(pk__in=reports, form__uid=form, period=period).select_related("unit")
    return {row.pk: ReportSummary(row.unit, row.why) for row in rows}


@dataclass(frozen=True, slots=True)
class Statuses:
    """`of` gives the status of a unit; the caller asks only about reports that the unit owes. Forms are by uid."""

    day: date
    states: Mapping[tuple[str, int, str], str]
    granted: Mapping[tuple[str, int, str], Sequence[Extension]]
    get_due_finder: Callable[[str, str], Callable[[Unit], date]]  # by form and period

    def of(self, form: str, unit: Unit, period: str) -> ReportStatus:
        due, key = self.get_due_finder(form, period)(unit), (form, unit.pk, period)
        timely_until = apply_extensions(due, tuple(self.granted.get(key, ())))
        return compute_report_status(self.states.get(key, ""), due=due, timely_until=timely_until, day=self.day)


def list_statuses(form_periods: Collection[tuple[Form, str]], day: date, units: Collection[int]) -> Statuses:
    """The states of the units' reports of these forms and periods. Two queries."""
    forms, period_ids = (
        {form.uid for form, _period in form_periods},
        {period for _form, period in form_periods},
    )
    rows = models.Submission.objects.filter(form__uid__in=forms, period__in=period_ids, unit__in=units)
    states: dict[tuple[str, int, str], str] = {}
    for form, unit, period, state in rows.order_by("edition").values_list("form__uid", "unit_id", "period", "state"):
        if states.get((form, unit, period), "") not in COUNTED_STATES:
            states[form, unit, period] = state
    granted: dict[tuple[str, int, str], list[Extension]] = defaultdict(list)
    extensions = models.Extension.objects.filter(
        form__uid__in=forms, period__in=period_ids, unit__in=units, answer=models.Extension.Answer.GRANTED
    )
    for form, unit, period, extended_until in extensions.values_list("form__uid", "unit_id", "period", "until"):
        granted[form, unit, period].append(Extension(extended_until))
    forms_by_uid = {form.uid: form for form, _period in form_periods}
    get_due_finder = cache(lambda form, period: build_due_finder(forms_by_uid[form], period))
    return Statuses(day, states, granted, get_due_finder)


@dataclass(frozen=True, slots=True)
class ReportStep:
    """One step of a report after the moment."""

    report: ReportKey
    action: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReportsAtMoment:
    """`counted_reports`: the report that counted at the moment, by key; missing where there was none."""

    counted_reports: Mapping[ReportKey, uuid.UUID]
    since: tuple[ReportStep, ...]


def load_reports_at(periods: Collection[str], moment: datetime) -> ReportsAtMoment:
    """The state of all reports of these periods at the moment. One query."""
    rows = (
        Step.objects.filter(submission__period__in=set(periods))
        .filter(Q(action=ReportAction.ACCEPT) | Q(at__gte=moment))
        .order_by("submission__edition", "id")
        .values_list("submission__form__uid", "submission__unit", "submission__period", "submission", "action", "at")
    )
    counted_reports: dict[ReportKey, uuid.UUID] = {}
    since = []
    for form, unit, period, submission, action, at in rows:
        if at >= moment:
            since.append(ReportStep((form, unit, period), action, at))
        elif action == ReportAction.ACCEPT:
            counted_reports[form, unit, period] = submission  # of two editions the later
    return ReportsAtMoment(counted_reports, tuple(since))


def list_values_by_report(submissions: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[tuple[str, str], Value]]:
    """Values by report, counted or replaced, then by element and disaggregation. One query, none without reports.

    The caller checks who may see them.
    """
    values: dict[uuid.UUID, dict[tuple[str, str], Value]] = {}
    report_ids = set(submissions)
    if not report_ids:
        return values
    rows = DataValue.objects.filter(submission__in=report_ids).order_by()
    for submission, element, kind, part, number, gap in rows.values_list(
        "submission", "element__uid", "element__kind", "disaggregation", "number", "gap"
    ):
        values.setdefault(submission, {})[element, part] = Gap(gap) if number is None else apply_kind(number, kind)
    return values


def list_steps(submission: Submission) -> QuerySet[Step]:
    return Step.objects.filter(submission=submission).select_related("by").order_by("id")


def list_return_reasons(submissions: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The reason of the last return of each returned report. One query."""
    steps = Step.objects.filter(submission__in=submissions, action=ReportAction.RETURN).order_by("id")
    return dict(steps.values_list("submission", "reason"))


def describe_last_step(row: Submission, *, of_unit: bool) -> str:
    """A sentence on the last step of a report that changed after its page was rendered.

    `of_unit`: whether the reader is told of the steps of the unit's leader (`permissions.can_see_approval`).
    """
    last = row.steps.select_related("by").order_by("-id").first()
    if last is None or (last.action in APPROVAL_ACTIONS and not of_unit):
        return _("Báo cáo đã đổi từ khi mở trang.")
    return _("%(who)s đã %(what)s lúc %(when)s, sau khi trang này mở.") % {
        "who": last.by,
        "what": _(ReportAction(last.action).label_vi) if last.action in set(ReportAction) else _("lập báo cáo"),
        "when": translate(write_moment(timezone.localtime(last.at))),
    }


OPEN_ACTION = "open"  # the first step: the report was begun
