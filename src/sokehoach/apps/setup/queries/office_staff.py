"""Whether anybody of a programme's standing office can draft its report."""

from sokehoach.apps.accounts.models import User
from sokehoach.apps.documents.permissions import may_draft
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.orgunits.queries.units import as_of
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.setup.queries.proposals import read_standing_office
from sokehoach.apps.shell import clock


def find_office_without_drafter(programme: Programme) -> Unit | None:
    """The standing office of the published definition where none of its accounts can draft the report; else None."""
    version = find_current_version(programme)
    code = read_standing_office(version.definition) if version is not None else ""
    office = as_of(clock.today()).filter(code=code).first() if code else None
    if office is None:
        return None
    accounts = User.objects.filter(unit__in=[office.pk, *_list_agency_ids(office)], is_active=True)
    is_staffed = any(may_draft(user, office, programme.unit, programme.pk) for user in accounts.select_related("unit"))
    return None if is_staffed else office


def _list_agency_ids(office: Unit) -> list[int]:
    """Agencies of an area that is its own standing office: their people act for it."""
    return [unit.pk for unit in as_of(clock.today()).filter(parent=office) if is_attached(unit)]
