"""Services that close a form's period for an area and send its figures up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.consolidation.models import Closing
from sokehoach.apps.consolidation.queries import closings
from sokehoach.apps.consolidation.queries.senders import list_senders
from sokehoach.apps.consolidation.queries.sheets import get_area
from sokehoach.apps.consolidation.services import figures
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries.window_rules import get_cut_off
from sokehoach.apps.reporting.services import submissions
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment
from sokehoach.domain.reporting.workflow import ReportState


@write("figures.close", seal=True)
def close(
    *, unit: Unit, form: str, period: str, seen_digest: str, why: str = "", by: User, at: datetime
) -> ServiceResult:
    """Close with the reports present and send the figures up. Missing senders are named and do not prevent it.

    Where an area above has closed already, `why` is the reason for closing it again.

    NotFoundError where `by` does not review for the unit. Raises VersionConflictError where something below was
    accepted, corrected or closed since the page (`seen_digest`), ActionRefused where it is closed already or nothing is
    accepted, InvalidInput without a needed reason.
    """
    scope = scope_of(by, timezone.localdate(at)).restrict_to(query_forms.get_form_programme(by, form))
    if not scope.may(Action.REPORT_REVIEW, unit.pk):
        raise NotFoundError
    if closings.find_current_closing(unit=unit, form=form, period=period) is not None:
        raise ActionRefused(say("Số tổng hợp của biểu này đã chốt."))
    if seen_digest != closings.compute_inputs_digest(unit=unit, form=form, period=period):
        raise VersionConflictError(
            say("Có báo cáo vừa được duyệt hoặc đính chính sau khi mở trang: xem lại số rồi chốt.")
        )
    result = _close_area(unit, form, period, edition=1, why="", by=by, at=at)
    close_again(sender=unit, form=form, period=period, why=why, by=by, at=at)
    return result


@dataclass(frozen=True, slots=True)
class FormToClose:
    """A form with the digest of the figures that the page showed."""

    form: str
    seen_digest: str


@write("figures.close_period", seal=True)
def close_period(*, unit: str, period: str, forms: Sequence[FormToClose], by: User, at: datetime) -> ServiceResult:
    """Close those of these forms that can be, each as `close` does; the others stay open, with why in the answer.

    `answer`: «closed», the number; «left», a sentence by form. NotFoundError where `by` does not review for the unit.
    """
    closed_count, refusals = 0, dict[str, Json]()
    for item in forms:
        area = get_area(unit, get_cut_off(query_forms.get_form(item.form, period), period))
        try:
            with transaction.atomic():  # a refused form is rolled back
                close(unit=area, form=item.form, period=period, seen_digest=item.seen_digest, by=by, at=at)
            closed_count += 1
        except (ActionRefused, InvalidInput) as refusal:
            refusals[item.form] = refusal.message
    return ServiceResult(
        subject=f"period:{period}",
        unit=unit,
        detail={"period": period, "closed": closed_count, "left": len(refusals)},
        answer={"closed": closed_count, "left": refusals},
    )


def close_again(*, sender: Unit, form: str, period: str, why: str, by: User, at: datetime) -> None:
    """Close closed areas above the sender again, in the write of its new numbers. InvalidInput without a reason."""
    closings_above = closings.list_closings_above(form=form, period=period, senders=[sender.pk])[sender.pk]
    check_reclosing_reason(sender, closings_above, why)
    for previous in closings_above:
        _close_area(previous.unit, form, period, edition=previous.edition + 1, why=why.strip(), by=by, at=at)


def check_reclosing_reason(sender: Unit, closings_above: Sequence[Closing], why: str) -> None:
    """Raises InvalidInput where areas above the sender have closed and there is no reason for closing again."""
    if closings_above and not why.strip():
        raise InvalidInput({"why": [_format_reclosing_notice(closings_above[0], sender)]})


def _format_reclosing_notice(closing: Closing, sender: Unit) -> str:
    """The notice for an official who brings numbers after the closing."""
    return say(
        "%(who)s đã chốt số tổng hợp của %(area)s lúc %(when)s. Nhận số của %(unit)s làm đổi số đã chốt: "
        "ghi lý do chốt lại.",
        who=closing.by,
        area=closing.unit.name,
        when=write_moment(timezone.localtime(closing.at)),
        unit=sender.name,
    )


def _close_area(unit: Unit, form: str, period: str, *, edition: int, why: str, by: User, at: datetime) -> ServiceResult:
    definition = query_forms.get_form(form, period)
    all_senders = list_senders(unit, definition, period)
    received = [sender for sender in all_senders if sender.state == ReportState.ACCEPTED]
    if not received:
        raise ActionRefused(say("Chưa có báo cáo nào được duyệt: chưa có gì để chốt."))
    missing = [sender.key for sender in all_senders if sender.state != ReportState.ACCEPTED]
    reporters = [sender.unit.pk for sender in received if not sender.is_area]
    submissions.mark_consolidated(form=form, units=reporters, period=period, by=by, at=at)
    Closing.objects.create(
        unit=unit, form=form, period=period, edition=edition, why=why,
        received=[sender.key for sender in received], missing=missing, by=by, at=at,
    )  # fmt: skip
    figures.send(form=form, period=period, areas=[unit.pk], at=at)
    return ServiceResult(
        subject=f"form:{form}",
        unit=unit.code,
        detail={"form": definition.code, "period": period, "edition": edition, "missing": [*missing]},
        answer={"edition": edition, "received": len(received), "missing": len(missing)},
        function=definition.function,
    )
