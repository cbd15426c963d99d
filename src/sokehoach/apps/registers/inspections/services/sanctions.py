"""Sanctions of the licence holder. What the frame says is advice: nothing is refused for it."""

from datetime import date, datetime
from uuid import UUID

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.registers.inspections.models import Sanction
from sokehoach.apps.registers.inspections.services.writing import build_result, day_of, lock_visit, save_visit
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.registers.inspections import ItemAnswer, has_deficiency


@write("sanction.add")
def create_sanction(
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
) -> ServiceResult:
    """Write down a decision on the establishment of the visit. `amount` in đồng, of a fine alone."""
    row = lock_visit(visit, version, by=by, at=at)
    if not row.held:
        raise ActionRefused(say("Ghi kết quả kiểm tra trước khi ghi quyết định xử lý."))
    errors: dict[str, list[str]] = {}
    if kind == Sanction.Kind.FINE and not amount:
        errors["amount"] = [say("Phạt tiền thì ghi số tiền.")]
    if kind != Sanction.Kind.FINE and amount is not None:
        errors["amount"] = [say("Chỉ phạt tiền mới ghi số tiền.")]
    if not number.strip():
        errors["number"] = [say("Ghi số quyết định.")]
    elif row.sanctions.filter(kind=kind, number=number.strip()).exists():
        errors["number"] = [say("Quyết định này đã ghi cho lượt kiểm tra.")]
    if act_on > row.day:
        errors["act_on"] = [say("Ngày thực hiện hành vi ở sau ngày kiểm tra.")]
    if decided_on < row.day or decided_on > day_of(at):
        errors["decided_on"] = [say("Ngày quyết định từ ngày kiểm tra đến hôm nay.")]
    if errors:
        raise InvalidInput(errors)
    Sanction.objects.create(
        visit=row, kind=kind, act=act, act_on=act_on, amount=amount, number=number.strip(),
        decided_on=decided_on, created_by=by, created_at=at,
    )  # fmt: skip
    row.wanting = True
    save_visit(row, by=by, at=at, fields=["wanting"])
    return build_result(row, at=at, kind=kind)


@write("sanction.remove")
def remove_sanction(*, sanction: UUID, version: int, by: User, at: datetime) -> ServiceResult:
    """Take back a decision that was written down by mistake; the log keeps its kind and number."""
    sanction_row = Sanction.objects.filter(pk=sanction).first()
    if sanction_row is None:
        raise ActionRefused(say("Quyết định này không còn trong lượt kiểm tra."))
    row = lock_visit(sanction_row.visit_id, version, by=by, at=at)
    kind, number = sanction_row.kind, sanction_row.number
    sanction_row.delete()
    answers = {answer.item: ItemAnswer(answer.answer) for answer in row.answers.all()}
    remaining = Sanction.objects.filter(visit=row).count()
    row.wanting = has_deficiency(answers, cultural=row.cultural, sanctions=remaining)
    save_visit(row, by=by, at=at, fields=["wanting"])
    return build_result(row, at=at, kind=kind, number=number)
