"""Rows of print → paragraphs: what a PDF forgets is where a paragraph ends.

A row goes on with the sentence before it unless it begins with a label, stands in from the margin, follows at a
larger distance or in other letters, or the row before it ended where its next word would still have fitted.
"""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from sokehoach.adapters.text.pdf.rows import LABEL, Row

_ENDED = re.compile(r"[.;:!?…/][”’\"')\]]*$")
_KIND = re.compile(r"(?:KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|PHƯƠNG ÁN|ĐỀ ÁN|QUYẾT ĐỊNH)\s*:?$")
_RULE = re.compile(r"[\W_]*")
_IN = 6.0  # points: standing in from the margin
_SLACK = 4.0  # points: how far a full row may end before the right margin


@dataclass(frozen=True, slots=True)
class Frame:
    """The margins of the text and the usual distance of its rows, in points."""

    left: float
    right: float
    leading: float
    size: float  # height of the body's letters
    indents: bool  # a paragraph's first row alone stands in


def frame(rows: list[Row]) -> Frame:
    """Of rows on pages of one width. Rows in other letters (notes, recipients) do not tell how far rows stand."""
    sizes = Counter[float]()
    for row in rows:
        sizes[row.size] += len(row.text)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    body = [row for row in rows if abs(row.size - size) < 0.06 * size]
    widest = max((row.x1 - row.x0 for row in body), default=0.0)
    long = [row for row in body if row.x1 - row.x0 > 0.75 * widest]
    ends = sorted(row.x1 for row in long)
    left, right = _leftmost([row.x0 for row in long]), ends[int(0.97 * (len(ends) - 1))] if ends else 0.0
    steps = Counter(
        round(2 * (before.base - row.base)) / 2
        for before, row in pairwise(body)
        # After a full row the sentence mostly goes on: what follows a short one may stand anywhere.
        if before.page == row.page and before.x1 > right - 3 * size and before.base - row.base > 0.7 * size
    )
    enough = sum(steps.values()) * 0.1
    leading = min((step for step, times in steps.items() if times >= enough), default=1.5 * size)
    return Frame(left, right, leading, size, indents=_indents(body, left))


def _indents(rows: list[Row], left: float) -> bool:
    """Whether sentences go on at the margin after a row that stands in, rather than under it."""
    back = under = 0
    for before, row in pairwise(rows):
        if before.x0 > left + _IN and row.text[:1].islower():
            back += row.x0 <= left + _IN
            under += abs(row.x0 - before.x0) < _IN / 2
    return back > 2 * under


def _leftmost(places: list[float]) -> float:
    """The place farthest to the left at which at least a tenth of the rows begin."""
    counted = Counter(round(place / 2) * 2 for place in places)
    return float(min((place for place, times in counted.items() if times >= 0.1 * len(places)), default=0))


def paragraphs(rows: list[Row], page: Frame) -> list[str]:
    """Rows of one flow, in order. Rules of dashes are left out; a word broken by a hyphen stays as printed."""
    made: list[str] = []
    before: Row | None = None
    opened: Row | None = None
    for row in rows:
        text = row.text.strip()
        if _RULE.fullmatch(text) and text not in "-+•":
            continue
        if before is None or opened is None or _begins(before, row, opened, page):
            made.append(text)
            opened = row
        else:
            made[-1] = _with(made[-1], text)
        before = row
    return made


def _with(so_far: str, text: str) -> str:
    """«NĐ-» and «CP» were one word; «2021 -» and «2025» were not."""
    glued = re.search(r"\w-$", so_far) is not None and text[:1].isalnum()
    return so_far + text if glued else f"{so_far} {text}"


def _begins(before: Row, row: Row, opened: Row, page: Frame) -> bool:
    """Whether the row begins a paragraph; `opened` is the first row of the current one."""
    text = row.text
    if _KIND.match(before.text) or _KIND.match(text):
        return True
    if abs(row.size - before.size) > 0.12 * page.size and min(len(text), len(before.text)) > 3:
        return True
    if before.page == row.page and before.base - row.base > page.leading + max(2.0, 0.15 * page.size):
        return True
    ended = _ENDED.search(before.text) is not None
    labelled = LABEL.match(text) is not None
    if text[:1].islower() and not ended and not labelled:
        return False
    if _is_centred(row, page) and (_is_centred(before, page) or before.text.isupper()):
        return text.startswith("(") or text.isupper() is not before.text.isupper() or labelled
    short = _had_room(before, row, page)
    if labelled:
        return ended or short or row.x0 > page.left + _IN
    if short:
        return True
    if row.x0 <= page.left + _IN:
        return False
    if abs(row.x0 - before.x0) < _IN / 2:  # both stand in: a block, or one first row after the other
        return before is opened and (ended or page.indents)
    if row.x0 < before.x0:
        return False  # under a first row
    return not (before is opened and LABEL.match(opened.text) is not None and _hangs(opened, row))


def _hangs(opened: Row, row: Row) -> bool:
    """Under the first word after the label."""
    return any(abs(word.x0 - row.x0) < _IN / 2 for word in opened.words[1:3])


def _had_room(before: Row, row: Row, page: Frame) -> bool:
    """Whether the row's first word would have fitted at the end of the row before."""
    first = row.words[0]
    end = first.x1
    for word in row.words[1:]:
        if not word.glued:
            break
        end = word.x1
    return before.x1 + 0.2 * before.size + (end - first.x0) < page.right - _SLACK


def _is_centred(row: Row, page: Frame) -> bool:
    middle = (page.left + page.right) / 2
    return (
        abs((row.x0 + row.x1) / 2 - middle) < 0.5 * row.size
        and row.x0 > page.left + 2 * _IN
        and row.x1 < page.right - _IN
    )
