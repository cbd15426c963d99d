"""A hit: a stretch of text that identifies a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sokehoach.domain.text import fold_accents


class HitKind(StrEnum):
    """The kind of a hit; of two that overlap, the first in this list is used."""

    ID = "id"
    PHONE = "phone"
    PLATE = "plate"
    MAIL = "mail"
    BIRTH = "birth"
    NAME = "name"
    ADDRESS = "address"
    LONG = "long"  # letters and digits in a row that are too long for any rule to examine


# A number is reliable; a name may be a hamlet, and an address may be that of an office.
FIRM_KINDS = frozenset({HitKind.ID, HitKind.PHONE, HitKind.PLATE, HitKind.BIRTH, HitKind.LONG})


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A stretch of text. `start` and `end` count characters of the text as given."""

    start: int
    end: int
    kind: HitKind


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Allowed names: staff, and the subject of the record. Folded, words separated by one space."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> "KnownNames":
        folded = (" ".join(fold_accents(name).split()) for name in names)
        return cls(frozenset(name for name in folded if " " in name))


NO_KNOWN_NAMES = KnownNames()


REDACTION_MARK = "[đã che]"


def redact_hits(text: str, hits: Iterable[Hit]) -> str:
    """The text with each hit replaced by «[đã che]». The hits must not overlap, as from `scan_text`."""
    parts: list[str] = []
    at = 0
    for hit in sorted(hits):
        parts += [text[at : hit.start], REDACTION_MARK]
        at = hit.end
    return "".join([*parts, text[at:]])
