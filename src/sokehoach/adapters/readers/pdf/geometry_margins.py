"""Separate a page's text from page numbers and running heads and feet, and find its margins."""

import re
from collections import Counter
from dataclasses import dataclass

from sokehoach.adapters.readers.pdf.geometry_rows import PrintedRow
from sokehoach.domain.documents.rules.measured_document import Edge, MeasuredAlign, PageNumber

MM = 72 / 25.4  # points per millimetre
ASCENT, DESCENT = 0.891, 0.216  # of Times New Roman: from the baseline to the edges of its line
_BAND = 26 * MM  # height of the bands at top and bottom with page numbers and running heads and feet
_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*(\d{1,3})\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_MIDDLE = 6 * MM
_MIN_TEXT_SIZE = 12.5  # points: running text is never smaller
_TOLERANCE = 1.5 * MM
_INDENT = (9 * MM, 13.5 * MM)  # range of first-line indents
_TITLE_SIDE = 3 * MM  # beside the row of a title at the least
_FOOT = 13 * MM  # text this low lies outside any margin: a running foot, even if printed only once


@dataclass(slots=True)
class PrintedPage:
    """A page with its rows; width and height in points."""

    number: int
    width: float
    height: float
    rows: list[PrintedRow]
    page_number: PageNumber | None = None


def remove_page_furniture(pages: list[PrintedPage]) -> None:
    """Remove page numbers, running heads and running feet from the rows."""
    for page in pages:
        _extract_page_number(page)
    repeated = Counter(
        (round(row.y / 3), _mask_digits(row.words)) for page in pages for row in page.rows if _in_band(page, row)
    )
    for page in pages:
        page.rows = [row for row in page.rows if not _is_furniture(page, row, repeated, len(pages))]


def _is_furniture(page: PrintedPage, row: PrintedRow, repeated: Counter[tuple[int, str]], pages: int) -> bool:
    """Return whether a row is a running head or foot: repeated at one height, or small text below any margin."""
    if row.y < _FOOT and row.size < _MIN_TEXT_SIZE:
        return True
    is_full_row = row.x1 - row.x0 > 0.6 * page.width and row.size >= _MIN_TEXT_SIZE
    is_repeated = repeated[round(row.y / 3), _mask_digits(row.words)] > max(1, pages // 3)
    return _in_band(page, row) and is_repeated and not is_full_row


def _mask_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _in_band(page: PrintedPage, row: PrintedRow) -> bool:
    return row.y > page.height - _BAND or row.y < _BAND


def _extract_page_number(page: PrintedPage) -> None:
    """Move the page number out of the rows: it is alone on its row, above or below all text."""
    high = max((row.y for row in page.rows), default=0)
    low = min((row.y for row in page.rows), default=0)
    for row in page.rows:
        match = _NUMBER.fullmatch(row.words)
        is_alone = sum(abs(other.y - row.y) < 2 for other in page.rows) == 1
        if match is None or not is_alone or not _in_band(page, row) or row.y not in (high, low):
            continue
        edge = Edge.TOP if row.y == high and row.y > page.height / 2 else Edge.BOTTOM
        run = row.runs[0]
        page.page_number = PageNumber(edge, _detect_alignment(page, row), run.size, run.bold, run.italic, int(match[1]))
        page.rows.remove(row)
        return


def _detect_alignment(page: PrintedPage, row: PrintedRow) -> MeasuredAlign:
    """Return the alignment: centred on the paper or within unequal margins, right or left."""
    middle = (row.x0 + row.x1) / 2
    if abs(middle - page.width / 2) < _MIDDLE + 4 * MM:
        return MeasuredAlign.CENTER
    return MeasuredAlign.RIGHT if middle > page.width / 2 else MeasuredAlign.LEFT


@dataclass(frozen=True, slots=True)
class TextArea:
    """The left and right edge of the document's text, in points from the left of the paper."""

    left_edge: float
    right_edge: float

    @property
    def middle(self) -> float:
        return (self.left_edge + self.right_edge) / 2


def is_centred(row: PrintedRow, area: TextArea, least_side: float) -> bool:
    """Whether there is the same space, at least `least_side` points, on both sides of the row."""
    left_space, right_space = row.x0 - area.left_edge, area.right_edge - row.x1
    return left_space > least_side and right_space > least_side and abs(left_space - right_space) < 4 * MM


def compute_area(page: PrintedPage, fullest_area: TextArea | None = None) -> TextArea:
    """Return the text area. Left: where most continuing rows begin. Right: where most full rows end.

    `fullest_area` is the area of the fullest page. A page with a row at its edge gets that edge, since it may contain
    only first lines; a page without one has margins of its own.
    """
    rows = [row for row in page.rows if not row.tabled and row.x1 - row.x0 > 0.6 * page.width]
    if fullest_area is not None:
        rows = _drop_titles(rows, fullest_area)
    if fullest_area is not None and len(rows) < 3:
        return fullest_area
    rows = rows or [row for row in page.rows if not row.tabled] or page.rows
    if not rows:
        return TextArea(30 * MM, page.width - 15 * MM)
    lefts = Counter(round(row.x0 / 2) for row in rows)
    common_edges = [left_edge for left_edge, count in lefts.items() if count >= max(2, len(rows) // 8)]
    leftmost = min(common_edges) if common_edges else min(lefts)
    left_edge = min(row.x0 for row in rows if round(row.x0 / 2) >= leftmost)
    # On a short page, full rows may all begin a paragraph; continuing rows then begin one indent further left.
    hanging = [row.x0 for row in page.rows if not row.tabled and row.column == 0 and row.x0 < left_edge]
    left_edge = min((edge for edge in hanging if _INDENT[0] < left_edge - edge < _INDENT[1]), default=left_edge)
    rights = sorted(row.x1 for row in rows)
    right = rights[int(len(rights) * 0.75)]
    if fullest_area is not None:
        left_edge = _find_nearest_edge(
            [row.x0 for row in page.rows if not row.tabled], fullest_area.left_edge, left_edge
        )
        right = _find_nearest_edge([row.x1 for row in rows], fullest_area.right_edge, right)
    return TextArea(left_edge, right)


def _drop_titles(rows: list[PrintedRow], area: TextArea) -> list[PrintedRow]:
    """The rows without those of a title: centred, and beginning where few others do. They tell nothing of margins."""
    begins = Counter(round(row.x0 / 2) for row in rows)
    return [row for row in rows if begins[round(row.x0 / 2)] > 2 or not is_centred(row, area, _TITLE_SIDE)]


def _find_nearest_edge(edges: list[float], edge: float, otherwise: float) -> float:
    """Return the edge nearest to a known edge, if it is within tolerance."""
    nearest = min(edges, key=lambda candidate: abs(candidate - edge))
    return nearest if abs(nearest - edge) < _TOLERANCE else otherwise
