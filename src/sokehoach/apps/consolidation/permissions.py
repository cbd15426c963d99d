"""Rules of who sees consolidated figures, and as which audience."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.scopes import list_scope_units, scope_of
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units
from sokehoach.apps.orgunits.queries.levels import consolidates, get_levels
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries import policies
from sokehoach.apps.shell import clock
from sokehoach.domain.disclosure.publish import Audience
from sokehoach.domain.policy.groups import GENERAL


def may_view(user: User, unit: Unit, programme: int | None = None) -> bool:
    """Whether the account sees the unit's figures: of one programme (row id), or of any."""
    scope = scope_of(user) if programme is None else scope_of(user).restrict_to(programme)
    return scope.may(Action.CONSOLIDATE_VIEW, unit.pk)


def find_first_area(user: User) -> str:
    """The code of the area whose figures pages show first: the account's own, else the highest in its scope.

    «» where it sees no area's figures: a role over a commune opens none. No query beside those of its scope.
    """
    own_area = units.get_unit_area(user.unit)
    if consolidates(own_area) and may_view(user, own_area):
        return own_area.code
    levels, scope = get_levels(), scope_of(user)
    areas = [
        (levels[unit.level].sort_key, unit.code)
        for unit in list_scope_units(user, clock.today())
        if levels[unit.level].consolidates and scope.may(Action.CONSOLIDATE_VIEW, unit.pk)
    ]
    return min(areas)[1] if areas else ""


def sees_area(user: User) -> bool:
    return find_first_area(user) != ""


def list_visible_areas(user: User, programme: Programme) -> frozenset[int]:
    """The units (row ids) whose figures of the programme the account sees."""
    return scope_of(user).restrict_to(programme.pk).units(Action.CONSOLIDATE_VIEW, GENERAL)


def audience_of(user: User) -> Audience:
    """The audience of an account: its functions, and the level of its place. An agency has the level of its area."""
    place = units.get_unit_area(user.unit)
    return Audience(scope_of(user).functions, get_levels()[place.level], policies.get_groups().walls)


def office_audience(unit: Unit) -> Audience:
    """The audience of commands that run for a unit: its standing office, without a confidential function."""
    return Audience(frozenset({GENERAL}), get_levels()[unit.level], policies.get_groups().walls)
