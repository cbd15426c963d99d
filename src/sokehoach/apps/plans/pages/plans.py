"""The page of a plan: its sections, warnings and questions, and units that its «Nơi nhận» does not name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.orgunits.queries.heirs import has_ended, list_heirs, list_members_today
from sokehoach.apps.orgunits.queries.levels import is_attached, is_base, list_base_codes
from sokehoach.apps.plans.models import Clause, Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.chain import find_proposed_upper, list_upper_candidates
from sokehoach.apps.plans.queries.parties import build_directory, get_level
from sokehoach.apps.plans.queries.plans import get_named_day, list_units_before
from sokehoach.apps.plans.queries.succession import list_same_subject
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day
from sokehoach.domain.plans.agencies import split_names
from sokehoach.domain.plans.annexes import UnlistedTable, list_annexes
from sokehoach.domain.plans.authority import names_all_agencies
from sokehoach.domain.text import lower_first

_SURE = 0.9  # minimum likelihood for a printed name to count as the unit's
# «Như mục VI» refers to those who have work in that part.
_BY_REFERENCE = re.compile(r"như (?:mục|phần|điểm|điều|trên)", re.IGNORECASE)


def build_sections(plan_items: list[Item]) -> dict[str, Any]:
    """Returns `targets` and `rules` in order, and `duty_count`. Dismissed items are left out."""
    current_items = [item for item in plan_items if item.state != ItemState.DISMISSED]
    return {
        "targets": [item for item in current_items if isinstance(item, Target)],
        "rules": [item for item in current_items if isinstance(item, ReportingRule)],
        "duty_count": sum(isinstance(item, Duty) for item in current_items),
    }


def add_schedule_states(plan: Plan, rules: Sequence[ReportingRule]) -> None:
    """Adds `schedule_state` to each rule: what other apps (settings.RULE_STATES) make of it."""
    states: dict[str, str] = {}
    for path in settings.RULE_STATES:
        states |= import_string(path)(plan, rules)
    for rule in rules:
        rule.schedule_state = states.get(rule.code, "")  # type: ignore[attr-defined]


def build_plan_notices(plan: Plan, *, may_confirm: bool) -> dict[str, Any]:
    """Returns `same_subject`, other plans in force of its subject and year, `upper_proposed` and two notes.

    `units_note` says whose units a plan has that is older than they are; `lead_note` names leads that ended without a
    successor. `upper_proposed` is the upper plan that its preamble names, where none is chosen yet.
    """
    is_watched = not plan.issued_above and plan.origin == Plan.Origin.SIGNED and plan.state != Plan.State.REPLACED
    return {
        "same_subject": list_same_subject(plan) if is_watched else [],
        "upper_proposed": find_proposed_upper(plan, list_upper_candidates(plan))
        if may_confirm and is_watched and plan.upper_id is None and plan.basis
        else None,
        "units_note": describe_changed_units(plan, clock.today()) if may_confirm else "",
        "lead_note": describe_ended_leads(plan, clock.today()) if may_confirm and is_watched else "",
    }


def describe_changed_units(plan: Plan, day: date) -> str:
    """Says that the plan is older than its unit, or that its unit has ended, and who gets the work; «» otherwise."""
    unit = plan.unit
    if has_ended(unit, day):
        assert unit.valid_to is not None
        return _(
            "%(unit)s kết thúc trước ngày %(day)s. Chọn cơ quan, đơn vị lúc ấy; khi đưa kế hoạch vào theo dõi, việc "
            "của đơn vị đã kết thúc giao cho đơn vị kế thừa."
        ) % {"unit": unit.name, "day": translate(write_day(unit.valid_to))}
    if get_named_day(plan) >= unit.valid_from or not list_units_before(unit, get_named_day(plan), day):
        return ""
    return _(
        "Kế hoạch ban hành trước khi %(unit)s có các đơn vị hiện nay (từ %(day)s): việc giao cho các đơn vị ấy. "
        "Tên cơ quan, đơn vị cũ được khớp với đơn vị kế thừa khi có một đơn vị nhận toàn bộ. Đơn vị cũ chia cho nhiều "
        "đơn vị thì chọn từng đơn vị, hoặc nhóm như văn bản gọi: việc của nhóm giao cho mọi đơn vị kế thừa."
    ) % {"unit": lower_first(unit.name), "day": translate(write_day(unit.valid_from))}


def describe_ended_leads(plan: Plan, day: date) -> str:
    """Names the leads of confirmed duties that ended and that nobody took over, and says what to do; «» without any."""
    duties = Duty.objects.filter(plan=plan, state=ItemState.CONFIRMED, lead__valid_to__lte=day)
    leads = list(Unit.objects.filter(pk__in=duties.values("lead")).order_by("code"))
    heirs = list_heirs(leads, day)
    names = [unit.name for unit in leads if not heirs[unit.pk]]
    if not names:
        return ""
    if plan.state == Plan.State.READING:
        return _(
            "%(names)s: đã kết thúc, chưa ghi đơn vị kế thừa, nên không ai nhận việc. Chọn đơn vị chủ trì khác cho "
            "nhiệm vụ trước khi đưa kế hoạch vào theo dõi."
        ) % {"names": "; ".join(names)}
    return _(
        "%(names)s: đã kết thúc, chưa ghi đơn vị kế thừa, nên không ai nhận việc. Mở nhiệm vụ, phân công cho đơn vị "
        "khác."
    ) % {"names": "; ".join(names)}


def list_unread_annexes(plan: Plan, clauses: Sequence[Clause]) -> tuple[UnlistedTable, ...]:
    """Returns the tables of the plan's annexes that are in no list, for who confirms it, until it is in force."""
    return list_annexes(plan.text, max((clause.end for clause in clauses), default=0))


@dataclass(frozen=True, slots=True)
class UnnamedUnits:
    agencies: tuple[Unit, ...]
    communes: tuple[Unit, ...]

    def __bool__(self) -> bool:
        return bool(self.agencies or self.communes)


def find_unnamed_units(plan: Plan) -> UnnamedUnits:
    """Returns units with duties that no recipient names, alone or in a group; none where no recipients were read."""
    if not plan.recipients or any(_BY_REFERENCE.match(line) for line in plan.recipients):
        return UnnamedUnits((), ())
    units_with_duties = (
        Unit.objects.filter(assignments__duty__plan=plan).exclude(pk=plan.unit_id).distinct().order_by("code")
    )
    named_ids = _list_named_unit_ids(plan)
    unnamed_units = [unit for unit in units_with_duties if unit.pk not in named_ids]
    return UnnamedUnits(
        tuple(unit for unit in unnamed_units if not is_base(unit)),
        tuple(unit for unit in unnamed_units if is_base(unit)),
    )


def _list_named_unit_ids(plan: Plan) -> set[int]:
    """Returns row ids of the named recipients as of the plan's date, and of the issuing unit."""
    day = plan.signed_on or clock.today()
    agency_directory = build_directory(plan.unit, day)
    parties = [
        match.party
        for name in [*_split_recipients(plan.recipients), *([plan.issuer] if plan.issuer else [])]
        for match in agency_directory.match(name)[:1]
        if match.likelihood >= _SURE
    ]
    named_ids = {int(party.removeprefix("u:")) for party in parties if party.startswith("u:")}
    groups = {party.removeprefix("g:") for party in parties if party.startswith("g:")}
    for group in Group.objects.filter(pk__in=groups).select_related("within") if groups else ():
        named_ids |= {unit.pk for unit in list_members_today(group, clock.today())}
    authority = None if is_attached(plan.unit) else get_level(plan.unit)
    if any(names_all_agencies(line, authority) for line in plan.recipients):
        agencies = Unit.objects.filter(parent=plan.unit).exclude(level__in=list_base_codes())
        named_ids |= set(agencies.values_list("pk", flat=True))
    return named_ids


def _split_recipients(lines: Sequence[str]) -> list[str]:
    return [name for line in lines for name in split_names(line)]
