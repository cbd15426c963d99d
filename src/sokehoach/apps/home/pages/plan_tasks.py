"""Tasks of the first page that come from plans: duties, items to settle, plans to make."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.home.pages.tasks import UnitTask
from sokehoach.apps.home.queries.plan_work import PlanInReading, UnledTask, UnownedTarget
from sokehoach.apps.home.queries.reminders import Calendar
from sokehoach.apps.plans.permissions import may_decide_passed_days
from sokehoach.apps.plans.queries.assignments import OwedDuty
from sokehoach.apps.plans.queries.chain import MissingPlan


def build_first_plan_task() -> UnitTask:
    """Returns what comes first where the area has no plan: everything else follows from it."""
    return UnitTask(
        title=_("Nhập kế hoạch đã ký: phần mềm đọc ra nhiệm vụ, chỉ tiêu, chế độ báo cáo"),
        url=reverse("plans:import"),
        action=_("Nhập kế hoạch"),
        state="open",
        state_text=_("Chưa có kế hoạch nào"),
    )


def list_dated_duties(duties: Iterable[OwedDuty], calendar: Calendar) -> list[UnitTask]:
    return [
        UnitTask(
            title=duty.title,
            url=duty.url,
            action=_("Ghi kết quả"),
            due_on=duty.due_on,
            days_late=duty.days_late,
            days_left=calendar.left(duty.due_on),
            state="doing" if duty.state == "doing" else "uncertain" if duty.is_undecided else "dated",
            state_text=_("hạn đã qua trước khi nhập kế hoạch") if duty.is_undecided else "",
            clause=duty.clause,
            programme=duty.programme,
        )
        for duty in duties
        if duty.nature == "dated" and duty.due_on is not None
    ]


def list_passed_days(duties: Iterable[OwedDuty], scope: Scope) -> list[UnitTask]:
    """Returns one line for each plan whose work fell due before the plan was entered, for who may decide on it."""
    days_by_plan: dict[uuid.UUID, set[tuple[str, date | None]]] = defaultdict(set)
    duty_by_plan: dict[uuid.UUID, OwedDuty] = {}
    for duty in duties:
        if duty.is_undecided and may_decide_passed_days(scope, duty.plan_unit):
            days_by_plan[duty.plan].add((duty.code, duty.due_on))
            duty_by_plan[duty.plan] = duty
    return [
        UnitTask(
            title=ngettext(
                "%(n)s nhiệm vụ có hạn đã qua trước khi nhập kế hoạch",
                "%(n)s nhiệm vụ có hạn đã qua trước khi nhập kế hoạch",
                len(days),
            )
            % {"n": len(days)},
            url=reverse("plans:passed_days", args=[plan]),
            action=_("Quyết định"),
            state="uncertain",
            state_text=_("Cần quyết định"),
            note=_("%(name)s: đã làm, đặt hạn mới hay tính là trễ") % {"name": duty_by_plan[plan].plan_name},
            programme=duty_by_plan[plan].programme,
        )
        for plan, days in days_by_plan.items()
    ]


def list_missing_plans(missing_plans: Iterable[MissingPlan], calendar: Calendar) -> list[UnitTask]:
    """Returns the own plans that the unit still has to make."""
    return [
        UnitTask(
            title=_("Lập kế hoạch của đơn vị thực hiện %(name)s") % {"name": missing_plan.upper.name},
            url=reverse("plans:draft", args=[missing_plan.upper.pk]),
            action=_("Soạn dự thảo"),
            due_on=missing_plan.due_on,
            days_late=calendar.late(missing_plan.due_on),
            days_left=calendar.left(missing_plan.due_on),
            state="dated",
        )
        for missing_plan in missing_plans
    ]


def list_undated_duties(duties: Iterable[OwedDuty], board: str) -> list[UnitTask]:
    """Returns one line for standing work and one for requests: they have no date and must not crowd out dated work."""
    duties = list(duties)
    standing_duties = [duty for duty in duties if duty.nature == "standing"]
    requests = [duty for duty in duties if duty.nature == "request"]
    without_day = [duty for duty in duties if duty.nature == "dated" and duty.due_on is None]
    tasks = []
    if without_day:
        tasks.append(
            UnitTask(
                title=ngettext(
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    "%(n)s nhiệm vụ có hạn chưa ghi ngày",
                    len(without_day),
                )
                % {"n": len(without_day)},
                url=board,
                action=_("Mở bảng"),
                state="uncertain",
                state_text=_("Chưa rõ hạn"),
            )
        )
    if standing_duties:
        open_count = sum(duty.state == "not_started" for duty in standing_duties)
        tasks.append(
            UnitTask(
                title=ngettext(
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    "%(n)s nhiệm vụ thường xuyên của đơn vị",
                    len(standing_duties),
                )
                % {"n": len(standing_duties)},
                url=board,
                action=_("Mở bảng"),
                state="standing",
                note=ngettext(
                    "%(n)s nhiệm vụ chưa ghi kết quả của kỳ", "%(n)s nhiệm vụ chưa ghi kết quả của kỳ", open_count
                )
                % {"n": open_count}
                if open_count
                else "",
            )
        )
    if requests:
        tasks.append(
            UnitTask(
                title=ngettext("%(n)s việc được đề nghị phối hợp", "%(n)s việc được đề nghị phối hợp", len(requests))
                % {"n": len(requests)},
                url=board,
                action=_("Mở bảng"),
                state="request",
                note=_("không đôn đốc"),
            )
        )
    return tasks


def list_plan_tasks(readings: Iterable[PlanInReading], unowned: Iterable[UnownedTarget]) -> list[UnitTask]:
    tasks = [
        UnitTask(
            title=ngettext(
                "%(n)s nội dung của kế hoạch chờ xác nhận", "%(n)s nội dung của kế hoạch chờ xác nhận", reading.open
            ) % {"n": reading.open}
            if reading.open
            else _("Kế hoạch đã xác nhận xong, chờ đưa vào theo dõi"),
            url=reverse("plans:read", args=[reading.plan]),
            action=_("Mở kế hoạch"),
            state="uncertain",
            state_text=_("Cần xác nhận"),
            note=_("%(name)s: đã xác nhận %(done)s/%(total)s")
            % {"name": reading.name, "done": reading.total - reading.open, "total": reading.total},
        )
        for reading in readings
    ]  # fmt: skip
    return tasks + [
        UnitTask(
            title=_("Chỉ tiêu %(code)s: %(text)s") % {"code": target.code, "text": Truncator(target.text).words(22)},
            url=reverse("plans:target", args=[target.plan, target.code]),
            action=_("Phân công"),
            state="unassigned",
            clause=target.clause,
            note=target.plan_name,
            programme=target.programme,
        )
        for target in unowned
    ]


def list_unled_tasks(rows: Iterable[UnledTask], calendar: Calendar) -> list[UnitTask]:
    """Returns tasks of plans without an agency, each with its date."""
    return [
        UnitTask(
            title=task.title,
            url=reverse("plans:target", args=[task.plan, task.code]),
            action=_("Phân công"),
            due_on=task.due_on,
            days_late=0 if task.is_due_before_entry else calendar.late(task.due_on),
            days_left=calendar.left(task.due_on),
            state="unassigned",
            clause=task.clause,
            note=f"{task.plan_name}: {_describe_unled(task)}" if calendar.late(task.due_on) else task.plan_name,
            programme=task.programme,
        )
        for task in rows
    ]


def _describe_unled(task: UnledTask) -> str:
    return _("hạn đã qua trước khi nhập kế hoạch") if task.is_due_before_entry else _("chưa phân công")


def list_duty_tasks(duties: Iterable[OwedDuty], calendar: Calendar) -> list[UnitTask]:
    """Returns dated duties of others."""
    return [
        UnitTask(
            title=f"{duty.unit_name}: {duty.title}",
            url=duty.url,
            due_on=duty.due_on,
            state="doing" if duty.state == "doing" else "dated",
            clause=duty.clause,
            programme=duty.programme,
        )
        for duty in duties
        if duty.nature == "dated" and duty.due_on is not None and duty.due_on >= calendar.today
    ]
