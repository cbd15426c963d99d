"""Finds sent reports whose registers have changed since, and compares the numbers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import CharField, Max, Q, Value
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached, list_attached_codes
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.registers.core.catalogue import get_registers
from sokehoach.apps.registers.core.measure_query import MeasureResult
from sokehoach.apps.reporting.models import DataValue, Step, Submission
from sokehoach.apps.reporting.queries import registers as counting
from sokehoach.apps.reporting.queries.answers import number_of
from sokehoach.apps.reporting.queries.due_days import get_counting_window
from sokehoach.apps.reporting.queries.forms import list_report_elements
from sokehoach.apps.reporting.queries.submissions import list_visible_submissions
from sokehoach.apps.shell.messages import translate
from sokehoach.apps.shell.periods import period_name
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import COUNTED_STATES, SENDING_ACTIONS, ReportState
from sokehoach.domain.values.value import format_value

_SENT = (ReportState.SENT, *COUNTED_STATES)
_NAMED = 3  # cells named in a warning; the others are counted


@dataclass(frozen=True, slots=True)
class RegisterChange:
    """A cell of a sent report: `sent` is the register's number then, `now` its number today (None: it cannot tell)."""

    submission: UUID
    unit: Unit
    cell: Cell
    sent: Decimal | None
    now: Decimal | None
    value: Decimal | None  # the cell's number; it differs from `sent` where the unit changed it

    @property
    def name(self) -> tuple[str, str]:
        return self.cell.element, self.cell.disaggregation


def list_register_changes(submission: Submission, cells: Collection[str] | None = None) -> list[RegisterChange]:
    """Cells whose register gives another number than when the report was sent. Two queries. `cells`: only these."""
    form: Form = submission.definition
    if not any(cell.source and (cells is None or cell.code in cells) for cell in form.cells):
        return []
    measured = counting.measure_unit(form, unit=submission.unit, period=submission.period)
    changes = _compare_with_registers(submission, form, measured, DataValue.objects.filter(submission=submission))
    return [change for change in changes if cells is None or change.cell.code in cells]


def _compare_with_registers(
    submission: Submission, form: Form, measured: Mapping[str, MeasureResult], stored: Iterable[DataValue]
) -> list[RegisterChange]:
    rows = {row.cell: row for row in stored}
    return [
        RegisterChange(submission.pk, submission.unit, cell, row.register_number, now, row.number)
        for cell in form.cells
        if cell.source is not None
        and (row := rows.get(cell.code)) is not None
        and row.digest
        and (now := number_of(measured[cell.code])) != row.register_number
    ]


def list_register_changes_by_unit(form: Form, submissions: Mapping[int, UUID]) -> dict[int, list[RegisterChange]]:
    """The changes of reports of one form and period, by unit (row id).

    Two queries; if registers were written since, two more and those of `measure_units`.
    """
    sent = _sent_at(submissions.values())
    since = min(sent.values(), default=None)
    last_writes = {} if since is None else _list_last_writes(form, since)
    outdated = [pk for pk in submissions.values() if pk in sent and any(at > sent[pk] for at in last_writes.values())]
    if not outdated:
        return {}
    rows = [
        row
        for row in Submission.objects.select_related("form", "form_version", "unit__parent").filter(pk__in=outdated)
        if any(
            at > sent[row.pk] for unit_id, at in last_writes.items() if is_attached(row.unit) or unit_id == row.unit_id
        )
    ]
    if not rows:
        return {}
    measured = counting.measure_units(form, units=[row.unit for row in rows], period=rows[0].period)
    stored: dict[UUID, list[DataValue]] = defaultdict(list)
    for value in DataValue.objects.filter(submission__in=rows):
        stored[value.submission_id].append(value)
    changes_by_unit = {
        row.unit_id: _compare_with_registers(row, form, measured[row.unit_id], stored[row.pk]) for row in rows
    }
    return {unit: changes for unit, changes in changes_by_unit.items() if changes}


def _sent_at(submissions: Iterable[UUID]) -> dict[UUID, datetime]:
    steps = Step.objects.filter(submission__in=list(submissions), action__in=SENDING_ACTIONS)
    return dict(steps.order_by().values_list("submission").annotate(at=Max("at")))


def _list_last_writes(form: Form, since: datetime) -> dict[int, datetime]:
    """The last time, by unit, that an entry of the form's registers was written after `since`. One query."""
    parts: list[Any] = [
        get_registers()[code]
        .list_entries()
        .filter(updated_at__gt=since)
        .order_by()
        .values("unit_id")
        .annotate(register=Value(code, CharField()), at=Max("updated_at"))
        .values_list("unit_id", "register", "at")
        for code in _list_source_registers(form)
    ]
    if not parts:
        return {}
    last_writes: dict[int, datetime] = {}
    last_by_register = parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0]
    for unit, _register, at in last_by_register:
        last_writes[unit] = max(at, last_writes.get(unit, at))
    return last_writes


def _list_source_registers(form: Form) -> list[str]:
    """The registers that its cells count, and others of the same app (changes beside establishments)."""
    families = {
        get_registers()[cell.source.register].family
        for cell in form.cells
        if cell.source and cell.source.register in get_registers()
    }
    return [code for code, register in get_registers().items() if register.family in families]


def report_warnings(user: User, register: str, unit: Unit, days: Collection[date]) -> Iterator[str]:
    """A sentence for each report visible to the account whose number now differs from the register's.

    `days`: those of the entry before and after the change.
    """
    family = get_registers()[register].family
    area = get_unit_area(unit)
    attached = list_attached_codes()
    condition = Q(unit=unit) | Q(unit__level__in=attached, unit__parent=area.parent_id or area.pk)
    condition |= Q(unit__level__in=attached, unit__parent=area.pk)
    rows = (
        list_visible_submissions(user).filter(condition, state__in=_SENT).select_related("form_version", "unit__parent")
    )
    ordered_rows = rows.order_by("form__code", "unit__code")
    for row in sorted(ordered_rows, key=lambda report: periods.get_day_order(report.period), reverse=True):
        form: Form = row.definition
        cells = {
            cell.code for cell in form.cells if cell.source and get_registers()[cell.source.register].family == family
        }
        if not cells or not any(day < get_counting_window(form, row.period).end for day in days):
            continue
        if changes := list_register_changes(row, cells):
            yield _format_warning(row, form, changes)


def _format_warning(row: Submission, form: Form, changes: list[RegisterChange]) -> str:
    elements_by_code = list_report_elements(row)
    accepted = row.state in COUNTED_STATES
    texts = [
        _("%(cell)s: %(state)s %(value)s, sổ hiện có %(now)s")
        % {
            "cell": change.cell.label or elements_by_code[change.cell.element].name,
            "state": _("đã duyệt") if accepted else _("đã gửi"),
            "value": _("không có số") if change.value is None else translate(format_value(change.value)),
            "now": _("không đủ số") if change.now is None else translate(format_value(change.now)),
        }
        for change in changes[:_NAMED]
    ]
    if len(changes) > _NAMED:
        texts.append(
            ngettext("và %(n)s ô khác", "và %(n)s ô khác", len(changes) - _NAMED) % {"n": len(changes) - _NAMED}
        )
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Báo cáo %(form)s %(period)s của %(unit)s %(state)s và không đổi theo sổ. %(cells)s.")
        % {
            "form": form.code,
            "period": period_name(periods.parse_period(row.period)),
            "unit": row.unit.short_name,
            "state": _("đã duyệt") if accepted else _("đã gửi"),
            "cells": "; ".join(texts),
        },
        reverse("reporting:submission", args=[row.pk]),
        _("Mở báo cáo để đính chính") if accepted else _("Mở báo cáo"),
    )
