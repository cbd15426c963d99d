"""Manages a plan in force: owners of targets, leads of tasks, the deadline of the units' own plans."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.indicators.queries.elements import list_measured_programmes, list_own_indicators
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import ItemState, Plan, Target
from sokehoach.apps.plans.queries.plans import get_task, list_choosable_units
from sokehoach.apps.plans.services.first_assignments import assign_duties
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say


@write("target.assign")
def assign_target(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    owner: int | None,
    due_on: date | None,
    indicator: str,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Set who owns a target of a plan in force (None: «chưa phân công»), by when, and what measures it."""
    row = _lock_plan_in_force(plan, by, at)
    target = (
        Target.objects.select_for_update(of=("self",)).filter(plan=row, code=code, state=ItemState.CONFIRMED).first()
    )
    if target is None:
        raise NotFoundError
    if target.version != version:
        raise VersionConflictError(say("Chỉ tiêu vừa được người khác phân công. Hãy xem lại trước khi lưu."))
    if owner is not None and owner not in {unit.pk for unit in list_choosable_units(row, at.date())}:
        raise InvalidInput({"owner": [say("Chọn một đơn vị trong danh sách, hoặc «chưa phân công».")]})
    if indicator and indicator not in list_own_indicators(by):
        raise InvalidInput({"indicator": [say("Chọn một chỉ số trong danh sách, hoặc «chưa có chỉ số».")]})
    if due_on is not None and row.signed_on is not None and due_on < row.signed_on:
        raise InvalidInput({"due_on": [say("Ngày đạt phải từ ngày ký kế hoạch trở đi.")]})
    old_values: Json = {
        "owner": target.owner_id,
        "indicator": target.indicator,
        "due_on": str(target.due_on or ""),
    }
    target.owner_id, target.due_on, target.indicator = owner, due_on, indicator
    target.version += 1
    target.programme_id = next(iter(list_measured_programmes([indicator])), None) if indicator else None
    target.save(update_fields=["owner", "due_on", "indicator", "programme", "version"])
    if target.programme_id is not None:
        target.plan.programmes.add(target.programme_id)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={
            "code": code,
            "from": old_values,
            "to": {"owner": owner, "indicator": indicator, "due_on": str(due_on or "")},
        },
        answer={"plan": str(row.pk), "version": target.version},
    )


@write("target.link")
def link_targets(
    *,
    programme: Programme,
    indicator_by_target: Mapping[uuid.UUID, str],
    reporter_by_indicator: Mapping[str, Unit] = MappingProxyType({}),
    by: User | str,
    at: datetime,
) -> ServiceResult:
    """Link targets (row ids) that nothing measures to the indicators (uids) that were made for their words.

    One that nobody owns goes to the unit that alone reports the indicator, if any, as a person may change.
    """
    rows = Target.objects.select_for_update(of=("self",)).select_related("plan")
    linked: dict[str, Json] = {}
    owner_by_target: dict[str, Json] = {}
    for target in rows.filter(pk__in=indicator_by_target, indicator=""):
        target.indicator, target.programme_id = indicator_by_target[target.pk], programme.pk
        if target.owner_id is None and target.indicator in reporter_by_indicator:
            target.owner = reporter_by_indicator[target.indicator]
            owner_by_target[f"{target.plan_id} {target.code}"] = target.owner.code
        target.version += 1
        target.save(update_fields=["owner", "indicator", "programme", "version"])
        target.plan.programmes.add(programme)
        linked[f"{target.plan_id} {target.code}"] = target.indicator
    return ServiceResult(subject=f"programme:{programme.code}", detail={"linked": linked, "owned": owner_by_target})


@write("duty.assign")
def assign_task(*, plan: uuid.UUID, code: str, version: int, lead: str, by: User, at: datetime) -> ServiceResult:
    """Give a task without a lead in a plan in force to a unit («u:<unit>») or a group («g:<group>»)."""
    row = _lock_plan_in_force(plan, by, at)
    task = get_task(row, code)
    if task.version != version:
        raise VersionConflictError(say("Việc này vừa được người khác phân công. Hãy xem lại trước khi lưu."))
    allowed_keys = {f"u:{unit.pk}" for unit in list_choosable_units(row, at.date())}
    allowed_keys |= {f"g:{pk}" for pk in Group.objects.values_list("pk", flat=True)}
    if lead not in allowed_keys:
        raise InvalidInput({"lead": [say("Chọn một cơ quan trong danh sách.")]})
    task.lead_id = int(lead[2:]) if lead.startswith("u:") else None
    task.lead_group_id = int(lead[2:]) if lead.startswith("g:") else None
    task.version += 1
    task.save(update_fields=["lead", "lead_group", "version"])
    bound = {unit.pk for unit in list_choosable_units(row, at.date())}
    assignment_count = assign_duties([get_task(row, code, unassigned=False)], at.date(), bound)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": code, "lead": lead, "assignments": assignment_count},
        answer={"plan": str(row.pk), "assignments": assignment_count},
    )


@write("plan.ask_own_plans")
def ask_own_plans(*, plan: uuid.UUID, by_day: date | None, by: User, at: datetime) -> ServiceResult:
    """Set the deadline for own plans of the units with work in the plan; None removes it."""
    row = _lock_plan_in_force(plan, by, at)
    if by_day is not None and row.signed_on is not None and by_day < row.signed_on:
        raise InvalidInput({"by_day": [say("Hạn phải từ ngày ký kế hoạch trở đi.")]})
    old_day = row.own_plans_by
    row.own_plans_by = by_day
    row.save(update_fields=["own_plans_by"])
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"from": str(old_day or ""), "to": str(by_day or "")},
        answer={"plan": str(row.pk)},
    )


def _lock_plan_in_force(plan: uuid.UUID, by: User, at: datetime) -> Plan:
    """Returns the locked plan in force, for those who may confirm it."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    if row.state != Plan.State.IN_FORCE:
        raise ActionRefused(say("Kế hoạch chưa hoặc không còn được theo dõi."))
    return row
