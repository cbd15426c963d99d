"""Names the choice between units of then and of today, and explains why a figure cannot be drawn over today's."""

from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day
from sokehoach.domain.orgtree.succession import Obstacle, ObstacleReason, UnitBasis
from sokehoach.domain.text import lower_first

BASIS_NAME = "theo"  # in addresses


def name_basis(basis: UnitBasis) -> str:
    return _("theo đơn vị hiện nay") if basis is UnitBasis.NOW else _("theo đơn vị lúc đó")


def parse_basis(text: str) -> UnitBasis:
    """The choice in an address; the units of then for any other text."""
    return UnitBasis.NOW if text == UnitBasis.NOW else UnitBasis.THEN


def name_version(unit: Unit, day: date) -> str:
    """The short name; of a unit that ended by the day with that day, since another may have its name by now."""
    if unit.valid_to is None or unit.valid_to > day:
        return unit.short_name
    return _("%(unit)s (đến trước %(day)s)") % {"unit": unit.short_name, "day": translate(write_day(unit.valid_to))}


def name_version_in_sentence(unit: Unit, day: date) -> str:
    """As `name_version`, within a sentence: an area has its kind, «xã Kim Liên», an agency its short name."""
    name = unit.short_name if is_attached(unit) else lower_first(unit.name)
    if unit.valid_to is None or unit.valid_to > day:
        return name
    return _("%(unit)s (đến trước %(day)s)") % {"unit": name, "day": translate(write_day(unit.valid_to))}


def say_version(name: str, unit: Unit, day: date) -> str:
    """`name` of the unit as a message; with the day on which it ended, as `name_version`."""
    if unit.valid_to is None or unit.valid_to > day:
        return name
    return say("%(unit)s (đến trước %(day)s)", unit=name, day=write_day(unit.valid_to))


def name_unit_of_then(unit: Unit, day: date) -> str:
    """«Xã Bình Minh cũ» for a unit that ended by the day, among units of the day."""
    return unit.name if unit.valid_to is None or unit.valid_to > day else _("%(unit)s cũ") % {"unit": unit.name}


def explain_obstacle(obstacle: Obstacle) -> str:
    """«chia cho Xã A, Xã B»: the reason after «không tách được»."""
    params = {
        "heirs": ", ".join(unit.name for unit in obstacle.heirs),
        "others": ", ".join(obstacle.other_names) or _("đơn vị chưa khai"),
    }
    match obstacle.reason:
        case ObstacleReason.SPLIT:
            return _("địa bàn chia cho %(heirs)s") % params
        case ObstacleReason.ENDED:
            return _("giải thể, không có đơn vị kế thừa")
        case ObstacleReason.NOT_YET:
            return _("đơn vị thành lập sau ngày xem")
        case ObstacleReason.SHARED:
            return _("%(heirs)s còn nhận một phần của %(others)s") % params
        case ObstacleReason.MISSING:
            return _("%(heirs)s còn gồm %(others)s, không có trong số đang xem") % params
