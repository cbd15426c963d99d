"""What was found in a text, as a page shows it: the places marked where they stand, and the two ways on."""

from dataclasses import dataclass

from django.utils.functional import Promise

from sokehoach.apps.shell import guard
from sokehoach.domain.privacy import FIRM


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `kind` is empty where it names nobody."""

    text: str
    kind: str | Promise = ""
    waved: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that may be nobody's, and whether the person has said so."""

    place: str
    waved: bool


@dataclass(frozen=True, slots=True)
class Found:
    name: str  # of the form's field
    pieces: tuple[Piece, ...]
    doubts: tuple[Doubt, ...]
    firm: bool  # whether a number is among them, which nobody waves through
    text: str
    struck: str  # the text with its places struck out


def found(name: str, text: str) -> Found | None:
    """None where nothing in the text names anybody, or it is too long to be looked at."""
    hits = guard.find(text) if len(text) <= guard.LONGEST else ()
    if not hits:
        return None
    held = set(guard.held(text))
    pieces, doubts, at = [], {}, 0
    for hit in hits:
        place = text[hit.start : hit.end]
        pieces += [Piece(text[at : hit.start]), Piece(place, guard.KINDS[hit.kind], hit not in held)]
        if hit.kind not in FIRM:
            doubts[place] = Doubt(place, hit not in held)
        at = hit.end
    return Found(
        name=name,
        pieces=tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text),
        doubts=tuple(doubts.values()),
        firm=any(hit.kind in FIRM for hit in hits),
        text=text,
        struck=guard.struck(text),
    )
