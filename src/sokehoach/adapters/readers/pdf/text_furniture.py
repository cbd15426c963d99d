"""Remove what is printed on pages outside the text: page numbers, running heads and feet, seals, footnotes."""

import re
from collections import Counter

from sokehoach.adapters.readers.pdf.text_rows import LABEL, TextRow

_EDGE_ROWS = 3  # rows at top and bottom that may be running heads and feet
_NUMBER = re.compile(r"[-–—]?\s*(?:(?:trang|page)\s*)?\d{1,3}(?:\s*(?:/|trên|of)\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
# Text that a signing tool prints beside the seal: who, when, with which certificate.
_SEAL = re.compile(
    r"(?:Ký bởi|Người ký|Được ký bởi|Ký điện tử bởi|Ký số bởi|Chữ ký số|Digitally signed by|Signed by|"
    r"Signature Not Verified|Signature valid|Ngày ký|Thời gian ký|Giờ ký|Email|Date|Reason|Location|DN|"
    r"Cơ quan|Tổ chức|Chức vụ)"
    r"\s*(?::|$)",
    re.IGNORECASE,
)
_SEAL_OPENS = re.compile(
    r"(?:Ký bởi|Người ký|Được ký bởi|Ký điện tử bởi|Ký số bởi|Digitally signed by|Signed by|"
    r"Signature (?:Not Verified|valid))",
    re.IGNORECASE,
)
_SEAL_TAIL = re.compile(r"[\d:+.\-/ TZ]+|\S+@\S+")  # its later lines: «+07:00», an address
_MAX_SEAL_ROWS = 8
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=[^\W\d_])")
_CLOSING = re.compile(r"Nơi nhận|Lưu\s*:", re.IGNORECASE)


def without_heads_and_feet(pages: list[list[TextRow]]) -> list[list[TextRow]]:
    """Remove page numbers and rows repeated at the same height on many pages."""
    occurrences: Counter[tuple[str, int]] = Counter()
    for page in pages:
        occurrences.update({_normalize_row(row) for row in _list_edge_rows(page)})
    threshold = max(2, round(0.4 * len(pages)))  # left and right pages may differ
    body_pages = []
    for page in pages:
        repeated_ids = {id(row) for row in _list_edge_rows(page) if _is_repeated(row, occurrences, threshold)}
        body_rows = [row for row in page if id(row) not in repeated_ids]
        while body_rows and _NUMBER.fullmatch(body_rows[0].text):
            body_rows.pop(0)
        while body_rows and _NUMBER.fullmatch(body_rows[-1].text):
            body_rows.pop()
        body_pages.append(body_rows)
    return body_pages


def _list_edge_rows(page: list[TextRow]) -> list[TextRow]:
    return page if len(page) <= 2 * _EDGE_ROWS else [*page[:_EDGE_ROWS], *page[-_EDGE_ROWS:]]


def _normalize_row(row: TextRow) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.base)


def _is_repeated(row: TextRow, occurrences: Counter[tuple[str, int]], threshold: int) -> bool:
    text, height = _normalize_row(row)
    if LABEL.match(row.text):
        return False  # «b) Cơ quan thực hiện:» may end two pages
    return sum(occurrences[text, nearby_height] for nearby_height in (height - 1, height, height + 1)) >= threshold


def without_seals(page: list[TextRow]) -> tuple[list[TextRow], list[str]]:
    """Return the rows without a signing tool's stamp, which may stand beside text, and the stamp's lines."""
    body_rows: list[TextRow] = []
    stamp_texts: list[str] = []
    stamp_start: TextRow | None = None
    for row in page:
        index = _find_stamp_start(row, _SEAL_OPENS)
        if index is not None:
            stamp_start = TextRow(row.page, row.words[index:])
        elif stamp_start is not None and stamp_start.base - row.base < _MAX_SEAL_ROWS * stamp_start.size:
            index = _find_stamp_start(row, _SEAL, stamp_start=stamp_start)
        if index is None:
            body_rows.append(row)
            continue
        stamp_texts.append(TextRow(row.page, row.words[index:]).text)
        if index:
            body_rows.append(TextRow(row.page, row.words[:index]))
    return body_rows, stamp_texts


def _find_stamp_start(row: TextRow, pattern: re.Pattern[str], *, stamp_start: TextRow | None = None) -> int | None:
    """Return the index of the first word, or word after a gap, where a stamp begins; `stamp_start` is its
    first line.
    """
    for index, word in enumerate(row.words):
        if index and word.x0 - row.words[index - 1].x1 < 0.8 * word.size:
            continue
        if stamp_start is not None and not (word.x0 < stamp_start.x1 and row.x1 > stamp_start.x0):
            continue
        text = TextRow(row.page, row.words[index:]).text
        if pattern.match(text) or (stamp_start is not None and _SEAL_TAIL.fullmatch(text)):
            return index
    return None


def without_notes(page: list[TextRow], *, body: float) -> tuple[list[TextRow], list[str]]:
    """Return the rows without footnotes, and the footnotes, «[1] …». `body` is the body's letter height in points."""
    index = len(page)
    while index and page[index - 1].size < 0.9 * body:
        index -= 1
    block = page[index:]
    while block and not _NOTE.match(block[0].text):
        block = block[1:]
    if not block or any(_CLOSING.search(row.text) for row in page[index:]) or not _is_low_on_page(page, block):
        return page, []
    notes: list[str] = []
    numbers: set[str] = set()
    for row in block:
        match = _NOTE.match(row.text)
        if match and (not notes or int(match[1]) == int(max(numbers, key=int)) + 1):
            numbers.add(match[1])
            notes.append(f"[{match[1]}] {row.text[match.end() :]}")
        else:
            notes[-1] += " " + row.text
    body_rows = page[: len(page) - len(block)]
    for row in body_rows:
        row.words = [
            page_word
            for page_word in row.words
            if not _is_mark(page_word.text, numbers, small=page_word.size < 0.8 * row.size)
        ]
    return [row for row in body_rows if row.words], notes


def _is_mark(text: str, numbers: set[str], *, small: bool) -> bool:
    return small and text.strip("[]") in numbers


def _is_low_on_page(page: list[TextRow], block: list[TextRow]) -> bool:
    return block[0] is not page[0] and block[0].base < page[0].base / 1.5
