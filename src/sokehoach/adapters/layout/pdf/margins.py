"""What of a page is text, what its number or running foot; and how wide the white paper around the text is."""

import re
from collections import Counter
from dataclasses import dataclass

from sokehoach.adapters.layout.pdf.rows import Row
from sokehoach.domain.documents.rules.measured import Align, Edge, PageNumber

MM = 72 / 25.4  # points in a millimetre
ASCENT, DESCENT = 0.891, 0.216  # of Times New Roman: from the baseline to the edges of its line
_BAND = 26 * MM  # where page numbers and running heads and feet lie, from the edge of the paper
_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*(\d{1,3})\s*[-–]?(?:\s*/\s*\d{1,3})?", re.IGNORECASE)
_MIDDLE = 6 * MM
_SMALL = 12.5  # points: no running text is set smaller
_NEAR = 1.5 * MM
_INDENT = (9 * MM, 13.5 * MM)  # of a first line
_FOOT = 13 * MM  # text so low lies outside any margin: a running foot, even if printed once


@dataclass(slots=True)
class Page:
    """A page with its rows. `width`, `height` in points."""

    number: int
    width: float
    height: float
    rows: list[Row]
    shown: PageNumber | None = None


def set_apart(pages: list[Page]) -> None:
    """Take page numbers, running heads and feet out of the rows."""
    for page in pages:
        _take_number(page)
    repeated = Counter(
        (round(row.y / 3), _plain(row.words)) for page in pages for row in page.rows if _in_band(page, row)
    )
    for page in pages:
        page.rows = [row for row in page.rows if not _outside(page, row, repeated, len(pages))]


def _outside(page: Page, row: Row, repeated: Counter[tuple[int, str]], pages: int) -> bool:
    """A running head or foot: repeated on many pages at one height, or small letters below any margin."""
    if row.y < _FOOT and row.size < _SMALL:
        return True
    full = row.x1 - row.x0 > 0.6 * page.width and row.size >= _SMALL
    often = repeated[round(row.y / 3), _plain(row.words)] > max(1, pages // 3)
    return _in_band(page, row) and often and not full


def _plain(words: str) -> str:
    return re.sub(r"\d+", "#", words)


def _in_band(page: Page, row: Row) -> bool:
    return row.y > page.height - _BAND or row.y < _BAND


def _take_number(page: Page) -> None:
    """The page number stands alone on its row, above all text or below it."""
    high = max((row.y for row in page.rows), default=0)
    low = min((row.y for row in page.rows), default=0)
    for row in page.rows:
        match = _NUMBER.fullmatch(row.words)
        alone = sum(abs(other.y - row.y) < 2 for other in page.rows) == 1
        if match is None or not alone or not _in_band(page, row) or row.y not in (high, low):
            continue
        edge = Edge.TOP if row.y == high and row.y > page.height / 2 else Edge.BOTTOM
        run = row.runs[0]
        page.shown = PageNumber(edge, _align(page, row), run.size, run.bold, run.italic, int(match[1]))
        page.rows.remove(row)
        return


def _align(page: Page, row: Row) -> Align:
    """The middle of the paper, or of the text between a wider left and a narrower right margin."""
    middle = (row.x0 + row.x1) / 2
    if abs(middle - page.width / 2) < _MIDDLE + 4 * MM:
        return Align.CENTER
    return Align.RIGHT if middle > page.width / 2 else Align.LEFT


@dataclass(frozen=True, slots=True)
class Area:
    """Between which edges the text of the document runs, in points from the left of the paper."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def area(page: Page, whole: Area | None = None) -> Area:
    """Left: where most rows begin that continue a paragraph. Right: where most full rows end.

    `whole` is the area of the fullest page: a page that has a row at its edge keeps to it, for a page may hold
    nothing but first lines; one that has none was set with margins of its own.
    """
    rows = [row for row in page.rows if not row.tabled and row.x1 - row.x0 > 0.6 * page.width]
    if whole is not None and len(rows) < 3:
        return whole
    rows = rows or [row for row in page.rows if not row.tabled] or page.rows
    if not rows:
        return Area(30 * MM, page.width - 15 * MM)
    lefts = Counter(round(row.x0 / 2) for row in rows)
    often = [left for left, count in lefts.items() if count >= max(2, len(rows) // 8)]
    near = min(often) if often else min(lefts)
    left = min(row.x0 for row in rows if round(row.x0 / 2) >= near)
    # A short page has full rows that begin a paragraph alone; what continues one hangs an indent to their left.
    hanging = [row.x0 for row in page.rows if not row.tabled and row.column == 0 and row.x0 < left]
    left = min((edge for edge in hanging if _INDENT[0] < left - edge < _INDENT[1]), default=left)
    rights = sorted(row.x1 for row in rows)
    right = rights[int(len(rights) * 0.75)]
    if whole is not None:
        left = _nearest([row.x0 for row in page.rows if not row.tabled], whole.left, left)
        right = _nearest([row.x1 for row in rows], whole.right, right)
    return Area(left, right)


def _nearest(edges: list[float], edge: float, otherwise: float) -> float:
    """Of the edges that stand near to one that is known, the nearest."""
    near = min(edges, key=lambda one: abs(one - edge))
    return near if abs(near - edge) < _NEAR else otherwise
