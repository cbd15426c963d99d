"""Exceptions to the day of a report: asked by the unit that owes it, answered by the office that reviews it."""

from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.reporting import models
from sokehoach.apps.reporting.models import Extension, Submission
from sokehoach.apps.reporting.selectors import extensions, forms, obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.apps.reporting.services.held import day_of
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.reporting.form import Form


@write("report.ask_extension")
def ask(
    *, form: str, unit: Unit, period: str, until: date | None, reason: str, by: User, at: datetime
) -> Done:
    """Ask to send later, up to and including `until`.

    Http404 where `by` may not send for the unit or it does not owe the form; Refused where the report was sent or
    another request waits; Invalid for a day that gives no time, or without a reason.
    """
    definition = forms.form(form)
    if not scope_of(by, day_of(at)).may(Action.REPORT_SEND, unit.pk, definition.function):
        raise Http404
    owed = _owed(definition, unit, period)
    if owed.first_sent is not None:
        raise Refused(_("Báo cáo này đã gửi, không cần lùi hạn."))
    if Extension.objects.filter(form__code=form, unit=unit, period=period, answer="").exists():
        raise Refused(_("Đã có một đề nghị lùi hạn đang chờ trả lời."))
    wrong: dict[str, list[str]] = {}
    if until is None or until <= max(owed.due, day_of(at)):
        wrong["until"] = [_("Ghi ngày sau hạn nộp và sau hôm nay.")]
    if not reason.strip():
        wrong["reason"] = [_("Ghi lý do xin lùi hạn.")]
    if until is None or wrong:
        raise Invalid(wrong)
    guard.refuse({"reason": reason})
    row = Extension.objects.create(
        form=models.Form.objects.get(code=form),
        unit=unit,
        period=period,
        until=until,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at,
    )
    return _done(row)


@write("report.answer_extension")
def answer(*, extension: int, granted: bool, said: str, by: User, at: datetime) -> Done:
    """Grant or refuse; a refusal says why. Http404 outside what `by` reviews, Refused where it is answered already."""
    row = (
        Extension.objects.select_for_update(of=("self",))
        .select_related("form", "unit")
        .filter(extensions.answerable(scope_of(by, day_of(at))), pk=extension)
        .first()
    )
    if row is None:
        raise Http404
    if row.answer:
        raise Refused(_("Đề nghị này đã được trả lời. Hãy tải lại trang."))
    if row.asked_by_id == by.pk:
        raise Refused(_("Người xin lùi hạn không tự trả lời được."))
    if not granted and not said.strip():
        raise Invalid({"said": [_("Ghi lý do không đồng ý.")]})
    guard.refuse({"said": said})
    row.answer = Extension.Answer.GRANTED if granted else Extension.Answer.REFUSED
    row.said, row.answered_by, row.answered_at = said.strip(), by, at
    row.save(update_fields=["answer", "said", "answered_by", "answered_at"])
    return _done(row)


def refuse_locked(row: Submission, *, at: datetime) -> None:
    """Refused where the report was never sent and its day of locking has come without an exception."""
    form = row.form.definition
    lock = obligations.lock_of(form, row.period)
    if lock is None or day_of(at) < lock:
        return  # on the last day everybody sends: who else owes the form is not asked
    owed = _owed(form, row.unit, row.period)
    if owed.locked(day_of(at)):
        raise Refused(
            _("Đã khóa nhận báo cáo từ %(day)s. Vào «Hạn nộp» xin lùi hạn; được đồng ý thì gửi được.")
            % {"day": f"{owed.locked_from:%d/%m/%Y}"}
        )


def _owed(form: Form, unit: Unit, period: str) -> Expected:
    for one in obligations.expected(form, period):
        if one.unit.pk == unit.pk:
            return one
    raise Http404


def _done(row: Extension) -> Done:
    return Done(
        subject=f"extension:{row.pk}",
        unit=row.unit.code,
        detail={
            "form": row.form.code,
            "period": row.period,
            "until": row.until.isoformat(),
            "reason": row.said or row.reason,
        },
        answer={"id": row.pk, "answer": row.answer},
        function=row.form.function,
    )
