"""Prepares the personal data found in a text for display: the places marked, and the choices to redact or allow."""

from dataclasses import dataclass

from django.utils.functional import Promise

from sokehoach.apps.shell import pii_filter
from sokehoach.domain.privacy import FIRM_KINDS


@dataclass(frozen=True, slots=True)
class TextSegment:
    """A segment of the text; `kind` is empty where it names nobody."""

    text: str
    kind: str | Promise = ""
    is_allowed: bool = False


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """A place that may be nobody's name, and whether the user has declared so."""

    place: str
    is_allowed: bool


@dataclass(frozen=True, slots=True)
class PiiHighlight:
    name: str  # of the form field
    pieces: tuple[TextSegment, ...]
    doubts: tuple[DoubtfulPlace, ...]
    firm: bool  # whether a number is among them, which cannot be allowed
    text: str
    redacted: str  # the text without its places


def highlight_pii(name: str, text: str) -> PiiHighlight | None:
    """Returns None where the text names nobody or is too long to scan."""
    hits = pii_filter.find_hits(text) if len(text) <= pii_filter.MAX_LENGTH else ()
    if not hits:
        return None
    refused_hits = set(pii_filter.find_refused_hits(text))
    pieces, doubts, position = [], {}, 0
    for hit in hits:
        place = text[hit.start : hit.end]
        pieces += [
            TextSegment(text[position : hit.start]),
            TextSegment(place, pii_filter.KIND_LABELS[hit.kind], hit not in refused_hits),
        ]
        if hit.kind not in FIRM_KINDS:
            doubts[place] = DoubtfulPlace(place, hit not in refused_hits)
        position = hit.end
    return PiiHighlight(
        name=name,
        pieces=tuple(segment for segment in (*pieces, TextSegment(text[position:])) if segment.text),
        doubts=tuple(doubts.values()),
        firm=any(hit.kind in FIRM_KINDS for hit in hits),
        text=text,
        redacted=pii_filter.redact_refused_places(text),
    )
