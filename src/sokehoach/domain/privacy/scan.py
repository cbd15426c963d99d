"""Scan a text for all personal data."""

from sokehoach.domain.privacy import (
    addresses,
    births,
    careless_names,
    initials,
    mails,
    names,
    numbers,
    plates,
)
from sokehoach.domain.privacy.deobfuscation import deobfuscate_page
from sokehoach.domain.privacy.hit import NO_KNOWN_NAMES, Hit, HitKind, KnownNames
from sokehoach.domain.privacy.page import FoldedText

_RANK = {kind: rank for rank, kind in enumerate(HitKind)}


def scan_text(text: str, *, known_names: KnownNames = NO_KNOWN_NAMES) -> tuple[Hit, ...]:
    """Find the stretches of `text` that identify a person, from left to right, without overlaps.

    Positions count characters of the text as given, composed or not. Time is linear in the length of the text.
    """
    page = FoldedText(text)
    hits = _find_hits(page, known_names)
    copy = deobfuscate_page(page)
    if copy is not None:
        hits = merge_hits([*hits, *_find_hits(copy, known_names)])
    return tuple(hits)


def _find_hits(page: FoldedText, known_names: KnownNames) -> list[Hit]:
    """All hits, at positions in the text as given."""
    persons = merge_hits([*names.find_hits(page, known_names), *careless_names.find_hits(page, known_names)])
    number_hits = [*numbers.find_hits(page), *plates.find_hits(page), *mails.find_hits(page)]
    phones = [hit for hit in number_hits if hit.kind is HitKind.PHONE]
    persons = merge_hits([*persons, *initials.find_hits(page, persons, phones)])
    birth_hits = list(births.find_hits(page, persons))
    address_hits = list(addresses.find_hits(page, merge_hits([*persons, *birth_hits])))
    long_words = [Hit(start, end, HitKind.LONG) for start, end in page.long]
    hits = merge_hits([*number_hits, *birth_hits, *persons, *address_hits, *long_words])
    return [Hit(*page.place(hit.start, hit.end), hit.kind) for hit in hits]


def merge_hits(hits: list[Hit]) -> list[Hit]:
    """Merge overlapping hits into one, with the kind that ranks first."""
    merged_hits: list[Hit] = []
    for hit in sorted(hits):
        if merged_hits and hit.start < merged_hits[-1].end:
            last = merged_hits.pop()
            kind = min(last.kind, hit.kind, key=_RANK.__getitem__)
            hit = Hit(last.start, max(last.end, hit.end), kind)
        merged_hits.append(hit)
    return merged_hits
