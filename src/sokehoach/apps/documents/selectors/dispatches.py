"""Who a document goes to, who is missing there, and what came to a unit."""

from datetime import date

from django.db.models import Max, Q, QuerySet

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Assignment
from sokehoach.domain.documents.kinds import Kind


def correspondents(day: date) -> QuerySet[Correspondent]:
    """The address book as of a day."""
    rows = Correspondent.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return rows.select_related("unit")


def named(name: str) -> Correspondent | None:
    return (
        Correspondent.objects.select_related("unit").filter(name=name.strip()).order_by("-valid_from").first()
    )


def ways(one: Correspondent, function: str = Function.GENERAL) -> list[str]:
    """How a correspondent can be reached with a document of that function, the nearest first.

    What rests on a confidential function goes, but for paper, only to a unit where somebody holds that function
    too: an e-mail or a package is read by whoever opens it.
    """
    if function != Function.GENERAL:
        holders = User.objects.filter(is_active=True, unit=one.unit_id, capacities__function=function)
        inside = [Delivery.Way.PRODUCT] if one.unit_id is not None and holders.exists() else []
        return [way.value for way in (*inside, Delivery.Way.PAPER)]
    found = [Delivery.Way.PRODUCT] if one.unit_id is not None else []
    found += [Delivery.Way.EMAIL] if one.email else []
    found += [Delivery.Way.EDXML] if one.code or one.legacy_code else []
    return [way.value for way in (*found, Delivery.Way.PAPER)]


def deliveries(row: OfficialDocument, day: date) -> list[tuple[Delivery, bool]]:
    """Each with whether its receipt is overdue."""
    rows = row.deliveries.select_related("correspondent__unit", "answered_by")
    return [(one, overdue(one, day)) for one in rows]


def overdue(one: Delivery, day: date) -> bool:
    waiting = one.state in (Delivery.State.SENT, Delivery.State.ARRIVED)
    return waiting and one.due_on is not None and one.due_on < day


def unnamed(row: OfficialDocument) -> list[Unit]:
    """Units with duties in the document's plan that are not among its recipients; a report gives nobody work."""
    if row.plan_id is None or row.kind != Kind.PLAN:
        return []
    named = row.deliveries.filter(correspondent__unit__isnull=False).values("correspondent__unit")
    duties = Assignment.objects.filter(duty__plan=row.plan_id).values("unit")
    return list(Unit.objects.filter(pk__in=duties).exclude(pk__in=named).exclude(pk=row.issuer_id))


def arrived(user: User) -> list[Delivery]:
    """What came to the units for which the account takes in, the newest first; nothing that is not out."""
    units = scope_of(user).units(Action.DOCUMENT_RECEIVE, "general")
    rows = Delivery.objects.filter(
        correspondent__unit__in=units, way=Delivery.Way.PRODUCT, sent_at__isnull=False
    )
    rows = rows.select_related("document__issuer__parent", "correspondent__unit").defer("document__content")
    return [one for one in rows.order_by("-sent_at", "-pk") if permissions.may_receive(user, one)]


def following_arrival(unit: Unit, year: int) -> int:
    """The next number of the unit's register of incoming documents."""
    taken = Delivery.objects.filter(arrival_unit=unit, arrival_year=year)
    return (taken.aggregate(most=Max("arrival_number"))["most"] or 0) + 1


def arrival_taken(unit: Unit, year: int, number: int) -> bool:
    return Delivery.objects.filter(arrival_unit=unit, arrival_year=year, arrival_number=number).exists()
