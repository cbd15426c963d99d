"""Template tags for the names of levels: «xã, phường», and what follows from a unit's level."""

from collections.abc import Iterable

from django import template

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import level_names, levels
from sokehoach.apps.orgunits.queries.succession import say_version
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.shell import clock
from sokehoach.domain.orgtree.level import Level
from sokehoach.domain.policy.persons import DEFAULT_POLICY, PersonsPolicy

register = template.Library()


@register.simple_tag
def base_areas(count: int = 2) -> str:
    """The areas that report and consolidate nothing: `{% base_areas n as areas %}`."""
    return level_names.name_base_areas(count)


@register.filter
def dated_name(unit: Unit) -> str:
    """The name; of a unit that has ended also until when it was: «Xã Bình Minh (đến trước 01/07/2025)»."""
    return say_version(unit.name, unit, clock.today())


@register.filter
def dated_short_name(unit: Unit) -> str:
    return say_version(unit.short_name, unit, clock.today())


@register.filter
def units_name(units: Iterable[Unit], count: int = 2) -> str:
    return level_names.name_units(units, count)


@register.filter
def level_name(level: Level, count: int = 1) -> str:
    """The name of a level in the language of the page: «xã»."""
    return level_names.name_levels([level], count)


@register.filter
def explain_withholding(reason: str, policy: PersonsPolicy = DEFAULT_POLICY) -> str:
    """Why a value is withheld: `{{ figure.withheld|explain_withholding:element.persons_policy }}`."""
    return level_names.explain_withholding(reason, policy)


@register.filter
def is_attached(unit: Unit) -> bool:
    return levels.is_attached(unit)


@register.filter
def place_name(unit: Unit) -> str:
    """The place of a unit's documents: of an agency that of its area."""
    return levels.get_place_name(get_unit_area(unit))


@register.filter
def capitalise_first(name: str) -> str:
    """«xã, phường» → «Xã, phường»; unlike `capfirst` it also takes what is translated late."""
    text = str(name)
    return text[:1].upper() + text[1:]
