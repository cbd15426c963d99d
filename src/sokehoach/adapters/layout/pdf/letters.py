"""The letters of a page, each with its place and look. Coordinates in points from the lower left corner."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sokehoach.domain.text import nfc

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semibold|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_HEAVY = 600  # weight from which a font is bold
_TURNED = 0.1  # share of slope beyond which letters do not run along the page: a watermark
_NONE = (0, 0xFFFE, 0xFFFF)
_MOST = 200_000  # letters of a page


@dataclass(frozen=True, slots=True)
class Look:
    font: str
    size: float
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Letter:
    """`y` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    look: Look


@dataclass(frozen=True, slots=True)
class Frame:
    """The page's own axes: its corner and turn, undone for whatever lies on it."""

    left: float
    bottom: float
    width: float  # as drawn in the file, before the turn
    height: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        match self.turn:
            case 90:
                return y, self.width - x
            case 180:
                return self.width - x, self.height - y
            case 270:
                return self.height - y, x
        return x, y

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn in (90, 270) else (self.width, self.height)


def frame(page: pdfium.PdfPage) -> Frame:
    left, bottom, right, top = page.get_cropbox()
    return Frame(left, bottom, right - left, top - bottom, page.get_rotation())


def letters(page: pdfium.PdfPage, where: Frame) -> Iterator[Letter]:
    """In the order of the file. Spaces that the parser made up are left out: gaps tell them."""
    text = page.get_textpage()
    looks: dict[int, Look | None] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    try:
        for at in range(min(raw.FPDFText_CountChars(text), _MOST)):
            code = raw.FPDFText_GetUnicode(text, at)
            if code in _NONE or raw.FPDFText_IsGenerated(text, at) == 1:
                continue
            owner = raw.FPDFText_GetTextObject(text, at)
            key = ctypes.cast(owner, ctypes.c_void_p).value or 0
            if key not in looks:
                looks[key] = _look(text, at, owner, where)
            look = looks[key]
            if look is None or not raw.FPDFText_GetLooseCharBox(text, at, box):
                continue
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            x0, base = where.place(box.left if not where.turn else x.value, y.value)
            x1, _ = where.place(box.right, box.top)
            if where.turn:
                x1 = x0 + abs(box.right - box.left if where.turn == 180 else box.top - box.bottom)
            yield Letter(chr(code), x0, max(x0, x1), base, look)
    finally:
        text.close()


def _look(text: pdfium.PdfTextPage, at: int, owner: object, where: Frame) -> Look | None:
    """None for letters that do not run along the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, at, matrix)
    length = math.hypot(matrix.a, matrix.b) or 1.0
    if not where.turn and (abs(matrix.b) > _TURNED * length or matrix.a < 0):
        return None
    size = raw.FPDFText_GetFontSize(text, at) * (math.hypot(matrix.c, matrix.d) or 1.0)
    font = raw.FPDFTextObj_GetFont(owner) if owner else None
    name = _SUBSET.sub("", _name(font)) if font else ""
    weight = raw.FPDFFont_GetWeight(font) if font else 0
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = raw.FPDFText_GetFillColor(text, at, red, green, blue, alpha)
    colour = f"{red.value:02X}{green.value:02X}{blue.value:02X}" if told else ""
    return Look(name, size, bool(_BOLD.search(name)) or weight >= _HEAVY, bool(_ITALIC.search(name)), colour)


def _name(font: object) -> str:
    """As the PDF names it; it may hold what no encoding explains."""
    room = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if room <= 1 or room > 1000:
        return ""
    buffer = ctypes.create_string_buffer(room)
    raw.FPDFFont_GetBaseFontName(font, buffer, room)
    return nfc(buffer.value.decode("utf-8", "replace"))
