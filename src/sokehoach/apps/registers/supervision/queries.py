"""What the supervised unit sees: visits to it and recommendations addressed to it."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.queries.scopes import scope_of
from sokehoach.apps.registers.supervision import permissions
from sokehoach.apps.registers.supervision.models import SupervisionVisit
from sokehoach.apps.shell.outcomes import NotFoundError


def list_received(user: User) -> QuerySet[SupervisionVisit]:
    """Visits to the account's unit and recommendations addressed to it, the newest first; voided ones are left out."""
    units = permissions.list_supervised_unit_ids(user, scope_of(user))
    return (
        SupervisionVisit.objects.filter(Q(addressee__in=units) | Q(visited__in=units), voided=False)
        .select_related("unit", "subject", "visited", "addressee")
        .order_by("-day", "pk")
    )


def list_waiting(user: User) -> QuerySet[SupervisionVisit]:
    """Recommendations that the account has still to answer, the earliest day first."""
    units = permissions.list_answering_unit_ids(user, scope_of(user))
    return (
        SupervisionVisit.objects.filter(addressee__in=units, replied_on__isnull=True, voided=False)
        .exclude(recommendation="")
        .select_related("unit", "subject")
        .order_by("reply_by", "day", "pk")
    )


def access_received(user: User, visit: UUID) -> SupervisionVisit:
    """The visit, or NotFoundError where it does not concern the account's unit."""
    row = list_received(user).filter(pk=visit).first()
    if row is None:
        raise NotFoundError
    return row


def may_reply(user: User, visit: SupervisionVisit, day: date | None = None) -> bool:
    answers = visit.addressee_id in permissions.list_answering_unit_ids(user, scope_of(user, day))
    return answers and bool(visit.recommendation) and (visit.replied_on is None or visit.replied_by is not None)
