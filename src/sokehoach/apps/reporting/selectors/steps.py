"""The life of a report so far: who did what when."""

from collections.abc import Collection, Sequence
from typing import TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.domain.reporting.workflow import COUNTED, Action, State


class Stop(TypedDict):
    """What `{% life %}` draws."""

    name: str
    state: str  # done, current, returned, next
    when: str
    who: str


SHOWN = 4  # of many rounds, the latest


def steps_of(submission: Submission) -> QuerySet[Step]:
    return Step.objects.filter(submission=submission).select_related("by").order_by("id")


def returned_for(submissions: Collection[UUID]) -> dict[UUID, str]:
    """The reason of the last return of each report that was returned: one query."""
    steps = Step.objects.filter(submission__in=submissions, action=Action.RETURN).order_by("id")
    return dict(steps.values_list("submission", "reason"))


def life(submission: Submission, steps: Sequence[Step], *, due: str, office: str) -> list[Stop]:
    """What happened, then what is still to come. `due` and `office` are said of the steps to come."""
    stops = [_stop(step, steps[: at + 1]) for at, step in enumerate(steps)]
    last: dict[str, str] = {State.RETURNED: "returned"}
    last |= {state.value: "done" for state in (*COUNTED, State.SUPERSEDED)}
    if stops:
        stops[-1]["state"] = last.get(submission.state, "current")
    first, later = stops[:1], stops[1:][-SHOWN:]
    send = Stop(name=_("Gửi"), state="next", when=due, who="")
    again = Stop(name=_("Gửi lại"), state="next", when="", who="")
    accept = Stop(name=_("Duyệt"), state="next", when="", who=office)
    to_come = {State.DRAFT: [send, accept], State.RETURNED: [again, accept], State.SENT: [accept]}
    return [*first, *later, *to_come.get(State(submission.state), [])]


def _stop(step: Step, until: Sequence[Step]) -> Stop:
    names = {
        OPEN: _("Nháp"),
        Action.SEND: _("Đã gửi"),
        Action.TAKE_OVER: _("Nhập thay, đã gửi"),
        Action.RETURN: _("Trả lại"),
        Action.ACCEPT: _("Đã duyệt"),
        Action.CONSOLIDATE: _("Đã tổng hợp"),
        Action.SUPERSEDE: _("Có bản thay thế"),
    }
    again = step.action == Action.SEND and sum(one.action in _SENDINGS for one in until) > 1
    at = timezone.localtime(step.at)
    return Stop(
        name=_("Gửi lại") if again else names[step.action],
        state="done",
        when=f"{at.day}/{at.month}, {at:%H:%M}",
        who=str(step.by),
    )


def moved_on(row: Submission) -> str:
    """What was done with the report since a page of it was drawn, as a sentence."""
    last = row.steps.select_related("by").order_by("-id").first()
    if last is None:
        return _("Báo cáo đã đổi từ khi mở trang.")
    return _("%(who)s đã %(what)s lúc %(when)s, sau khi trang này mở.") % {
        "who": last.by,
        "what": _(Action(last.action).label_vi) if last.action in set(Action) else _("lập báo cáo"),
        "when": f"{timezone.localtime(last.at):%H:%M, %d/%m/%Y}",
    }


_SENDINGS = (Action.SEND, Action.TAKE_OVER)
OPEN = "open"  # the first step: the report was begun
