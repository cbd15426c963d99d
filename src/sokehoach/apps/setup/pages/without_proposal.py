"""What the page of proposals says about confirmed work of a plan that makes no proposal."""

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.plans.models import Duty, ItemState, Plan
from sokehoach.apps.plans.permissions import may_confirm


@dataclass(frozen=True, slots=True)
class WorkWithoutProposal:
    """`address`: the page on which the work gets a lead; «» where there is none, or the reader may not."""

    code: str
    title: str
    path: str
    reason: str
    address: str


@dataclass(frozen=True, slots=True)
class SilentWork:
    """`rows`: standing work without a proposal. `dated_count`: how much has days of its own or is only asked for."""

    rows: list[WorkWithoutProposal]
    dated_count: int


def list_silent_work(plan: Plan, keys: Collection[str], scope: Scope) -> SilentWork:
    """The confirmed work of the plan of which no proposal (`keys`) is made. One query."""
    duties = list(Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED).exclude(code__in=keys))
    may_assign = plan.state == Plan.State.IN_FORCE and may_confirm(scope, plan)
    standing_duties = [duty for duty in duties if duty.nature == Duty.Nature.STANDING]
    return SilentWork(
        [_build_row(duty, plan, may_assign) for duty in standing_duties], len(duties) - len(standing_duties)
    )


def _build_row(duty: Duty, plan: Plan, may_assign: bool) -> WorkWithoutProposal:
    takes_lead = may_assign and duty.unassigned and not duty.named
    return WorkWithoutProposal(
        duty.code,
        duty.title,
        duty.path,
        _explain_silence(duty),
        reverse("plans:target", args=[plan.pk, duty.code]) if takes_lead else "",
    )


def _explain_silence(duty: Duty) -> str:
    if duty.unassigned:
        return _("chưa có cơ quan chủ trì nên chưa biết ai báo cáo; giao cơ quan thì có đề xuất")
    if duty.outside:
        return _("cơ quan chủ trì ngoài phần mềm nên không có nơi nào gửi số liệu")
    return _("cơ quan chủ trì không phải nơi gửi báo cáo của địa bàn")
