"""What is printed on each page and belongs to none of its sentences: numbers, heads and feet, seals, notes."""

import re
from collections import Counter

from sokehoach.adapters.text.pdf.rows import LABEL, Row

_EDGE = 3  # rows at the top and at the bottom among which heads and feet are looked for
_NUMBER = re.compile(
    r"[-–—]?\s*(?:(?:trang|page)\s*)?\d{1,3}(?:\s*(?:/|trên|of)\s*\d{1,3})?\s*[-–—]?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
# What a signing tool prints beside the seal: who, when, with which certificate.
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
_SEAL_TAIL = re.compile(r"[\d:+.\-/ TZ]+|\S+@\S+")  # its second lines: «+07:00», an address
_TALLEST_SEAL = 8  # rows
_NOTE = re.compile(r"\[?(\d{1,3})\]?[.)]?\s*(?=[^\W\d_])")
_CLOSING = re.compile(r"Nơi nhận|Lưu\s*:", re.IGNORECASE)


def without_heads_and_feet(pages: list[list[Row]]) -> list[list[Row]]:
    """Rows that come again at the very height on many pages, and page numbers, are taken out."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_kind(row) for row in _edges(page)})
    often = max(2, round(0.4 * len(pages)))  # left and right pages may differ
    kept = []
    for page in pages:
        gone = {id(row) for row in _edges(page) if _comes_again(row, seen, often)}
        left = [row for row in page if id(row) not in gone]
        while left and _NUMBER.fullmatch(left[0].text):
            left.pop(0)
        while left and _NUMBER.fullmatch(left[-1].text):
            left.pop()
        kept.append(left)
    return kept


def _edges(page: list[Row]) -> list[Row]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _kind(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", row.text), round(row.base)


def _comes_again(row: Row, seen: Counter[tuple[str, int]], often: int) -> bool:
    text, height = _kind(row)
    if LABEL.match(row.text):
        return False  # «b) Cơ quan thực hiện:» may well end two pages
    return sum(seen[text, near] for near in (height - 1, height, height + 1)) >= often


def without_seals(page: list[Row]) -> tuple[list[Row], list[str]]:
    """The rows without those of a signing tool's stamp, which may stand beside others; and the stamp's own words."""
    kept: list[Row] = []
    told: list[str] = []
    opened: Row | None = None
    for row in page:
        at = _begins(row, _SEAL_OPENS)
        if at is not None:
            opened = Row(row.page, row.words[at:])
        elif opened is not None and opened.base - row.base < _TALLEST_SEAL * opened.size:
            at = _begins(row, _SEAL, beside=opened)
        if at is None:
            kept.append(row)
            continue
        told.append(Row(row.page, row.words[at:]).text)
        if at:
            kept.append(Row(row.page, row.words[:at]))
    return kept, told


def _begins(row: Row, words: re.Pattern[str], *, beside: Row | None = None) -> int | None:
    """The word of the row, first or after a gap, from which it reads as said; `beside`: below that one's beginning."""
    for at, word in enumerate(row.words):
        if at and word.x0 - row.words[at - 1].x1 < 0.8 * word.size:
            continue
        if beside is not None and not (word.x0 < beside.x1 and row.x1 > beside.x0):
            continue
        text = Row(row.page, row.words[at:]).text
        if words.match(text) or (beside is not None and _SEAL_TAIL.fullmatch(text)):
            return at
    return None


def without_notes(page: list[Row], *, body: float) -> tuple[list[Row], list[str]]:
    """The rows without the footnotes, and these, «[1] …». `body` is the height of the body's letters."""
    at = len(page)
    while at and page[at - 1].size < 0.9 * body:
        at -= 1
    block = page[at:]
    while block and not _NOTE.match(block[0].text):
        block = block[1:]
    if not block or any(_CLOSING.search(row.text) for row in page[at:]) or not _stands_low(page, block):
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
    kept = page[: len(page) - len(block)]
    for row in kept:
        row.words = [
            word for word in row.words if not _is_mark(word.text, numbers, small=word.size < 0.8 * row.size)
        ]
    return [row for row in kept if row.words], notes


def _is_mark(text: str, numbers: set[str], *, small: bool) -> bool:
    return small and text.strip("[]") in numbers


def _stands_low(page: list[Row], block: list[Row]) -> bool:
    return block[0] is not page[0] and block[0].base < page[0].base / 1.5
