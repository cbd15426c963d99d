"""Lines told elsewhere: where a figure came from. No scope: the caller has asked its own permission first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sokehoach.apps.registers.shelf.catalogue import register
from sokehoach.apps.registers.shelf.measured import digest_of
from sokehoach.apps.registers.shelf.selectors.entries import texts, whole


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    day: date
    title: str
    kind: str
    place: str
    unit: str
    struck: bool
    created_at: datetime
    updated_at: datetime
    url: str  # of the line; it exists for those alone who may read the register


def rows(register_code: str, ids: Sequence[str]) -> list[Row]:
    """The lines by day, as they stand now. An id that no line has is left out."""
    described = register(register_code)
    told = []
    for line in whole(described).filter(pk__in=ids).order_by("day", "created_at", "id"):
        said = texts(described, line) | {"": ""}
        told.append(
            Row(
                id=str(line.pk),
                day=line.day,
                title=said[described.title],
                kind=said[described.kind],
                place=said[described.place],
                unit=line.unit.short_name,
                struck=line.struck,
                created_at=line.created_at,
                updated_at=line.updated_at,
                url=described.address(line.pk),
            )
        )
    return told


def changed_since(register_code: str, ids: Sequence[str], digest: str) -> bool:
    """Whether a line that was counted under the digest has been changed or struck since: one query."""
    described = register(register_code)
    if described.versions is not None:
        return digest_of(described.versions(ids)) != digest
    rows = described.model._default_manager.filter(pk__in=ids)
    return digest_of(rows.values_list("pk", "version")) != digest
