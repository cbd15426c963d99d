"""Reports that the office types for a unit: a call is taken, a workbook came by e-mail."""

import uuid
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.models import Intake, Step, Submission
from sokehoach.apps.reporting.selectors import forms, obligations
from sokehoach.apps.reporting.selectors.steps import OPEN
from sokehoach.apps.reporting.services.held import day_of, done, hold, taken
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.reporting.workflow import WRITTEN, Action


@write("report.take")
def begin(*, form: str, unit: Unit, period: str, channel: str, source: str, by: User, at: datetime) -> Done:
    """Take a unit's report: it is opened if need be, and the office may then type on it and send it.

    `source` is the office or the post that tells the numbers, never a name. Http404 where the unit does not owe
    the form or `by` does not review it; Refused where the report is no longer being written.
    """
    definition = forms.form(form)
    if not permissions.takes(scope_of(by, day_of(at)), unit, definition.function):
        raise Http404
    if unit.pk not in {one.unit.pk for one in obligations.expected(definition, period)}:
        raise Http404
    if not source.strip():
        raise Invalid({"source": [_("Ghi bộ phận hoặc chức danh cung cấp số liệu, không ghi họ tên.")]})
    guard.refuse({"source": source})
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("form", "unit")
        .filter(form__code=form, unit=unit, period=period)
        .order_by("-edition")
        .first()
    )
    if row is None:
        row = Submission.objects.create(
            form=models.Form.objects.get(code=form), unit=unit, period=period, created_at=at
        )
        Step.objects.create(submission=row, action=OPEN, state=row.state, by=by, at=at)
    if row.state not in WRITTEN:
        raise Refused(_("Báo cáo này đã gửi. Muốn sửa thì trả lại hoặc để đơn vị đính chính."))
    if taken(row) is None:
        Intake.objects.create(
            submission=row, channel=Intake.Channel(channel), source=source.strip(), by=by, at=at
        )
    return done(row, detail={"channel": channel, "source": source.strip()})


@write("report.confirm", seal=True)
def confirm(*, submission: uuid.UUID, by: User, at: datetime) -> Done:
    """The unit says that what the office typed is what it said. Refused where nothing waits for that."""
    row = hold(submission, Action.CONFIRM, by=by, at=at).row
    waiting = row.intakes.filter(handed_in_at__isnull=False, confirmed_at__isnull=True)
    if not waiting.update(confirmed_by=by, confirmed_at=at):
        raise Refused(_("Báo cáo này không có số liệu nhập thay nào chờ xác nhận."))
    return done(row)


def hand_in(row: Submission, *, at: datetime) -> None:
    """The call ends with the sending."""
    row.intakes.filter(handed_in_at__isnull=True).update(handed_in_at=at)
