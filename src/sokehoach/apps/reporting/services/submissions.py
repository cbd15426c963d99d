"""The steps of a report's life."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action as Right
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Remark, Step, Submission
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.apps.reporting.selectors.recorded import DIGEST, digest_sheet
from sokehoach.apps.reporting.selectors.sheets import Sheet, sheet
from sokehoach.apps.reporting.selectors.steps import OPEN
from sokehoach.apps.reporting.selectors.surroundings import Surroundings, around
from sokehoach.apps.reporting.selectors.waivers import open_findings, waivers
from sokehoach.apps.reporting.services import narratives, sendings, values
from sokehoach.apps.reporting.services import waivers as explanations
from sokehoach.apps.reporting.services.extensions import refuse_locked
from sokehoach.apps.reporting.services.held import day_of, done, hold, take_step
from sokehoach.apps.reporting.services.intakes import hand_in
from sokehoach.apps.reporting.services.narratives import Words
from sokehoach.apps.reporting.services.values import Typed
from sokehoach.apps.reporting.services.waivers import Reasons
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.reporting.form import Form
from sokehoach.domain.reporting.workflow import COUNTED, LIFE, Action, Role, State

_LONGEST = 300  # letters of a remark


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
    if Submission.objects.filter(form__code=form, unit=unit, period=period).exists():
        raise Refused(_("Báo cáo này đã có người lập. Mở lại danh sách để vào báo cáo đó."))
    row = Submission.objects.create(
        form=models.Form.objects.get(code=form), unit=unit, period=period, created_at=at
    )
    Step.objects.create(submission=row, action=OPEN, state=row.state, by=by, at=at)
    return done(row)


@write("report.save")
def save(
    *,
    submission: uuid.UUID,
    changes: Mapping[str, Typed],
    words: Mapping[str, Words],
    reasons: Reasons | None = None,
    by: User,
    at: datetime,
) -> Done:
    """Keep a whole page, numbers, words and explanations, or nothing of it. Raises what each of them raises."""
    row = hold(submission, Action.SAVE, by=by, at=at).row
    cells, headings = _write(row, changes, words, by=by, at=at)
    explanations.give(row, reasons or {}, by=by, at=at)
    detail: dict[str, Json] = {"codes": [*cells], "changed": cells, "headings": [*headings]}
    return done(row, detail=detail, answer={"cells": [*cells]})


@write("report.send", seal=True)
def send(
    *,
    submission: uuid.UUID,
    version: int,
    by: User,
    at: datetime,
    changes: Mapping[str, Typed] | None = None,
    words: Mapping[str, Words] | None = None,
    reasons: Reasons | None = None,
    seen: Mapping[str, int] | None = None,
) -> Done:
    """Hand the report in: read the registers once more, keep what is typed, write every cell as it stands.

    `seen` are the versions of the cells on the page. Invalid with messages by cell where a check stops it;
    then, and where it is Stale, nothing of it is kept.
    """
    row, state, action = hold(submission, Action.SEND, by=by, at=at, version=version)
    refuse_locked(row, at=at)
    near = around(row)
    cells, _headings = _write(row, changes or {}, words or {}, near=near, by=by, at=at)
    explanations.give(row, reasons or {}, by=by, at=at)
    stands = sheet(row, near)
    values.refuse_unseen(
        stands, {code: of for code, of in (seen or {}).items() if code not in (changes or {})}, by=by
    )
    _refuse_errors(row, stands)
    values.freeze(row, stands, at=at)
    sendings.keep(row, stands, by=by, at=at)
    take_step(row, action, state, by=by, at=at)
    hand_in(row, at=at)
    changed: dict[str, Json] = {"changed": cells} if cells else {}
    return done(row, detail=changed | {DIGEST: digest_sheet(stands)})


@write("report.return")
def send_back(
    *,
    submission: uuid.UUID,
    version: int,
    reason: str,
    remarks: Mapping[str, str] | None = None,
    by: User,
    at: datetime,
) -> Done:
    """Give a sent report back to its unit, with `remarks` by cell or heading. Invalid where nothing is said."""
    row, state, action = hold(submission, Action.RETURN, by=by, at=at, version=version)
    said = {place: text.strip() for place, text in (remarks or {}).items() if text.strip()}
    known = _places(row.form.definition)
    wrong = {place: [_("Biểu không có ô %(code)s.") % {"code": place}] for place in said.keys() - known}
    wrong |= {place: [_("Ý kiến dài quá 300 chữ.")] for place, text in said.items() if len(text) > _LONGEST}
    if wrong:
        raise Invalid(wrong)
    reason = reason.strip()
    if not reason and not said:
        raise Invalid({"reason": [_("Ghi lý do trả lại: đơn vị cần biết sửa gì.")]})
    reason = reason or _("Xem ý kiến ở %(n)s chỗ của biểu.") % {"n": len(said)}
    step = take_step(row, action, state, by=by, at=at, reason=reason)
    Remark.objects.bulk_create(Remark(step=step, place=place, text=text) for place, text in said.items())
    return done(row, detail={"reason": reason, "codes": [*said]})


@write("report.accept")
def mark_accepted(*, submission: uuid.UUID, version: int, by: User, at: datetime) -> Done:
    """Accept a sent report; the edition that it corrects stands no longer. For consolidation alone, which
    brings its figures up to date in the same transaction.

    Refused where a hard finding is not excused.
    """
    row, state, action = hold(submission, Action.ACCEPT, by=by, at=at, version=version)
    stands = sheet(row)
    standing = open_findings(stands.findings, waivers(row), granted=True)
    if standing:
        printed = row.form.definition.printed_codes
        raise Refused(
            _("Chưa duyệt được: %(n)s chỗ sai chưa được chấp nhận giải trình (ô %(cells)s).")
            % {"n": len(standing), "cells": ", ".join(printed[one.cell] for one in standing)}
        )
    before = Submission.objects.filter(
        form=row.form_id, unit=row.unit_id, period=row.period, state__in=COUNTED
    ).first()
    if before is not None:
        after = LIFE.step(State(before.state), Action.SUPERSEDE, Role.REVIEWER)
        take_step(before, Action.SUPERSEDE, after, by=by, at=at, reason=row.why)
    take_step(row, action, state, by=by, at=at)
    answer: dict[str, Json] = {
        "replaces": None if before is None else str(before.pk),
        "edition": row.edition,
    }
    return done(row, detail={DIGEST: digest_sheet(stands)}, answer=answer)


def mark_consolidated(*, form: str, units: Collection[int], period: str, by: User, at: datetime) -> int:
    """The level above has closed the period with these units' reports; how many that are. For consolidation
    alone, within its own write.
    """
    rows = Submission.objects.filter(
        form__code=form, unit__in=units, period=period, state=State.ACCEPTED
    ).select_related("form", "unit")
    for row in rows:
        after = LIFE.step(State(row.state), Action.CONSOLIDATE, Role.REVIEWER)
        take_step(row, Action.CONSOLIDATE, after, by=by, at=at)
    return len(rows)


def _write(
    row: Submission,
    changes: Mapping[str, Typed],
    words: Mapping[str, Words],
    *,
    near: Surroundings | None = None,
    by: User,
    at: datetime,
) -> tuple[dict[str, Json], list[str]]:
    """Both, and what is wrong with both."""
    wrong: dict[str, list[str]] = {}
    cells: dict[str, Json] = {}
    headings: list[str] = []
    try:
        cells = values.fill(row, changes, near=near, by=by, at=at)
    except Invalid as invalid:
        wrong |= invalid.messages
    try:
        headings = narratives.tell(row, words, by=by, at=at)
    except Invalid as invalid:
        wrong |= invalid.messages
    if wrong:
        raise Invalid(wrong)
    return cells, headings


def _refuse_errors(row: Submission, stands: Sheet) -> None:
    """Those that nobody has explained; what may be explained has a box for it beside the cell."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for finding in open_findings(stands.findings, waivers(row), granted=False):
        wrong[finding.cell].append(finding.message_vi)
    if wrong:
        raise Invalid(dict(wrong))


def _places(form: Form) -> set[str]:
    return {cell.code for cell in form.cells} | {box.code for box in form.narratives}
