"""Read the words of a page with their positions, from pdfium's glyphs.

Positions are in points from the left and the bottom of the page as displayed (rotated pages are rotated)."""

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_MAX_GLYPHS = 100_000  # per page; a full page of a plan has 3,500
_SPACES = {0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000}
_INVISIBLE = {0x00, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF}
_HYPHENS = {0x02, 0xFFFE}  # how pdfium reports a hyphen at the end of a line
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_CLOSING = ".,;:!?)"  # pdfium reports a space between a raised number and these
_SPACE_WIDTH = 0.3  # of a letter's height: from here a gap is a space, even if none is written


@dataclass(slots=True)
class PrintedWord:
    """A word. `glued`: no space before it, though it is higher, lower or farther away (a footnote number)."""

    text: str
    x0: float
    x1: float
    base: float
    size: float  # height of its letters' box
    glued: bool = False


@dataclass(frozen=True, slots=True)
class _Glyph:
    code: int
    x0: float
    x1: float
    base: float
    size: float


def read_words(page: PdfPage) -> list[PrintedWord]:
    """Return words in the file's drawing order, normalised (NFC)."""
    built: list[PrintedWord] = []
    is_spaced = True
    previous: _Glyph | None = None
    for glyph in _iter_glyphs(page):
        if glyph.code in _SPACES:
            is_spaced = True
            continue
        text = _decode_glyph(glyph.code)
        if not text or glyph.size <= 0:
            continue
        if built and unicodedata.combining(text):
            built[-1].text += text  # wherever the font places it
            continue
        if previous is not None and built and not is_spaced and _continues_word(previous, glyph):
            built[-1].text += text
            built[-1].x1 = max(built[-1].x1, glyph.x1)
        else:
            is_near = previous is not None and abs(glyph.x0 - previous.x1) < _SPACE_WIDTH * glyph.size
            glued = is_near and (not is_spaced or text in _CLOSING)
            built.append(PrintedWord(text, glyph.x0, glyph.x1, glyph.base, glyph.size, glued))
        is_spaced, previous = False, glyph
    for word in built:
        word.text = normalize_nfc(word.text)
    return built


def _continues_word(previous: _Glyph, glyph: _Glyph) -> bool:
    size = max(previous.size, glyph.size)
    return (
        abs(glyph.base - previous.base) < 0.15 * size
        and -0.5 * size < glyph.x0 - previous.x1 < _SPACE_WIDTH * size
        and glyph.x0 >= previous.x0 - 0.1 * size
    )


def _decode_glyph(code: int) -> str:
    if code in _INVISIBLE or 0xD800 <= code <= 0xDFFF:
        return ""
    if code in _HYPHENS:
        return "-"
    if 0xF000 <= code <= 0xF0FF:  # Symbol, Wingdings: a bullet, except the dash
        return "-" if code in (0xF02D, 0xF0BE) else "•"
    return _LIGATURES.get(code) or (chr(code) if code >= 0x20 else "")


def _iter_glyphs(page: PdfPage) -> Iterator[_Glyph]:
    width, height = page.get_size()
    rotation = page.get_rotation()
    origin_x = page.get_mediabox()[0]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        if count > _MAX_GLYPHS:
            raise FileRefusedError(say("Một trang của tệp PDF có quá nhiều chữ. Hãy in ra PDF mới rồi tải lên lại."))
        box = pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        for i in range(count):
            code = pdfium.FPDFText_GetUnicode(text, i)
            if code in _SPACES:
                yield _Glyph(code, 0, 0, 0, 0)
                continue
            pdfium.FPDFText_GetLooseCharBox(text, i, at_box)
            pdfium.FPDFText_GetCharOrigin(text, i, at_x, at_y)
            match rotation:
                case 90:
                    yield _Glyph(code, box.bottom, box.top, height - (x.value - origin_x), box.right - box.left)
                case 180:
                    yield _Glyph(code, width - box.right, width - box.left, height - y.value, box.top - box.bottom)
                case 270:
                    yield _Glyph(code, width - box.top, width - box.bottom, x.value - origin_x, box.right - box.left)
                case _:
                    yield _Glyph(code, box.left, box.right, y.value, box.top - box.bottom)
    finally:
        text.close()
