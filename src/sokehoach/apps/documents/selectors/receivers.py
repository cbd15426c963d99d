"""Finds the units where somebody accepts documents sent in the product."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from sokehoach.apps.accounts.models import Function, Grant, User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.documents.models import OfficialDocument
from sokehoach.apps.documents.permissions import is_sender
from sokehoach.apps.orgunits.models import Level, Unit


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
    if document.function != Function.GENERAL:
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
    parents, levels = {}, {}
    for pk, parent, level in Unit.objects.order_by().values_list("pk", "parent_id", "level"):
        parents[pk], levels[pk] = parent, level
    grants = Grant.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=day),
        valid_from__lte=day,
        capacity__user__is_active=True,
        capacity__function=Function.GENERAL,
    ).values_list("capacity__user_id", "capacity__user__unit_id", "unit_id", "role__actions")
    receivers: dict[int, list[Receiver]] = defaultdict(list)
    for person, works_in, granted_unit, actions in grants:
        if Action.DOCUMENT_RECEIVE not in actions:
            continue
        area = works_in
        while levels[area] == Level.AGENCY and parents[area] is not None:
            area = parents[area]
        for unit in {works_in, area}:
            if _is_below(unit, granted_unit, parents):
                receivers[unit].append(Receiver(person, works_in, area))
    return receivers


def _is_below(unit: int | None, top: int, parents: Mapping[int, int | None]) -> bool:
    while unit is not None and unit != top:
        unit = parents[unit]
    return unit == top
