"""What a report asks of a register, and what it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import hash_leaf


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """A measure over the lines whose options are those of `where`.

    Pairs of different fields must all hold; of pairs of one field, any:
    (("kind", "visual"), ("kind", "leaflet")) asks for both kinds together.
    """

    measure: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeasureResult:
    """`number` is None where the register cannot tell; `rows` are the ids of the lines counted, by day.

    `digest` changes when any of these lines is changed or struck afterwards.
    """

    number: int | Decimal | None
    rows: tuple[str, ...]
    digest: str


def compute_digest(versions: Iterable[tuple[UUID, int]]) -> str:
    """Over (id, version) of the lines counted, in any order."""
    return hash_leaf(encode_canonical_json(sorted([str(entry), version] for entry, version in versions)))
