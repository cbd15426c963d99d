"""Builds the stops of a report's workflow: who did what when."""

from collections.abc import Collection, Sequence
from typing import TypedDict
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sokehoach.apps.reporting.models import Step, Submission
from sokehoach.domain.reporting.workflow import COUNTED_STATES, ReportAction, ReportState


class Stop(TypedDict):
    """One item of the template tag `{% life %}`."""

    name: str
    state: str  # done, current, returned, next
    when: str
    who: str


MAX_STOPS = 4  # only the latest of many rounds


def steps_of(submission: Submission) -> QuerySet[Step]:
    return Step.objects.filter(submission=submission).select_related("by").order_by("id")


def returned_for(submissions: Collection[UUID]) -> dict[UUID, str]:
    """The reason of the last return of each returned report. One query."""
    steps = Step.objects.filter(submission__in=submissions, action=ReportAction.RETURN).order_by("id")
    return dict(steps.values_list("submission", "reason"))


def build_stops(submission: Submission, steps: Sequence[Step], *, due: str, office: str) -> list[Stop]:
    """The steps taken, then those to come. `due` and `office` are shown with the steps to come."""
    stops = [_build_stop(step, steps[: index + 1]) for index, step in enumerate(steps)]
    last: dict[str, str] = {ReportState.RETURNED: "returned"}
    last |= {state.value: "done" for state in (*COUNTED_STATES, ReportState.SUPERSEDED)}
    if stops:
        stops[-1]["state"] = last.get(submission.state, "current")
    first, last_stops = stops[:1], stops[1:][-MAX_STOPS:]
    send = Stop(name=_("Gửi"), state="next", when=due, who="")
    again = Stop(name=_("Gửi lại"), state="next", when="", who="")
    accept = Stop(name=_("Duyệt"), state="next", when="", who=office)
    to_come = {
        ReportState.DRAFT: [send, accept],
        ReportState.RETURNED: [again, accept],
        ReportState.SENT: [accept],
    }
    return [*first, *last_stops, *to_come.get(ReportState(submission.state), [])]


def _build_stop(step: Step, steps_so_far: Sequence[Step]) -> Stop:
    names = {
        OPEN: _("Nháp"),
        ReportAction.SEND: _("Đã gửi"),
        ReportAction.TAKE_OVER: _("Nhập thay, đã gửi"),
        ReportAction.RETURN: _("Trả lại"),
        ReportAction.ACCEPT: _("Đã duyệt"),
        ReportAction.CONSOLIDATE: _("Đã tổng hợp"),
        ReportAction.SUPERSEDE: _("Có bản thay thế"),
    }
    again = (
        step.action == ReportAction.SEND and sum(earlier_step.action in _SENDINGS for earlier_step in steps_so_far) > 1
    )
    at = timezone.localtime(step.at)
    return Stop(
        name=_("Gửi lại") if again else names[step.action],
        state="done",
        when=f"{at.day}/{at.month}, {at:%H:%M}",
        who=str(step.by),
    )


def describe_last_step(row: Submission) -> str:
    """A sentence on the last step of a report that changed after its page was rendered."""
    last = row.steps.select_related("by").order_by("-id").first()
    if last is None:
        return _("Báo cáo đã đổi từ khi mở trang.")
    return _("%(who)s đã %(what)s lúc %(when)s, sau khi trang này mở.") % {
        "who": last.by,
        "what": _(ReportAction(last.action).label_vi) if last.action in set(ReportAction) else _("lập báo cáo"),
        "when": f"{timezone.localtime(last.at):%H:%M, %d/%m/%Y}",
    }


_SENDINGS = (ReportAction.SEND, ReportAction.TAKE_OVER)
OPEN = "open"  # the first step: the report was begun
