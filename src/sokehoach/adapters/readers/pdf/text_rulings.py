"""Build tables from ruling lines: lines form a grid, and the grid cells that a merged cell covers are joined."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from sokehoach.adapters.readers.file_text import Table
from sokehoach.adapters.readers.pdf.text_rows import build_rows
from sokehoach.adapters.readers.pdf.text_words import PrintedWord

_MAX_LINES = 3_000  # per page
_MAX_CELLS = 5_000
_MAX_LINE_WIDTH = 2.5  # points: a narrower box is a line
_SNAP = 3.0  # points: closer lines are one
_MIN_LENGTH = 6.0
_MAX_DEPTH = 4  # of nested form objects


@dataclass(frozen=True, slots=True)
class _Line:
    """A vertical line at x = `at` from y = `start` to `end`, or a horizontal one with x and y exchanged."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _SNAP <= place <= self.end + _SNAP


@dataclass(slots=True)
class RulingGrid:
    """A grid of lines: `xs` from the left, `ys` from the top."""

    xs: list[float]
    ys: list[float]
    upright: list[_Line]
    level: list[_Line]
    words_by_place: dict[tuple[int, int], list[PrintedWord]] = field(default_factory=dict)

    @property
    def top(self) -> float:
        return self.ys[0]

    def take_word(self, word: PrintedWord) -> bool:
        """Store a word inside the grid and return True; False for a word outside."""
        x, y = (word.x0 + word.x1) / 2, word.base + 0.2 * word.size
        row, column = _find_interval(y, self.ys), _find_interval(x, self.xs)
        if row is None or column is None:
            return False
        self.words_by_place.setdefault((row, column), []).append(word)
        return True

    def build_table(self) -> Table:
        first = self._map_merged_cells()
        cells: dict[tuple[int, int], list[PrintedWord]] = {}
        for place, cell_words in self.words_by_place.items():
            cells.setdefault(first[place], []).extend(cell_words)
        table = tuple(
            tuple(_join_words(cells.get((row, column), [])) for column in range(len(self.xs) - 1))
            for row in range(len(self.ys) - 1)
        )
        filled = [column for column in range(len(self.xs) - 1) if any(row[column] for row in table)]
        return tuple(tuple(row[column] for column in filled) for row in table if any(row))

    def _map_merged_cells(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Map each grid place to the first place of the cell that covers it."""
        first: dict[tuple[int, int], tuple[int, int]] = {}
        for row in range(len(self.ys) - 1):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            for column in range(len(self.xs) - 1):
                x = (self.xs[column] + self.xs[column + 1]) / 2
                if row and not any(abs(line.at - self.ys[row]) < _SNAP and line.covers(x) for line in self.level):
                    first[row, column] = first[row - 1, column]
                elif column and not any(
                    abs(line.at - self.xs[column]) < _SNAP and line.covers(y) for line in self.upright
                ):
                    first[row, column] = first[row, column - 1]
                else:
                    first[row, column] = (row, column)
        return first


def find_grids(page: PdfPage) -> list[RulingGrid]:
    """Return the tables of a page from the top, with at least two rows and two columns."""
    width, height = page.get_size()
    upright, level = _read_lines(page, width, height)
    if len(upright) < 3 or len(level) < 3:
        return []
    page_grids = []
    for lines in _group_crossing_lines(upright, level):
        xs = _merge_positions(line.at for line in lines[0])
        ys = _merge_positions(line.at for line in lines[1])[::-1]
        if len(xs) > 2 and len(ys) > 2 and len(xs) * len(ys) <= _MAX_CELLS:
            page_grids.append(RulingGrid(xs, ys, *lines))
    return sorted(page_grids, key=lambda grid: -grid.top)


def _group_crossing_lines(upright: list[_Line], level: list[_Line]) -> Iterator[tuple[list[_Line], list[_Line]]]:
    """Yield groups of crossing lines: each group is one table."""
    left_u, left_l = list(upright), list(level)
    while left_u:
        table_u, table_l = [left_u.pop()], list[_Line]()
        has_grown = True
        while has_grown:
            new_l = [
                line
                for line in left_l
                if any(line.covers(upright_line.at) and upright_line.covers(line.at) for upright_line in table_u)
            ]
            left_l = [line for line in left_l if line not in new_l]
            table_l += new_l
            new_u = [
                upright_line
                for upright_line in left_u
                if any(line.covers(upright_line.at) and upright_line.covers(line.at) for line in table_l)
            ]
            left_u = [upright_line for upright_line in left_u if upright_line not in new_u]
            table_u += new_u
            has_grown = bool(new_l or new_u)
        yield table_u, table_l


def _read_lines(page: PdfPage, width: float, height: float) -> tuple[list[_Line], list[_Line]]:
    rotation = page.get_rotation()
    upright: list[_Line] = []
    level: list[_Line] = []
    for x0, y0, x1, y1 in _iter_boxes(page):
        if rotation == 90:
            x0, y0, x1, y1 = y0, height - x1, y1, height - x0
        elif rotation == 180:
            x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
        elif rotation == 270:
            x0, y0, x1, y1 = width - y1, x0, width - y0, x1
        wide, tall = x1 - x0, y1 - y0
        if wide > 0.97 * width and tall > 0.97 * height:
            continue  # the paper
        if wide <= _MAX_LINE_WIDTH < _MIN_LENGTH <= tall:
            upright.append(_Line((x0 + x1) / 2, y0, y1))
        elif tall <= _MAX_LINE_WIDTH < _MIN_LENGTH <= wide:
            level.append(_Line((y0 + y1) / 2, x0, x1))
        elif wide > _MIN_LENGTH and tall > _MIN_LENGTH:
            upright += [_Line(x0, y0, y1), _Line(x1, y0, y1)]
            level += [_Line(y0, x0, x1), _Line(y1, x0, x1)]
        if len(upright) + len(level) > _MAX_LINES:
            return [], []  # a drawing, not a table
    return upright, level


def _iter_boxes(page: PdfPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the bounding box of each stroke or box that consists of straight lines."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for page_object in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,), max_depth=_MAX_DEPTH):
        a, b, c, d, e, f = page_object.get_matrix().get()
        points: list[tuple[float, float]] = []
        for i in range(min(pdfium.FPDFPath_CountSegments(page_object), 4 * _MAX_LINES)):
            segment = pdfium.FPDFPath_GetPathSegment(page_object, i)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                points = []
                break
            if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
                yield _bounding_box(points)
                points = []
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if len(points) > 1:
            yield _bounding_box(points)


def _bounding_box(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _merge_positions(positions: Iterator[float]) -> list[float]:
    """Return the distinct positions in ascending order."""
    merged: list[float] = []
    for position in sorted(positions):
        if not merged or position - merged[-1] > _SNAP:
            merged.append(position)
    return merged


def _find_interval(place: float, lines: list[float]) -> int | None:
    for index in range(len(lines) - 1):
        if min(lines[index], lines[index + 1]) <= place < max(lines[index], lines[index + 1]):
            return index
    return None


def _join_words(cell_words: list[PrintedWord]) -> str:
    return " ".join(" ".join(row.text for row in build_rows(cell_words, page=0)).split())
