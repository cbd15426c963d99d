"""What an administrator may give: the units, and the roles of a unit's level, never more than they hold."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.permissions import Action, Scope
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError, get_or_not_found
from sokehoach.domain.policy.groups import GENERAL, is_confidential
from sokehoach.domain.text import fold_accents

MAX_FOUND = 30  # units of a search, that are shown

_OWN_REPORT = frozenset({Action.REPORT_EDIT, Action.REPORT_SEND, Action.REPORT_APPROVE})
# What a person is invited for: the actions that it takes, and those that would stand in its way. Who reviews the
# figures of their own office neither writes nor approves them.
WORK = {
    "soan": (frozenset({Action.DOCUMENT_DRAFT, Action.CONSOLIDATE_VIEW}), frozenset[Action]()),
    "duyet": (frozenset({Action.REPORT_REVIEW}), _OWN_REPORT),
    "quan-tri": (frozenset({Action.ACCOUNT_ADMINISTER}), frozenset[Action]()),
}

type RolePart = tuple[Role, str, Unit]


@dataclass(frozen=True, slots=True)
class Offer:
    """Units in which an account may be, and the roles that may be given, in the functions in which they are held."""

    units: dict[int, Unit]
    parts: dict[str, RolePart]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Returns each role with its unit, and its programme where there are several."""
        has_several = len({role.programme_id for role, _function, _unit in self.parts.values()} - {None}) > 1
        return [(code, describe_part(*part, with_programme=has_several)) for code, part in self.parts.items()]


@dataclass(frozen=True, slots=True)
class UnitSearch:
    """The units that an administrator is in charge of and that a text fits: the first of them, and how many."""

    units: list[Unit]
    count: int

    @property
    def only_unit(self) -> Unit | None:
        return self.units[0] if self.count == 1 else None


def search_units(scope: Scope, text: str, besides: int | None = None) -> UnitSearch:
    """Returns the units whose name or code has the text, without regard to accents. One query.

    `besides`: a unit that is no answer. Raises NotFoundError for an account that administers no unit.
    """
    folded = " ".join(fold_accents(text).split())
    all_units = (unit for unit in list_administered_units(scope) if unit.pk != besides)
    units = [unit for unit in all_units if folded in fold_accents(f"{unit.name} {unit.code}")]
    return UnitSearch(units[:MAX_FOUND], len(units))


def get_administered_unit(scope: Scope, unit_id: int | None) -> Unit | None:
    """Returns the unit; NotFoundError for one that the administrator is not in charge of, or that has ended, None where
    none is named.
    """
    if unit_id is None:
        return None
    return get_or_not_found(as_of(clock.today()).filter(pk__in=_get_administered(scope)), pk=unit_id)


def list_administered_units(scope: Scope) -> list[Unit]:
    """Returns the units in force that an administrator is in charge of, agencies first, then by code. One query."""
    rows = as_of(clock.today()).filter(pk__in=_get_administered(scope)).order_by("code")
    return sorted(rows, key=lambda unit: not is_attached(unit))


def build_offer(scope: Scope, unit_id: int | None) -> Offer:
    """Returns that unit, and the roles that may be given over it and over the area to which its agency belongs.

    Nothing without a unit, or over one that has ended. Raises NotFoundError for an account that does not administer it.
    """
    reach = _get_administered(scope)
    if unit_id is None:
        return Offer({}, {})
    if unit_id not in reach:
        raise NotFoundError
    unit = as_of(clock.today()).select_related("parent").filter(pk=unit_id).first()
    if unit is None:
        return Offer({}, {})
    places = [unit]
    if unit.parent is not None and unit.parent_id in reach and is_attached(unit):
        places.append(unit.parent)
    return Offer({unit.pk: unit}, list_parts(scope, places))


def list_parts(scope: Scope, units: Collection[Unit]) -> dict[str, RolePart]:
    """Returns the roles that may be given over these units, each over those of its levels. One query."""
    return {
        f"{role.pk}.{function}.{unit.pk}": (role, function, unit)
        for role in Role.objects.select_related("programme")
        for function in role.functions or [GENERAL]
        for unit in units
        if role.actions
        and unit.level in (role.levels or [unit.level])
        and scope.covers(role.actions, unit.pk, function, programme=role.programme_id)
    }


def list_parts_for(offer: Offer, work: str) -> list[str]:
    """The parts with which a person does that work (`WORK`), none of a walled function."""
    if work not in WORK:
        return []
    needed_actions, excluded_actions = WORK[work]
    return [
        code
        for code, (role, function, _unit) in offer.parts.items()
        if needed_actions <= set(role.actions)
        and excluded_actions.isdisjoint(role.actions)
        and not is_confidential(function)
    ]


def describe_part(role: Role, function: str, unit: Unit, *, with_programme: bool = False) -> str:
    group = f" ({policies.get_function_name(function)})" if is_confidential(function) else ""
    programme = f" · {role.programme.short_name}" if with_programme and role.programme else ""
    return _("%(role)s%(side)s · %(unit)s") % {"role": role.name + programme, "side": group, "unit": unit.name}


def _get_administered(scope: Scope) -> frozenset[int]:
    reach = scope.units(Action.ACCOUNT_ADMINISTER)
    if not reach:
        raise NotFoundError
    return reach
