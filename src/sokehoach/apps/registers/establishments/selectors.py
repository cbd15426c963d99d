"""Establishments as they stood on a day. No scope: whoever asks has asked its own permission first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.selectors.units import area_of, within
from sokehoach.apps.registers.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.models import Entry
from sokehoach.apps.registers.shelf.selectors import entries
from sokehoach.apps.shell import clock
from sokehoach.domain.registers.establishments import Standing, State, standing_on

type Told = dict[UUID, list[Standing]]


def of_area(unit: Unit) -> QuerySet[Establishment]:
    """All ever written down in the area where the unit stands, struck ones left out."""
    rows = Establishment.objects.filter(unit__in=within(area_of(unit)), struck=False)
    return rows.select_related("unit", "kind", "subkind").order_by("unit__code", "title", "id")


def told(rows: Iterable[Establishment]) -> Told:
    """By establishment, how it opened and what changed, in the order in which it was written down: one query."""
    found: Told = defaultdict(list)
    kept = list(rows)
    for row in kept:
        found[row.pk].append(Standing(row.day, State.OPEN, row.workers, row.contracts, row.committed))
    changes = EstablishmentChange.objects.filter(establishment__in=found, struck=False)
    for change in changes.select_related("state").order_by("day", "created_at", "id"):
        found[change.establishment_id].append(
            Standing(change.day, State(change.state.code), change.workers, change.contracts, change.committed)
        )
    return found


def standing_in(unit: Unit, day: date) -> list[Establishment]:
    """Those of the unit's area that exist on that day: two queries."""
    rows = list(of_area(unit))
    how = told(rows)
    return [row for row in rows if (one := standing_on(how[row.pk], day)) is not None and one.exists]


def links(user: User, row: Entry) -> list[tuple[str, str]]:
    """From an establishment to what changed with it, and to the form of a change where the account may write."""
    changes = register("establishment_changes")
    listed = f"{reverse('shelf:register', args=[changes.slug])}?establishment={row.pk}"
    found = [(_now(row), listed)]
    if entries.may_write(user, changes, row.unit_id):
        add = reverse("shelf:add", args=[changes.slug])
        found.append((_("Ghi biến động"), f"{add}?establishment={row.pk}"))
    return found


def _now(row: Entry) -> str:
    """«Nay: tạm ngừng, từ 10/05/2021»: an establishment's own line says how it opened."""
    last = (
        EstablishmentChange.objects.filter(establishment=row.pk, struck=False, day__lte=clock.today())
        .select_related("state")
        .order_by("day", "created_at")
        .last()
    )
    if last is None:
        return _("Các biến động")
    told = {"state": last.state.name.lower(), "day": f"{last.day:%d/%m/%Y}"}
    return _("Nay: %(state)s, từ %(day)s") % told


def versions_of(ids: Iterable[str]) -> dict[str, list[tuple[UUID, int]]]:
    """What a figure of each of these establishments rests on: itself, and all that was ever told of it."""
    wanted = list(ids)
    found: dict[str, list[tuple[UUID, int]]] = {pk: [] for pk in wanted}
    for pk, version in Establishment.objects.filter(pk__in=wanted).values_list("pk", "version"):
        found[str(pk)].append((pk, version))
    changes = EstablishmentChange.objects.filter(establishment_id__in=wanted)
    for of, pk, version in changes.values_list("establishment_id", "pk", "version"):
        found[str(of)].append((pk, version))
    return found


def versions(ids: Sequence[str]) -> list[tuple[UUID, int]]:
    return [one for told in versions_of(ids).values() for one in told]


def names_of(pk: str) -> Iterable[str]:
    """Whom a line about the establishment may name: the holder of its licence, and itself."""
    for names in Establishment.objects.filter(pk__in=[pk] if pk else []).values_list("holder", "title"):
        yield from names
