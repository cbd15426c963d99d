"""The second role of who signs for an office that reports an area's figures: signing alone does not open them."""

from collections.abc import Iterable
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.pages.offers import RolePart
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.queries.holders import list_holders
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.domain.policy.groups import GENERAL, is_confidential

_READING = frozenset(
    {
        Action.PLAN_VIEW,
        Action.DUTY_VIEW,
        Action.REGISTER_VIEW,
        Action.REPORT_VIEW,
        Action.CONSOLIDATE_VIEW,
        Action.DOCUMENT_TAKE,
    }
)


def list_figure_offices(day: date) -> set[tuple[int, int]]:
    """Returns each unit with the area whose figures its staff put into documents (row ids). Three queries."""
    drafters = {user for users in list_holders(Action.DOCUMENT_DRAFT, day).values() for user in users}
    readers = {
        (user, area)
        for (area, function), users in list_holders(Action.CONSOLIDATE_VIEW, day).items()
        if function == GENERAL
        for user in users
        if user in drafters
    }
    units = dict(User.objects.filter(pk__in={user for user, _area in readers}).values_list("pk", "unit_id"))
    return {(units[user], area) for user, area in readers if user in units}


def drafts_figures(parts: Iterable[RolePart]) -> bool:
    """Whether who holds these roles puts consolidated figures into documents."""
    actions = {action for role, function, _unit in parts if function == GENERAL for action in role.actions}
    return {Action.DOCUMENT_DRAFT, Action.CONSOLIDATE_VIEW} <= actions


def needs_figures(parts: Iterable[RolePart]) -> bool:
    """Whether these roles sign and do not open consolidated figures. False on one side of the wall."""
    listed = list(parts)
    actions = {action for role, _function, _unit in listed for action in role.actions}
    has_wall = any(is_confidential(function) for _role, function, _unit in listed)
    return Action.DOCUMENT_SIGN in actions and Action.CONSOLIDATE_VIEW not in actions and not has_wall


def find_reading_part(parts: Iterable[RolePart], offered: Iterable[RolePart], area: int) -> RolePart | None:
    """Returns the smallest role over the area that only reads and opens its figures, of the programme of the signer."""
    programmes = {role.programme_id for role, _function, _unit in parts if Action.DOCUMENT_SIGN in role.actions}
    choices = [
        part
        for part in offered
        if part[2].pk == area
        and part[1] == GENERAL
        and part[0].programme_id in programmes
        and {Action.CONSOLIDATE_VIEW, Action.DOCUMENT_TAKE} <= {*part[0].actions} <= _READING
    ]
    return min(choices, key=lambda part: (len(part[0].actions), part[0].code), default=None)


def lacks_area_figures(unit: Unit, parts: Iterable[RolePart], day: date) -> bool:
    """Whether who holds these roles in the unit would sign documents with the area's figures and not open these."""
    is_signer = unit.parent_id is not None and is_attached(unit) and needs_figures(parts)
    return is_signer and (unit.pk, unit.parent_id) in list_figure_offices(day)
