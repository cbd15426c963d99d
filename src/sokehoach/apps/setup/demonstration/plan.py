"""Imports the sample plan and settles its items as the standing office."""

import uuid
from datetime import date

from sokehoach.adapters.programme_files.definition import ProgrammeDefinition
from sokehoach.apps.indicators.queries.elements import list_indicators, propose_indicator
from sokehoach.apps.plans.models import Assignment, Duty, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import list_items
from sokehoach.apps.plans.services import assignments, follow_up, plans, tasks
from sokehoach.apps.plans.services import items as settling
from sokehoach.apps.setup.demonstration.calendar import demo_time
from sokehoach.apps.setup.demonstration.demo_users import DemoUsers

YEAR_END = date(2021, 12, 14)  # the plan names no date: the cut-off of its year
UNASSIGNED_TARGETS = 1  # targets left «chưa phân công», so that the product asks for an owner


def import_plan(programme: ProgrammeDefinition, users: DemoUsers) -> Plan:
    district = users.office.unit.parent
    assert district is not None
    result = plans.import_plan(
        unit=district,
        file_name="ke-hoach-mau-2021.txt",
        data=programme.sample_plan.encode(),
        by=users.office,
        at=demo_time(3, 5, 9),
    )
    plan = uuid.UUID(str(result.answer["plan"]))
    settling.confirm_sure(plan=plan, by=users.office, at=demo_time(3, 5, 9, 10))
    row = Plan.objects.get(pk=plan)
    open_tasks = Duty.objects.filter(plan=plan, named=False, state=ItemState.OPEN)
    codes = tuple(open_tasks.values_list("code", flat=True))
    if codes:
        tasks.settle_tasks(plan=plan, codes=codes, action="confirm", by=users.office, at=demo_time(3, 5, 9, 15))
    for item in list_items(row):
        if isinstance(item, Duty) and item.open:
            _confirm_duty(plan, item, users)
        elif isinstance(item, Target):
            _confirm_target(plan, item, users)
        elif isinstance(item, ReportingRule) and item.open:
            settling.confirm_rule(
                plan=plan, code=item.code, version=item.version, who=item.who, to=item.to, via=item.via,
                every=item.every, by=users.office, at=demo_time(3, 5, 9, 40),
            )  # fmt: skip
    version = Plan.objects.values_list("version", flat=True).get(pk=plan)
    plans.bring_into_force(plan=plan, version=version, by=users.office, at=demo_time(3, 5, 10))
    _measure_targets(plan, users)
    return Plan.objects.get(pk=plan)


def _confirm_duty(plan: uuid.UUID, duty: Duty, users: DemoUsers) -> None:
    if duty.choices and not duty.suggested_lead:
        raise ValueError(f"{duty.code}: «{duty.agency_text}» is no agency or group of the programme")
    lead = duty.suggested_lead or settling.OUTSIDE
    settling.confirm_duty(
        plan=plan,
        code=duty.code,
        version=duty.version,
        title=duty.title,
        lead=lead,
        coordinating=(
            *(f"u:{unit.pk}" for unit in duty.coordinating.all()),
            *(f"g:{group.pk}" for group in duty.coordinating_groups.all()),
            *(f"t:{name}" for name in duty.coordinating_outside),
        ),
        nature=Duty.Nature.STANDING if duty.nature == Duty.Nature.DATED and duty.due_on is None else duty.nature,
        due_on=duty.due_on,
        later_due_on=duty.due_days[1:],
        by=users.office,
        at=demo_time(3, 5, 9, 20),
    )


def _confirm_target(plan: uuid.UUID, target: Target, users: DemoUsers) -> None:
    unowned = int(target.code.removeprefix("CT")) <= UNASSIGNED_TARGETS
    settling.confirm_target(
        plan=plan,
        code=target.code,
        version=target.version,
        value=target.value,
        unit_of_measure=target.unit_of_measure,
        bound=target.bound,
        owner=None if unowned else users.office.unit_id,
        by=users.office,
        at=demo_time(3, 5, 9, 30),
    )


def _measure_targets(plan: uuid.UUID, users: DemoUsers) -> None:
    all_indicators = list_indicators()
    for target in Target.objects.filter(plan=plan, state=ItemState.CONFIRMED):
        follow_up.assign_target(
            plan=plan, code=target.code, version=target.version, owner=target.owner_id, due_on=YEAR_END,
            indicator=propose_indicator(target.text, all_indicators), by=users.office, at=demo_time(3, 5, 10, 30),
        )  # fmt: skip


def record_work(plan: Plan, users: DemoUsers) -> None:
    """Records work on a few duties: one with a result, one begun, one overdue."""
    office_assignments = list(
        Assignment.objects.filter(duty__plan=plan, unit=users.office.unit).order_by("duty__start", "pk")
    )
    for assignment, state, result in zip(
        office_assignments,
        ("done", "doing"),
        (
            "Đã tham mưu kế hoạch và gửi các cơ quan, xã, thị trấn ngày 05/3/2021.",
            "Đang rà soát, lập danh sách cơ sở.",
        ),
        strict=False,
    ):
        assignments.record_work(
            assignment=assignment.pk, version=assignment.version, state=state, result=result,
            in_charge=users.office.pk, upload=None, by=users.office, at=demo_time(4, 12, 14),
        )  # fmt: skip
    for code, clerk in sorted(users.clerks.items())[:12]:
        first = (
            Assignment.objects.filter(duty__plan=plan, unit=users.communes[code], part=Assignment.Part.LEAD)
            .order_by("duty__start")
            .first()
        )
        if first is not None:
            assignments.record_work(
                assignment=first.pk, version=first.version, state="done",
                result="UBND đã ban hành kế hoạch triển khai trên địa bàn.", in_charge=clerk.pk, upload=None,
                by=clerk, at=demo_time(3, 25, 10),
            )  # fmt: skip
