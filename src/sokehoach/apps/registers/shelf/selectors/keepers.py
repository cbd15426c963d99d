"""Which units keep which register, as the pack says."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Level
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.registers.shelf.models import Keeping
from sokehoach.apps.shell import clock

type Keepers = Mapping[str, frozenset[int]]


def keepers(day: date) -> Keepers:
    """Rows of the units as of the day, by code of the register, empty where no pack speaks of it: two queries."""
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    standing = list(units.as_of(day).values_list("pk", "code", "level"))
    for kept in Keeping.objects.all():
        found[kept.register] = frozenset(
            pk for pk, code, level in standing if code in kept.agencies or level in kept.levels
        )
    return found


def keepers_for(user: User, day: date | None = None) -> Keepers:
    """The same, read once for an account object and a day."""
    day = day or clock.today()
    known: dict[date, Keepers] = user.__dict__.setdefault("_keepers", {})
    if day not in known:
        known[day] = keepers(day)
    return known[day]


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
