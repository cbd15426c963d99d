"""Read the letters of a page with position and format. Coordinates are points from the lower left corner."""

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sokehoach.domain.text import normalize_nfc

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|semibold|-bd", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_BOLD_WEIGHT = 600  # from this weight a font is bold
_MAX_SLOPE = 0.1  # letters with more slope do not run along the page: a watermark
_NO_LETTER = (0, 0xFFFE, 0xFFFF)
_MAX_LETTERS = 200_000  # per page


@dataclass(frozen=True, slots=True)
class LetterFormat:
    font: str
    size: float
    bold: bool
    italic: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; `y` is the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    look: LetterFormat


@dataclass(frozen=True, slots=True)
class PageAxes:
    """The origin and rotation of a page; `place` converts the file's coordinates to those of the page as displayed."""

    origin_x: float
    origin_y: float
    width: float  # as drawn in the file, before rotation
    height: float
    turn: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.origin_x, y - self.origin_y
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


def build_frame(page: pdfium.PdfPage) -> PageAxes:
    left_edge, bottom, right, top = page.get_cropbox()
    return PageAxes(left_edge, bottom, right - left_edge, top - bottom, page.get_rotation())


def read_letters(page: pdfium.PdfPage, page_frame: PageAxes) -> Iterator[Letter]:
    """Yield letters in file order. Spaces that the parser inserted are left out: gaps show them."""
    text = page.get_textpage()
    looks: dict[int, LetterFormat | None] = {}
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    try:
        for index in range(min(raw.FPDFText_CountChars(text), _MAX_LETTERS)):
            code = raw.FPDFText_GetUnicode(text, index)
            if code in _NO_LETTER or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            owner = raw.FPDFText_GetTextObject(text, index)
            key = ctypes.cast(owner, ctypes.c_void_p).value or 0
            if key not in looks:
                looks[key] = _read_look(text, index, owner, page_frame)
            look = looks[key]
            if look is None or not raw.FPDFText_GetLooseCharBox(text, index, box):
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            x0, base = page_frame.place(box.left if not page_frame.turn else x.value, y.value)
            x1, _ = page_frame.place(box.right, box.top)
            if page_frame.turn:
                x1 = x0 + abs(box.right - box.left if page_frame.turn == 180 else box.top - box.bottom)
            yield Letter(chr(code), x0, max(x0, x1), base, look)
    finally:
        text.close()


def _read_look(text: pdfium.PdfTextPage, index: int, owner: object, page_frame: PageAxes) -> LetterFormat | None:
    """Return the letter's format; None for letters that do not run along the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    length = math.hypot(matrix.a, matrix.b) or 1.0
    if not page_frame.turn and (abs(matrix.b) > _MAX_SLOPE * length or matrix.a < 0):
        return None
    size = raw.FPDFText_GetFontSize(text, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
    font = raw.FPDFTextObj_GetFont(owner) if owner else None
    name = _SUBSET.sub("", _read_font_name(font)) if font else ""
    weight = raw.FPDFFont_GetWeight(font) if font else 0
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    has_colour = raw.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
    colour = f"{red.value:02X}{green.value:02X}{blue.value:02X}" if has_colour else ""
    return LetterFormat(
        name, size, bool(_BOLD.search(name)) or weight >= _BOLD_WEIGHT, bool(_ITALIC.search(name)), colour
    )


def _read_font_name(font: object) -> str:
    """Return the PDF's name of the font, decoded leniently."""
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    if length <= 1 or length > 1000:
        return ""
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    return normalize_nfc(buffer.value.decode("utf-8", "replace"))
