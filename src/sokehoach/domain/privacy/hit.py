"""A place in a text that tells who somebody is."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.text.folding import fold_accents


class HitKind(StrEnum):
    """Of what sort it is; where two overlap, the first of this list names them both."""

    ID = "id"
    PHONE = "phone"
    PLATE = "plate"
    MAIL = "mail"
    BIRTH = "birth"
    NAME = "name"
    ADDRESS = "address"
    LONG = "long"  # letters and digits in a row that nobody reads, and no rule looks through


# A number is what it looks like; a name may be a hamlet, and an address may be that of an office.
FIRM_KINDS = frozenset({HitKind.ID, HitKind.PHONE, HitKind.PLATE, HitKind.BIRTH, HitKind.LONG})


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """`start` and `end` count characters of the text as it was given."""

    start: int
    end: int
    kind: HitKind


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names that may stand: staff, and whom the row at hand is about. Folded, words parted by one space."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> "KnownNames":
        folded = (" ".join(fold_accents(name).split()) for name in names)
        return cls(frozenset(name for name in folded if " " in name))


NO_KNOWN_NAMES = KnownNames()
