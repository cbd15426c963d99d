"""Programmes in an account's scope, how far each is carried out, and what is due."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core import permissions
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.queries.register_owners import get_register_scope
from sokehoach.apps.registers.inspections.establishments.models import Establishment
from sokehoach.apps.registers.inspections.establishments.queries import list_existing
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.queries import secrets
from sokehoach.apps.registers.inspections.queries.visits import get_visits_register, list_held
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.outcomes import NotFoundError
from sokehoach.domain.registers.inspections import (
    VisitCoverage,
    VisitReason,
    VisitRecord,
    compute_visit_coverage,
    find_due_visits,
)


def list_programmes(user: User, day: date | None = None) -> QuerySet[InspectionProgramme]:
    """As the account may know of them on the day (today), newest year first; NotFoundError where it reads no
    inspections.
    """
    units = permissions.list_readable_unit_ids(
        get_register_scope(user, get_visits_register().code, day), get_visits_register()
    )
    if not units:
        raise NotFoundError
    rows = secrets.programmes_known(InspectionProgramme.objects.filter(unit__in=units), user, day or clock.today())
    return rows.select_related("unit").prefetch_related("kinds")


def access_programme(user: User, pk: UUID, day: date | None = None) -> InspectionProgramme:
    programme = list_programmes(user, day).filter(pk=pk).first()
    if programme is None:
        raise NotFoundError
    return programme


def programme_to_write(user: User, pk: UUID) -> InspectionProgramme:
    programme = access_programme(user, pk)
    if not can_write_programme(user, programme):
        raise NotFoundError
    return programme


def can_write_programme(user: User, programme: InspectionProgramme, day: date | None = None) -> bool:
    return programme.unit_id in entries.list_writable_unit_ids(user, get_visits_register(), day)


@dataclass(frozen=True, slots=True)
class DueVisit:
    establishment: Establishment
    reason: VisitReason
    last: date | None  # of the last visit of the year
    planned: date | None  # of the next one on the schedule


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """`visits` held under the programme, `planned` still to come."""

    programme: InspectionProgramme
    coverage: VisitCoverage
    visits: int
    planned: int
    due: list[DueVisit]


def compute_progress(programme: InspectionProgramme, user: User, day: date) -> VisitProgress:
    """Over the calendar year of the programme, for establishments of its kinds that exist on the day (at the end of
    the year, where it is over): six queries. Visits of the unit count, under this programme or another.
    """
    last_day = min(day, date(programme.year, 12, 31))
    kinds = {kind.pk for kind in programme.kinds.all()}
    establishments = [row for row in list_existing(programme.unit, last_day) if row.kind_id in kinds]
    rows = secrets.without_secrets(Visit.objects.filter(voided=False), user).filter(
        unit__code=programme.unit.code, day__year=programme.year, establishment__kind__in=kinds
    )
    visits = list(
        rows.only(
            "establishment_id", "day", "held_on", "wanting", "remedy_by", "remedied_on", "recheck_of_id",
            "programme_id",
        )
    )  # fmt: skip
    held_visits = list_held(visits)
    reasons = find_due_visits([str(row.pk) for row in establishments], held_visits, rechecks=programme.rechecks)
    by_key = {str(row.pk): row for row in establishments}
    coming = {str(row.establishment_id): row.day for row in visits if not row.held and row.day >= day}
    return VisitProgress(
        programme=programme,
        coverage=compute_visit_coverage(by_key.keys(), held_visits, target=programme.target),
        visits=sum(1 for row in visits if row.programme_id == programme.pk and row.held),
        planned=sum(1 for row in visits if row.programme_id == programme.pk and not row.held),
        due=[
            DueVisit(by_key[key], reason, _last_visit_day(key, held_visits), coming.get(key))
            for key, reason in reasons.items()
        ],
    )


def _last_visit_day(establishment: str, held_visits: list[VisitRecord]) -> date | None:
    return max((visit.day for visit in held_visits if visit.establishment == establishment), default=None)
