"""What a report asks of a register, and what it is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sokehoach.domain.ledger.canonical import canonical
from sokehoach.domain.ledger.merkle import leaf


@dataclass(frozen=True, slots=True)
class Ask:
    """A measure over the lines whose options are those of `where`.

    Pairs of different fields must all hold; of pairs of one field, any:
    (("kind", "visual"), ("kind", "leaflet")) asks for both kinds together.
    """

    measure: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """`number` is None where the register cannot tell; `rows` are the ids of the lines counted, by day.

    `digest` changes when any of these lines is changed or struck afterwards.
    """

    number: int | Decimal | None
    rows: tuple[str, ...]
    digest: str


def digest_of(lines: Iterable[tuple[UUID, int]]) -> str:
    """Over (id, version) of the lines counted, in any order."""
    return leaf(canonical(sorted([str(line), version] for line, version in lines)))
