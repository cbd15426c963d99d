"""Sanctions of the licence holder. What the frame says is advice: nothing is refused for it."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.registers.inspections.models import Sanction
from sokehoach.apps.registers.inspections.services.writing import day_of, done, keep, locked
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.registers.inspections import Answer, is_wanting


@write("sanction.add")
def add(
    *,
    visit: UUID,
    version: int,
    kind: str,
    act: str,
    act_on: date,
    amount: int | None,
    number: str,
    decided_on: date,
    by: User,
    at: datetime,
) -> Done:
    """Write down a decision on the establishment of the visit. `amount` in đồng, of a fine alone."""
    row = locked(visit, version, by=by, at=at)
    if not row.held:
        raise Refused(_("Ghi kết quả kiểm tra trước khi ghi quyết định xử lý."))
    wrong: dict[str, list[str]] = {}
    if kind == Sanction.Kind.FINE and not amount:
        wrong["amount"] = [_("Phạt tiền thì ghi số tiền.")]
    if kind != Sanction.Kind.FINE and amount is not None:
        wrong["amount"] = [_("Chỉ phạt tiền mới ghi số tiền.")]
    if not number.strip():
        wrong["number"] = [_("Ghi số quyết định.")]
    elif row.sanctions.filter(kind=kind, number=number.strip()).exists():
        wrong["number"] = [_("Quyết định này đã ghi cho lượt kiểm tra.")]
    if act_on > row.day:
        wrong["act_on"] = [_("Ngày thực hiện hành vi ở sau ngày kiểm tra.")]
    if decided_on < row.day or decided_on > day_of(at):
        wrong["decided_on"] = [_("Ngày quyết định từ ngày kiểm tra đến hôm nay.")]
    if wrong:
        raise Invalid(wrong)
    Sanction.objects.create(
        visit=row, kind=kind, act=act, act_on=act_on, amount=amount, number=number.strip(),
        decided_on=decided_on, created_by=by, created_at=at,
    )  # fmt: skip
    row.wanting = True
    keep(row, by=by, at=at, fields=["wanting"])
    return done(row, at=at, kind=kind)


@write("sanction.remove")
def remove(*, sanction: UUID, version: int, by: User, at: datetime) -> Done:
    """Take back a decision that was written down by mistake; the log keeps its kind and number."""
    found = Sanction.objects.filter(pk=sanction).first()
    if found is None:
        raise Refused(_("Quyết định này không còn trong lượt kiểm tra."))
    row = locked(found.visit_id, version, by=by, at=at)
    kind, number = found.kind, found.number
    found.delete()
    answers = {told.item: Answer(told.answer) for told in row.answers.all()}
    left = Sanction.objects.filter(visit=row).count()
    row.wanting = is_wanting(answers, cultural=row.cultural, sanctions=left)
    keep(row, by=by, at=at, fields=["wanting"])
    return done(row, at=at, kind=kind, number=number)
