"""Where the marks of signatures stand on the pages of a PDF, and the text that they add to the page."""

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

_MAX_TEXT = 120  # letters of a mark: a number, a day, or who signed when
_MAX_PAGES = 20  # pages whose marks are read

type _Box = tuple[float, float, float, float]  # x_min, y_min, x_max, y_max in points
type _Letter = tuple[str, tuple[int, int, int, int]]  # with its box in whole points


@dataclass(frozen=True, slots=True)
class Mark:
    """`page` from 1; `across` and `up`: its middle, 0 to 1 of the page; `text` on one line."""

    page: int
    across: float
    up: float
    text: str


def read_marks(data: bytes) -> dict[str, Mark]:
    """Return the visible marks by the name of their signature field."""
    boxes = _list_boxes(data)
    marks: dict[str, Mark] = {}
    document = pypdfium2.PdfDocument(data)
    for index in sorted(boxes)[:_MAX_PAGES]:
        width, height = document[index].get_size()
        texts = _read_added_texts(document, index, [box for _name, box in boxes[index]])
        for (name, (x_min, y_min, x_max, y_max)), text in zip(boxes[index], texts, strict=True):
            across, up = (x_min + x_max) / 2 / width, (y_min + y_max) / 2 / height
            marks[name] = Mark(index + 1, round(across, 3), round(up, 3), text)
    return marks


def _list_boxes(data: bytes) -> dict[int, list[tuple[str, _Box]]]:
    boxes: dict[int, list[tuple[str, _Box]]] = {}
    for index, page in enumerate(PdfReader(io.BytesIO(data)).pages):
        for reference in page.get("/Annots") or ():
            widget = reference.get_object()
            if not isinstance(widget, DictionaryObject) or _read_inherited(widget, "/FT") != "/Sig":
                continue
            sides = [float(side) for side in widget.get("/Rect") or ()]
            if len(sides) == 4 and sides[0] != sides[2] and sides[1] != sides[3]:
                (x_min, x_max), (y_min, y_max) = sorted(sides[::2]), sorted(sides[1::2])
                boxes.setdefault(index, []).append((_build_name(widget), (x_min, y_min, x_max, y_max)))
    return boxes


def _read_inherited(widget: DictionaryObject, key: str) -> object:
    return next((field[key] for field in _list_fields(widget) if key in field), None)


def _build_name(widget: DictionaryObject) -> str:
    return ".".join(reversed([str(field["/T"]) for field in _list_fields(widget) if "/T" in field]))


def _list_fields(widget: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the field and those above it, ten at most."""
    field: object = widget
    for _ in range(10):
        if not isinstance(field, DictionaryObject):
            return
        yield field
        field = field["/Parent"].get_object() if "/Parent" in field else None


def _read_added_texts(document: pypdfium2.PdfDocument, index: int, boxes: list[_Box]) -> list[str]:
    """Return the text in each box that only the marks bring: that of the page with them, without that of the page."""
    page = document[index]
    letters_below = Counter(_list_letters(page))
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    page = document[index]
    new_letters = [letter for letter in _list_letters(page) if not _take_letter(letters_below, letter)]
    text_page = page.get_textpage()
    texts = []
    for x_min, y_min, x_max, y_max in boxes:
        box_letters = [
            text
            for text, (x, y, x2, y2) in new_letters
            if x_min <= (x + x2) / 2 <= x_max and y_min <= (y + y2) / 2 <= y_max
        ]
        box_text = " ".join(text_page.get_text_bounded(left=x_min, bottom=y_min, right=x_max, top=y_max).split())
        is_alone = len(box_text.replace(" ", "")) == len(box_letters)
        texts.append((box_text if is_alone else "".join(box_letters))[:_MAX_TEXT])
    return texts


def _list_letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    text_page = page.get_textpage()
    for at in range(text_page.count_chars()):
        letter = text_page.get_text_range(at, 1)
        if letter.strip():
            x_min, y_min, x_max, y_max = text_page.get_charbox(at)
            yield letter, (round(x_min), round(y_min), round(x_max), round(y_max))


def _take_letter(letters: "Counter[_Letter]", letter: _Letter) -> bool:
    if letters[letter] <= 0:
        return False
    letters[letter] -= 1
    return True
