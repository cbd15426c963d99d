"""The levels of the first programme: a province with districts, communes and townships, and their agencies."""

from sokehoach.domain.orgtree.level import Level, Levels

PROVINCE = Level("province", 1, "tỉnh", "", "province", "provinces", consolidates=True, counts_persons=True)
DISTRICT = Level("district", 2, "huyện", "", "district", "districts", consolidates=True, counts_persons=True)
COMMUNE = Level("commune", 3, "xã", "", "commune", "communes")
TOWNSHIP = Level("township", 3, "thị trấn", "", "township", "townships")
AGENCY = Level("agency", 4, "cơ quan", "", "agency", "agencies", attached=True)
LEVELS = Levels((PROVINCE, DISTRICT, COMMUNE, TOWNSHIP, AGENCY))


def store_levels(levels: Levels = LEVELS) -> None:
    """As a loaded programme leaves them, for a factory that makes units as plain rows."""
    from sokehoach.apps.orgunits.models import UnitLevel  # the domain is tested without Django, too
    from sokehoach.apps.shell.thread_cache import forget_answers

    for position, level in enumerate(levels):
        names = {name: getattr(level, name) for name in level.__slots__ if name != "code"}
        UnitLevel.objects.update_or_create(code=level.code, defaults={"position": position, **names})
    forget_answers()


def store_groups() -> None:
    """The strict confidential groups, as a loaded programme leaves them."""
    from sokehoach.adapters.programme_files.policy import read_strict_groups
    from sokehoach.apps.programmes.services import policies
    from tests.factories.cast import AT

    policies.import_groups(groups=read_strict_groups(), by="tests", at=AT)
