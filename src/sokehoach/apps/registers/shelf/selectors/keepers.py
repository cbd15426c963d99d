"""Which units keep which register, as the pack says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import Standing, remembered, standing
from sokehoach.apps.orgunits.models import Level, Unit
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.registers.shelf.models import Keeping
from sokehoach.apps.shell import clock

type Keepers = Mapping[str, frozenset[int]]


def keepers_for(user: User, day: date | None = None) -> Keepers:
    """Of the units to which the account's grants reach on the day, those that keep each register, by its code; empty
    where no pack speaks of it.

    One query beside those of the scope, none when the same account object is asked again.
    """
    day = day or clock.today()
    known, of = remembered(user), ("keepers", day)
    if of not in known:
        known[of] = _keepers(user, day)
    keepers: Keepers = known[of]
    return keepers


def _keepers(user: User, day: date) -> Keepers:
    found: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    reached = standing(user, day)
    for kept in Keeping.objects.all():
        found[kept.register] = frozenset(unit.pk for unit in reached if _keeps(kept, unit))
    return found


def keeps(unit: Unit, register: str) -> bool:
    """Whether the unit keeps it, whoever asks."""
    kept = Keeping.objects.filter(register=register).first()
    return kept is not None and _keeps(kept, unit)


def kept_among(units: Iterable[Unit], register: str, day: date) -> list[Unit]:
    """Those of the units that stand on the day and keep the register."""
    kept = Keeping.objects.filter(register=register).first()
    return [
        unit
        for unit in units
        if kept is not None
        and _keeps(kept, unit)
        and unit.valid_from <= day
        and (unit.valid_to is None or day < unit.valid_to)
    ]


def _keeps(kept: Keeping, unit: Unit | Standing) -> bool:
    return unit.code in kept.agencies or unit.level in kept.levels


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
