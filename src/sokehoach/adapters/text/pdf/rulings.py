"""Tables by their ruling lines: lines → grid → cells, of which the merged ones are joined."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from sokehoach.adapters.text.filetext import Table
from sokehoach.adapters.text.pdf.rows import rows
from sokehoach.adapters.text.pdf.words import Word

_MOST_LINES = 3_000  # of one page
_MOST_CELLS = 5_000
_THIN = 2.5  # points: a box as thin is a line
_SNAP = 3.0  # points: nearer lines are one
_SHORTEST = 6.0
_DEEPEST = 4  # drawings inside one another


@dataclass(frozen=True, slots=True)
class _Line:
    """Upright: at x = `at` from y = `start` to `end`; level: the other way about."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _SNAP <= place <= self.end + _SNAP


@dataclass(slots=True)
class Grid:
    """Places of its lines: `xs` from the left, `ys` from the top."""

    xs: list[float]
    ys: list[float]
    upright: list[_Line]
    level: list[_Line]
    words: dict[tuple[int, int], list[Word]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        return self.ys[0]

    def take(self, word: Word) -> bool:
        """Keep a word that stands inside; False for one that does not."""
        x, y = (word.x0 + word.x1) / 2, word.base + 0.2 * word.size
        row, column = _between(y, self.ys), _between(x, self.xs)
        if row is None or column is None:
            return False
        self.words.setdefault((row, column), []).append(word)
        return True

    def table(self) -> Table:
        first = self._merged()
        cells: dict[tuple[int, int], list[Word]] = {}
        for place, held in self.words.items():
            cells.setdefault(first[place], []).extend(held)
        table = tuple(
            tuple(_text(cells.get((row, column), [])) for column in range(len(self.xs) - 1))
            for row in range(len(self.ys) - 1)
        )
        filled = [column for column in range(len(self.xs) - 1) if any(row[column] for row in table)]
        return tuple(tuple(row[column] for column in filled) for row in table if any(row))

    def _merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Each place of the grid → the first place of the cell that it is part of."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                if row and not any(
                    abs(one.at - self.ys[row]) < _SNAP and one.covers(x) for one in self.level
                ):
                    first[row, column] = first[row - 1, column]
                elif column and not any(
                    abs(one.at - self.xs[column]) < _SNAP and one.covers(y) for one in self.upright
                ):
                    first[row, column] = first[row, column - 1]
                else:
                    first[row, column] = (row, column)
        return first


def grids(page: PdfPage) -> list[Grid]:
    """The tables of a page, from the top; only those with two rows and two columns at least."""
    width, height = page.get_size()
    upright, level = _lines(page, width, height)
    if len(upright) < 3 or len(level) < 3:
        return []
    found = []
    for lines in _joined(upright, level):
        xs = _places(one.at for one in lines[0])
        ys = _places(one.at for one in lines[1])[::-1]
        if len(xs) > 2 and len(ys) > 2 and len(xs) * len(ys) <= _MOST_CELLS:
            found.append(Grid(xs, ys, *lines))
    return sorted(found, key=lambda one: -one.top)


def _joined(upright: list[_Line], level: list[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """Lines that cross belong to one table."""
    left_u, left_l = list(upright), list(level)
    while left_u:
        table_u, table_l = [left_u.pop()], list[_Line]()
        grown = True
        while grown:
            new_l = [one for one in left_l if any(one.covers(u.at) and u.covers(one.at) for u in table_u)]
            left_l = [one for one in left_l if one not in new_l]
            table_l += new_l
            new_u = [u for u in left_u if any(one.covers(u.at) and u.covers(one.at) for one in table_l)]
            left_u = [u for u in left_u if u not in new_u]
            table_u += new_u
            grown = bool(new_l or new_u)
        yield table_u, table_l


def _lines(page: PdfPage, width: float, height: float) -> tuple[list[_Line], list[_Line]]:
    turned = page.get_rotation()
    upright: list[_Line] = []
    level: list[_Line] = []
    for x0, y0, x1, y1 in _boxes(page):
        if turned == 90:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
        elif turned == 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        elif turned == 270:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        wide, tall = x1 - x0, y1 - y0
        if wide > 0.97 * width and tall > 0.97 * height:
            continue  # the paper
        if wide <= _THIN < _SHORTEST <= tall:
            upright.append(_Line((x0 + x1) / 2, y0, y1))
        elif tall <= _THIN < _SHORTEST <= wide:
            level.append(_Line((y0 + y1) / 2, x0, x1))
        elif wide > _SHORTEST and tall > _SHORTEST:
            upright += [_Line(x0, y0, y1), _Line(x1, y0, y1)]
            level += [_Line(y0, x0, x1), _Line(y1, x0, x1)]
        if len(upright) + len(level) > _MOST_LINES:
            return [], []  # a drawing, no table
    return upright, level


def _boxes(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Around each stroke or box that the page draws with lines alone."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for drawn in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=_DEEPEST):
        a, b, c, d, e, f = drawn.get_matrix().get()
        points: list[tuple[float, float]] = []
        for i in range(min(pdfium.FPDFPath_CountSegments(drawn), 4 * _MOST_LINES)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, i)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                points = []
                break
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield _around(points)
                points = []
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if len(points) > 1:
            yield _around(points)


def _around(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _places(found: Iterator[float]) -> list[float]:
    """Each place once, from small to large."""
    made: list[float] = []
    for place in sorted(found):
        if not made or place - made[-1] > _SNAP:
            made.append(place)
    return made


def _between(place: float, lines: list[float]) -> int | None:
    for at in range(len(lines) - 1):
        if min(lines[at], lines[at + 1]) <= place < max(lines[at], lines[at + 1]):
            return at
    return None


def _text(held: list[Word]) -> str:
    return " ".join(" ".join(row.text for row in rows(held, page=0)).split())
