"""The query that a report makes to a register, and its result."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sokehoach.domain.ledger.merkle import hash_leaf


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """Asks for a measure over the entries that match `where`, pairs of field and option.

    Pairs of different fields are ANDed, pairs of one field ORed: (("kind", "visual"), ("kind", "leaflet")) matches
    both kinds.
    """

    measure: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """The `number`, None where the register has no answer; `rows` are the ids of the counted entries by day.

    `digest` changes when any of these entries is changed or voided.
    """

    number: int | Decimal | None
    rows: tuple[str, ...]
    digest: str


def compute_digest(versions: Iterable[tuple[UUID | str, int]]) -> str:
    """Returns a digest of (id, version) pairs that does not depend on their order."""
    pairs = sorted((str(entry), version) for entry, version in versions)
    return _hash_pairs([_write_pair(entry, version) for entry, version in pairs])


def compute_entry_digest(versions: Iterable[tuple[str, int]]) -> str:
    """The same of entries that are each there once: their ids are equally long, so that the texts sort as the pairs."""
    return _hash_pairs(sorted([_write_pair(entry, version) for entry, version in versions]))


def _write_pair(entry: str, version: int) -> str:
    """Canonical JSON, written here: an id needs no escape, and a report has thousands of them."""
    return f'["{entry}",{version}]'


def _hash_pairs(texts: Iterable[str]) -> str:
    return hash_leaf(f"[{','.join(texts)}]".encode())
