"""The address book, the units that accept documents in the product, deliveries and arrivals."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from sokehoach.apps.accounts.models import Grant, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Correspondent, Delivery, OfficialDocument
from sokehoach.apps.documents.permissions import is_sender
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.levels import list_attached_codes
from sokehoach.apps.orgunits.queries.units import get_unit_area
from sokehoach.apps.plans.models import Assignment
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.policy.groups import GENERAL, is_confidential


def list_correspondents(day: date) -> QuerySet[Correspondent]:
    """The addresses valid on a day."""
    rows = Correspondent.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)
    return rows.select_related("unit")


def find_correspondent(name: str) -> Correspondent | None:
    return Correspondent.objects.select_related("unit").filter(name=name.strip()).order_by("-valid_from").first()


def list_ways(correspondent: Correspondent, receiving_units: Collection[int], function: str = GENERAL) -> list[str]:
    """The ways in which a document of that function can be sent to a correspondent, the most direct first.

    `receiving_units`: row ids of units where somebody accepts documents in the product (see `receivers`). A document of
    a confidential function is sent in the product or on paper only: anybody who opens an e-mail or a package reads it.
    """
    ways = [Delivery.Way.PRODUCT] if correspondent.unit_id in receiving_units else []
    if is_confidential(function):
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


@dataclass(frozen=True, slots=True)
class Receiver:
    """An account that accepts for a unit. `works_in`: its own unit; `area`: the area of that unit. All are row ids."""

    person: int
    works_in: int
    area: int


def list_receiving_units(document: OfficialDocument, by: User, day: date) -> frozenset[int]:
    """Units (row ids) where somebody other than the sender accepts the document if `by` issues it. For a confidential
    document that person must have its function.
    """
    people = User.objects.filter(is_active=True)
    if is_confidential(document.function):
        people = people.filter(capacities__function=document.function)
    readers = frozenset(people.values_list("pk", flat=True))
    return frozenset(
        unit
        for unit, receivers in _list_receivers(day).items()
        if any(
            receiver.person in readers
            and not is_sender(
                receiver.person,
                works_in=receiver.works_in,
                area=receiver.area,
                to=unit,
                issuer=document.issuer_id,
                issued_by=by.pk,
            )
            for receiver in receivers
        )
    )


def _list_receivers(day: date) -> Mapping[int, list[Receiver]]:
    """Receivers by unit. An account receives for its own unit and for that unit's area, as far as granted."""
    attached, parents, levels = set(list_attached_codes()), {}, {}
    for pk, parent, level in Unit.objects.order_by().values_list("pk", "parent_id", "level"):
        parents[pk], levels[pk] = parent, level
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
        capacity__user__is_active=True,
        capacity__function=GENERAL,
    ).values_list("capacity__user_id", "capacity__user__unit_id", "unit_id", "role__actions")
    receivers: dict[int, list[Receiver]] = defaultdict(list)
    for person, works_in, granted_unit, actions in grants:
        if Action.DOCUMENT_RECEIVE not in actions:
            continue
        area = works_in
        while levels[area] in attached and parents[area] is not None:
            area = parents[area]
        for unit in {works_in, area}:
            if _is_below(unit, granted_unit, parents):
                receivers[unit].append(Receiver(person, works_in, area))
    return receivers


def _is_below(unit: int | None, top: int, parents: Mapping[int, int | None]) -> bool:
    while unit is not None and unit != top:
        unit = parents[unit]
    return unit == top
