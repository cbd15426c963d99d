"""Establishments as they stood on a day. No scope: whoever asks has asked its own permission first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.units import get_ids_within, get_unit_area
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.models import Entry
from sokehoach.apps.registers.core.queries import entries
from sokehoach.apps.registers.core.word_index import build_search_text
from sokehoach.apps.registers.inspections.establishments.models import Establishment, EstablishmentChange
from sokehoach.apps.shell import clock
from sokehoach.apps.shell.messages import translate
from sokehoach.domain.notation import write_day
from sokehoach.domain.registers.establishments import EstablishmentState, EstablishmentStatus, find_status_on

# In the form of `build_search_text`: «Hộ kinh doanh ông Lò Văn Chủ».
_BEFORE_NAME = re.compile(r"(?:(?:ho kinh doanh|hkd|chu ho|chu co so|ong|ba|anh|chi|co) )*")

type StandingsById = dict[UUID, list[EstablishmentStatus]]


def name_without_holder(row: Establishment) -> str:
    """As a register of a programme names it: a sign or a place with the holder's name is left out (limits.md, 1).

    No query.
    """
    name, place = row.title, "" if _has_name(row.place, row.holder) else row.place
    if _has_name(row.title, row.holder):
        name = _("Cơ sở mở ngày %(day)s") % {"day": write_day(row.day)}
        if row.licence:
            name = _("Cơ sở có giấy phép %(licence)s") % {"licence": row.licence}
    return f"{name} ({place})" if place else name


def _has_name(text: str, holder: str) -> bool:
    """Whether the text has the name of a holder, as it stands or without «Ông», «Hộ kinh doanh» before it."""
    name = _BEFORE_NAME.sub("", build_search_text(holder).lstrip())
    return f" {name} " in f"{build_search_text(text)} "


def of_area(unit: Unit) -> QuerySet[Establishment]:
    """All ever written down in the area where the unit stands, voided ones left out."""
    rows = Establishment.objects.filter(unit__in=get_ids_within(get_unit_area(unit)), voided=False)
    return rows.select_related("unit", "kind", "subkind").order_by("unit__code", "title", "id")


def collect_standings(rows: Iterable[Establishment]) -> StandingsById:
    """By establishment, how it opened and what changed, in the order in which it was written down: one query."""
    standings: StandingsById = defaultdict(list)
    establishments = list(rows)
    for row in establishments:
        standings[row.pk].append(
            EstablishmentStatus(row.day, EstablishmentState.OPEN, row.workers, row.contracts, row.committed)
        )
    changes = EstablishmentChange.objects.filter(establishment__in=standings, voided=False)
    for change in changes.select_related("state").order_by("day", "created_at", "id"):
        standings[change.establishment_id].append(
            EstablishmentStatus(
                change.day,
                EstablishmentState(change.state.code),
                change.workers,
                change.contracts,
                change.committed,
            )
        )
    return standings


def list_existing(unit: Unit, day: date) -> list[Establishment]:
    """Those of the unit's area that exist on that day: two queries."""
    rows = list(of_area(unit))
    standings = collect_standings(rows)
    return [
        row
        for row in rows
        if (state_on_day := find_status_on(standings[row.pk], day)) is not None and state_on_day.exists
    ]


def list_links(user: User, row: Entry) -> list[tuple[str, str]]:
    """From an establishment to what changed with it, and to the form of a change where the account may write."""
    changes = get_register("establishment_changes")
    listed = f"{reverse('registers:register', args=[changes.slug])}?establishment={row.pk}"
    link_pairs = [(_format_state_now(row), listed)]
    if entries.can_write_for_unit(user, changes, row.unit_id):
        add = reverse("registers:add", args=[changes.slug])
        link_pairs.append((_("Ghi biến động"), f"{add}?establishment={row.pk}"))
    return link_pairs


def _format_state_now(row: Entry) -> str:
    """«Nay: tạm ngừng, từ 10/05/2021»: an establishment's own line says how it opened."""
    last = (
        EstablishmentChange.objects.filter(establishment=row.pk, voided=False, day__lte=clock.today())
        .select_related("state")
        .order_by("day", "created_at")
        .last()
    )
    if last is None:
        return _("Các biến động")
    params = {"state": last.state.name.lower(), "day": translate(write_day(last.day))}
    return _("Nay: %(state)s, từ %(day)s") % params


def versions_of(ids: Iterable[str]) -> dict[str, list[tuple[UUID, int]]]:
    """What a figure of each of these establishments rests on: itself, and all that was ever told of it."""
    establishment_ids = list(ids)
    versions_by_id: dict[str, list[tuple[UUID, int]]] = {pk: [] for pk in establishment_ids}
    for pk, version in Establishment.objects.filter(pk__in=establishment_ids).values_list("pk", "version"):
        versions_by_id[str(pk)].append((pk, version))
    changes = EstablishmentChange.objects.filter(establishment_id__in=establishment_ids)
    for of, pk, version in changes.values_list("establishment_id", "pk", "version"):
        versions_by_id[str(of)].append((pk, version))
    return versions_by_id


def list_versions(ids: Sequence[str]) -> list[tuple[UUID, int]]:
    return [version for row_versions in versions_of(ids).values() for version in row_versions]


def names_of(pk: str) -> Iterable[str]:
    """Whom a line about the establishment may name: the holder of its licence, and itself."""
    for names in Establishment.objects.filter(pk__in=[pk] if pk else []).values_list("holder", "title"):
        yield from names
