"""What the first administrator of an installation may be given."""

from datetime import date

from django.db.models import Min

from sokehoach.apps.accounts.models import Role
from sokehoach.apps.accounts.pages.offers import Offer, RolePart
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries import units as orgunits
from sokehoach.apps.orgunits.queries.levels import is_attached
from sokehoach.apps.programmes.models import Programme
from sokehoach.apps.programmes.queries.versions import find_current_version
from sokehoach.apps.setup.queries.proposals import read_standing_office
from sokehoach.domain.policy.groups import GENERAL
from sokehoach.domain.text import sort_key


def build_first_offer(day: date) -> Offer:
    """Returns the units of that day, and the roles without confidential data, each over the units at the top.

    The units at the top come first, then agencies, then areas, each by name. Where the programme begins later, the
    units of its first day.
    """
    first_day = Unit.objects.aggregate(first=Min("valid_from"))["first"]
    rows = list(orgunits.as_of(max(day, first_day or day)))
    ids = {unit.pk for unit in rows}
    tops = [unit for unit in rows if unit.parent_id not in ids]
    rows.sort(key=lambda unit: (unit not in tops, not is_attached(unit), sort_key(unit.name)))
    units = {unit.pk: unit for unit in rows}
    parts: dict[str, RolePart] = {
        f"{role.pk}.{GENERAL}.{unit.pk}": (role, GENERAL, unit)
        for role in Role.objects.select_related("programme")
        if role.actions and GENERAL in (role.functions or [GENERAL])
        for unit in tops
    }
    return Offer(units, parts)


def find_first_unit(offer: Offer, programme: Programme) -> int | None:
    """Returns the unit (row id) of the first administrator: the standing office, else the programme's own.

    Where one has ended, the unit that took it over.
    """
    version = find_current_version(programme)
    office = read_standing_office(version.definition) if version is not None else ""
    codes = [office, "" if programme.unit is None else programme.unit.code]
    for code in codes:
        ended = Unit.objects.filter(code=code, valid_to__isnull=False)
        following = {code, *(successor for unit in ended for successor in unit.successors)}
        if pk := next((pk for pk, unit in offer.units.items() if unit.code in following), None):
            return pk
    return programme.unit_id
