"""Decides what work means that fell due before its plan was entered: done before, a new day, or late."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Assignment, AssignmentResult, Plan
from sokehoach.apps.plans.queries.passed_days import list_passed_days
from sokehoach.apps.plans.queries.results import find_latest_result
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError
from sokehoach.domain.messages import say


class PassedDayDecision(models.TextChoices):
    DONE_BEFORE = "done", _("Đã làm xong từ trước: ghi kết quả cho các đơn vị này")
    NEW_DAY = "new_day", _("Chưa làm: đặt hạn mới")
    KEEP = "keep", _("Giữ hạn cũ: từ nay tính là trễ")


@write("duty.decide_passed_day")
def decide_passed_day(
    *,
    plan: uuid.UUID,
    code: str,
    passed_on: date,
    decision: str,
    new_day: date | None,
    result: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Decide for all units of a duty that have no result by that day (`passed_on`).

    Done needs words as a result, in `result`; a new day is the day of writing or later, in `new_day`. Raises
    ActionRefused where somebody has decided already.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_decide_passed_days(scope_of(by, at.date()), row.unit_id):
        raise NotFoundError
    if row.state != Plan.State.IN_FORCE:
        raise ActionRefused(say("Kế hoạch chưa hoặc không còn được theo dõi."))
    days = [day for day in list_passed_days(row, code=code) if day.due_on == passed_on]
    if not days:
        raise ActionRefused(say("Hạn này đã có người quyết định, hoặc việc đã có kết quả. Hãy tải lại trang."))
    result = result.strip()
    _check_decision(decision, new_day, result, at.date())
    assignments = days[0].assignments
    for assignment in assignments:
        if decision == PassedDayDecision.DONE_BEFORE:
            _record_result(assignment, result, by, at)
        elif decision == PassedDayDecision.NEW_DAY:
            assignment.due_on = new_day
        else:
            assignment.due_kept_on = at.date()
        assignment.version += 1
        assignment.updated_by, assignment.updated_at = by, at
    _save_assignments(assignments)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={
            "code": code,
            "passed_on": passed_on.isoformat(),
            "decision": decision,
            "due_on": new_day.isoformat() if new_day and decision == PassedDayDecision.NEW_DAY else "",
            "assignments": len(assignments),
        },
        answer={"plan": str(row.pk), "assignments": len(assignments)},
    )


def _check_decision(decision: str, new_day: date | None, result: str, today: date) -> None:
    problems: dict[str, list[str]] = {}
    if decision not in PassedDayDecision.values:
        problems["decision"] = [say("Chọn một cách trong danh sách.")]
    if decision == PassedDayDecision.NEW_DAY and (new_day is None or new_day < today):
        problems["new_day"] = [say("Ghi hạn mới, từ hôm nay trở đi.")]
    if decision == PassedDayDecision.DONE_BEFORE:
        if not result:
            problems["result"] = [say("Ghi đã làm gì, ở văn bản nào: đó là kết quả của nhiệm vụ.")]
        elif privacy_message := pii_filter.find_text_problem(result):
            problems["result"] = [privacy_message]
    if problems:
        raise InvalidInput(problems)


def _record_result(assignment: Assignment, text: str, by: User, at: datetime) -> None:
    last = find_latest_result(assignment, "")
    AssignmentResult.objects.create(
        assignment=assignment, period="", number=last.number + 1 if last else 1, state=Assignment.State.DONE, text=text,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    assignment.state, assignment.result = Assignment.State.DONE, text


def _save_assignments(assignments: Sequence[Assignment]) -> None:
    fields = ["state", "result", "due_on", "due_kept_on", "version", "updated_by", "updated_at"]
    Assignment.objects.bulk_update(assignments, fields)
