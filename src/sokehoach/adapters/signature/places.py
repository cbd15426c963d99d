"""Where a signature and a seal stand on a page that this product has set: beneath the title of who signs."""

import pypdfium2
from pypdfium2 import raw

from sokehoach.adapters.signature.signing import Place
from sokehoach.adapters.slow_work import slow_work

_WIDE, _HIGH = 130.0, 58.0  # points: the room that NĐ 30 leaves between the title and the name
_LINES = 190.0  # points: lines of text are longer than a signature
_SEAL = 100.0  # a seal of 36 mm, in its real size


@slow_work
def places(pdf: bytes, *, authority: str) -> tuple[Place, Place]:
    """(of the person, of the office). The seal covers a third of the signature's left (NĐ 30/2020, Phụ lục I, II.8).

    `authority`: the last line above the signature, «CHỦ TỊCH». Where it is not found, the foot of the last page.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            if (found := _beneath(document[index], authority)) is not None:
                middle, top = found
                return _both(index, middle, top)
        return _both(len(document) - 1, 430.0, 130.0)
    finally:
        document.close()


def upper(person: Place) -> Place:
    """The upper half of a person's place, as wide as lines of text need it."""
    return _half(person, (person.top + person.bottom) / 2, person.top)


def lower(person: Place) -> Place:
    """The lower half: beneath the person's lines, where an office that has no picture of its seal is named."""
    return _half(person, person.bottom, (person.top + person.bottom) / 2)


def _half(person: Place, bottom: float, top: float) -> Place:
    middle = (person.left + person.right) / 2
    return Place(person.page, middle - _LINES / 2, bottom, middle + _LINES / 2, top)


def _beneath(page: pypdfium2.PdfPage, authority: str) -> tuple[float, float] | None:
    """The middle and the foot of the last place on a page with «Nơi nhận» where the line stands alone."""
    text = page.get_textpage()
    if text.search("Nơi nhận").get_next() is None:
        return None
    search = text.search(authority, flags=raw.FPDF_MATCHCASE)
    found = None
    while (hit := search.get_next()) is not None:
        start, count = hit
        boxes = [text.get_charbox(at) for at in range(start, start + count)]
        found = ((min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2, min(b[1] for b in boxes))
    return found


def _both(page: int, middle: float, foot: float) -> tuple[Place, Place]:
    top = foot - 4
    person = Place(page, middle - _WIDE / 2, top - _HIGH, middle + _WIDE / 2, top)
    right = person.left + _WIDE / 3
    centre = (person.top + person.bottom) / 2
    return person, Place(page, right - _SEAL, centre - _SEAL / 2, right, centre + _SEAL / 2)
