"""Whose plan a text is, for the unit that brings it in, and which duties of an upper plan concern that unit."""

import re
from collections.abc import Sequence

from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors.units import area_of
from sokehoach.apps.plans.models.item import SURE
from sokehoach.apps.plans.selectors.agencies import Match
from sokehoach.domain.plans.authority import Authority, authority_of, governs, is_above
from sokehoach.domain.text import fold

_LEVELS = {
    Level.PROVINCE: Authority.PROVINCE,
    Level.DISTRICT: Authority.DISTRICT,
    Level.COMMUNE: Authority.COMMUNE,
    Level.TOWNSHIP: Authority.COMMUNE,
}
_PLURAL = re.compile(r"(?:ubnd |ủy ban nhân dân |uỷ ban nhân dân )?(?:các|cấp) ", re.IGNORECASE)


def level_of(unit: Unit) -> Authority:
    """Of an agency, the level of the place where it stands."""
    return _LEVELS[Level(area_of(unit).level)]


def issued_above(issuer: str, unit: Unit) -> str:
    """The level of an authority above the unit that the head of a text names, «» where it names none."""
    found = _level(issuer, unit)
    if found is None or any(fold(name) in fold(issuer) for name in (unit.name, unit.letterhead) if name):
        return ""  # its own name stands there, maybe below that of the authority above
    own_governing = unit.level != Level.AGENCY
    above = is_above(found, governing=governs(issuer), own=level_of(unit), own_governing=own_governing)
    return found.value if above else ""


def _level(issuer: str, unit: Unit) -> Authority | None:
    """By a place above the unit that it names, which tells a city that is a province from one that is a district."""
    name, at = fold(issuer), unit
    found = authority_of(issuer)
    while at.parent is not None:
        at = at.parent
        if found is Authority.DISTRICT and at.level == Level.PROVINCE and fold(at.name) in name:
            return Authority.PROVINCE
    return found


def concerned(name: str, unit: Unit, matches: Sequence[Match]) -> Match | None:
    """The unit itself or one below that an upper plan means by a name; None where it means others.
    `matches`: of the name among these, the likeliest first.
    """
    level, own = authority_of(name), level_of(unit)
    if unit.level != Level.AGENCY and level is own and _PLURAL.match(name.strip()):
        return Match(f"u:{unit.pk}", unit.name, 1.0)
    if level is not None and is_above(level, governing=True, own=own, own_governing=True):
        return None
    return matches[0] if matches and matches[0].likelihood >= SURE else None
