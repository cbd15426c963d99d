"""Group printed rows into paragraphs: a PDF does not store where a paragraph ends.

A row continues the paragraph unless it begins with a label, is indented, follows at a larger distance or in another
size, or the row before ended although the row's first word would have fitted."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.adapters.readers.pdf.text_rows import LABEL, TextRow

_ENDED = re.compile(r"[.;:!?…/][”’\"')\]]*$")
_KIND = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|PHƯƠNG ÁN|ĐỀ ÁN|QUYẾT ĐỊNH)\s*:?$")
_RULE = re.compile(r"[\W_]*")
_MIN_INDENT = 6.0  # points: from here a row is indented
_SLACK = 4.0  # points: how far before the right margin a full row may end


@dataclass(frozen=True, slots=True)
class TextFrame:
    """The margins of the text and the usual line pitch, in points."""

    left_margin: float
    right_margin: float
    leading: float
    size: float  # height of the body's letters
    indents: bool  # only a paragraph's first row is indented


def measure_frame(rows: list[TextRow]) -> TextFrame:
    """Measure rows on pages of one width. Rows in another size (notes, recipients) are ignored for the line pitch."""
    sizes = Counter[float]()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    body = [row for row in rows if abs(row.size - size) < 0.06 * size]
    widest = max((row.x1 - row.x0 for row in body), default=0.0)
    long_rows = [row for row in body if row.x1 - row.x0 > 0.75 * widest]
    ends = sorted(row.x1 for row in long_rows)
    left_margin, right_margin = (
        _find_left_margin([row.x0 for row in long_rows]),
        ends[int(0.97 * (len(ends) - 1))] if ends else 0.0,
    )
    steps = Counter(
        round(2 * (previous.base - row.base)) / 2
        for previous, row in pairwise(body)
        # After a full row the sentence usually continues; the row after a short one may be at any distance.
        if previous.page == row.page and previous.x1 > right_margin - 3 * size and previous.base - row.base > 0.7 * size
    )
    min_count = sum(steps.values()) * 0.1
    leading = min((step for step, times in steps.items() if times >= min_count), default=1.5 * size)
    return TextFrame(left_margin, right_margin, leading, size, indents=_has_indents(body, left_margin))


def _has_indents(rows: list[TextRow], left_margin: float) -> bool:
    """Return whether sentences continue at the margin after an indented row, rather than below it."""
    at_margin = indented = 0
    for previous, row in pairwise(rows):
        if previous.x0 > left_margin + _MIN_INDENT and row.text[:1].islower():
            at_margin += row.x0 <= left_margin + _MIN_INDENT
            indented += abs(row.x0 - previous.x0) < _MIN_INDENT / 2
    return at_margin > 2 * indented


def _find_left_margin(places: list[float]) -> float:
    """Return the leftmost position at which at least a tenth of the rows begin."""
    row_counts = Counter(round(place / 2) * 2 for place in places)
    return float(min((place for place, times in row_counts.items() if times >= 0.1 * len(places)), default=0))


def build_paragraphs(rows: list[TextRow], page: TextFrame) -> list[str]:
    """Return the paragraphs of rows in order. Rows of dashes are left out; a word broken by a hyphen stays as
    printed.
    """
    blocks: list[str] = []
    previous: TextRow | None = None
    first_row: TextRow | None = None
    for row in rows:
        text = row.text.strip()
        if _RULE.fullmatch(text) and text not in "-+•":
            continue
        if previous is None or first_row is None or _begins_paragraph(previous, row, first_row, page):
            blocks.append(text)
            first_row = row
        else:
            blocks[-1] = _append_row_text(blocks[-1], text)
        previous = row
    return blocks


def _append_row_text(paragraph: str, text: str) -> str:
    """Append a row: «NĐ-» and «CP» were one word; «2021 -» and «2025» were not."""
    glued = re.search(r"\w-$", paragraph) is not None and text[:1].isalnum()
    return paragraph + text if glued else f"{paragraph} {text}"


def _begins_paragraph(previous: TextRow, row: TextRow, first_row: TextRow, page: TextFrame) -> bool:
    """Return whether the row begins a paragraph; `first_row` is the first row of the current one."""
    text = row.text
    if _KIND.match(previous.text) or _KIND.match(text):
        return True
    if abs(row.size - previous.size) > 0.12 * page.size and min(len(text), len(previous.text)) > 3:
        return True
    if previous.page == row.page and previous.base - row.base > page.leading + max(2.0, 0.15 * page.size):
        return True
    is_ended = _ENDED.search(previous.text) is not None
    has_label = LABEL.match(text) is not None
    if text[:1].islower() and not is_ended and not has_label:
        return False
    if _is_centred(row, page) and (_is_centred(previous, page) or previous.text.isupper()):
        return text.startswith("(") or text.isupper() is not previous.text.isupper() or has_label
    is_short = _had_room(previous, row, page)
    if has_label:
        return is_ended or is_short or row.x0 > page.left_margin + _MIN_INDENT
    if is_short:
        return True
    if row.x0 <= page.left_margin + _MIN_INDENT:
        return False
    if abs(row.x0 - previous.x0) < _MIN_INDENT / 2:  # both indented: a block, or two first rows
        return previous is first_row and (is_ended or page.indents)
    if row.x0 < previous.x0:
        return False  # below an indented first row
    return not (previous is first_row and LABEL.match(first_row.text) is not None and _is_hanging(first_row, row))


def _is_hanging(first_row: TextRow, row: TextRow) -> bool:
    """Return whether the row begins below the first word after the label."""
    return any(abs(word.x0 - row.x0) < _MIN_INDENT / 2 for word in first_row.words[1:3])


def _had_room(previous: TextRow, row: TextRow, page: TextFrame) -> bool:
    """Return whether the row's first word would have fitted at the end of the row before."""
    first_word = row.words[0]
    end = first_word.x1
    for word in row.words[1:]:
        if not word.glued:
            break
        end = word.x1
    return previous.x1 + 0.2 * previous.size + (end - first_word.x0) < page.right_margin - _SLACK


def _is_centred(row: TextRow, page: TextFrame) -> bool:
    middle = (page.left_margin + page.right_margin) / 2
    return (
        abs((row.x0 + row.x1) / 2 - middle) < 0.5 * row.size
        and row.x0 > page.left_margin + 2 * _MIN_INDENT
        and row.x1 < page.right_margin - _MIN_INDENT
    )
