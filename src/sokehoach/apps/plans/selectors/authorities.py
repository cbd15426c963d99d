"""Finds the level of authority that issued a plan, and the duties of an upper plan that concern a unit."""

import re
from collections.abc import Sequence

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import get_unit_area
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.selectors.agencies import PartyMatch
from sokehoach.domain.plans.authority import Authority, find_authority, is_above, is_governing_body
from sokehoach.domain.text import fold_accents

_LEVELS = {
    Level.PROVINCE: Authority.PROVINCE,
    Level.DISTRICT: Authority.DISTRICT,
    Level.COMMUNE: Authority.COMMUNE,
    Level.TOWNSHIP: Authority.COMMUNE,
}
_PLURAL = re.compile(r"(?:ubnd |ủy ban nhân dân |uỷ ban nhân dân )?(?:các|cấp) ", re.IGNORECASE)


def get_level(unit: Unit) -> Authority:
    """Returns the unit's level; for an agency that of the area to which it belongs."""
    return _LEVELS[Level(get_unit_area(unit).level)]


def find_level_above(issuer: str, unit: Unit) -> str:
    """Returns the level of an authority above the unit that the header names, «» where it names none."""
    level = _find_level(issuer, unit)
    if level is None or any(
        fold_accents(name) in fold_accents(issuer) for name in (unit.name, unit.letterhead) if name
    ):
        return ""  # the header has the unit's own name, maybe below that of the authority above
    own_governing = unit.level != Level.AGENCY
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
        if level is Authority.DISTRICT and place.level == Level.PROVINCE and fold_accents(place.name) in name:
            return Authority.PROVINCE
    return level


def find_concerned_party(name: str, unit: Unit, matches: Sequence[PartyMatch]) -> PartyMatch | None:
    """Returns the unit itself or one below that an upper plan means by a name; None where it means others.

    `matches`: the matches of the name among these units, best first.
    """
    level, own_level = find_authority(name), get_level(unit)
    if unit.level != Level.AGENCY and level is own_level and _PLURAL.match(name.strip()):
        return PartyMatch(f"u:{unit.pk}", unit.name, 1.0)
    if level is not None and is_above(level, governing=True, other=own_level, other_governing=True):
        return None
    return matches[0] if matches and matches[0].likelihood >= SURE else None
