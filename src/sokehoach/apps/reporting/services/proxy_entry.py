"""Services for reports that the office enters for a unit, by telephone or from an e-mailed workbook."""

import uuid
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models, permissions
from sokehoach.apps.reporting.models import ProxyEntry, Step, Submission
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.submissions import OPEN_ACTION
from sokehoach.apps.reporting.services.submission_lock import (
    build_result,
    day_of,
    find_open_proxy_entry,
    lock_submission,
)
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportAction


@write("report.take")
def begin(*, form: str, unit: Unit, period: str, channel: str, source: str, by: User, at: datetime) -> ServiceResult:
    """Begin proxy entry of a unit's report, opening it if needed; the office may then edit and send it.

    `source`: the office or post that gives the numbers, never a name. NotFoundError where the unit does not owe the
    form or `by` does not review it. Raises ActionRefused where the report is no longer editable.
    """
    definition = query_forms.get_form(form, period)
    scope = scope_of(by, day_of(at)).restrict_to(query_forms.get_form_programme(by, form))
    if not permissions.can_enter_by_proxy(scope, unit, definition.function):
        raise NotFoundError
    if unit.pk not in {report.unit.pk for report in obligations.list_expected(definition, period)}:
        raise NotFoundError
    if not source.strip():
        raise InvalidInput({"source": [get_violation_message(ProxyEntry, "reporting_intake_has_a_source")]})
    pii_filter.check_texts({"source": source})
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("form", "unit")
        .filter(form__uid=form, unit=unit, period=period)
        .order_by("-edition")
        .first()
    )
    if row is None:
        row = Submission.objects.create(form=models.Form.objects.get(uid=form), unit=unit, period=period, created_at=at)
        Step.objects.create(submission=row, action=OPEN_ACTION, state=row.state, by=by, at=at)
    if row.state not in EDITABLE_STATES:
        raise ActionRefused(say("Báo cáo này đã gửi. Muốn sửa thì trả lại hoặc để đơn vị đính chính."))
    if find_open_proxy_entry(row) is None:
        ProxyEntry.objects.create(
            submission=row, channel=ProxyEntry.Channel(channel), source=source.strip(), by=by, at=at
        )
    return build_result(row, detail={"channel": channel, "source": source.strip()})


@write("report.confirm", seal=True)
def confirm(*, submission: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Confirm for the unit the numbers that the office entered. Raises ActionRefused where nothing waits."""
    row = lock_submission(submission, ReportAction.CONFIRM, by=by, at=at).row
    waiting = row.proxy_entries.filter(handed_in_at__isnull=False, confirmed_at__isnull=True)
    if not waiting.update(confirmed_by=by, confirmed_at=at):
        raise ActionRefused(say("Báo cáo này không có số liệu nhập thay nào chờ xác nhận."))
    return build_result(row)


def hand_in(row: Submission, *, at: datetime) -> None:
    """End the proxy entry when the report is sent."""
    row.proxy_entries.filter(handed_in_at__isnull=True).update(handed_in_at=at)
