"""Recipients of a document, units that are missing among them, and documents that arrived at a unit."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max, Q, QuerySet

from sokehoach.apps.accounts.models import Function, User
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors.units import get_unit_area
from sokehoach.apps.plans.models import Assignment
from sokehoach.domain.documents.kinds import DocumentKind


def list_correspondents(day: date) -> QuerySet[Correspondent]:
    """The addresses valid on a day."""
    rows = Correspondent.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return rows.select_related("unit")


def find_correspondent(name: str) -> Correspondent | None:
    return Correspondent.objects.select_related("unit").filter(name=name.strip()).order_by("-valid_from").first()


def list_ways(
    correspondent: Correspondent, receiving_units: Collection[int], function: str = Function.GENERAL
) -> list[str]:
    """The ways in which a document of that function can be sent to a correspondent, the most direct first.

    `receiving_units`: row ids of units where somebody accepts documents in the product (see `receivers`). A document of
    a confidential function is sent in the product or on paper only: anybody who opens an e-mail or a package reads it.
    """
    ways = [Delivery.Way.PRODUCT] if correspondent.unit_id in receiving_units else []
    if function != Function.GENERAL:
        return [way.value for way in (*ways, Delivery.Way.PAPER)]
    ways += [Delivery.Way.EMAIL] if correspondent.email else []
    ways += [Delivery.Way.EDXML] if correspondent.code or correspondent.legacy_code else []
    return [way.value for way in (*ways, Delivery.Way.PAPER)]


def list_deliveries(row: OfficialDocument, day: date) -> list[tuple[Delivery, bool]]:
    """The deliveries of a document, each with whether its receipt is overdue."""
    rows = row.deliveries.select_related("correspondent__unit", "answered_by")
    return [(delivery, is_overdue(delivery, day)) for delivery in rows]


def is_overdue(delivery: Delivery, day: date) -> bool:
    is_waiting = delivery.state in (Delivery.State.SENT, Delivery.State.ARRIVED)
    return is_waiting and delivery.due_on is not None and delivery.due_on < day


def list_unnamed_units(row: OfficialDocument) -> list[Unit]:
    """Units with duties in the document's plan that are not among its recipients. A report assigns no duties."""
    if row.plan_id is None or row.kind != DocumentKind.PLAN:
        return []
    recipients = row.deliveries.filter(correspondent__unit__isnull=False).values("correspondent__unit")
    duties = Assignment.objects.filter(duty__plan=row.plan_id).values("unit")
    return list(Unit.objects.filter(pk__in=duties).exclude(pk__in=recipients).exclude(pk=row.issuer_id))


def list_arrivals(user: User) -> list[Delivery]:
    """Deliveries to the units whose arrivals the account reads, the newest first; issued documents only. One query."""
    units = {unit.pk for unit in (user.unit, get_unit_area(user.unit)) if permissions.may_read_arrivals(user, unit)}
    rows = Delivery.objects.filter(permissions.ARRIVED, correspondent__unit__in=units)
    rows = rows.select_related("document__issuer__parent", "correspondent__unit").defer("document__content")
    return list(rows.order_by("-sent_at", "-pk"))


def list_unanswered_arrivals(user: User) -> list[tuple[Delivery, bool]]:
    """Deliveries that nobody has answered yet, each with whether this account may answer. One query.

    Not those that the account counts as the sender of: it can only wait for the answer.
    """
    return [
        (delivery, permissions.may_receive(user, delivery))
        for delivery in list_arrivals(user)
        if delivery.state == Delivery.State.ARRIVED
        and delivery.way == Delivery.Way.PRODUCT
        and not permissions.is_sent_by(user, delivery)
    ]


def get_next_arrival_number(unit: Unit, year: int) -> int:
    arrivals = Delivery.objects.filter(arrival_unit=unit, arrival_year=year)
    return (arrivals.aggregate(most=Max("arrival_number"))["most"] or 0) + 1


def is_arrival_number_taken(unit: Unit, year: int, number: int) -> bool:
    return Delivery.objects.filter(arrival_unit=unit, arrival_year=year, arrival_number=number).exists()
