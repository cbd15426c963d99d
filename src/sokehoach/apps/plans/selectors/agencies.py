"""Matches agency names in a plan to units and groups."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sokehoach.apps.orgunits.models import Alias, Group, Level, Unit
from sokehoach.apps.orgunits.selectors import units as orgunits
from sokehoach.apps.plans.selectors.plans import list_ids_below
from sokehoach.domain.plans.agencies import KnownAgency, match_agencies


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


def build_directory(unit: Unit, day: date) -> Directory:
    """Builds the directory of those to whom a plan of the unit may give work, with three queries.

    These are the unit and those below it as of the day, their aliases, and groups. Units above or beside are left out:
    «Công an xã» in a commune's plan is never the district's police.
    """
    rows = list(orgunits.as_of(day).select_related("parent"))
    inside = list_ids_below(unit.pk, rows)
    units = [row for row in rows if row.pk in inside]
    aliases: dict[int, list[str]] = {}
    for alias in Alias.objects.filter(unit__in=units):
        aliases.setdefault(alias.unit_id, []).append(alias.text)
    agencies = [
        KnownAgency(
            f"u:{row.pk}",
            row.short_name if row.level == Level.AGENCY else row.name,
            _list_spellings(row, aliases),
        )
        for row in units
    ]
    for group in Group.objects.filter(within__in=[row.pk for row in units]).select_related("within"):
        spellings = [group.name, *group.aliases]
        place_spellings = [f"{name} {group.within.name}" for name in spellings]
        agencies.append(KnownAgency(f"g:{group.pk}", group.name, (*spellings, *place_spellings), group.code))
    return Directory(agencies)


def _list_spellings(row: Unit, aliases: dict[int, list[str]]) -> tuple[str, ...]:
    names = {row.name, row.short_name, *aliases.get(row.pk, [])}
    if row.level == Level.AGENCY and row.parent is not None:
        # «Công an huyện» in full is «Công an huyện Tuần Giáo»; in a table of districts, «Công an Tuần Giáo».
        level = Level(row.parent.level).label
        names |= {f"{name} {row.parent.short_name}" for name in set(names)}
        names |= {f"{row.name} {level}", f"{row.name} {row.parent.name}"}
    elif row.level != Level.AGENCY:
        level = Level(row.level).label
        names |= {f"UBND {row.name}", f"UBND {row.short_name}"}
        if row.level in (Level.PROVINCE, Level.DISTRICT):
            names |= {f"UBND {level}"}
    return tuple(sorted(names))
