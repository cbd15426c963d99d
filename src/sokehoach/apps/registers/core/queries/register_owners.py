"""Finds the units that keep each register, as the programme defines it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Scope
from sokehoach.apps.accounts.queries.scopes import get_scope_cache, list_scope_units, scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as unit_queries
from sokehoach.apps.orgunits.queries.levels import get_levels
from sokehoach.apps.registers.core.models import RegisterOwnership
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.thread_cache import keep_in_thread

_PROGRAMMES = "register programmes"  # key of the scope's cache: row id of the programme by register

type OwnersByRegister = Mapping[str, frozenset[int]]


def get_owners_by_register(user: User, day: date | None = None) -> OwnersByRegister:
    """Returns, by register code, the units that keep it within the account's grants on that day.

    In the order in which programmes name the registers. Empty where no programme names the register. Runs one query
    beside those of the scope, none when repeated for the same account object.
    """
    day = day or clock.today()
    cache, key = get_scope_cache(user), ("owners", day)
    if key not in cache:
        cache[key] = _load_owners_by_register(user, day)
    owners: OwnersByRegister = cache[key]
    return owners


def get_register_scope(user: User, register: str, day: date | None = None) -> Scope:
    """Returns the account's scope in the programme to which the register belongs; the whole where none names it.

    No query beside those of `get_owners_by_register`.
    """
    scope, programme = scope_of(user, day), get_register_programme(user, register, day)
    return scope if programme is None else scope.restrict_to(programme)


def get_register_programme(user: User, register: str, day: date | None = None) -> int | None:
    """Returns the programme (row id) to which the register belongs; None where none names it.

    No query beside those of `get_owners_by_register`.
    """
    get_owners_by_register(user, day)
    programmes: dict[str, int] = get_scope_cache(user)[_PROGRAMMES]
    return programmes.get(register)


def list_register_programmes(register: str) -> list[int]:
    """Returns the programme (row id) to which the register belongs, whatever the account; none where none names it."""
    return list(RegisterOwnership.objects.filter(register=register).values_list("programme", flat=True))


def _load_owners_by_register(user: User, day: date) -> OwnersByRegister:
    owners: defaultdict[str, frozenset[int]] = defaultdict(frozenset)
    reached_units: defaultdict[str, set[int]] = defaultdict(set)  # by their level, and by their code
    for unit in list_scope_units(user, day):
        reached_units[f"level {unit.level}"].add(unit.pk)
        reached_units[f"agency {unit.code}"].add(unit.pk)
    own_programmes = scope_of(user, day).programmes
    ownerships = list(
        RegisterOwnership.objects.order_by("pk").values_list("register", "programme", "levels", "agencies")
    )
    get_scope_cache(user)[_PROGRAMMES] = {register: programme for register, programme, *_owners in ownerships}
    for register, programme, levels, agencies in ownerships:
        if own_programmes is None or programme in own_programmes:
            keys = (*(f"level {level}" for level in levels), *(f"agency {code}" for code in agencies))
            owners[register] = frozenset[int]().union(*(reached_units[key] for key in keys if key in reached_units))
    return owners


@keep_in_thread
def list_named_registers() -> frozenset[str]:
    """The registers that a programme of this installation names. One query, kept in the thread."""
    return frozenset(RegisterOwnership.objects.values_list("register", flat=True))


def is_owner(unit: Unit, register: str) -> bool:
    """Whether the unit keeps the register, whatever the account."""
    ownership = RegisterOwnership.objects.filter(register=register).first()
    return ownership is not None and _owns_register(ownership, unit)


def filter_owners(units: Iterable[Unit], register: str, day: date) -> list[Unit]:
    """Returns the units that exist on that day and keep the register."""
    ownership = RegisterOwnership.objects.filter(register=register).first()
    return [
        unit
        for unit in units
        if ownership is not None
        and _owns_register(ownership, unit)
        and unit.valid_from <= day
        and (unit.valid_to is None or day < unit.valid_to)
    ]


def _owns_register(ownership: RegisterOwnership, unit: Unit) -> bool:
    return unit.code in ownership.agencies or unit.level in ownership.levels


def format_owners(register: str) -> str:
    """Formats the owners as text: «các xã, các phường, Công an tỉnh»; «» where no programme names the register."""
    ownership = RegisterOwnership.objects.filter(register=register).first()
    if ownership is None:
        return ""
    names = dict(unit_queries.list_known_units(clock.today()).values_list("code", "name"))
    return ", ".join(
        [_("các %(units)s") % {"units": get_levels()[level].name} for level in ownership.levels]
        + [names.get(code, code) for code in ownership.agencies]
    )
