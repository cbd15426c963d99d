"""Reads the values of many reports for programs: those that the account may open, of each unit and period one."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.reporting import permissions
from sokehoach.apps.reporting.models import DataValue, NarrativeText, Submission
from sokehoach.apps.reporting.queries.due_days import period_of
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.domain.orgtree.tree import Tree
from sokehoach.domain.periods.period import get_day_order
from sokehoach.domain.periods.window import compute_window
from sokehoach.domain.reporting.workflow import COUNTED_STATES
from sokehoach.domain.values.day import apply_kind
from sokehoach.domain.values.gap import Gap
from sokehoach.domain.values.value import Value


@dataclass(frozen=True, slots=True)
class ProgramReport:
    """A report. `unit`: row id. `changed_at`: of its last step. `shows_history`: whether the account sees who typed."""

    submission: uuid.UUID
    form: str
    unit: int
    period: str
    state: str
    changed_at: datetime
    shows_history: bool


@dataclass(frozen=True, slots=True)
class ProgramValue:
    """A number, gap or text of a cell. `updated_by` is «» where the account does not see the history."""

    report: ProgramReport
    element: str
    disaggregation: str
    value: Value | str
    updated_at: datetime
    updated_by: str


def list_program_reports(
    user: User, *, forms: Collection[str], units: Collection[int], periods: Collection[str] | None
) -> list[ProgramReport]:
    """The reports of these forms (uid), units (row ids) and periods (None: all): the counted edition, else the newest.

    One query beside those of the scope.
    """
    rows = list_visible_submissions(user).filter(form__uid__in=forms, unit__in=units)
    if periods is not None:
        rows = rows.filter(period__in=periods)
    rows_by_key: dict[tuple[int, int, str], Submission] = {}
    for row in rows.annotate(changed_at=Max("steps__at")).order_by("edition"):
        key = (row.form_id, row.unit_id, row.period)
        if key not in rows_by_key or rows_by_key[key].state not in COUNTED_STATES:
            rows_by_key[key] = row
    scope = scope_of(user)
    return [
        ProgramReport(
            submission=row.pk,
            form=row.form.uid,
            unit=row.unit_id,
            period=row.period,
            state=row.state,
            changed_at=row.changed_at or row.created_at,  # type: ignore[attr-defined]
            shows_history=permissions.can_see_history(scope, row),
        )
        for row in sorted(rows_by_key.values(), key=_get_order)
    ]


def _get_order(row: Submission) -> tuple[str, tuple[date, int], str]:
    return row.form.code, get_day_order(row.period), row.unit.code


def list_program_values(reports: Collection[ProgramReport], tree: Tree) -> Iterator[ProgramValue]:
    """The values of reports that `list_program_reports` gave, by report and cell. Four queries.

    Numbers that count persons are left out at levels that may have none (limits.md, 4).
    """
    by_id = {report.submission: report for report in reports}
    units = dict(Submission.objects.filter(pk__in=by_id).values_list("pk", "unit__code"))
    windows = {
        row.pk: compute_window(period_of(row.period), row.definition.counting_window)
        for row in Submission.objects.filter(pk__in=by_id).select_related("form", "form_version")
    }
    elements = list_elements() if by_id else {}
    order = {pk: position for position, pk in enumerate(by_id)}
    rows = DataValue.objects.filter(submission__in=by_id).select_related("updated_by", "element")
    for row in sorted(rows, key=lambda row: (order[row.submission_id], row.cell)):
        report, window = by_id[row.submission_id], windows[row.submission_id]
        element = elements[row.element.uid].at(window.start)
        if element.counts_persons:
            snapshot = tree.as_of(window.cut_off)
            if units[row.submission_id] not in snapshot:
                continue
            if not element.may_exist_at(snapshot.place_level(units[row.submission_id]), window.start):
                continue
        number: Value = Gap(row.gap) if row.number is None else apply_kind(row.number, element.kind)
        yield _build_value(report, row.element.uid, row.disaggregation, number, row)
    cells = {
        pk: {cell.code: cell.element for cell in form.printed_cells if cell.holds_text}
        for pk, form in (
            (row.pk, row.definition)
            for row in Submission.objects.filter(pk__in=by_id).select_related("form", "form_version")
        )
    }
    texts = NarrativeText.objects.filter(submission__in=by_id).exclude(text="").select_related("updated_by")
    for text in sorted(texts, key=lambda row: (order[row.submission_id], row.heading)):
        if element_uid := cells[text.submission_id].get(text.heading):
            yield _build_value(by_id[text.submission_id], element_uid, "", text.text, text)


def _build_value(
    report: ProgramReport, element: str, disaggregation: str, value: Value | str, row: DataValue | NarrativeText
) -> ProgramValue:
    is_shown = report.shows_history and row.updated_by is not None
    return ProgramValue(
        report,
        element,
        disaggregation,
        value,
        row.updated_at if report.shows_history else report.changed_at,
        row.updated_by.get_username() if is_shown else "",  # type: ignore[union-attr]
    )
