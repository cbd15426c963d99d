"""Read drawn lines of a page: those below a text, and those of a table. Points from the lower left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from sokehoach.adapters.readers.pdf.geometry_letters import PageAxes

_MAX_LINE_WIDTH = 2.0  # points: a flatter rectangle is a line
_MIN_LENGTH = 8.0  # points: shorter strokes are parts of a picture
_MAX_LINES = 20_000
_MAX_DEPTH = 4  # of nested form objects


@dataclass(frozen=True, slots=True)
class DrawnLine:
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def flat(self) -> bool:
        return self.y1 - self.y0 < _MAX_LINE_WIDTH and self.x1 - self.x0 >= _MIN_LENGTH

    @property
    def upright(self) -> bool:
        return self.x1 - self.x0 < _MAX_LINE_WIDTH and self.y1 - self.y0 >= _MIN_LENGTH


@dataclass(frozen=True, slots=True)
class TextBox:
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, x: float, y: float) -> bool:
        return self.x0 - 1 <= x <= self.x1 + 1 and self.y0 - 1 <= y <= self.y1 + 1


def read_lines(page: pdfium.PdfPage, page_frame: PageAxes) -> list[DrawnLine]:
    """Return horizontal and vertical lines; a frame gives its four sides."""
    lines: list[DrawnLine] = []
    for count, path in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_MAX_DEPTH)):
        if count > _MAX_LINES:
            break
        left_edge, bottom, right, top = path.get_bounds()
        (ax, ay), (bx, by) = page_frame.place(left_edge, bottom), page_frame.place(right, top)
        box = DrawnLine(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
        if box.flat or box.upright:
            lines.append(box)
        elif box.x1 - box.x0 >= _MIN_LENGTH and _is_stroked(path):
            lines += _iter_sides(box)
    return lines


def _is_stroked(path: pdfium.PdfObject) -> bool:
    """Return whether the path is a stroked rectangle. A filled shape or a curve is a picture."""
    if raw.FPDFPath_CountSegments(path) not in (4, 5):
        return False
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _iter_sides(box: DrawnLine) -> Iterator[DrawnLine]:
    yield DrawnLine(box.x0, box.y0, box.x0, box.y1)
    yield DrawnLine(box.x1, box.y0, box.x1, box.y1)
    yield DrawnLine(box.x0, box.y0, box.x1, box.y0)
    yield DrawnLine(box.x0, box.y1, box.x1, box.y1)


def find_tables(lines: list[DrawnLine]) -> list[TextBox]:
    """Return the tables and frames of the page: areas with vertical lines side by side."""
    upright = sorted((line for line in lines if line.upright), key=lambda line: -line.y1)
    boxes: list[TextBox] = []
    for line in upright:
        neighbour = next(
            (index for index, box in enumerate(boxes) if line.y1 >= box.y0 - 3 and line.y0 <= box.y1 + 3),
            None,
        )
        if neighbour is None:
            boxes.append(TextBox(line.x0, line.y0, line.x1, line.y1))
        else:
            box = boxes[neighbour]
            boxes[neighbour] = TextBox(
                min(box.x0, line.x0), min(box.y0, line.y0), max(box.x1, line.x1), max(box.y1, line.y1)
            )
    return [box for box in boxes if box.x1 - box.x0 > _MIN_LENGTH]
