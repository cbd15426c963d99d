"""Settling what was understood of a plan, while it is being read: confirm, correct, dismiss, add."""

import re
import uuid
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.services import names
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import SURE, Clause, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.selectors.items import KINDS, PREFIXES, item_for, items
from sokehoach.apps.plans.selectors.parties import parties_of
from sokehoach.apps.plans.selectors.plans import choosable
from sokehoach.apps.shell import guard
from sokehoach.apps.shell.outcomes import Invalid, Refused, Stale
from sokehoach.domain.plans.passages import passage

OUTSIDE = "outside"
UNASSIGNED = "none"
LONGEST_NAME = 120  # letters; what is longer is a sentence, not a name


@write("plan_item.confirm")
def confirm_duty(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    title: str,
    lead: str,
    coordinating: tuple[str, ...],
    nature: str,
    due_on: date | None,
    by: User,
    at: datetime,
) -> Done:
    """Confirm a duty as the official has it.

    `lead`: «u:<unit>», «g:<group>» or «outside» (an agency that is not in the software: nobody is assigned); of a task
    also «none»: nobody yet.
    `coordinating`: the same keys, or «t:<name as printed>» for one outside.
    """
    row, duty = _editable(plan, code, version, by, at)
    assert isinstance(duty, Duty)
    before = _told(duty)
    day = row.signed_on or at.date()
    bound, asked = parties_of(row, day)
    allowed = bound | asked if nature == Duty.Nature.REQUEST else bound
    wrong: dict[str, list[str]] = {}
    if lead in asked - allowed:
        wrong["lead"] = [only_asked(row)]
    elif lead != (OUTSIDE if duty.named else UNASSIGNED) and lead not in allowed:
        wrong["lead"] = [_("Chọn cơ quan chủ trì, hoặc «Ngoài phần mềm» nếu cơ quan đó không dùng phần mềm.")]
    if nature == Duty.Nature.DATED and due_on is None:
        wrong["due_on"] = [_("Nhiệm vụ có hạn phải có ngày. Văn bản không nêu thì chọn «Thường xuyên».")]
    if not title.strip():
        wrong["title"] = [_("Ghi tên nhiệm vụ.")]
    parties = {name for name in coordinating if not name.startswith("t:")}
    if parties & (asked - allowed):
        wrong["coordinating"] = [only_asked(row)]
    elif not parties <= allowed:
        wrong["coordinating"] = [_("Có cơ quan phối hợp không thuộc phạm vi của kế hoạch.")]
    if said := guard.say(title, before=row.text):  # whom the signed plan names may stand
        wrong["title"] = [said]
    if wrong:
        raise Invalid(wrong)
    duty.title, duty.nature, duty.joined = title.strip()[:300], nature, None
    duty.due_on = due_on if nature == Duty.Nature.DATED else None
    duty.outside = lead == OUTSIDE
    duty.lead_id = int(lead[2:]) if lead.startswith("u:") else None
    duty.lead_group_id = int(lead[2:]) if lead.startswith("g:") else None
    duty.coordinating_outside = [name[2:] for name in coordinating if name.startswith("t:")]
    duty.coordinating.set(
        Unit.objects.filter(pk__in=[int(one[2:]) for one in parties - {lead} if one[0] == "u"])
    )
    duty.coordinating_groups.set(
        Group.objects.filter(pk__in=[int(one[2:]) for one in parties - {lead} if one[0] == "g"])
    )
    if duty.named:
        _learn(duty)
    return _settled(row, duty, before, ItemState.CONFIRMED, by, at)


@write("plan_item.confirm")
def confirm_target(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    value: Decimal,
    unit_of_measure: str,
    bound: str,
    owner: int | None,
    by: User,
    at: datetime,
) -> Done:
    """Confirm a target. `owner` None says that nobody answers for it: «chưa phân công»."""
    row, target = _editable(plan, code, version, by, at)
    assert isinstance(target, Target)
    before = _told(target)
    if owner is not None and owner not in {unit.pk for unit in choosable(row, row.signed_on or at.date())}:
        raise Invalid({"owner": [_("Chọn một đơn vị trong danh sách, hoặc «chưa phân công».")]})
    guard.refuse({"unit_of_measure": unit_of_measure}, before=row.text)
    target.value, target.unit_of_measure, target.bound, target.owner_id = value, unit_of_measure, bound, owner
    return _settled(row, target, before, ItemState.CONFIRMED, by, at)


@write("plan_item.confirm")
def confirm_rule(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    who: str,
    to: str,
    via: str,
    every: str,
    by: User,
    at: datetime,
) -> Done:
    row, rule = _editable(plan, code, version, by, at)
    assert isinstance(rule, ReportingRule)
    before = _told(rule)
    guard.refuse({"who": who, "to": to, "via": via}, before=row.text)
    rule.who, rule.to, rule.via, rule.every = who, to, via, every
    return _settled(row, rule, before, ItemState.CONFIRMED, by, at)


@write("plan_item.dismiss")
def dismiss(*, plan: uuid.UUID, code: str, version: int, by: User, at: datetime) -> Done:
    """Say that the stretch is no target, duty or rule. It stays in the list and may yet be confirmed."""
    row, item = _editable(plan, code, version, by, at)
    return _settled(row, item, _told(item), ItemState.DISMISSED, by, at)


@write("plan_item.confirm_sure")
def confirm_sure(*, plan: uuid.UUID, by: User, at: datetime) -> Done:
    """Confirm at once all open items that are read with certainty; what wants a look stays open."""
    row = lock_reading_plan(plan, by, at)
    bound, _asked = parties_of(row, row.signed_on or at.date())
    sure = [item for item in items(row) if item.open and item.sure and not _binds_another(item, bound)]
    for item in sure:
        item.state, item.settled_by, item.settled_at = ItemState.CONFIRMED, by, at
        item.version += 1
    for kind in KINDS:
        own = [item for item in sure if isinstance(item, kind)]
        kind._default_manager.bulk_update(own, ["state", "settled_by", "settled_at", "version"])
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"codes": [item.code for item in sure]},
        answer={"confirmed": len(sure)},
    )


@write("plan_item.add")
def add(*, plan: uuid.UUID, kind: str, clause: int, quote: str, by: User, at: datetime) -> Done:
    """Add an item for a stretch that the reader missed. `clause`: its position; `quote`: words as printed.

    Where lines break does not matter. Invalid (field «quote») where the clause has no such words.
    """
    row = lock_reading_plan(plan, by, at)
    place = Clause.objects.filter(plan=row, position=clause).first()
    if place is None:
        raise Invalid({"clause": [_("Chọn mục có đoạn văn đó.")]})
    words = " ".join(quote.split())
    inside = passage(row.text, place.start, place.end)
    found = inside.text.find(words) if words else -1
    if found < 0:
        raise Invalid(
            {"quote": [_("Mục %(path)s không có đoạn này. Hãy chép đúng nguyên văn.") % {"path": place.path}]}
        )
    span = inside.part(found, found + len(words)).span
    model = next(one for one in KINDS if one.kind == kind)
    taken = [int(code[2:]) for code in model._default_manager.filter(plan=row).values_list("code", flat=True)]
    item = model(
        plan=row, code=f"{PREFIXES[model.kind]}{max(taken, default=0) + 1}", path=place.path,
        start=span.start, end=span.end, text=words, likelihood=1.0,
    )  # fmt: skip
    match item:
        case Duty():
            item.title, item.nature = words[:160], Duty.Nature.STANDING
            item.agency_text = place.heading
        case Target():
            number = re.search(r"\d+(?:,\d+)?", words)
            item.value = Decimal(number[0].replace(",", ".")) if number else Decimal(0)
            item.unit_of_measure = "%" if "%" in words else ""
        case ReportingRule():
            item.every = ReportingRule.Every.AD_HOC
    item.save(force_insert=True)
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": item.code, "span": [span.start, span.end]},
        answer={"code": item.code},
    )


def _binds_another(item: Item, bound: Collection[str]) -> bool:
    """Whether a duty, not a request, is led by one above or beside the plan's owner."""
    if not isinstance(item, Duty) or item.nature == Duty.Nature.REQUEST:
        return False
    lead = f"u:{item.lead_id}" if item.lead_id else f"g:{item.lead_group_id}" if item.lead_group_id else ""
    return bool(lead) and lead not in bound


def only_asked(plan: Plan) -> str:
    return _(
        "Kế hoạch của %(unit)s không giao việc cho cơ quan cấp trên hoặc cùng cấp; chỉ đề nghị được: chọn loại "
        "«Đề nghị»."
    ) % {"unit": plan.unit.name}


def _learn(duty: Duty) -> None:
    """What the official says a printed name means, where no agency answered to it, is known from then on.

    Where one answered, another lead is work given to someone else, not another way to write a name.
    """
    name = " ".join(duty.agency_text.split())
    answered = bool(duty.choices) and duty.choices[0]["likelihood"] >= SURE
    if answered or not name or len(name) > LONGEST_NAME:
        return
    if duty.lead_id is not None:
        names.learn_in_province(unit=Unit.objects.get(pk=duty.lead_id), alias=name)
    elif duty.lead_group_id is not None:
        names.learn_group(group=Group.objects.get(pk=duty.lead_group_id), alias=name)


def lock_reading_plan(plan: uuid.UUID, by: User, at: datetime) -> Plan:
    """The plan, locked, while its items may still be changed."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise Http404
    if row.state != Plan.State.READING:
        raise Refused(_("Kế hoạch đã được đưa vào theo dõi, nội dung đọc được không sửa nữa."))
    return row


def _editable(plan: uuid.UUID, code: str, version: int, by: User, at: datetime) -> tuple[Plan, Item]:
    row = lock_reading_plan(plan, by, at)
    item = item_for(row, code)
    if item.version != version:
        raise Stale(
            _("%(who)s đã xử lý mục %(code)s lúc %(when)s: %(state)s. Phần vừa gõ chưa được lưu.")
            % {
                "who": item.settled_by,
                "code": item.code,
                "when": f"{item.settled_at:%H:%M %d/%m/%Y}" if item.settled_at else "",
                "state": item.get_state_display(),
            },
            theirs=_told(item),
        )
    return row, item


def _settled(row: Plan, item: Item, before: Json, state: ItemState, by: User, at: datetime) -> Done:
    item.state, item.settled_by, item.settled_at = state, by, at
    item.version += 1
    item.save()
    return Done(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": item.code, "from": before, "to": _told(item)},
        answer={"code": item.code, "version": item.version},
    )


def _told(item: Item) -> dict[str, Json]:
    """An item's content for the audit log."""
    told: dict[str, Json] = {"state": str(item.state)}
    match item:
        case Duty():
            told |= {
                "title": item.title,
                "nature": str(item.nature),
                "lead": item.lead.code if item.lead else item.lead_group.code if item.lead_group else "",
                "due_on": item.due_on.isoformat() if item.due_on else "",
            }
        case Target():
            owner = item.owner.code if item.owner else ""
            told |= {"value": str(item.value), "bound": item.bound, "owner": owner}
        case ReportingRule():
            told |= {"who": item.who, "to": item.to, "via": item.via, "every": item.every}
    return told
