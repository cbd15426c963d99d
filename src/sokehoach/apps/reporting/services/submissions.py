"""The steps of a report's life."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action as Right
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.apps.reporting.selectors.steps import OPEN
from sokehoach.apps.reporting.services import narratives, values
from sokehoach.apps.reporting.services.held import day_of, done, hold, take_step
from sokehoach.apps.reporting.services.narratives import Words
from sokehoach.apps.reporting.services.values import Typed
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.reporting.workflow import Action


@write("report.open")
def open(*, form: str, unit: Unit, period: str, by: User, at: datetime) -> Done:  # noqa: A001
    """Begin a unit's report. Cells that a register fills follow the register until it is sent.

    Http404 where `by` may not write for the unit or the unit does not owe the form; Refused where the
    report has been begun already, or nothing can have happened yet that it counts.
    """
    definition = forms.form(form)
    if not scope_of(by, day_of(at)).may(Right.REPORT_EDIT, unit.pk, definition.function):
        raise Http404
    if unit.pk not in {one.unit.pk for one in obligations.expected(definition, period)}:
        raise Http404
    if day_of(at) < obligations.counted(definition, period).start:
        raise Refused(_("Kỳ báo cáo này chưa bắt đầu."))
    row, fresh = Submission.objects.select_related("form", "unit").get_or_create(
        form=models.Form.objects.get(code=form), unit=unit, period=period, defaults={"created_at": at}
    )
    if not fresh:
        raise Refused(_("Báo cáo này đã có người lập. Mở lại danh sách để vào báo cáo đó."))
    Step.objects.create(submission=row, action=OPEN, state=row.state, by=by, at=at)
    return done(row)


@write("report.save")
def save(
    *,
    submission: uuid.UUID,
    changes: Mapping[str, Typed],
    words: Mapping[str, Words],
    by: User,
    at: datetime,
) -> Done:
    """Keep a whole page, numbers and words, or nothing of it. Raises what `values` and `narratives` raise."""
    row, _state = hold(submission, Action.SAVE, by=by, at=at)
    cells, headings = _write(row, changes, words, by=by, at=at)
    return done(row, detail={"codes": [*cells], "headings": [*headings]}, answer={"cells": [*cells]})


@write("report.send")
def send(
    *,
    submission: uuid.UUID,
    version: int,
    by: User,
    at: datetime,
    changes: Mapping[str, Typed] | None = None,
    words: Mapping[str, Words] | None = None,
    seen: Mapping[str, int] | None = None,
) -> Done:
    """Hand the report in: keep what is typed, read the registers once more, write every cell as it stands.

    `seen` are the versions of the cells on the page. Invalid with messages by cell where a check stops it;
    then, and where it is Stale, nothing of it is kept.
    """
    row, state = hold(submission, Action.SEND, by=by, at=at, version=version)
    _write(row, changes or {}, words or {}, by=by, at=at)
    stands = sheet(row)
    values.refuse_unseen(
        stands, {code: of for code, of in (seen or {}).items() if code not in (changes or {})}, by=by
    )
    _refuse_errors(stands)
    values.freeze(row, stands, at=at)
    take_step(row, Action.SEND, state, by=by, at=at)
    return done(row)


@write("report.return")
def send_back(*, submission: uuid.UUID, version: int, reason: str, by: User, at: datetime) -> Done:
    """Give a sent report back to its unit. Invalid without a reason."""
    row, state = hold(submission, Action.RETURN, by=by, at=at, version=version)
    if not reason.strip():
        raise Invalid({"reason": [_("Ghi lý do trả lại: đơn vị cần biết sửa gì.")]})
    take_step(row, Action.RETURN, state, by=by, at=at, reason=reason.strip())
    return done(row, detail={"reason": reason.strip()})


@write("report.accept")
def mark_accepted(*, submission: uuid.UUID, version: int, by: User, at: datetime) -> Done:
    """Accept a sent report. For consolidation alone, which brings its figures up to date in the same
    transaction.
    """
    row, state = hold(submission, Action.ACCEPT, by=by, at=at, version=version)
    take_step(row, Action.ACCEPT, state, by=by, at=at)
    return done(row)


def _write(
    row: Submission, changes: Mapping[str, Typed], words: Mapping[str, Words], *, by: User, at: datetime
) -> tuple[list[str], list[str]]:
    """Both, and what is wrong with both."""
    wrong: dict[str, list[str]] = {}
    cells: list[str] = []
    headings: list[str] = []
    try:
        cells = values.fill(row, changes, by=by, at=at)
    except Invalid as invalid:
        wrong |= invalid.messages
    try:
        headings = narratives.tell(row, words, by=by, at=at)
    except Invalid as invalid:
        wrong |= invalid.messages
    if wrong:
        raise Invalid(wrong)
    return cells, headings


def _refuse_errors(stands: Sheet) -> None:
    wrong = {
        line.cell.code: [finding.message_vi for finding in line.findings if finding.hard]
        for line in stands.errors
    }
    if wrong:
        raise Invalid(wrong)
