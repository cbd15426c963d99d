"""A surprise does not exist outside the team before its day: for lists, searches, counts, sheets alike."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.inspections.models import Programme, Visit
from sokehoach.apps.registers.teams.selectors import teams
from sokehoach.apps.shell import clock


def without_secrets(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Of the visits, those that the account may know of today."""
    open_to_all = Q(manner__code="planned") | Q(held_on__isnull=False) | Q(day__lte=clock.today())
    return rows.filter(open_to_all | _insider(user))


def programmes_known(rows: QuerySet[Programme], user: User) -> QuerySet[Programme]:
    """A surprise programme is known to others from the day of its first visit on."""
    begun = Visit.objects.filter(programme=OuterRef("pk"), struck=False, day__lte=clock.today())
    return rows.filter(Q(surprise=False) | Exists(begun) | Q(unit__code__in=teams_of(user)))


def _insider(user: User) -> Q:
    return Q(unit__code__in=teams_of(user)) | Q(lead=user) | Q(pk__in=_going(user))


def _going(user: User) -> QuerySet[Any]:
    return Visit.members.through.objects.filter(user=user).values("visit_id")


def teams_of(user: User) -> frozenset[str]:
    """Codes of the units in whose inspecting team the account stands today: asked once for an account object."""
    day = clock.today()
    known: Mapping[date, frozenset[str]] = user.__dict__.setdefault("_teams", {})
    if day not in known:
        user.__dict__["_teams"] = {day: teams.teams_of(user, day)}
    return frozenset(user.__dict__["_teams"][day])


def is_secret(visit: Visit) -> bool:
    """Whether only the team may know of it today."""
    return visit.surprise and not visit.held and visit.day > clock.today()
