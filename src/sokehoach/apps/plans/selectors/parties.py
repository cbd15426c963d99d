"""Lists whom a plan may give work, whom it may only ask, and the unknown agencies that it names."""

from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Group, Level, Unit
from sokehoach.apps.plans.models import Duty, ItemState, Plan
from sokehoach.apps.plans.selectors.authorities import get_level
from sokehoach.apps.plans.selectors.plans import list_choosable_units, list_requestable_units
from sokehoach.domain.plans.authority import find_authority

MAX_NAME_LETTERS = 100  # a longer text is a sentence, not a name


def list_party_keys(plan: Plan, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the keys of parties that the plan binds, and that it may only ask: «u:<unit id>», «g:<group id>»."""
    bound, requestable_keys = list_party_names(plan, day)
    return frozenset(bound), frozenset(requestable_keys)


def list_party_names(plan: Plan, day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the same keys with their names. A group belongs to the unit within which it is named."""
    inside, outside = list_choosable_units(plan, day), list_requestable_units(plan, day)
    groups = list(Group.objects.filter(within__in=[*inside, *outside]))
    return _build_names(inside, groups), _build_names(outside, groups)


def _build_names(units: list[Unit], groups: list[Group]) -> dict[str, str]:
    unit_ids = {unit.pk for unit in units}
    names = {f"g:{group.pk}": group.name for group in groups if group.within_id in unit_ids}
    return names | {f"u:{unit.pk}": unit.name for unit in units}


@dataclass(frozen=True, slots=True)
class UnknownParty:
    """A name in the plan that no unit below its owner has; `codes` are the open duties that name it."""

    name: str
    codes: tuple[str, ...]


def list_unknown_parties(plan: Plan) -> list[UnknownParty]:
    """Returns the agencies of the owner's area that the plan names and the software lacks, in the order of the text.

    Names of other levels are left out.
    """
    if plan.state != Plan.State.READING or plan.unit.level == Level.AGENCY:
        return []
    named: dict[str, list[str]] = {}
    for duty in Duty.objects.filter(plan=plan, state=ItemState.OPEN).order_by("start"):
        name = " ".join(duty.agency_text.split()).strip(" :;,.")
        if name and not duty.clear and duty.unassigned and is_own_name(name, plan.unit):
            named.setdefault(name, []).append(duty.code)
    return [UnknownParty(name, tuple(codes)) for name, codes in named.items()]


def is_own_name(name: str, owner: Unit) -> bool:
    return len(name) <= MAX_NAME_LETTERS and find_authority(name) in (None, get_level(owner))
