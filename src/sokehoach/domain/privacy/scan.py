"""All that names a person in a text."""

from sokehoach.domain.privacy import addresses, births, initials, mails, names, numbers, plates, smallnames
from sokehoach.domain.privacy.deobfuscation import deobfuscate
from sokehoach.domain.privacy.hit import NOBODY, Hit, Kind, Known
from sokehoach.domain.privacy.page import Page

_RANK = {kind: rank for rank, kind in enumerate(Kind)}


def scan(text: str, *, known: Known = NOBODY) -> tuple[Hit, ...]:
    """The places of `text` that tell who somebody is, from the left, none overlapping another.

    Places count characters of the text as given, composed or not. Time grows with the length of the text.
    """
    page = Page(text)
    found = _found(page, known)
    copy = deobfuscate(page)
    if copy is not None:
        found = merged([*found, *_found(copy, known)])
    return tuple(found)


def _found(page: Page, known: Known) -> list[Hit]:
    """By places in the text as given."""
    persons = merged([*names.find(page, known), *smallnames.find(page, known)])
    counted = [*numbers.find(page), *plates.find(page), *mails.find(page)]
    phones = [hit for hit in counted if hit.kind is Kind.PHONE]
    persons = merged([*persons, *initials.find(page, persons, phones)])
    born = list(births.find(page, persons))
    homes = list(addresses.find(page, merged([*persons, *born])))
    unread = [Hit(start, end, Kind.LONG) for start, end in page.long]
    found = merged([*counted, *born, *persons, *homes, *unread])
    return [Hit(*page.place(hit.start, hit.end), hit.kind) for hit in found]


def merged(hits: list[Hit]) -> list[Hit]:
    """Without overlaps: two that overlap are one stretch, of the kind that ranks first."""
    kept: list[Hit] = []
    for hit in sorted(hits):
        if kept and hit.start < kept[-1].end:
            last = kept.pop()
            kind = min(last.kind, hit.kind, key=_RANK.__getitem__)
            hit = Hit(last.start, max(last.end, hit.end), kind)
        kept.append(hit)
    return kept
