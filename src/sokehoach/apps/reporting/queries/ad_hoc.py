"""Loads ad hoc reports for the office that asks and the units that answer."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import AdHoc, AdHocFigure, AdHocSubmission, AdHocUnit, AdHocValue
from sokehoach.apps.reporting.queries import approvals
from sokehoach.apps.reporting.queries.ad_hoc_asking import list_place_levels
from sokehoach.apps.reporting.queries.approvals import ApprovalState, UnitWork
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.reporting.ad_hoc import AdHocState, RequestedFigure, find_figure_problem, is_any_without_persons
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class AdHocLine:
    """The answer of one unit. `late_minutes`: from the due time until its last figure was first given; 0 in time.

    `withheld`: figures of the question that are not shown, since they may not be asked at the unit's level.
    """

    row: AdHocUnit
    cells: tuple[tuple[AdHocFigure, Value], ...]
    late_minutes: int
    withheld: int = 0

    @property
    def takes_note(self) -> bool:
        return not is_any_without_persons(list_place_levels([self.row.unit]))

    @property
    def note(self) -> str:
        """The unit's note; «» where notes are no longer accepted at the unit's level."""
        return self.row.note if self.takes_note else ""

    @property
    def answered_count(self) -> int:
        return sum(value is not Gap.NOT_REPORTED for _figure, value in self.cells)

    @property
    def whole(self) -> bool:
        return self.answered_count == len(self.cells) and not self.withheld


@dataclass(frozen=True, slots=True)
class AdHocProgress:
    """The progress of a unit: it has answered `answered_count` of `asked_count` figures.

    `approval`: of an answer that waits for the unit's leader or that the leader wants corrected, for those who answer.
    """

    row: AdHocUnit
    answered_count: int
    asked_count: int
    approval: ApprovalState | None = None

    @property
    def whole(self) -> bool:
        return self.answered_count == self.asked_count


def access_ad_hoc(user: User, pk: uuid.UUID, *, day: date, lock: bool = False) -> AdHoc:
    """The ad hoc report; NotFoundError unless the account may see all of it."""
    rows = AdHoc.objects.select_related("office", "asked_by", "closed_by")
    if lock:
        rows = rows.select_for_update(of=("self",))
    row = rows.filter(permissions.build_ad_hoc_filter(scope_of(user, day)), pk=pk).first()
    if row is None:
        raise NotFoundError
    return row


def can_close_ad_hoc(user: User, row: AdHoc, *, day: date) -> bool:
    """Whether the account reviews every unit that is asked."""
    scope = permissions.restrict_to_ad_hoc(scope_of(user, day), row.programme_id)
    askable_units = permissions.list_askable_units(scope, row.function)
    return not AdHocUnit.objects.filter(ad_hoc=row).exclude(unit__in=askable_units).exists()


def access_line(user: User, pk: uuid.UUID, unit: str, *, day: date, lock: bool = False) -> AdHocUnit:
    """The row of the unit (by code); NotFoundError where it is not asked, or the account neither answers for it nor
    approves its answer.
    """
    scope = scope_of(user, day)
    rows = AdHocUnit.objects.select_related("ad_hoc__office", "unit__parent__parent", "answered_by")
    if lock:
        AdHoc.objects.select_for_update().filter(pk=pk).first()
    rows = rows.filter(ad_hoc=pk, unit__code=unit)
    row = rows.filter(permissions.build_answerable_ad_hoc_filter(scope)).first()
    if row is None:
        row = rows.filter(permissions.build_approvable_ad_hoc_filter(scope)).first()
        if row is None or not approvals.list_approved_work(user, {0: get_answer_work(row)}, day):
            raise NotFoundError
    return row


def can_answer_line(user: User, row: AdHocUnit, *, day: date) -> bool:
    """Whether the account answers for the unit; otherwise, of those that see the row, it approves the answer."""
    scope = permissions.restrict_to_ad_hoc(scope_of(user, day), row.ad_hoc.programme_id)
    return row.unit_id in permissions.list_answerable_units(scope, row.ad_hoc.function)


def get_answer_work(row: AdHocUnit) -> UnitWork:
    return UnitWork(row.unit, row.ad_hoc.function, row.ad_hoc.programme_id)


def find_submission(row: AdHocUnit) -> AdHocSubmission | None:
    """The answer that was submitted to the unit's leader and is not sent, if any."""
    return AdHocSubmission.objects.select_related("by", "declined_by").filter(asked=row).first()


def find_readable_submission(user: User, row: AdHocUnit, *, day: date) -> AdHocSubmission | None:
    """The same for an account that sees the row; None where it is another unit's own matter."""
    submission, question = find_submission(row), row.ad_hoc
    if submission is None:
        return None
    is_readable = permissions.can_see_ad_hoc_submission(
        scope_of(user, day), row.unit_id, question.function, question.programme_id, own_unit=user.unit_id
    )
    return submission if is_readable or approvals.list_approved_work(user, {0: get_answer_work(row)}, day) else None


def list_answers_to_approve(user: User, *, day: date) -> list[AdHocSubmission]:
    """The answers to open questions that wait for the account's approval. Two queries, none where it approves none."""
    scope = scope_of(user, day)
    if not scope.anywhere(Action.REPORT_APPROVE):
        return []
    rows = AdHocUnit.objects.filter(permissions.build_approvable_ad_hoc_filter(scope), ad_hoc__state=AdHocState.OPEN)
    waiting = AdHocSubmission.objects.filter(asked__in=rows, declined_at=None).order_by("asked__ad_hoc__due_at", "at")
    submissions = list(waiting.select_related("asked__unit", "asked__ad_hoc"))
    approved_answers = approvals.list_approved_work(
        user, {row.pk: get_answer_work(row.asked) for row in submissions}, day
    )
    return [submission for submission in submissions if submission.pk in approved_answers]


def build_line(row: AdHocUnit) -> AdHocLine:
    figures = list(row.ad_hoc.figures.select_related("element"))
    lawful_figures = list_lawful_figures(figures, [row.unit])
    return build_line_of_figures(row, lawful_figures, withheld=len(figures) - len(lawful_figures))


def list_ad_hocs(user: User, *, day: date) -> tuple[list[AdHoc], list[AdHocProgress]]:
    """Ad hoc reports that the account sees in full, and those that it has to answer; the newest first."""
    scope = scope_of(user, day)
    visible_reports = AdHoc.objects.filter(permissions.build_ad_hoc_filter(scope)).select_related("office")
    counted_reports = visible_reports.annotate(
        asked_of=Count("units"), heard=Count("units", filter=Q(units__version__gt=0))
    )
    answerable, approvable = (
        permissions.build_answerable_ad_hoc_filter(scope),
        permissions.build_approvable_ad_hoc_filter(scope),
    )
    rows = AdHocUnit.objects.filter(answerable)
    if scope.anywhere(Action.REPORT_APPROVE):
        works = {
            row.pk: get_answer_work(row)
            for row in AdHocUnit.objects.filter(approvable).select_related("unit", "ad_hoc")
        }
        rows = AdHocUnit.objects.filter(answerable | Q(pk__in=approvals.list_approved_work(user, works, day)))
    own_rows = _annotate_counts(rows).order_by("-ad_hoc__asked_at", "unit__code")
    return list(counted_reports), [_build_progress(row) for row in own_rows]


def list_open_lines(user: User, *, day: date) -> tuple[list[AdHocProgress], list[AdHocProgress]]:
    """Of open reports: rows that the account has yet to answer, and all rows of what its office asks.

    One query, two where the account has yet to answer, three where such an answer is within its approval.
    """
    scope = scope_of(user, day)
    if not scope.anywhere(Action.REPORT_REVIEW) and not scope.anywhere(Action.REPORT_SEND):
        return [], []
    rows = AdHocUnit.objects.filter(  # rights by function and programme are asked below: as SQL they list every unit
        Q(unit__in=scope.units(Action.REPORT_SEND)) | Q(ad_hoc__office=user.unit_id), ad_hoc__state=AdHocState.OPEN
    )
    lines = [_build_progress(row) for row in _annotate_counts(rows).order_by("ad_hoc__due_at", "ad_hoc", "unit__code")]
    scopes = {line.row.ad_hoc_id: permissions.restrict_to_ad_hoc(scope, line.row.ad_hoc.programme_id) for line in lines}
    own_lines = [
        line
        for line in lines
        if not line.whole
        and line.row.unit_id in permissions.list_answerable_units(scopes[line.row.ad_hoc_id], line.row.ad_hoc.function)
    ]
    return _add_approvals(user, scope, own_lines, day), [
        line
        for line in lines
        if line.row.ad_hoc.office_id == user.unit_id
        and line.row.unit_id in permissions.list_askable_units(scopes[line.row.ad_hoc_id], line.row.ad_hoc.function)
    ]


def _add_approvals(user: User, scope: Scope, lines: list[AdHocProgress], day: date) -> list[AdHocProgress]:
    if not lines:
        return lines
    submissions = {row.asked_id: row for row in AdHocSubmission.objects.filter(asked__in=[line.row for line in lines])}
    works = {line.row.pk: get_answer_work(line.row) for line in lines if line.row.pk in submissions}
    readable_works = {
        pk: work
        for pk, work in works.items()
        if permissions.can_see_ad_hoc_submission(
            scope, work.unit.pk, work.function, work.programme, own_unit=user.unit_id
        )
    }
    states = {
        pk: ApprovalState(submissions[pk].is_waiting, submissions[pk].reason, bool(approvers))
        for pk, approvers in approvals.list_work_approvers(readable_works, day).items()
    }
    return [replace(line, approval=states.get(line.row.pk)) for line in lines]


def list_unanswered(due_before: datetime) -> list[AdHocProgress]:
    """Rows of open reports due before that time that lack a figure. One query."""
    rows = AdHocUnit.objects.filter(ad_hoc__state=AdHocState.OPEN, ad_hoc__due_at__lt=due_before)
    lines = map(_build_progress, _annotate_counts(rows).order_by("ad_hoc__due_at", "unit__code"))
    return [line for line in lines if not line.whole]


def _annotate_counts(rows: QuerySet[AdHocUnit]) -> QuerySet[AdHocUnit]:
    return rows.select_related("ad_hoc__office", "unit").annotate(
        told=Count("values", distinct=True), asked_of=Count("ad_hoc__figures", distinct=True)
    )


def _build_progress(row: AdHocUnit) -> AdHocProgress:
    return AdHocProgress(row, row.told, row.asked_of)  # type: ignore[attr-defined]


def list_lawful_figures(figures: Sequence[AdHocFigure], units: Sequence[Unit]) -> list[AdHocFigure]:
    """Figures that may be asked of all these units by today's rule and the element's current definition."""
    levels = list_place_levels(units)
    return [
        figure
        for figure in figures
        if not find_figure_problem(_build_asked_figure(figure), levels, timezone.localdate(figure.ad_hoc.asked_at))
    ]


def _build_asked_figure(figure: AdHocFigure) -> RequestedFigure:
    if figure.element is None:
        return RequestedFigure(figure.name, figure.unit, figure.kind)
    return RequestedFigure(
        figure.name,
        figure.element.unit,
        figure.kind,
        element=figure.element.uid,
        code=figure.element.code,
        function=figure.element.function,
        counts_persons=figure.element.counts_persons,
        persons_policy=policies.get_persons_policy(figure.element.programme_id),
    )


def build_line_of_figures(row: AdHocUnit, figures: Sequence[AdHocFigure], *, withheld: int) -> AdHocLine:
    values_by_figure = {value.figure_id: value for value in row.values.all()}
    last = max((value.first_at for value in values_by_figure.values()), default=row.ad_hoc.due_at)
    late_seconds = max((last - row.ad_hoc.due_at).total_seconds(), 0)
    cells = tuple((figure, _value_of(values_by_figure.get(figure.pk))) for figure in figures)
    return AdHocLine(row, cells, late_minutes=-int(-late_seconds // 60), withheld=withheld)


def _value_of(row: AdHocValue | None) -> Value:
    if row is None:
        return Gap.NOT_REPORTED
    return Gap(row.gap) if row.number is None else row.number
