"""Matches agencies that a plan names to units, and lists whom it may give work and whom it may only ask."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Alias, Group, Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.heirs import list_whole_predecessors
from sokehoach.apps.orgunits.queries.levels import consolidates, get_levels, is_attached
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Duty, ItemState, Plan
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.queries.plans import (
    get_units_day,
    list_choosable_groups,
    list_choosable_units,
    list_ids_below,
    list_ids_with_upper,
    list_requestable_units,
)
from sokehoach.apps.shell.pii_filter import find_refused_hits
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.plans.agencies import KnownAgency, match_agencies, names_crowd, names_several, split_names
from sokehoach.domain.plans.authority import (
    Authority,
    find_authority,
    find_authority_of_level,
    is_above,
    is_governing_body,
    names_all_agencies,
)
from sokehoach.domain.plans.passages import Span
from sokehoach.domain.plans.persons import names_persons
from sokehoach.domain.plans.proposals.annexes import find_named_beside, match_named_agencies
from sokehoach.domain.privacy import FIRM_KINDS
from sokehoach.domain.text import fold_accents

_PLURAL = re.compile(r"(?:ubnd |ủy ban nhân dân |uỷ ban nhân dân )?(?:các|cấp) ", re.IGNORECASE)
_NAMED = 0.97  # likelihood of a unit that an annex names beside an item
MAX_NAME_LETTERS = 100  # a longer text is a sentence, not a name


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A unit or group that a name may mean: `party` is «u:<id of a unit>» or «g:<id of a group>».

    `likelihood` that it is the one meant, 0..1: from the similarity of the names and the distance to the next match.
    """

    party: str
    name: str
    likelihood: float

    def as_json(self) -> dict[str, str | float]:
        return {"party": self.party, "name": self.name, "likelihood": self.likelihood}


class Directory:
    """The units and groups that one plan may name, on one day; their codes here are the keys of parties."""

    def __init__(self, agencies: Iterable[KnownAgency]) -> None:
        self.known = tuple(agencies)
        self.asked: dict[str, list[PartyMatch]] = {}

    def match(self, name: str) -> list[PartyMatch]:
        """Returns the three most similar, best first; none where no name is half similar."""
        if name not in self.asked:
            self.asked[name] = [
                PartyMatch(agency.code, agency.name, agency.likelihood)
                for agency in match_agencies(name, self.known)[:3]
            ]
        return self.asked[name]


def build_directory(unit: Unit, named_on: date) -> Directory:
    """Builds the directory of those to whom a plan of the unit may give work, with three queries.

    These are the unit and those below it as of the day of the plan's words, their aliases, and groups. Units above or
    beside are left out: «Công an xã» in a commune's plan is never the police of the area above. Where the unit began
    later, they are those of its first day; who took a unit of before over as a whole also has its name (another query).
    """
    return build_directory_of_day(unit, get_units_day(unit, named_on), named_on)


def build_directory_of_day(unit: Unit, day: date, named_on: date) -> Directory:
    """Builds the same directory with the units of the day, for words of the day `named_on`."""
    rows = list(orgunits.as_of(day).select_related("parent"))
    inside = list_ids_below(unit.pk, rows)
    units = [row for row in rows if row.pk in inside]
    return _build_directory(units, list_whole_predecessors(units, day) if named_on < day else {})


def build_upper_directory(unit: Unit, day: date) -> Directory:
    """Builds the directory of the areas above a unit and their agencies: those to whom it reports. Three queries."""
    rows = list(orgunits.as_of(day).select_related("parent"))
    upper_units = list_ids_with_upper([unit.pk]) - {unit.pk}
    return _build_directory(
        [
            row
            for row in rows
            if row.pk in upper_units or (is_attached(row) and row.parent_id in upper_units and row.pk != unit.pk)
        ]
    )


def _build_directory(units: Sequence[Unit], predecessors: Mapping[int, Sequence[Unit]] | None = None) -> Directory:
    predecessors = predecessors or {}
    units_before = [row for rows in predecessors.values() for row in rows]
    aliases: dict[int, list[str]] = {}
    for alias in Alias.objects.filter(unit__in=[*units, *units_before]):
        aliases.setdefault(alias.unit_id, []).append(alias.text)
    spellings_by_unit = {row.pk: _list_spellings(row, aliases) for row in units}
    own_names = {fold_accents(name) for spellings in spellings_by_unit.values() for name in spellings}
    agencies = [
        KnownAgency(
            f"u:{row.pk}",
            row.short_name if is_attached(row) else row.name,
            (
                *spellings_by_unit[row.pk],
                *(
                    name
                    for predecessor in predecessors.get(row.pk, ())
                    for name in _list_spellings(predecessor, aliases)
                    if fold_accents(name) not in own_names  # another unit has the name now
                ),
            ),
        )
        for row in units
    ]
    for group in Group.objects.filter(within__in=[*units, *units_before]).select_related("within"):
        spellings = [group.name, *group.aliases]
        place_spellings = [f"{name} {group.within.name}" for name in spellings]
        kind = group.code.rpartition(".")[2]  # «92.departments» of a programme of one area
        agencies.append(KnownAgency(f"g:{group.pk}", group.name, (*spellings, *place_spellings), kind))
    return Directory(agencies)


def _list_spellings(row: Unit, aliases: dict[int, list[str]]) -> tuple[str, ...]:
    names = {row.name, row.short_name, *aliases.get(row.pk, [])}
    levels = get_levels()
    if is_attached(row) and row.parent is not None:
        # «Công an tỉnh» in full is «Công an tỉnh Lào Cai»; in a table of provinces, «Công an Lào Cai».
        level = levels[row.parent.level].name
        names |= {f"{name} {row.parent.short_name}" for name in set(names)}
        names |= {f"{row.name} {level}", f"{row.name} {row.parent.name}"}
    elif not is_attached(row) and row.has_committee:
        level = levels[row.level].name
        names |= {f"UBND {row.name}", f"UBND {row.short_name}"}
        if consolidates(row):
            names |= {f"UBND {level}"}
    return tuple(sorted(names))


def get_level(unit: Unit) -> Authority:
    """Returns the unit's level; for an agency that of the area to which it belongs."""
    return get_authority(get_levels()[get_unit_area(unit).level])


def get_authority(level: Level) -> Authority:
    """Returns the authority that a level of the installation is."""
    is_highest = not any(other.is_above(level) for other in get_levels().areas)
    return find_authority_of_level(level.name, is_base=level.is_base, is_highest=is_highest)


def list_upper_authorities() -> list[Authority]:
    """Returns the authorities whose plans a unit of the installation may have to answer, highest first."""
    present = {get_authority(level) for level in get_levels().consolidating}
    return [Authority.CENTRAL, *(authority for authority in Authority if authority in present)]


def find_level_above(issuer: str, unit: Unit) -> str:
    """Returns the level of an authority above the unit that the header names, «» where it names none."""
    level = _find_level(issuer, unit)
    if level is None or any(
        fold_accents(name) in fold_accents(issuer) for name in (unit.name, unit.letterhead) if name
    ):
        return ""  # the header has the unit's own name, maybe below that of the authority above
    own_governing = not is_attached(unit)
    is_higher = is_above(
        level, governing=is_governing_body(issuer), other=get_level(unit), other_governing=own_governing
    )
    return level.value if is_higher else ""


def _find_level(issuer: str, unit: Unit) -> Authority | None:
    """Finds the level by an area above the unit that the issuer names.

    This distinguishes a city at province level from one at district level.
    """
    name, place = fold_accents(issuer), unit
    level = find_authority(issuer)
    while place.parent is not None:
        place = place.parent
        is_province = get_authority(get_levels()[place.level]) is Authority.PROVINCE
        if level is Authority.DISTRICT and is_province and fold_accents(place.name) in name:
            return Authority.PROVINCE
    return level


def find_concerned_party(name: str, unit: Unit, matches: Sequence[PartyMatch]) -> PartyMatch | None:
    """Returns the unit itself or one below that an upper plan means by a name; None where it means others.

    `matches`: the matches of the name among these units, best first.
    """
    level, own_level = find_authority(name), get_level(unit)
    if not is_attached(unit) and level is own_level and _PLURAL.match(name.strip()):
        return PartyMatch(f"u:{unit.pk}", unit.name, 1.0)
    if level is not None and is_above(level, governing=True, other=own_level, other_governing=True):
        return None
    return matches[0] if matches and matches[0].likelihood >= SURE else None


def find_owner_in_annex(text: str, span: Span, directory: Directory) -> PartyMatch | None:
    """Returns the unit that an annex of the plan names beside these words of its text; None where it names none."""
    named_cell = find_named_beside(text, span.start, span.end)
    names = {agency.code: agency.name for agency in directory.known if agency.code.startswith("u:")}
    party = next(iter(match_named_agencies(named_cell, names, ())), None) if named_cell else None
    return None if party is None else PartyMatch(party, names[party], _NAMED)


def list_party_keys(plan: Plan, day: date) -> tuple[frozenset[str], frozenset[str]]:
    """Returns the keys of parties that the plan binds, and that it may only ask: «u:<unit id>», «g:<group id>»."""
    bound, requestable_keys = list_party_names(plan, day)
    return frozenset(bound), frozenset(requestable_keys)


def list_party_names(plan: Plan, day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the same keys with their names. A group belongs to the unit within which it is named."""
    inside, outside = list_choosable_units(plan, day), list_requestable_units(plan, day)
    outside_groups = list(Group.objects.filter(within__in=outside))
    return _build_names(inside, list_choosable_groups(plan, inside, day)), _build_names(outside, outside_groups)


def _build_names(units: list[Unit], groups: list[Group]) -> dict[str, str]:
    names = {f"g:{group.pk}": group.name for group in groups}
    return names | {f"u:{unit.pk}": unit.name for unit in units}


@dataclass(frozen=True, slots=True)
class UnknownParty:
    """A name in the plan that no unit below its owner has; `codes` are the open duties that name it."""

    name: str
    codes: tuple[str, ...]


def list_unknown_parties(plan: Plan) -> list[UnknownParty]:
    """Returns the agencies of the owner's area that the plan names and the software lacks, in the order of the text.

    Names of other levels, of several agencies, of persons and crowds are left out.
    """
    if plan.state != Plan.State.READING or is_attached(plan.unit):
        return []
    named: dict[str, list[str]] = {}
    for duty in Duty.objects.filter(plan=plan, state=ItemState.OPEN).order_by("start"):
        name = " ".join(duty.agency_text.split()).strip(" :;,.")
        if name and not duty.clear and duty.unassigned and is_own_name(name, plan.unit):
            named.setdefault(name, []).append(duty.code)
    return [UnknownParty(name, tuple(codes)) for name, codes in named.items()]


def is_own_name(name: str, owner: Unit) -> bool:
    """Whether a name may be that of one agency of the owner's area."""
    level = get_level(owner)
    return (
        len(name) <= MAX_NAME_LETTERS
        and find_authority(name) in (None, level)
        and not names_all_agencies(name, level)
        and not _PLURAL.match(name)
        and not names_several(name)
        and not names_crowd(name)
        and len(split_names(name)) == 1
        and not names_persons(name)
        and not any(hit.kind in FIRM_KINDS for hit in find_refused_hits(name))
    )
