"""Measure a whole PDF: read text and drawn lines of each page, and group them from the top down."""

import re

import pypdfium2 as pdfium

from sokehoach.adapters.readers.pdf import geometry_lines as ruling
from sokehoach.adapters.readers.pdf.geometry_letters import build_frame, read_letters
from sokehoach.adapters.readers.pdf.geometry_margins import (
    ASCENT,
    DESCENT,
    MM,
    PrintedPage,
    TextArea,
    compute_area,
    remove_page_furniture,
)
from sokehoach.adapters.readers.pdf.geometry_paragraphs import build_lines, group_paragraphs
from sokehoach.adapters.readers.pdf.geometry_rows import PagePart, PrintedRow, build_rows
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.rules.component_patterns import KINDS
from sokehoach.domain.documents.rules.measured_document import MeasuredDocument, MeasuredSheet, SourceFormat
from sokehoach.domain.messages import say
from sokehoach.domain.text import same_tone_style

MAX_PAGES = 300
_MAX_LINE_GAP = 15.0  # points below a baseline within which a drawn line belongs to the text
_CLOSE = re.compile(r"(?:nơi\s+nhận\b|(?:TM|T/M|KT|K/T|TL|TUQ|Q)\b[./]?\s)", re.IGNORECASE)
_ANNEX = re.compile(r"phụ\s+lục\b(?:\s+[IVX\d]+)?[.:]?$", re.IGNORECASE)
_NUMBER = re.compile(r"Số\s*:", re.IGNORECASE)
_DAY = re.compile(r"ngày\b.{0,40}\btháng\b.{0,40}\bnăm\b", re.IGNORECASE)
_UNDERSCORES = re.compile(r"[_─—]{4,}")
_SCANNED = say(
    "Tệp PDF chỉ có ảnh chụp, không có chữ, nên không đo được thể thức. Hãy xin nơi gửi "
    "bản .docx hoặc bản PDF điện tử gốc."
)


def measure_pdf(data: bytes) -> MeasuredDocument:
    """Measure a PDF. Raises FileRefusedError if it is broken, encrypted, too long or scanned."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        raise FileRefusedError(
            say("Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu rồi thử lại.")
            if is_locked
            else say("Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi thử lại.")
        ) from error
    if len(document) > MAX_PAGES:
        raise FileRefusedError(
            say("Tệp PDF có hơn %(max_pages)s trang. Hãy kiểm tra xem đã chọn đúng tệp chưa.", max_pages=MAX_PAGES)
        )
    pages = [_read_page(document[index], index + 1) for index in range(len(document))]
    if sum(row.letters for page in pages for row in page.rows) < 20:
        raise FileRefusedError(_SCANNED)
    remove_page_furniture(pages)
    _assign_columns(pages)
    fullest_area = _find_fullest_area(pages)
    areas = {page.number: compute_area(page, fullest_area) for page in pages}
    paragraphs = group_paragraphs([row for page in pages for row in page.rows], areas)
    sheets = tuple(_build_sheet(page, areas[page.number]) for page in pages)
    return MeasuredDocument(SourceFormat.PDF, sheets, tuple(build_lines(paragraphs, areas)), len(pages))


def _read_page(page: pdfium.PdfPage, number: int) -> PrintedPage:
    page_frame = build_frame(page)
    width, height = page_frame.size
    page_rows = build_rows(read_letters(page, page_frame), number)
    drawn_lines = ruling.read_lines(page, page_frame)
    boxes = ruling.find_tables(drawn_lines)
    for row in page_rows:
        row.tabled = any(box.holds((row.x0 + row.x1) / 2, row.y + row.size / 3) for box in boxes)
    text_rows: list[PrintedRow] = []
    for row in page_rows:
        if _UNDERSCORES.fullmatch(row.words) and text_rows:
            row_above = _find_row_above(text_rows, row.x0, row.x1, row.y)
            if row_above is not None:
                row_above.strokes.append((row.x1 - row.x0) / MM)
        else:
            text_rows.append(row)
    for line in drawn_lines:
        middle = (line.x0 + line.x1) / 2
        if line.flat and not any(box.holds(middle, line.y0) for box in boxes):
            row_above = _find_row_above(text_rows, line.x0, line.x1, line.y0)
            if row_above is not None:
                row_above.strokes.append((line.x1 - line.x0) / MM)
    return PrintedPage(number, width, height, text_rows)


def _find_row_above(page_rows: list[PrintedRow], x0: float, x1: float, y: float) -> PrintedRow | None:
    """Return the row that a flat line lies just below."""
    candidates = [
        row for row in page_rows if -2 < row.y - y < _MAX_LINE_GAP and row.x0 < x1 and row.x1 > x0 and not row.tabled
    ]
    return min(candidates, key=lambda row: row.y - y, default=None)


def _assign_columns(pages: list[PrintedPage]) -> None:
    """Assign the rows of a document's two-column head and foot to their columns.

    Head and foot are read left column first.
    """
    first = pages[0]
    level = max(
        (row.y for row in first.rows if _DAY.search(row.words) and row.x0 > 0.3 * first.width),
        # A record has no date there: its number is on that line.
        default=max((row.y for row in first.rows if _NUMBER.match(row.words)), default=None),
    )
    if level is not None and level > 0.5 * first.height:
        # «V/v …» of a công văn is below the number, the motto above the date: all rows down to the date belong to
        # the head, and what lies left of the middle just below it.
        for row in first.rows:
            middle = (row.x0 + row.x1) / 2
            if row.y >= level - 2 or (row.y > level - 60 and row.x1 < 0.5 * first.width and row.size < 13.5):
                row.column, row.part = 2 if middle > 0.5 * first.width else 1, PagePart.HEAD
    for page in pages:
        close = [row for row in page.rows if _CLOSE.match(row.words) and not row.tabled]
        if not close:
            continue
        top = max(row.y for row in close)
        annex = max((row.y for row in page.rows if _begins_attached_document(row) and row.y < top), default=-1.0)
        for row in page.rows:
            if row.y <= annex:
                row.part = PagePart.ANNEX
            elif row.y <= top + 4 and not row.tabled:
                row.column, row.part = 2 if row.x0 > 0.4 * page.width else 1, PagePart.FOOT
    for page in pages:
        page.rows.sort(key=lambda row: (row.part, row.column, -row.y, row.x0))


def _begins_attached_document(row: PrintedRow) -> bool:
    """Return whether the row begins an annex, or the plan that the decision above issues."""
    return _ANNEX.match(row.words) is not None or same_tone_style(row.words) in KINDS


def _find_fullest_area(pages: list[PrintedPage]) -> TextArea | None:
    """Return the text area of the page with the most text."""
    fullest = max(pages, key=lambda page: sum(row.letters for row in page.rows if not row.tabled))
    text_area = compute_area(fullest)
    return text_area if text_area.right_edge > text_area.left_edge else None


def _build_sheet(page: PrintedPage, text_area: TextArea) -> MeasuredSheet:
    text = [row for row in page.rows if row.letters]
    body = [row for row in text if not row.tabled]
    top = max((row.y + ASCENT * row.size for row in text), default=None)
    low = min((row.y - DESCENT * row.size for row in body), default=None)
    wide = sum(row.x1 - row.x0 > 0.6 * page.width for row in body) >= 3
    opens = page.number == 1 or any(_ANNEX.match(row.words) for row in text[:2])
    return MeasuredSheet(
        number=page.number,
        width=page.width / MM,
        height=page.height / MM,
        left=text_area.left_edge / MM if wide else None,
        right=(page.width - text_area.right_edge) / MM if wide else None,
        top=None if top is None else (page.height - top) / MM,
        bottom=None if low is None else low / MM,
        page_number=page.page_number,
        opens=opens,
    )
