"""What the forms of a visit offer: places and people."""

from collections.abc import Iterable, Sequence
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.establishments.selectors import list_existing
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.teams.selectors.teams import TeamOnDay, find_inspecting_team, list_inspectors
from sokehoach.domain.text.collation import sort_key


def list_places(units: Iterable[Unit], day: date) -> list[Establishment]:
    """Establishments that exist on the day where the units inspect, each once, by commune."""
    places_by_id = {row.pk: row for unit in units for row in list_existing(unit, day)}
    return sorted(places_by_id.values(), key=lambda row: (row.unit.code, row.title))


def list_people(units: Sequence[Unit], going: Visit | None = None) -> list[User]:
    """All who ever stood in a team of the units, and those of the visit: the day of the visit decides who may go."""
    users_by_id = {user.pk: user for unit in units for user in list_inspectors(unit)}
    if going is not None:
        users_by_id |= {user.pk: user for user in [going.lead, *going.members.all()]}
    return sorted(users_by_id.values(), key=lambda user: sort_key(user.full_name))


def list_teams(units: Sequence[Unit], day: date) -> list[tuple[Unit, TeamOnDay | None]]:
    return [(unit, find_inspecting_team(unit, day)) for unit in units]
