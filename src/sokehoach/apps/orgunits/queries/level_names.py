"""Names of levels as sentences need them, in the language of the page."""

from collections.abc import Iterable

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.domain.disclosure.publish import WithholdingReason
from sokehoach.domain.orgtree.level import Level, format_levels, say_levels
from sokehoach.domain.orgtree.unit_list import format_unit_list
from sokehoach.domain.policy.persons import DEFAULT_POLICY, PersonsPolicy


def name_levels(levels: Iterable[Level], count: int = 2) -> str:
    """Returns the collective name of levels: «xã, phường»; in the singular for a `count` of 1."""
    return format_levels(levels, count, english=(get_language() or "").startswith("en"))


def name_base_areas(count: int = 2) -> str:
    """Returns the name of the areas that report and consolidate nothing, as far as the installation has such units."""
    return name_levels(get_levels().list_used_base(), count)


def name_units(units: Iterable[Unit], count: int = 2) -> str:
    """Returns the collective name of these units by their levels, in the order in which sentences name levels."""
    return name_levels(_list_levels(units), count)


def say_units(units: Iterable[Unit]) -> str:
    """The same as a message: a document in another language has the names of levels in it."""
    return say_levels(_list_levels(units))


def _list_levels(units: Iterable[Unit]) -> list[Level]:
    levels, codes = get_levels(), {unit.level for unit in units}
    unknown_codes = sorted(code for code in codes if code not in levels)
    used_levels = [level for level in levels if level.code in codes]
    return [*used_levels, *(levels[code] for code in unknown_codes)]


def name_in_sentence(names: Iterable[str]) -> str:
    """Returns full names of units as a Vietnamese sentence has them: each level named once."""
    return format_unit_list(names, (level.name for level in get_levels().areas))


def explain_withholding(reason: str, policy: PersonsPolicy = DEFAULT_POLICY) -> str:
    """Returns why a value is withheld («persons» or «wall»), with the lowest level at which such a value is shown.

    `policy`: that of the value's programme.
    """
    levels = get_levels()
    if reason == WithholdingReason.PERSONS:
        lowest = policy.find_lowest(levels.list_used())
        if lowest is None:
            return _("Không cấp nào có số liệu về người.")
        level = name_levels([lowest], 1)
        return _("Số liệu về người chỉ tổng hợp từ cấp %(level)s trở lên.") % {"level": level}
    if levels.lowest_consolidating is None:
        return _("Số liệu này chỉ dành cho bộ phận phụ trách lĩnh vực này.")
    level = name_levels([levels.lowest_consolidating], 1)
    return _("Số liệu dưới cấp %(level)s chỉ dành cho bộ phận phụ trách lĩnh vực này.") % {"level": level}


base_areas_lazy = lazy(name_base_areas, str)


def _name_base_areas_at_start() -> str:
    name = name_base_areas()
    return name[:1].upper() + name[1:]


base_areas_title = lazy(_name_base_areas_at_start, str)
