"""Drawn lines of a page: those below a text, and those that rule a table. Points from the lower left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sokehoach.adapters.layout.pdf.letters import Frame

_THIN = 2.0  # points: a rectangle flatter than this is a line
_SHORT = 8.0  # points: shorter strokes are parts of a picture
_MOST = 20_000
_DEEPEST = 4  # forms inside one another


@dataclass(frozen=True, slots=True)
class Drawn:
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.y1 - self.y0 < _THIN and self.x1 - self.x0 >= _SHORT

    @property
    def upright(self) -> bool:
        return self.x1 - self.x0 < _THIN and self.y1 - self.y0 >= _SHORT


@dataclass(frozen=True, slots=True)
class Box:
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 - 1 <= x <= self.x1 + 1 and self.y0 - 1 <= y <= self.y1 + 1


def drawn(page: pdfium.PdfPage, where: Frame) -> list[Drawn]:
    """Flat and upright lines; of a frame, its four sides."""
    found: list[Drawn] = []
    for count, one in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST)):
        if count > _MOST:
            break
        left, bottom, right, top = one.get_bounds()
        (ax, ay), (bx, by) = where.place(left, bottom), where.place(right, top)
        box = Drawn(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if box.flat or box.upright:
            found.append(box)
        elif box.x1 - box.x0 >= _SHORT and _stroked(one):
            found += _sides(box)
    return found


def _stroked(path: pdfium.PdfObject) -> bool:
    """A rectangle drawn with the pen. A filled shape or a curve is a picture."""
    if raw.FPDFPath_CountSegments(path) not in (4, 5):
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _sides(box: Drawn) -> Iterator[Drawn]:
    yield Drawn(box.x0, box.y0, box.x0, box.y1)
    yield Drawn(box.x1, box.y0, box.x1, box.y1)
    yield Drawn(box.x0, box.y0, box.x1, box.y0)
    yield Drawn(box.x0, box.y1, box.x1, box.y1)


def tables(lines: list[Drawn]) -> list[Box]:
    """Where upright lines stand beside one another: the tables and frames of the page."""
    upright = sorted((one for one in lines if one.upright), key=lambda one: -one.y1)
    boxes: list[Box] = []
    for one in upright:
        near = next(
            (at for at, box in enumerate(boxes) if one.y1 >= box.y0 - 3 and one.y0 <= box.y1 + 3), None
        )
        if near is None:
            boxes.append(Box(one.x0, one.y0, one.x1, one.y1))
        else:
            box = boxes[near]
            boxes[near] = Box(
                min(box.x0, one.x0), min(box.y0, one.y0), max(box.x1, one.x1), max(box.y1, one.y1)
            )
    return [box for box in boxes if box.x1 - box.x0 > _SHORT]
