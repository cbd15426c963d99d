"""The page of a plan: its sections, warnings and questions, and units that its «Nơi nhận» does not name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sokehoach.apps.orgunits.models import Group, Level, Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.plans.models import Duty, Item, ItemState, Plan, ReportingRule, Target
from sokehoach.apps.plans.queries.chain import find_proposed_upper, list_upper_candidates
from sokehoach.apps.plans.queries.parties import build_directory
from sokehoach.apps.plans.queries.succession import list_same_subject
from sokehoach.apps.shell import clock
from sokehoach.domain.plans.agencies import split_names

_SURE = 0.9  # minimum likelihood for a printed name to count as the unit's
# «Các ban, ngành, đoàn thể xã», «Các phòng, ban, đơn vị trực thuộc»: all agencies of the plan's unit.
_ALL_AGENCIES = re.compile(
    r"(?:các )?(?:sở|phòng|ban|ngành|cơ quan|bộ phận)(?:(?:, | và )(?:sở|phòng|ban|ngành|cơ quan|đơn vị|đoàn thể)){1,3}"
    r"(?P<whose>[^;.]*)",
    re.IGNORECASE,
)
_WORDS_OF_LEVEL = {
    Level.PROVINCE: {"tỉnh", "thành phố"},
    Level.DISTRICT: {"huyện", "quận", "thị xã", "thành phố"},
    Level.COMMUNE: {"xã", "phường"},
    Level.TOWNSHIP: {"thị trấn"},
}
_ANY_LEVEL = re.compile(
    r"(?<!\w)(?:trung ương|(?<!cán )bộ|tỉnh|thành phố|huyện|quận|thị xã|xã(?! hội)|phường|thị trấn)(?!\w)"
)
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


def build_plan_notices(plan: Plan, *, may_confirm: bool) -> dict[str, Any]:
    """Returns `same_subject`, other plans in force of its subject and year, and `upper_proposed`.

    `upper_proposed` is the upper plan that its preamble names, where none is chosen yet.
    """
    is_watched = not plan.issued_above and plan.origin == Plan.Origin.SIGNED and plan.state != Plan.State.REPLACED
    return {
        "same_subject": list_same_subject(plan) if is_watched else [],
        "upper_proposed": find_proposed_upper(plan, list_upper_candidates(plan))
        if may_confirm and is_watched and plan.upper_id is None and plan.basis
        else None,
    }


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
        tuple(unit for unit in unnamed_units if unit.level not in (Level.COMMUNE, Level.TOWNSHIP)),
        tuple(unit for unit in unnamed_units if unit.level in (Level.COMMUNE, Level.TOWNSHIP)),
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
        named_ids |= {unit.pk for unit in orgunits.list_members(group, day=day)}
    if any(_names_all_agencies(line, Level(plan.unit.level)) for line in plan.recipients):
        agencies = Unit.objects.filter(parent=plan.unit).exclude(level__in=(Level.COMMUNE, Level.TOWNSHIP))
        named_ids |= set(agencies.values_list("pk", flat=True))
    return named_ids


def _names_all_agencies(line: str, level: Level) -> bool:
    """Whether a line names all agencies of the level: «Các sở, ban, ngành cấp tỉnh» are those of a province alone."""
    match = _ALL_AGENCIES.match(line)
    if match is None:
        return False
    return set(_ANY_LEVEL.findall(match["whose"].lower())) <= _WORDS_OF_LEVEL.get(level, set())


def _split_recipients(lines: Sequence[str]) -> list[str]:
    return [name for line in lines for name in split_names(line)]
