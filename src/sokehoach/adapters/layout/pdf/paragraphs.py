"""Rows → paragraphs and their settings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sokehoach.adapters.layout.pdf.margins import MM, Area
from sokehoach.adapters.layout.pdf.rows import Row, joined
from sokehoach.domain.documents.rules.measured import SINGLE, Align, Line

_INDENT = 5 * MM
_SHORT = 8 * MM  # a row that ends so far before the right edge ends its paragraph
_EVEN = 1.4 * MM
_APART = 1.35  # of the usual pitch: a gap between paragraphs
_ITEM = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s?[.)](?:\s|$)|[-–+•*]\s")
_WHITE = 10 * MM  # on both sides of a row that stands in the middle


@dataclass(slots=True)
class Paragraph:
    rows: list[Row]
    centred: bool = False

    @property
    def first(self) -> Row:
        return self.rows[0]


def gathered(rows: list[Row], areas: dict[int, Area]) -> list[Paragraph]:
    """Paragraphs in reading order. Rows of columns stay apart, but for what goes on below a dash."""
    pitch = _usual_pitch(rows)
    found: list[Paragraph] = []
    for row in rows:
        area = areas[row.page]
        last = next((one for one in reversed(found) if one.first.column == row.column), None)
        if row.column or row.tabled:
            # «- UBND các xã,» goes on in a row without a dash of its own.
            goes_on = last is not None and row.column == 1 and _goes_on(last, row)
            if goes_on and last is not None:
                last.rows.append(row)
            else:
                found.append(Paragraph([row]))
            continue
        middle = _is_centred(row, area)
        if (
            last is None
            or found[-1] is not last
            or middle
            or last.centred
            or _begins(last.rows[-1], row, area, pitch)
        ):
            found.append(Paragraph([row], middle))
        else:
            last.rows.append(row)
    return found


def _goes_on(last: Paragraph, row: Row) -> bool:
    before = last.rows[-1]
    return (
        before.page == row.page
        and last.first.words.startswith(("-", "–"))
        and not row.words.startswith(("-", "–", "+"))
        and not before.words.endswith((";", "."))
        and before.y - row.y < 2 * row.size
    )


def _is_centred(row: Row, area: Area) -> bool:
    left, right = row.x0 - area.left, area.right - row.x1
    return left > _WHITE and right > _WHITE and abs(left - right) < 4 * MM


def _begins(before: Row, row: Row, area: Area, pitch: float) -> bool:
    """Whether the row begins a paragraph."""
    if before.tabled or before.strokes:
        return True
    turned = before.page != row.page
    if not turned and before.y - row.y > pitch * _APART + 3 and before.y - row.y > row.size * SINGLE * 1.6:
        return True
    indented = row.x0 - area.left > _INDENT
    if indented:
        return True
    short = area.right - before.x1 > _SHORT
    opens = not row.words[:1].islower()
    if _ITEM.match(row.words) and (short or before.words.endswith((";", ".", ":"))):
        return True
    return short and opens


def _usual_pitch(rows: list[Row]) -> float:
    """The distance between two baselines of one paragraph, as it mostly is."""
    gaps = [
        one.y - other.y
        for one, other in pairwise(rows)
        if one.page == other.page and not one.column and not other.column and not one.tabled and not other.tabled
        and 0 < one.y - other.y < 3 * one.size and abs(one.x0 - other.x0) < 2
    ]  # fmt: skip
    return median(gaps) if gaps else 14 * SINGLE * 1.2


def lines(paragraphs: list[Paragraph], areas: dict[int, Area]) -> Iterator[Line]:
    before: Paragraph | None = None
    for number, one in enumerate(paragraphs, 1):
        first, area = one.first, areas[one.first.page]
        runs = first.runs
        for row in one.rows[1:]:
            runs = joined(runs, row.runs)
        plain = not first.column and not first.tabled and not one.centred
        yield Line(
            number=number,
            runs=runs,
            page=first.page,
            sheet=first.page,
            align=Align.CENTER if one.centred else _align(one, area) if plain else None,
            first_indent=round((first.x0 - area.left) / MM, 1) if plain else None,
            before=_gap(before, one) if plain else None,
            after=0.0,
            line_height=_line_height(one) if plain else None,
            column=first.column,
            tabled=first.tabled,
            width=max(row.x1 - row.x0 for row in one.rows) / MM,
            strokes=tuple(length for row in one.rows for length in row.strokes),
        )
        before = one


def _align(one: Paragraph, area: Area) -> Align | None:
    """Told by the rows before the last. A single row that ends early shows that it is not in the middle."""
    full = one.rows[:-1]
    if not full:
        far = area.right - one.first.x1 > _WHITE * 2.5 and one.first.x0 - area.left < _INDENT * 3
        return Align.LEFT if far else None
    sides = [(row.x0 - area.left, area.right - row.x1) for row in one.rows]
    if all(abs(a - b) < 4 * MM for a, b in sides) and any(a > 3 * MM for a, _ in sides[:-1]):
        return Align.CENTER
    even = sum(abs(areas_right - row.x1) <= _EVEN for row in full for areas_right in [area.right])
    if even == len(full) or even >= 0.8 * len(full):
        return Align.JUSTIFY
    return Align.LEFT if len(full) > 1 else None


def _line_height(one: Paragraph) -> float | None:
    gaps = [a.y - b.y for a, b in pairwise(one.rows) if a.page == b.page]
    return median(gaps) / (one.first.size * SINGLE) if gaps else None


def _gap(before: Paragraph | None, one: Paragraph) -> float | None:
    """Points between two paragraphs beyond the distance of their lines; None across a page or a table."""
    if before is None or before.rows[-1].page != one.first.page:
        return None
    if before.first.column or before.first.tabled or before.centred:
        return None
    inside = [a.y - b.y for a, b in pairwise([*before.rows]) if a.page == b.page]
    inside += [a.y - b.y for a, b in pairwise([*one.rows]) if a.page == b.page]
    if not inside:
        return None
    return before.rows[-1].y - one.first.y - median(inside)
