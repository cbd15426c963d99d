"""Matches the names of a plan again when the software has learnt an agency or another spelling of its name."""

from collections.abc import Iterator

from sokehoach.apps.orgunits.models import Group, Unit
from sokehoach.apps.plans.models import SURE, Duty, ItemState, Plan
from sokehoach.apps.plans.queries.parties import Directory, PartyMatch, build_directory
from sokehoach.apps.plans.queries.plans import get_named_day


def match_names_again(plan: Plan, *parties: Unit | Group) -> list[str]:
    """Gives these parties to the duties that name them: leads of open ones, partners of all. Returns their codes.

    Each open duty is still to be confirmed. Only a name that is theirs with certainty is matched.
    """
    directory = build_directory(plan.unit, get_named_day(plan))
    keys = {f"g:{party.pk}" if isinstance(party, Group) else f"u:{party.pk}" for party in parties}
    learnt = Directory([agency for agency in directory.known if agency.code in keys])
    changed_codes = []
    duties = Duty.objects.select_for_update(of=("self",)).filter(plan=plan).exclude(state=ItemState.DISMISSED)
    for duty in duties:
        is_lead_matched = duty.open and duty.named and not duty.clear and _match_lead(duty, learnt, directory, keys)
        if _match_partners(duty, learnt, directory, keys) or is_lead_matched:
            duty.save(update_fields=["lead", "lead_group", "choices", "coordinating_outside"])
            changed_codes.append(duty.code)
    return changed_codes


def _match_lead(duty: Duty, learnt: Directory, directory: Directory, keys: set[str]) -> bool:
    match = _find_sure_match(duty.agency_text, learnt, directory, keys)
    if match is None:
        return False
    duty.choices = [match.as_json()]
    kind, pk = match.party[0], int(match.party[2:])
    duty.lead_id, duty.lead_group_id = (pk, None) if kind == "u" else (None, pk)
    return True


def _match_partners(duty: Duty, learnt: Directory, directory: Directory, keys: set[str]) -> bool:
    matches = {name: _find_sure_match(name, learnt, directory, keys) for name in duty.coordinating_outside}
    for kind, pk in _list_parties(matches):
        partners = duty.coordinating if kind == "u" else duty.coordinating_groups
        if pk != (duty.lead_id if kind == "u" else duty.lead_group_id):
            partners.add(pk)
    names_left = [name for name, match in matches.items() if match is None]
    is_changed = len(names_left) < len(matches)
    duty.coordinating_outside = names_left
    return is_changed


def _list_parties(matches: dict[str, PartyMatch | None]) -> Iterator[tuple[str, int]]:
    return ((match.party[0], int(match.party[2:])) for match in matches.values() if match is not None)


def _find_sure_match(name: str, learnt: Directory, directory: Directory, keys: set[str]) -> PartyMatch | None:
    """None where the name is not similar to these parties, or another one has it."""
    name = " ".join(name.split()).strip(" :;,.")
    if not name or not learnt.match(name):
        return None
    best = next(iter(directory.match(name)), None)
    return best if best is not None and best.party in keys and best.likelihood >= SURE else None
