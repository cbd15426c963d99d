"""Lists the entries behind a figure, without scope: the caller checks permission first. Scope decides on links."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.catalogue import get_register
from sokehoach.apps.registers.core.measure_query import compute_digest
from sokehoach.apps.registers.core.queries.entries import format_entry, list_entries, list_unscoped_entries


@dataclass(frozen=True, slots=True)
class SourceEntry:
    id: str
    day: date
    title: str
    kind: str
    place: str
    unit: str
    voided: bool
    created_at: datetime
    updated_at: datetime
    url: str  # of the entry's page; empty where the reader may not open it


def list_source_entries(reader: User, register_code: str, ids: Sequence[str]) -> list[SourceEntry]:
    """Returns the entries by day, as they are now; unknown ids are left out."""
    definition = get_register(register_code)
    readable_ids = set(list_entries(reader, definition).filter(pk__in=ids).values_list("pk", flat=True))
    source_entries = []
    for entry in list_unscoped_entries(definition).filter(pk__in=ids).order_by("day", "created_at", "id"):
        shown_texts = format_entry(definition, entry) | {"": ""}
        source_entries.append(
            SourceEntry(
                id=str(entry.pk),
                day=entry.day,
                title=shown_texts[definition.title],
                kind=shown_texts[definition.kind],
                place=shown_texts[definition.place],
                unit=entry.unit.short_name,
                voided=entry.voided,
                created_at=entry.created_at,
                updated_at=entry.updated_at,
                url=definition.address(entry.pk) if entry.pk in readable_ids else "",
            )
        )
    return source_entries


def has_changed_since(register_code: str, ids: Sequence[str], digest: str) -> bool:
    """Whether an entry counted under the digest was changed or voided since; one query."""
    definition = get_register(register_code)
    if definition.versions is not None:
        return compute_digest(definition.versions(ids)) != digest
    entries = definition.list_entries().filter(pk__in=ids)
    return compute_digest(entries.values_list("pk", "version")) != digest
