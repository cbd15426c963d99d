"""Find where signature and seal go on a page that this product laid out: below the signer's title."""

import pypdfium2
from pypdfium2 import raw

from sokehoach.adapters.signature.signing import PageBox
from sokehoach.adapters.slow_work import slow_work

_SIGNATURE_WIDTH, _SIGNATURE_HEIGHT = (
    130.0,
    58.0,
)  # points: the space that NĐ 30 leaves between title and name
_TEXT_WIDTH = 190.0  # points: lines of text are longer than a signature
_SEAL_WIDTH = 100.0  # points: a seal of 36 mm in its real size


@slow_work
def find_places(pdf: bytes, *, authority: str) -> tuple[PageBox, PageBox]:
    """Return the places of the person's signature and the office's seal.

    The seal covers a third of the signature's left (NĐ 30/2020, Phụ lục I, II.8). `authority` is the last line above
    the signature, «CHỦ TỊCH». If it is not found, the places are at the foot of the last page.
    """
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            if (position := _find_authority(document[index], authority)) is not None:
                middle, top = position
                return _build_places(index, middle, top)
        return _build_places(len(document) - 1, 430.0, 130.0)
    finally:
        document.close()


def upper_half(person: PageBox) -> PageBox:
    """Return the upper half of a person's place, wide enough for lines of text."""
    return _cut_half(person, (person.top + person.bottom) / 2, person.top)


def lower_half(person: PageBox) -> PageBox:
    """Return the lower half, below the person's lines, for the name of an office without a picture of its seal."""
    return _cut_half(person, person.bottom, (person.top + person.bottom) / 2)


def _cut_half(person: PageBox, bottom: float, top: float) -> PageBox:
    middle = (person.left + person.right) / 2
    return PageBox(person.page, middle - _TEXT_WIDTH / 2, bottom, middle + _TEXT_WIDTH / 2, top)


def _find_authority(page: pypdfium2.PdfPage, authority: str) -> tuple[float, float] | None:
    """Return middle and foot of the last `authority` on a page with «Nơi nhận»; None if there is none."""
    text = page.get_textpage()
    if text.search("Nơi nhận").get_next() is None:
        return None
    search = text.search(authority, flags=raw.FPDF_MATCHCASE)
    position = None
    while (hit := search.get_next()) is not None:
        start, count = hit
        boxes = [text.get_charbox(index) for index in range(start, start + count)]
        position = ((min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2, min(b[1] for b in boxes))
    return position


def _build_places(page: int, middle: float, foot: float) -> tuple[PageBox, PageBox]:
    top = foot - 4
    person = PageBox(page, middle - _SIGNATURE_WIDTH / 2, top - _SIGNATURE_HEIGHT, middle + _SIGNATURE_WIDTH / 2, top)
    right = person.left + _SIGNATURE_WIDTH / 3
    centre = (person.top + person.bottom) / 2
    return person, PageBox(page, right - _SEAL_WIDTH, centre - _SEAL_WIDTH / 2, right, centre + _SEAL_WIDTH / 2)
