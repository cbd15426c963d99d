"""The whole file: letters and drawn lines of each page, put together from the top down."""

import re

import pypdfium2 as pdfium

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.layout.pdf import lines as ruling
from sokehoach.adapters.layout.pdf.letters import frame, letters
from sokehoach.adapters.layout.pdf.margins import ASCENT, DESCENT, MM, Area, Page, area, set_apart
from sokehoach.adapters.layout.pdf.paragraphs import gathered, lines
from sokehoach.adapters.layout.pdf.rows import Part, Row, rows
from sokehoach.domain.documents.rules.kinds import KINDS
from sokehoach.domain.documents.rules.measured import Measured, Sheet, Source
from sokehoach.domain.text import same_tone_style

MOST_PAGES = 300
_BELOW = 15.0  # points below a baseline in which a line belongs to the text
_CLOSE = re.compile(r"(?:nơi\s+nhận\b|(?:TM|T/M|KT|K/T|TL|TUQ|Q)\b[./]?\s)", re.IGNORECASE)
_ANNEX = re.compile(r"phụ\s+lục\b(?:\s+[IVX\d]+)?[.:]?$", re.IGNORECASE)
_NUMBER = re.compile(r"Số\s*:", re.IGNORECASE)
_DAY = re.compile(r"ngày\b.{0,40}\btháng\b.{0,40}\bnăm\b", re.IGNORECASE)
_UNDERSCORES = re.compile(r"[_─—]{4,}")
_SCANNED = (
    "Tệp PDF chỉ có ảnh chụp, không có chữ, nên không đo được thể thức. "
    "Hãy xin nơi gửi bản .docx hoặc bản PDF điện tử gốc."
)


def measure(data: bytes) -> Measured:
    """Raises NotTaken for a broken, locked, endless or scanned PDF."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise NotTaken(
            "Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu rồi thử lại."
            if locked
            else "Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi thử lại."
        ) from error
    if len(document) > MOST_PAGES:
        raise NotTaken(f"Tệp PDF có hơn {MOST_PAGES} trang. Hãy kiểm tra xem đã chọn đúng tệp chưa.")
    pages = [_page(document[at], at + 1) for at in range(len(document))]
    if sum(row.letters for page in pages for row in page.rows) < 20:
        raise NotTaken(_SCANNED)
    set_apart(pages)
    _columns(pages)
    whole = _whole(pages)
    areas = {page.number: area(page, whole) for page in pages}
    paragraphs = gathered([row for page in pages for row in page.rows], areas)
    sheets = tuple(_sheet(page, areas[page.number]) for page in pages)
    return Measured(Source.PDF, sheets, tuple(lines(paragraphs, areas)), len(pages))


def _page(page: pdfium.PdfPage, number: int) -> Page:
    where = frame(page)
    width, height = where.size
    found = rows(letters(page, where), number)
    drawn = ruling.drawn(page, where)
    boxes = ruling.tables(drawn)
    for row in found:
        row.tabled = any(box.holds((row.x0 + row.x1) / 2, row.y + row.size / 3) for box in boxes)
    kept: list[Row] = []
    for row in found:
        if _UNDERSCORES.fullmatch(row.words) and kept:
            above = _above(kept, row.x0, row.x1, row.y)
            if above is not None:
                above.strokes.append((row.x1 - row.x0) / MM)
        else:
            kept.append(row)
    for one in drawn:
        middle = (one.x0 + one.x1) / 2
        if one.flat and not any(box.holds(middle, one.y0) for box in boxes):
            above = _above(kept, one.x0, one.x1, one.y0)
            if above is not None:
                above.strokes.append((one.x1 - one.x0) / MM)
    return Page(number, width, height, kept)


def _above(found: list[Row], x0: float, x1: float, y: float) -> Row | None:
    """The row that a flat line lies just below."""
    near = [
        row for row in found if -2 < row.y - y < _BELOW and row.x0 < x1 and row.x1 > x0 and not row.tabled
    ]
    return min(near, key=lambda row: row.y - y, default=None)


def _columns(pages: list[Page]) -> None:
    """The head and the foot of a document are set in two columns: which row stands in which.

    A head or foot is read left column first.
    """
    first = pages[0]
    level = max(
        (row.y for row in first.rows if _DAY.search(row.words) and row.x0 > 0.3 * first.width),
        # A record prints no day there: its number stands on the same line.
        default=max((row.y for row in first.rows if _NUMBER.match(row.words)), default=None),
    )
    if level is not None and level > 0.5 * first.height:
        # «V/v …» of a công văn stands below the number, the motto above the day: all to the row of the day,
        # and what lies left of the middle right below it.
        for row in first.rows:
            middle = (row.x0 + row.x1) / 2
            if row.y >= level - 2 or (row.y > level - 60 and row.x1 < 0.5 * first.width and row.size < 13.5):
                row.column, row.part = 2 if middle > 0.5 * first.width else 1, Part.HEAD
    for page in pages:
        close = [row for row in page.rows if _CLOSE.match(row.words) and not row.tabled]
        if not close:
            continue
        top = max(row.y for row in close)
        annex = max((row.y for row in page.rows if _begins_another(row) and row.y < top), default=-1.0)
        for row in page.rows:
            if row.y <= annex:
                row.part = Part.ANNEX
            elif row.y <= top + 4 and not row.tabled:
                row.column, row.part = 2 if row.x0 > 0.4 * page.width else 1, Part.FOOT
    for page in pages:
        page.rows.sort(key=lambda row: (row.part, row.column, -row.y, row.x0))


def _begins_another(row: Row) -> bool:
    """An annex, or the plan that the decision above issues."""
    return _ANNEX.match(row.words) is not None or same_tone_style(row.words) in KINDS


def _whole(pages: list[Page]) -> Area | None:
    """Where text runs on the page that holds most of it."""
    fullest = max(pages, key=lambda page: sum(row.letters for row in page.rows if not row.tabled))
    found = area(fullest)
    return found if found.right > found.left else None


def _sheet(page: Page, where: Area) -> Sheet:
    text = [row for row in page.rows if row.letters]
    body = [row for row in text if not row.tabled]
    top = max((row.y + ASCENT * row.size for row in text), default=None)
    low = min((row.y - DESCENT * row.size for row in body), default=None)
    wide = sum(row.x1 - row.x0 > 0.6 * page.width for row in body) >= 3
    opens = page.number == 1 or any(_ANNEX.match(row.words) for row in text[:2])
    return Sheet(
        number=page.number,
        width=page.width / MM,
        height=page.height / MM,
        left=where.left / MM if wide else None,
        right=(page.width - where.right) / MM if wide else None,
        top=None if top is None else (page.height - top) / MM,
        bottom=None if low is None else low / MM,
        page_number=page.shown,
        opens=opens,
    )
