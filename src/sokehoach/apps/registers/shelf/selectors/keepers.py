"""Which units keep which register, as the pack says."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import standing
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.registers.shelf.models import Keeping
from sokehoach.apps.shell import clock

type Keepers = Mapping[str, frozenset[int]]


def keepers_for(user: User, day: date | None = None) -> Keepers:
    """Rows of the units as of the day, by code of the register, empty where no pack speaks of it.

    One query beside those of the scope, none when the same account object is asked again.
    """
    day = day or clock.today()
    known: dict[date, Keepers] = user.__dict__.setdefault("_keepers", {})
    if day not in known:
        known[day] = _keepers(user, day)
    return known[day]


def _keepers(user: User, day: date) -> Keepers:
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    for kept in Keeping.objects.all():
        found[kept.register] = frozenset(
            unit.pk for unit in standing(user, day) if unit.code in kept.agencies or unit.level in kept.levels
        )
    return found


def told(register: str) -> str:
    """Who keeps it, in words: «các xã, các thị trấn, Công an huyện»; «» where no pack speaks of it."""
    kept = Keeping.objects.filter(register=register).first()
    if kept is None:
        return ""
    names = dict(units.known_by(clock.today()).values_list("code", "name"))
    return ", ".join(
        [f"các {Level(level).label}" for level in kept.levels]
        + [names.get(code, code) for code in kept.agencies]
    )
