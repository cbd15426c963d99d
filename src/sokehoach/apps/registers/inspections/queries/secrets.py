"""A surprise does not exist outside the team before its day: for lists, searches, counts, sheets alike."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.inspections.models import InspectionProgramme, Visit
from sokehoach.apps.registers.inspections.teams import queries as team_queries
from sokehoach.apps.shell import clock
from sokehoach.domain.registers.inspections import is_secret as is_secret_on


def without_secrets(rows: QuerySet[Any], user: User, day: date | None = None) -> QuerySet[Any]:
    """Of the visits, those that the account may know of on the day (today)."""
    day = day or clock.today()
    open_to_all = Q(manner__code="planned") | Q(held_on__isnull=False) | Q(day__lte=day)
    return rows.filter(open_to_all | _insider_filter(user, day))


def programmes_known(rows: QuerySet[InspectionProgramme], user: User, day: date) -> QuerySet[InspectionProgramme]:
    """A surprise programme is known to others from the day of its first visit on."""
    begun_visits = Visit.objects.filter(programme=OuterRef("pk"), voided=False, day__lte=day)
    return rows.filter(Q(surprise=False) | Exists(begun_visits) | Q(unit__code__in=teams_of(user, day)))


def _insider_filter(user: User, day: date) -> Q:
    return Q(unit__code__in=teams_of(user, day)) | Q(lead=user) | Q(pk__in=_visits_of(user))


def _visits_of(user: User) -> QuerySet[Any]:
    return Visit.members.through.objects.filter(user=user).values("visit_id")


def teams_of(user: User, day: date) -> frozenset[str]:
    """Codes of the units in whose inspecting team the account stands: asked once for a request's account object."""
    teams_by_day: dict[date, frozenset[str]] = user.__dict__.setdefault("_teams", {})
    if day not in teams_by_day:
        teams_by_day[day] = team_queries.teams_of(user, day)
    return teams_by_day[day]


def is_secret(visit: Visit, day: date) -> bool:
    """Whether only the team may know of it on the day."""
    return is_secret_on(surprise=visit.surprise, day=visit.day, today=day, is_held=visit.held)
