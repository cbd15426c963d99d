"""Handles tasks, duties whose agency the plan does not name; several are settled at once."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Group
from sokehoach.apps.plans.models import SURE, Duty, ItemState, Plan
from sokehoach.apps.plans.queries.parties import PartyMatch
from sokehoach.apps.plans.queries.plans import get_plan_day, list_choosable_units
from sokehoach.apps.plans.services.items import UNASSIGNED, lock_reading_plan
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.domain.messages import say
from sokehoach.domain.plans.assignment import Duty as DutyRead
from sokehoach.domain.plans.assignment import DutyNature
from sokehoach.domain.plans.tasks import Task
from sokehoach.domain.text import cut_at_word

PROPOSED = "proposed"  # each task's own proposed lead where one agency matches, else nobody


def build_tasks(
    plan: Plan,
    tasks: Iterable[tuple[Task, tuple[date, ...], PartyMatch | None]],
    duty_count: int,
    matches: Mapping[str, tuple[PartyMatch, ...]],
) -> list[Duty]:
    """Builds unsaved duties from tasks, numbered after the `duty_count` named duties.

    Each task comes with its due days and the unit that an annex names beside it.
    `matches`: of each agency as printed.
    """
    built = []
    for n, (task, due_days, owner) in enumerate(tasks, duty_count + 1):
        offered = matches.get(task.lead or "", () if owner is None else (owner,))
        built.append(
            Duty(
                plan=plan, code=f"NV{n}", path=task.path[:40], start=task.span.start, end=task.span.end,
                text=task.text, likelihood=task.likelihood, choices=[match.as_json() for match in offered],
                title=shorten_title(task.text), agency_text=(task.lead or "")[:500], named=False,
                **build_due_fields(task, due_days),
            )
        )  # fmt: skip
    return built


def build_due_fields(
    item: DutyRead | Task, due_days: Sequence[date], *, may_wait_for_day: bool = False
) -> dict[str, Any]:
    """Returns the date fields of a Duty. Dated work without a day becomes standing: a result each period, never late.

    `may_wait_for_day`: work that does not recur stays dated, and a person sets the day.
    """
    nature = item.nature
    if nature is DutyNature.DATED and not due_days and (item.recurs or not may_wait_for_day):
        nature = DutyNature.STANDING
    return {
        "nature": nature.value,
        "due_on": due_days[0] if due_days and nature is DutyNature.DATED else None,
        "later_due_on": [day.isoformat() for day in due_days[1:]] if nature is DutyNature.DATED else [],
        "due_text": (item.due_text or "")[:200],
        "recurs": item.recurs or "",
    }


@write("plan_item.settle_tasks")
def settle_tasks(
    *,
    plan: uuid.UUID,
    codes: tuple[str, ...],
    action: str,
    lead: str = PROPOSED,
    joined: str = "",
    by: User,
    at: datetime,
) -> ServiceResult:
    """Confirm, dismiss or join the open tasks among `codes`; tasks already settled are skipped.

    `action`: «confirm» (`lead`: «u:<unit>», «g:<group>», «none» or «proposed»), «dismiss», «join» (`joined`: the code
    of the duty that covers them).
    """
    row = lock_reading_plan(plan, by, at)
    if action not in ("confirm", "dismiss", "join"):
        raise InvalidInput({"action": [say("Chọn xác nhận, gộp hoặc bỏ.")]})
    tasks = list(Duty.objects.filter(plan=row, named=False, state=ItemState.OPEN, code__in=codes))
    if not tasks:
        raise InvalidInput({"codes": [say("Chọn ít nhất một việc chưa xác nhận.")]})
    cover = None
    if action == "join":
        duties = Duty.objects.filter(plan=row, code=joined).exclude(state=ItemState.DISMISSED)
        cover = duties.exclude(code__in=codes).first()
        if cover is None:
            raise InvalidInput({"joined": [say("Chọn nhiệm vụ mà các việc này được gộp vào.")]})
    allowed_keys = {f"u:{unit.pk}" for unit in list_choosable_units(row, get_plan_day(row))}
    allowed_keys |= {f"g:{pk}" for pk in Group.objects.values_list("pk", flat=True)}
    if action == "confirm" and lead not in (PROPOSED, UNASSIGNED) and lead not in allowed_keys:
        raise InvalidInput({"lead": [say("Chọn cơ quan trong danh sách, hoặc «chưa phân công».")]})
    for task in tasks:
        task.state = ItemState.CONFIRMED if action == "confirm" else ItemState.DISMISSED
        task.joined = cover
        if action == "confirm":
            _set_lead(task, _get_proposed_lead(task, allowed_keys) if lead == PROPOSED else lead)
        task.settled_by, task.settled_at = by, at
        task.version += 1
    fields = ["state", "joined", "lead", "lead_group", "settled_by", "settled_at", "version"]
    Duty.objects.bulk_update(tasks, fields)
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={
            "codes": [task.code for task in tasks],
            "action": action,
            "lead": lead if action == "confirm" else "",
            "joined": joined if cover else "",
        },
        answer={"settled": len(tasks)},
    )


def _get_proposed_lead(task: Duty, allowed_keys: set[str]) -> str:
    best = task.choices[0] if task.choices else None
    if best is None or best["likelihood"] < SURE or best["party"] not in allowed_keys:
        return UNASSIGNED
    return str(best["party"])


def _set_lead(task: Duty, lead: str) -> None:
    task.lead_id = int(lead[2:]) if lead.startswith("u:") else None
    task.lead_group_id = int(lead[2:]) if lead.startswith("g:") else None


def shorten_title(text: str) -> str:
    """Returns the first sentence, cut at a word below 160 letters."""
    first = re.split(r"(?<=[^.]\.)\s", text, maxsplit=1)[0].rstrip(". ;,")
    return cut_at_word(first, 160, mark=" …")
