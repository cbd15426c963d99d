"""Confirms which items of a plan answer a demand of the upper one."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import DemandAnswer, ItemState, Plan
from sokehoach.apps.plans.queries.chain import list_demands, list_upper_plans
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say


@write("demand.answer")
def answer_demand(
    *,
    plan: uuid.UUID,
    upper: uuid.UUID,
    demand: str,
    version: int,
    own: Sequence[str],
    note: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Record which items of the plan (codes) answer a demand (a code) of the upper plan; an empty `own`: nothing does.

    `version` is 0 for a demand without an answer yet. Raises InvalidInput (fields «demand», «own», «note»),
    VersionConflictError where another person answered meanwhile, NotFoundError for a plan that is replaced.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    upper_plan = next((candidate for candidate in list_upper_plans(row) if candidate.pk == upper), None)
    if upper_plan is None or row.state == Plan.State.REPLACED:
        raise NotFoundError
    problems: dict[str, list[str]] = {}
    if demand not in {item.code for item in list_demands(upper_plan, row.unit)}:
        problems["demand"] = [say("Chọn một nội dung mà kế hoạch trên giao.")]
    item_codes = {item.code for item in list_items(row) if item.state != ItemState.DISMISSED}
    if not set(own) <= item_codes:
        problems["own"] = [say("Chọn nội dung trong danh sách của kế hoạch này.")]
    if privacy_message := pii_filter.find_text_problem(note):
        problems["note"] = [privacy_message]
    if problems:
        raise InvalidInput(problems)
    answer = DemandAnswer.objects.filter(plan=row, upper=upper_plan, demand=demand).first()
    if version != (answer.version if answer else 0):
        raise VersionConflictError(say("Nội dung này vừa được người khác xác nhận. Hãy xem lại trước khi lưu."))
    old_codes = answer.own if answer else None
    answer = answer or DemandAnswer(plan=row, upper=upper_plan, demand=demand, version=0)
    answer.own, answer.note = sorted(own), note.strip()
    answer.answered_by, answer.answered_at = by, at
    answer.version += 1
    answer.save()
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"upper": str(upper_plan.pk), "code": demand, "from": old_codes, "to": answer.own},
        answer={"plan": str(row.pk), "version": answer.version},
    )
