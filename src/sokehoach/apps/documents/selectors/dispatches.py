"""Who a document goes to, who is missing there, and what came to a unit."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max, Q, QuerySet

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors.units import area_of
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


def ways(one: Correspondent, reached: Collection[int], function: str = Function.GENERAL) -> list[str]:
    """How a correspondent can be addressed with a document of that function, the nearest first.
    `reached`: units in which somebody takes it in here (receivers).

    What rests on a confidential function goes no other way but on paper: an e-mail or a package is read by whoever
    opens it.
    """
    found = [Delivery.Way.PRODUCT] if one.unit_id in reached else []
    if function != Function.GENERAL:
        return [way.value for way in (*found, Delivery.Way.PAPER)]
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
    """What came to the units whose arrivals the account reads, the newest first; nothing that is not out: one query."""
    units = {unit.pk for unit in (user.unit, area_of(user.unit)) if permissions.reads_arrivals_of(user, unit)}
    rows = Delivery.objects.filter(permissions.ARRIVED, correspondent__unit__in=units)
    rows = rows.select_related("document__issuer__parent", "correspondent__unit").defer("document__content")
    return list(rows.order_by("-sent_at", "-pk"))


def to_answer(user: User) -> list[tuple[Delivery, bool]]:
    """Of those that arrived what nobody has answered yet, each with whether this account does: one query."""
    return [
        (delivery, permissions.may_receive(user, delivery))
        for delivery in arrived(user)
        if delivery.state == Delivery.State.ARRIVED and delivery.way == Delivery.Way.PRODUCT
    ]


def following_arrival(unit: Unit, year: int) -> int:
    """The next number of the unit's register of incoming documents."""
    taken = Delivery.objects.filter(arrival_unit=unit, arrival_year=year)
    return (taken.aggregate(most=Max("arrival_number"))["most"] or 0) + 1


def arrival_taken(unit: Unit, year: int, number: int) -> bool:
    return Delivery.objects.filter(arrival_unit=unit, arrival_year=year, arrival_number=number).exists()
