"""Settles the items of a plan that is being read: confirm, correct, dismiss, add."""

import re
import uuid
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.services import units
from sokehoach.apps.plans import permissions
from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.items import KINDS, PREFIXES, get_item, list_items
from sokehoach.apps.plans.queries.parties import list_party_keys
from sokehoach.apps.plans.queries.plans import get_plan_day, list_choosable_units
from sokehoach.apps.plans.services.matching import match_names_again
from sokehoach.apps.shell import pii_filter
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput, NotFoundError, VersionConflictError
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_moment
from sokehoach.domain.plans.passages import Span, fold_passage
from sokehoach.domain.plans.quoted_levels import read_level

OUTSIDE = "outside"
UNASSIGNED = "none"
MAX_DUE_DAYS = 12
MAX_NAME_LETTERS = 120  # letters; a longer text is a sentence, not a name


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
    later_due_on: tuple[date, ...] = (),
    by: User,
    at: datetime,
) -> ServiceResult:
    """Confirm a duty with the official's corrections. `later_due_on`: due days besides `due_on`, in any order.

    `lead`: «u:<unit>», «g:<group>» or «outside» (an agency that is not in the software: nobody is assigned); where no
    unit surely has its name, and of no request, also «none»: nobody yet, what was read is no agency.
    `coordinating`: the same keys, or «t:<name as printed>» for one outside.
    """
    row, duty = _lock_item(plan, code, version, by, at)
    assert isinstance(duty, Duty)
    old_detail = _build_audit_detail(duty)
    bound, requestable = list_party_keys(row, get_plan_day(row))
    allowed_parties = bound | requestable if nature == Duty.Nature.REQUEST else bound
    problems: dict[str, list[str]] = {}
    if lead in requestable - allowed_parties:
        problems["lead"] = [format_request_only_message(row)]
    elif lead not in allowed_parties and not _may_lack_unit(duty, lead, nature):
        problems["lead"] = [say("Chọn cơ quan chủ trì, hoặc «Ngoài phần mềm» nếu cơ quan đó không dùng phần mềm.")]
    if nature == Duty.Nature.DATED and due_on is None:
        problems["due_on"] = [say("Nhiệm vụ có hạn phải có ngày. Văn bản không nêu thì chọn «Thường xuyên».")]
    if len(later_due_on) >= MAX_DUE_DAYS:
        problems["later_due_on"] = [say("Một nhiệm vụ có nhiều nhất %(most)s hạn.", most=MAX_DUE_DAYS)]
    if not title.strip():
        problems["title"] = [say("Ghi tên nhiệm vụ.")]
    parties = {name for name in coordinating if not name.startswith("t:")}
    if parties & (requestable - allowed_parties):
        problems["coordinating"] = [format_request_only_message(row)]
    elif not parties <= allowed_parties:
        problems["coordinating"] = [say("Có cơ quan phối hợp không thuộc phạm vi của kế hoạch.")]
    if privacy_message := pii_filter.find_text_problem(
        title, stored_text=row.text
    ):  # names in the signed plan are allowed
        problems["title"] = [privacy_message]
    if problems:
        raise InvalidInput(problems)
    duty.title, duty.nature, duty.joined = title.strip()[:300], nature, None
    due_days = sorted({due_on, *later_due_on}) if nature == Duty.Nature.DATED and due_on is not None else []
    duty.due_on = due_days[0] if due_days else None
    duty.later_due_on = [day.isoformat() for day in due_days[1:]]
    duty.outside = lead == OUTSIDE
    if lead == UNASSIGNED and duty.named:
        duty.named, duty.agency_text = False, ""
    duty.lead_id = int(lead[2:]) if lead.startswith("u:") else None
    duty.lead_group_id = int(lead[2:]) if lead.startswith("g:") else None
    duty.coordinating_outside = [name[2:] for name in coordinating if name.startswith("t:")]
    duty.coordinating.set(Unit.objects.filter(pk__in=[int(key[2:]) for key in parties - {lead} if key[0] == "u"]))
    duty.coordinating_groups.set(
        Group.objects.filter(pk__in=[int(key[2:]) for key in parties - {lead} if key[0] == "g"])
    )
    result = _settle_item(row, duty, old_detail, ItemState.CONFIRMED, by, at)
    if duty.named and (party := _learn_alias(duty)):
        match_names_again(row, party)
    return result


def _may_lack_unit(duty: Duty, lead: str, nature: str) -> bool:
    if not duty.named:
        return lead == UNASSIGNED
    return lead == OUTSIDE or (lead == UNASSIGNED and not duty.clear and nature != Duty.Nature.REQUEST)


@write("plan_item.confirm")
def confirm_target(
    *,
    plan: uuid.UUID,
    code: str,
    version: int,
    value: Decimal | None,
    unit_of_measure: str,
    bound: str,
    owner: int | None,
    baseline: Decimal | None = None,
    text: str | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Confirm a target. `owner` None means that nobody answers for it: «chưa phân công»; `value` None: a goal in words.

    `baseline`: the level from which a rise or fall counts, where the plan states one. `text`: its words with single
    spaces, where the reader took too few or too many; None keeps them. Where the plan has them, its mark follows.
    """
    row, target = _lock_item(plan, code, version, by, at)
    assert isinstance(target, Target)
    old_detail = _build_audit_detail(target)
    if owner is not None and owner not in {unit.pk for unit in list_choosable_units(row, get_plan_day(row))}:
        raise InvalidInput({"owner": [say("Chọn một đơn vị trong danh sách, hoặc «chưa phân công».")]})
    pii_filter.check_texts({"unit_of_measure": unit_of_measure, "text": text or ""}, stored_text=row.text)
    if text is not None and text != " ".join(target.text.split()):
        _correct_words(target, row.text, text)
    target.value, target.unit_of_measure, target.bound, target.owner_id = value, unit_of_measure, bound, owner
    target.baseline = baseline
    return _settle_item(row, target, old_detail, ItemState.CONFIRMED, by, at)


def _correct_words(target: Target, plan_text: str, text: str) -> None:
    """Sets the words; where the plan has them, also the span, nearest to the one that was read."""
    if not text:
        raise InvalidInput({"text": [say("Ghi lời của chỉ tiêu.")]})
    passage = fold_passage(plan_text)
    places = [match.start() for match in re.finditer(re.escape(text), passage.text)]
    spans = [passage.part(place, place + len(text)).span for place in places]
    nearest = min(spans, key=lambda span: abs(span.start - target.start), default=None)
    if nearest is not None:
        target.start, target.end = nearest.start, nearest.end
    target.text = text


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
    due_text: str | None = None,
    by: User,
    at: datetime,
) -> ServiceResult:
    """Confirm a reporting rule. `due_text`: the day as the plan has it, from which due days of forms are proposed; None
    keeps what was read.
    """
    row, rule = _lock_item(plan, code, version, by, at)
    assert isinstance(rule, ReportingRule)
    old_detail = _build_audit_detail(rule)
    pii_filter.check_texts({"who": who, "to": to, "via": via, "due_text": due_text or ""}, stored_text=row.text)
    rule.who, rule.to, rule.via, rule.every = who, to, via, every
    rule.due_text = rule.due_text if due_text is None else due_text
    return _settle_item(row, rule, old_detail, ItemState.CONFIRMED, by, at)


@write("plan_item.dismiss")
def dismiss_item(*, plan: uuid.UUID, code: str, version: int, by: User, at: datetime) -> ServiceResult:
    """Dismiss an item that is no target, duty or rule. It stays in the list and may be confirmed later."""
    row, item = _lock_item(plan, code, version, by, at)
    return _settle_item(row, item, _build_audit_detail(item), ItemState.DISMISSED, by, at)


@write("plan_item.confirm_sure")
def confirm_sure(*, plan: uuid.UUID, by: User, at: datetime) -> ServiceResult:
    """Confirm all open items read with certainty. Others stay open, and duties led from above or beside the owner.

    `answer`: «confirmed», and «left», how many certain duties stay open.
    """
    row = lock_reading_plan(plan, by, at)
    bound, _requestable = list_party_keys(row, get_plan_day(row))
    open_sure = [item for item in list_items(row) if item.open and item.sure]
    sure = [item for item in open_sure if not _is_led_from_outside(item, bound)]
    for item in sure:
        item.state, item.settled_by, item.settled_at = ItemState.CONFIRMED, by, at
        item.version += 1
    for kind in KINDS:
        items_of_kind = [item for item in sure if isinstance(item, kind)]
        kind._default_manager.bulk_update(items_of_kind, ["state", "settled_by", "settled_at", "version"])
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"codes": [item.code for item in sure]},
        answer={"confirmed": len(sure), "left": len(open_sure) - len(sure)},
    )


@write("plan_item.add")
def add_item(
    *, plan: uuid.UUID, kind: str, clause: int, quote: str, by: User, at: datetime, like: str = ""
) -> ServiceResult:
    """Add an item that the reader missed. `clause`: its position; `quote`: words as printed.

    `like`: code of a duty that another agency leads, too; with its words, it is one more duty of that kind and day.
    A target for words that the reader took for work without an agency replaces that work. Line breaks are ignored.
    Raises InvalidInput (field «quote») where the clause has no such words.
    """
    row = lock_reading_plan(plan, by, at)
    place = Clause.objects.filter(plan=row, position=clause).first()
    if place is None:
        raise InvalidInput({"clause": [say("Chọn mục có đoạn văn đó.")]})
    quoted_text = " ".join(quote.split())
    first_duty = Duty.objects.filter(plan=row, code=like).first() if like and kind == Item.Kind.DUTY else None
    if first_duty is not None and quoted_text == " ".join(first_duty.text.split()):
        span = Span(first_duty.start, first_duty.end)
    else:
        first_duty, span = None, _find_quote(row, place, quoted_text)
    model = next(candidate for candidate in KINDS if candidate.kind == kind)
    used_numbers = [int(code[2:]) for code in model._default_manager.filter(plan=row).values_list("code", flat=True)]
    item = model(
        plan=row, code=f"{PREFIXES[model.kind]}{max(used_numbers, default=0) + 1}", path=place.path,
        start=span.start, end=span.end, text=quoted_text, likelihood=1.0,
    )  # fmt: skip
    match item:
        case Duty():
            item.title, item.nature = quoted_text[:160], Duty.Nature.STANDING
            item.agency_text = place.heading
            if first_duty is not None:
                for name in ("title", "nature", "due_on", "later_due_on", "due_text", "recurs", "agency_text"):
                    setattr(item, name, getattr(first_duty, name))
        case Target():
            item.value, item.unit_of_measure = read_level(quoted_text)
        case ReportingRule():
            item.every = ReportingRule.Every.AD_HOC
    item.save(force_insert=True)
    replaced_codes = _dismiss_replaced_tasks(item, by, at) if isinstance(item, Target) else []
    replacement_detail: dict[str, Json] = {"codes": replaced_codes} if replaced_codes else {}
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": item.code, "span": [span.start, span.end], **replacement_detail},
        answer={"code": item.code},
    )


def _find_quote(plan: Plan, clause: Clause, quoted_text: str) -> Span:
    inside = fold_passage(plan.text, clause.start, clause.end)
    position = inside.text.find(quoted_text) if quoted_text else -1
    if position < 0:
        raise InvalidInput(
            {"quote": [say("Mục %(path)s không có đoạn này. Hãy chép đúng nguyên văn.", path=clause.path)]}
        )
    return inside.part(position, position + len(quoted_text)).span


def _dismiss_replaced_tasks(target: Target, by: User, at: datetime) -> list[Json]:
    """Dismisses open work without an agency whose words the target has; returns its codes."""
    tasks = Duty.objects.filter(
        plan=target.plan, named=False, state=ItemState.OPEN, start__gte=target.start, end__lte=target.end + 1
    )
    for task in tasks:
        task.state, task.settled_by, task.settled_at = ItemState.DISMISSED, by, at
        task.version += 1
        task.save(update_fields=["state", "settled_by", "settled_at", "version"])
    return [task.code for task in tasks]


def _is_led_from_outside(item: Item, bound: Collection[str]) -> bool:
    """Whether the lead of a duty that is no request is above or beside the plan's owner."""
    if not isinstance(item, Duty) or item.nature == Duty.Nature.REQUEST:
        return False
    lead = f"u:{item.lead_id}" if item.lead_id else f"g:{item.lead_group_id}" if item.lead_group_id else ""
    return bool(lead) and lead not in bound


def format_request_only_message(plan: Plan) -> str:
    return say(
        "Kế hoạch của %(unit)s không giao việc cho cơ quan cấp trên hoặc cùng cấp; chỉ đề nghị được: chọn loại "
        "«Đề nghị».",
        unit=plan.unit.name,
    )


def _learn_alias(duty: Duty) -> Unit | Group | None:
    """Stores the printed name as an alias of the chosen unit or group, where no agency matched it; returns that one.

    Of work that two lead, the name is that of both. Where one matched, another lead means that someone else gets the
    work, not another spelling of a name.
    """
    name = " ".join(duty.agency_text.split())
    has_second_lead = Duty.objects.filter(plan=duty.plan, start=duty.start, end=duty.end).exclude(pk=duty.pk).exists()
    if duty.clear or has_second_lead or not name or len(name) > MAX_NAME_LETTERS:
        return None
    if duty.lead_id is not None:
        unit = Unit.objects.get(pk=duty.lead_id)
        units.add_alias_in_province(unit=unit, alias=name)
        return unit
    if duty.lead_group_id is not None:
        group = Group.objects.get(pk=duty.lead_group_id)
        units.add_group_alias(group=group, alias=name)
        return group
    return None


def lock_reading_plan(plan: uuid.UUID, by: User, at: datetime) -> Plan:
    """Returns the locked plan while its items may still be changed."""
    row = Plan.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=plan).first()
    if row is None or not permissions.may_confirm(scope_of(by, at.date()), row):
        raise NotFoundError
    if row.state != Plan.State.READING:
        raise ActionRefused(say("Kế hoạch đã được đưa vào theo dõi, nội dung đọc được không sửa nữa."))
    return row


def _lock_item(plan: uuid.UUID, code: str, version: int, by: User, at: datetime) -> tuple[Plan, Item]:
    row = lock_reading_plan(plan, by, at)
    item = get_item(row, code)
    if item.version != version:
        raise VersionConflictError(
            say(
                "%(who)s đã xử lý mục %(code)s lúc %(when)s: %(state)s. Phần vừa gõ chưa được lưu.",
                who=item.settled_by,
                code=item.code,
                when=write_moment(timezone.localtime(item.settled_at)) if item.settled_at else "",
                state=item.get_state_display(),
            ),
            theirs=_build_audit_detail(item),
        )
    return row, item


def _settle_item(row: Plan, item: Item, old_detail: Json, state: ItemState, by: User, at: datetime) -> ServiceResult:
    item.state, item.settled_by, item.settled_at = state, by, at
    item.version += 1
    item.save()
    return ServiceResult(
        subject=f"plan:{row.pk}",
        unit=row.unit.code,
        detail={"code": item.code, "from": old_detail, "to": _build_audit_detail(item)},
        answer={"code": item.code, "version": item.version},
    )


def _build_audit_detail(item: Item) -> dict[str, Json]:
    detail: dict[str, Json] = {"state": str(item.state)}
    match item:
        case Duty():
            detail |= {
                "title": item.title,
                "nature": str(item.nature),
                "lead": item.lead.code if item.lead else item.lead_group.code if item.lead_group else "",
                "due_on": item.due_on.isoformat() if item.due_on else "",
            }
            if item.later_due_on:
                detail |= {"later_due_on": [*item.later_due_on]}
        case Target():
            owner = item.owner.code if item.owner else ""
            detail |= {"value": "" if item.value is None else str(item.value), "bound": item.bound, "owner": owner}
            detail["text"] = item.text
            if item.baseline is not None:
                detail |= {"baseline": str(item.baseline)}
        case ReportingRule():
            detail |= {"who": item.who, "to": item.to, "via": item.via, "every": item.every, "due_text": item.due_text}
    return detail
