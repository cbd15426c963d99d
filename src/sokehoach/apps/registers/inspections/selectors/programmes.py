"""Programmes in an account's scope, how far each is carried out, and what is due."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.registers.establishments.models import Establishment
from sokehoach.apps.registers.establishments.selectors import standing_in
from sokehoach.apps.registers.inspections.models import Programme, Visit
from sokehoach.apps.registers.inspections.selectors import secrets
from sokehoach.apps.registers.inspections.selectors.visits import as_held, described
from sokehoach.apps.registers.shelf import permissions
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.shell import clock
from sokehoach.domain.registers.inspections import Coverage, Held, Reason, coverage, due


def programmes(user: User, day: date | None = None) -> QuerySet[Programme]:
    """As the account may know of them on the day (today), newest year first; 404 where it reads no inspections."""
    units = permissions.readable(scope_of(user, day), described())
    if not units:
        raise Http404
    rows = secrets.programmes_known(Programme.objects.filter(unit__in=units), user, day or clock.today())
    return rows.select_related("unit").prefetch_related("kinds")


def programme_for(user: User, pk: UUID, day: date | None = None) -> Programme:
    found = programmes(user, day).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def programme_to_write(user: User, pk: UUID) -> Programme:
    found = programme_for(user, pk)
    if not writes(user, found):
        raise Http404
    return found


def writes(user: User, programme: Programme, day: date | None = None) -> bool:
    return programme.unit_id in entries.writable(user, described(), day)


@dataclass(frozen=True, slots=True)
class Due:
    establishment: Establishment
    reason: Reason
    last: date | None  # of the last visit of the year
    planned: date | None  # of the next one on the schedule


@dataclass(frozen=True, slots=True)
class Progress:
    """`visits` held under the programme, `planned` still to come."""

    programme: Programme
    coverage: Coverage
    visits: int
    planned: int
    due: list[Due]


def progress(programme: Programme, user: User, day: date) -> Progress:
    """Over the calendar year of the programme, for establishments of its kinds that exist on the day (at the end of
    the year, where it is over): six queries. Visits of the unit count, under this programme or another.
    """
    last_day = min(day, date(programme.year, 12, 31))
    kinds = {kind.pk for kind in programme.kinds.all()}
    standing = [row for row in standing_in(programme.unit, last_day) if row.kind_id in kinds]
    rows = secrets.without_secrets(Visit.objects.filter(struck=False), user).filter(
        unit__code=programme.unit.code, day__year=programme.year, establishment__kind__in=kinds
    )
    own = list(
        rows.only(
            "establishment_id", "day", "held_on", "wanting", "remedy_by", "remedied_on", "recheck_of_id",
            "programme_id",
        )
    )  # fmt: skip
    held = as_held(own)
    wanted = due([str(row.pk) for row in standing], held, rechecks=programme.rechecks)
    by_key = {str(row.pk): row for row in standing}
    coming = {str(row.establishment_id): row.day for row in own if not row.held and row.day >= day}
    return Progress(
        programme=programme,
        coverage=coverage(by_key.keys(), held, target=programme.target),
        visits=sum(1 for row in own if row.programme_id == programme.pk and row.held),
        planned=sum(1 for row in own if row.programme_id == programme.pk and not row.held),
        due=[Due(by_key[key], reason, _last(key, held), coming.get(key)) for key, reason in wanted.items()],
    )


def _last(establishment: str, held: list[Held]) -> date | None:
    return max((one.day for one in held if one.establishment == establishment), default=None)
