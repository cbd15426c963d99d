"""Services for reports that the office enters for a unit, by telephone or from an e-mailed workbook."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.models import ProxyEntry, Submission
from sokehoach.apps.reporting.services.report_opening import ReportOpening, create_submissions
from sokehoach.apps.reporting.services.submission_lock import build_result, find_open_proxy_entry, lock_submission
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.constraints import get_violation_message
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.reporting.workflow import EDITABLE_STATES, ReportAction


@write("report.take")
def begin(*, form: str, unit: Unit, period: str, channel: str, source: str, by: User, at: datetime) -> ServiceResult:
    """Begin proxy entry of a unit's report, opening it if needed; the office may then edit and send it.

    `source`: the office or post that gives the numbers, never a name. NotFoundError where the unit does not owe the
    form or `by` does not review it. Raises ActionRefused where the report is no longer editable.
    """
    ReportOpening(form, period, by=by, at=at).check_proxy(unit)
    check_source(source)
    row = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("form", "unit")
        .filter(form__uid=form, unit=unit, period=period)
        .order_by("-edition")
        .first()
    )
    if row is None:
        (row,) = create_submissions(form, [unit], period, by=by, at=at)
    if row.state not in EDITABLE_STATES:
        raise ActionRefused(say("Báo cáo này đã gửi. Muốn sửa thì trả lại hoặc để đơn vị đính chính."))
    begin_entry(row, ProxyEntry.Channel(channel), source, by=by, at=at)
    return build_result(row, detail={"channel": channel, "source": source.strip()})


def check_source(source: str) -> None:
    """Raises InvalidInput where it is empty or names a person."""
    if not source.strip():
        raise InvalidInput({"source": [get_violation_message(ProxyEntry, "reporting_intake_has_a_source")]})
    pii_filter.check_texts({"source": source})


def begin_entry(row: Submission, channel: ProxyEntry.Channel, source: str, *, by: User, at: datetime) -> None:
    """Begins proxy entry of a report where it is not in progress."""
    if find_open_proxy_entry(row) is None:
        row.proxy_entries.create(channel=channel, source=source.strip(), by=by, at=at)


@write("report.confirm", seal=True)
def confirm(*, submission: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Confirm for the unit the numbers that the office entered. Raises ActionRefused where nothing waits."""
    row = lock_submission(submission, ReportAction.CONFIRM, by=by, at=at).row
    waiting = row.proxy_entries.filter(handed_in_at__isnull=False, confirmed_at__isnull=True)
    if not waiting.update(confirmed_by=by, confirmed_at=at):
        raise ActionRefused(say("Báo cáo này không có số liệu nhập thay nào chờ xác nhận."))
    return build_result(row)


def hand_in(rows: Collection[Submission], *, at: datetime) -> None:
    """End the proxy entries when the reports are sent. One query."""
    ProxyEntry.objects.filter(submission__in=rows, handed_in_at__isnull=True).update(handed_in_at=at)
