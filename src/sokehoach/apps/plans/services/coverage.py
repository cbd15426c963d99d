"""Confirming which items of a plan answer a demand of the upper one."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, write
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import DemandAnswer, ItemState, Plan
from sokehoach.apps.plans.selectors.chain import demands, uppers
from sokehoach.apps.plans.selectors.items import items
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Stale


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
) -> Done:
    """Say which items of the plan (codes) answer a demand of the upper plan (a code); none: nothing answers it.

    `version` is 0 for a demand that nobody answered yet. Invalid (fields «demand», «own», «note»); Stale where
    another person answered meanwhile. A plan that is replaced is not answered any more: 404.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise Http404
    above = next((each for each in uppers(row) if each.pk == upper), None)
    if above is None or row.state == Plan.State.REPLACED:
        raise Http404
    wrong: dict[str, list[str]] = {}
    if demand not in {item.code for item in demands(above, row.unit)}:
        wrong["demand"] = [_("Chọn một nội dung mà kế hoạch trên giao.")]
    known = {item.code for item in items(row) if item.state != ItemState.DISMISSED}
    if not set(own) <= known:
        wrong["own"] = [_("Chọn nội dung trong danh sách của kế hoạch này.")]
    if said := guard.say(note):
        wrong["note"] = [said]
    if wrong:
        raise Invalid(wrong)
    answer = DemandAnswer.objects.filter(plan=row, upper=above, demand=demand).first()
    if version != (answer.version if answer else 0):
        raise Stale(_("Nội dung này vừa được người khác xác nhận. Hãy xem lại trước khi lưu."))
    before = answer.own if answer else None
    answer = answer or DemandAnswer(plan=row, upper=above, demand=demand, version=0)
    answer.own, answer.note = sorted(own), note.strip()
    answer.answered_by, answer.answered_at = by, at
    answer.version += 1
    answer.save()
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"upper": str(above.pk), "code": demand, "from": before, "to": answer.own},
        answer={"plan": str(row.pk), "version": answer.version},
    )
