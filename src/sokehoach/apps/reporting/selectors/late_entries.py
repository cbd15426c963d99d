"""Reports that were sent, and registers that have moved on since: what counts, and what the register says."""

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

from sokehoach.apps.accounts.models import User
from sokehoach.apps.indicators.selectors.elements import elements
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.registers.shelf.catalogue import registers
from sokehoach.apps.registers.shelf.measured import Measured
from sokehoach.apps.reporting.models import DataValue, Step, Submission
from sokehoach.apps.reporting.selectors import registers as counting
from sokehoach.apps.reporting.selectors.answers import number_of
from sokehoach.apps.reporting.selectors.obligations import counted
from sokehoach.apps.reporting.selectors.submissions import submissions_for
from sokehoach.domain.periods import period as periods
from sokehoach.domain.reporting.form import Cell, Form
from sokehoach.domain.reporting.workflow import COUNTED, Action, State
from sokehoach.domain.values.value import show

_SENT = (State.SENT, *COUNTED)
_NAMED = 3  # cells that a warning names; more are counted


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell of a report that is sent: `sent` is what the register said then, `now` what it says (None: it cannot)."""

    submission: UUID
    unit: Unit
    cell: Cell
    sent: Decimal | None
    now: Decimal | None
    value: Decimal | None  # the cell's number: another than `sent` where the unit has changed it

    @property
    def name(self) -> tuple[str, str]:
        return self.cell.element, self.cell.disaggregation


def moved_cells(submission: Submission, cells: Collection[str] | None = None) -> list[Moved]:
    """Those whose register says another number than when the report was sent: two queries. `cells`: of these alone."""
    form: Form = submission.form.definition
    if not any(cell.source and (cells is None or cell.code in cells) for cell in form.cells):
        return []
    measured = counting.measure(form, unit=submission.unit, period=submission.period)
    found = _moved(submission, form, measured, DataValue.objects.filter(submission=submission))
    return [one for one in found if cells is None or one.cell.code in cells]


def _moved(
    submission: Submission, form: Form, measured: Mapping[str, Measured], stored: Iterable[DataValue]
) -> list[Moved]:
    rows = {row.cell: row for row in stored}
    return [
        Moved(submission.pk, submission.unit, cell, row.register_number, now, row.number)
        for cell in form.cells
        if cell.source is not None
        and (row := rows.get(cell.code)) is not None
        and row.digest
        and (now := number_of(measured[cell.code])) != row.register_number
    ]


def moved_of(form: Form, submissions: Mapping[int, UUID]) -> dict[int, list[Moved]]:
    """Of reports of one form and period, by row of the unit.

    Two queries; where registers were written on since, two more and those of `measure_units`.
    """
    sent = _sent_at(submissions.values())
    since = min(sent.values(), default=None)
    written = {} if since is None else _written(form, since)
    late = [pk for pk in submissions.values() if pk in sent and any(at > sent[pk] for at in written.values())]
    if not late:
        return {}
    rows = [
        row
        for row in Submission.objects.select_related("form", "unit__parent").filter(pk__in=late)
        if any(
            at > sent[row.pk]
            for whose, at in written.items()
            if row.unit.level == Level.AGENCY or whose == row.unit_id
        )
    ]
    if not rows:
        return {}
    measured = counting.measure_units(form, units=[row.unit for row in rows], period=rows[0].period)
    stored: dict[UUID, list[DataValue]] = defaultdict(list)
    for value in DataValue.objects.filter(submission__in=rows):
        stored[value.submission_id].append(value)
    found = {row.unit_id: _moved(row, form, measured[row.unit_id], stored[row.pk]) for row in rows}
    return {unit: moved for unit, moved in found.items() if moved}


def _sent_at(submissions: Iterable[UUID]) -> dict[UUID, datetime]:
    steps = Step.objects.filter(submission__in=list(submissions), action__in=(Action.SEND, Action.TAKE_OVER))
    return dict(steps.order_by().values_list("submission").annotate(at=Max("at")))


def _written(form: Form, since: datetime) -> dict[int, datetime]:
    """By unit, when an entry of the form's registers was last written since: one query."""
    parts: list[Any] = [
        registers()[code]
        .model._default_manager.filter(updated_at__gt=since)
        .order_by()
        .values("unit_id")
        .annotate(register=Value(code, CharField()), at=Max("updated_at"))
        .values_list("unit_id", "register", "at")
        for code in _registers_of(form)
    ]
    if not parts:
        return {}
    found: dict[int, datetime] = {}
    every = parts[0].union(*parts[1:], all=True).order_by() if len(parts) > 1 else parts[0]
    for unit, _register, at in every:
        found[unit] = max(at, found.get(unit, at))
    return found


def _registers_of(form: Form) -> list[str]:
    """Those that its cells count, with those that stand beside them in one app (changes beside establishments)."""
    apps = {
        registers()[cell.source.register].model._meta.app_label
        for cell in form.cells
        if cell.source and cell.source.register in registers()
    }
    return [code for code, one in registers().items() if one.model._meta.app_label in apps]


def report_warnings(user: User, register: str, unit: Unit, days: Collection[date]) -> Iterator[str]:
    """A sentence for each report, as the account may see it, whose number no longer is what the register says.

    `days`: those of the entry, before and after it was written.
    """
    label = registers()[register].model._meta.app_label
    area = area_of(unit)
    near = Q(unit=unit) | Q(unit__level=Level.AGENCY, unit__parent=area.parent_id or area.pk)
    near |= Q(unit__level=Level.AGENCY, unit__parent=area.pk)
    rows = submissions_for(user).filter(near, state__in=_SENT).select_related("unit__parent")
    for row in rows.order_by("-period", "form__code", "unit__code"):
        form: Form = row.form.definition
        cells = {
            cell.code
            for cell in form.cells
            if cell.source and registers()[cell.source.register].model._meta.app_label == label
        }
        if not cells or not any(day < counted(form, row.period).end for day in days):
            continue
        if moved := moved_cells(row, cells):
            yield _warning(row, form, moved)


def _warning(row: Submission, form: Form, moved: list[Moved]) -> str:
    meaning = elements()
    accepted = row.state in COUNTED
    told = [
        _("%(cell)s: %(state)s %(value)s, sổ hiện có %(now)s")
        % {
            "cell": one.cell.label or meaning[one.cell.element].name,
            "state": _("đã duyệt") if accepted else _("đã gửi"),
            "value": _("không có số") if one.value is None else show(one.value),
            "now": _("không đủ số") if one.now is None else show(one.now),
        }
        for one in moved[:_NAMED]
    ]
    if len(moved) > _NAMED:
        told.append(_("và %(n)s ô khác") % {"n": len(moved) - _NAMED})
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Báo cáo %(form)s %(period)s của %(unit)s %(state)s và không đổi theo sổ. %(cells)s.")
        % {
            "form": form.code,
            "period": periods.name_vi(periods.parse(row.period)),
            "unit": row.unit.short_name,
            "state": _("đã duyệt") if accepted else _("đã gửi"),
            "cells": "; ".join(told),
        },
        reverse("reporting:submission", args=[row.pk]),
        _("Mở báo cáo để đính chính") if accepted else _("Mở báo cáo"),
    )
