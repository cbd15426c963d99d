"""Services of extensions: requested by the unit that owes the report, answered by the office that reviews it."""

from collections.abc import Callable
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Extension, Submission
from sokehoach.apps.reporting.permissions import build_answerable_extension_filter
from sokehoach.apps.reporting.queries import forms as query_forms
from sokehoach.apps.reporting.queries import obligations
from sokehoach.apps.reporting.queries.due_days import due_on, lock_of
from sokehoach.apps.reporting.queries.obligations import ExpectedReport
from sokehoach.apps.reporting.services.submission_lock import day_of
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.reporting.form import Form


@write("report.ask_extension")
def ask(
    *, form: str, unit: Unit, period: str, until: date | None, reason: str, by: User, at: datetime
) -> ServiceResult:
    """Request an extension up to and including `until`.

    NotFoundError where `by` may not send for the unit or it does not owe the form. Raises ActionRefused where the
    report was sent or another request waits, InvalidInput for a day that is too early, or without a reason.
    """
    definition = query_forms.get_form(form, period)
    scope = scope_of(by, day_of(at)).restrict_to(query_forms.get_form_programme(by, form))
    if not scope.may(Action.REPORT_SEND, unit.pk, definition.function):
        raise NotFoundError
    report = _get_expected(definition, unit, period)
    if report.first_sent is not None:
        raise ActionRefused(say("Báo cáo này đã gửi, không cần lùi hạn."))
    if until is None or until <= max(report.due, day_of(at)):
        raise InvalidInput({"until": [say("Ghi ngày sau hạn nộp và sau hôm nay.")]})
    row = Extension.objects.create(
        form=models.Form.objects.get(uid=form),
        unit=unit,
        period=period,
        until=until,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
    )
    return _build_result(row)


@write("report.answer_extension")
def answer(*, extension: int, granted: bool, comment: str, by: User, at: datetime) -> ServiceResult:
    """Grant or refuse; a refusal needs a comment. NotFoundError outside what `by` reviews, ActionRefused where it is
    answered.
    """
    row = (
        Extension.objects.select_for_update(of=("self",))
        .select_related("form", "unit")
        .filter(build_answerable_extension_filter(scope_of(by, day_of(at))), pk=extension)
        .first()
    )
    if row is None:
        raise NotFoundError
    if row.answer:
        raise ActionRefused(say("Đề nghị này đã được trả lời. Hãy tải lại trang."))
    row.answer = Extension.Answer.GRANTED if granted else Extension.Answer.REFUSED
    row.comment, row.answered_by, row.answered_at = comment.strip(), by, at
    row.save(update_fields=["answer", "comment", "answered_by", "answered_at"])
    return _build_result(row)


def check_not_locked(
    row: Submission, *, at: datetime, get_expected: Callable[[Submission], ExpectedReport] | None = None
) -> None:
    """Raises ActionRefused where the report was never sent and is locked without an extension.

    `get_expected`: what is expected of a report's unit, where all units have been listed already.
    """
    form = row.definition
    lock = lock_of(form, due_on(form, row.period, row.unit))
    if lock is None or day_of(at) < lock:
        return  # most send before the lock: avoid listing all reporters then
    report = get_expected(row) if get_expected else _get_expected(form, row.unit, row.period)
    if report.locked_from is not None and report.locked(day_of(at)):
        raise ActionRefused(
            say(
                "Đã khóa nhận báo cáo từ %(day)s. Vào «Hạn nộp» xin lùi hạn; được đồng ý thì gửi được.",
                day=write_day(report.locked_from),
            )
        )


def _get_expected(form: Form, unit: Unit, period: str) -> ExpectedReport:
    for report in obligations.list_expected(form, period):
        if report.unit.pk == unit.pk:
            return report
    raise NotFoundError


def _build_result(row: Extension) -> ServiceResult:
    return ServiceResult(
        subject=f"extension:{row.pk}",
        unit=row.unit.code,
        detail={
            "form": row.form.code,
            "period": row.period,
            "until": row.until.isoformat(),
            "reason": row.comment or row.reason,
        },
        answer={"id": row.pk, "answer": row.answer},
        function=row.form.function,
    )
