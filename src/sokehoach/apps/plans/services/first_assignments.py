"""Creates a plan's assignments when it comes into force, and hands a leaver's to a colleague."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.heirs import list_heirs, list_members_today
from sokehoach.apps.plans.models import Assignment, Duty, Item, ItemState, Plan
from sokehoach.apps.plans.queries import parties
from sokehoach.apps.plans.queries.parties import PartyMatch
from sokehoach.apps.plans.queries.plans import list_choosable_units


def assign_own_part(plan: Plan, matches: Mapping[str, Sequence[PartyMatch]]) -> None:
    """Assigns the duties of an upper plan that name the unit or those below; marks the others as `outside`."""
    own_duties: list[Duty] = []
    others_duties: list[Duty] = []
    for duty in Duty.objects.filter(plan=plan):
        concerned_party = parties.find_concerned_party(duty.agency_text, plan.unit, matches.get(duty.agency_text, ()))
        kind, _colon, pk = concerned_party.party.partition(":") if concerned_party else ("", "", "")
        duty.lead_id = int(pk) if kind == "u" else None
        duty.lead_group_id = int(pk) if kind == "g" else None
        duty.outside = concerned_party is None
        (own_duties if concerned_party else others_duties).append(duty)
        duty.coordinating.clear()
        duty.coordinating_groups.clear()
    Duty.objects.bulk_update([*own_duties, *others_duties], ["lead", "lead_group", "outside"])
    day = plan.created_at.date()
    bound = {unit.pk for unit in list_choosable_units(plan, day)}
    assign_duties(Duty.objects.filter(pk__in=[duty.pk for duty in own_duties]).select_related("plan"), day, bound)


def assign_duties(plan_items: Iterable[Item], day: date, bound: Collection[int]) -> int:
    """Assigns confirmed duties, once for each due day.

    `bound` are the units to which the plan gives work; others are only asked. Who took an ended unit over gets its
    work.
    """
    duties = [
        item
        for item in plan_items
        if isinstance(item, Duty) and (item.state == ItemState.CONFIRMED or item.plan.issued_above)
    ]
    partners_by_duty = {duty.pk: list(duty.coordinating.all()) for duty in duties}
    named_units = [unit for duty in duties for unit in (duty.lead, *partners_by_duty[duty.pk]) if unit is not None]
    heirs = list_heirs(named_units, day)
    members: dict[int, list[Unit]] = {}
    assignments: list[Assignment] = []
    for duty in duties:
        parts: dict[int, Assignment.Part] = {}
        groups = list(duty.coordinating_groups.all())
        for group in (*groups, *([duty.lead_group] if duty.lead_group else [])):
            if group.pk not in members:
                members[group.pk] = list_members_today(group, day)
        partners = [heir for unit in partners_by_duty[duty.pk] for heir in heirs[unit.pk]]
        for unit in (*partners, *(unit for group in groups for unit in members[group.pk])):
            parts[unit.pk] = Assignment.Part.COORDINATING
        if duty.lead_group is not None:
            parts |= {unit.pk: Assignment.Part.LEAD for unit in members[duty.lead_group.pk]}
        if duty.lead is not None:
            parts |= {unit.pk: Assignment.Part.LEAD for unit in heirs[duty.lead.pk]}
        assignments += [
            Assignment(duty=duty, unit_id=unit_id, part=part, due_on=due_on, due_number=number)
            for unit_id, part in parts.items()
            for number, due_on in enumerate(duty.due_days or (None,), 1)
            if unit_id in bound or duty.nature == Duty.Nature.REQUEST
        ]
    Assignment.objects.bulk_create(assignments)
    return len(assignments)


@write("assignment.pass_on")
def hand_over_assignments(*, leaver: User, heir: User | None, by: User, at: datetime) -> ServiceResult:
    """Put the heir, or nobody, in charge of the leaver's assignments. Earlier records keep their person."""
    count = Assignment.objects.filter(in_charge=leaver).update(in_charge=heir)
    return ServiceResult(
        subject=f"user:{leaver.username}",
        unit=leaver.unit.code,
        detail={"written": count, "user": "" if heir is None else heir.username},
    )
