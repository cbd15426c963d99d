"""What the forms of a visit offer: places and people."""

from collections.abc import Iterable, Sequence
from datetime import date

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.establishments.selectors import standing_in
from sokehoach.apps.registers.inspections.models import Visit
from sokehoach.apps.registers.teams.selectors.teams import Standing, ever_inspecting, inspecting
from sokehoach.domain.text.collation import sort_key


def places(units: Iterable[Unit], day: date) -> list[Establishment]:
    """Establishments that exist on the day where the units inspect, each once, by commune."""
    found = {row.pk: row for unit in units for row in standing_in(unit, day)}
    return sorted(found.values(), key=lambda row: (row.unit.code, row.title))


def people(units: Sequence[Unit], going: Visit | None = None) -> list[User]:
    """All who ever stood in a team of the units, and those of the visit: the day of the visit decides who may go."""
    found = {user.pk: user for unit in units for user in ever_inspecting(unit)}
    if going is not None:
        found |= {user.pk: user for user in [going.lead, *going.members.all()]}
    return sorted(found.values(), key=lambda user: sort_key(user.full_name))


def teams(units: Sequence[Unit], day: date) -> list[tuple[Unit, Standing | None]]:
    return [(unit, inspecting(unit, day)) for unit in units]
