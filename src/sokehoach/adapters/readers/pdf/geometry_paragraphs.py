"""Group rows into paragraphs and measure their formatting."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from sokehoach.adapters.readers.pdf.geometry_margins import MM, TextArea, is_centred
from sokehoach.adapters.readers.pdf.geometry_rows import PrintedRow, join_runs
from sokehoach.domain.documents.rules.measured_document import SINGLE, MeasuredAlign, MeasuredLine

_INDENT = 5 * MM
_SHORT_ROW = 8 * MM  # a row that ends this far before the right edge ends its paragraph
_EDGE_TOLERANCE = 1.4 * MM
_PARAGRAPH_GAP = 1.35  # of the usual line pitch: from here a gap separates paragraphs
_ITEM = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s?[.)](?:\s|$)|[-–+•*]\s")
_MIN_SIDE_SPACE = 10 * MM  # on both sides of a centred row


@dataclass(slots=True)
class LaidOutParagraph:
    rows: list[PrintedRow]
    centred: bool = False

    @property
    def first(self) -> PrintedRow:
        return self.rows[0]


def group_paragraphs(rows: list[PrintedRow], areas: dict[int, TextArea]) -> list[LaidOutParagraph]:
    """Return paragraphs in reading order. Rows in columns are not joined, except continuations of a dashed item."""
    pitch = _usual_pitch(rows)
    paragraphs: list[LaidOutParagraph] = []
    for row in rows:
        area = areas[row.page]
        last = next((paragraph for paragraph in reversed(paragraphs) if paragraph.first.column == row.column), None)
        if row.column or row.tabled:
            # «- UBND các xã,» continues in a row without a dash of its own.
            continues = last is not None and row.column == 1 and _continues_paragraph(last, row)
            if continues and last is not None:
                last.rows.append(row)
            else:
                paragraphs.append(LaidOutParagraph([row]))
            continue
        is_centred = _is_centred(row, area)
        if (
            last is None
            or paragraphs[-1] is not last
            or is_centred
            or last.centred
            or _begins_paragraph(last.rows[-1], row, area, pitch)
        ):
            paragraphs.append(LaidOutParagraph([row], is_centred))
        else:
            last.rows.append(row)
    return paragraphs


def _continues_paragraph(last: LaidOutParagraph, row: PrintedRow) -> bool:
    previous = last.rows[-1]
    return (
        previous.page == row.page
        and last.first.words.startswith(("-", "–"))
        and not row.words.startswith(("-", "–", "+"))
        and not previous.words.endswith((";", "."))
        and previous.y - row.y < 2 * row.size
    )


def _is_centred(row: PrintedRow, area: TextArea) -> bool:
    return is_centred(row, area, _MIN_SIDE_SPACE)


def _begins_paragraph(previous: PrintedRow, row: PrintedRow, area: TextArea, pitch: float) -> bool:
    if previous.tabled or previous.strokes:
        return True
    is_new_page = previous.page != row.page
    if (
        not is_new_page
        and previous.y - row.y > pitch * _PARAGRAPH_GAP + 3
        and previous.y - row.y > row.size * SINGLE * 1.6
    ):
        return True
    is_indented = row.x0 - area.left_edge > _INDENT
    if is_indented:
        return True
    is_short = area.right_edge - previous.x1 > _SHORT_ROW
    has_capital = not row.words[:1].islower()
    if _ITEM.match(row.words) and (is_short or previous.words.endswith((";", ".", ":"))):
        return True
    return is_short and has_capital


def _usual_pitch(rows: list[PrintedRow]) -> float:
    """Return the median distance between two baselines of one paragraph, in points."""
    gaps = [
        row.y - lower.y
        for row, lower in pairwise(rows)
        if row.page == lower.page and not row.column and not lower.column and not row.tabled and not lower.tabled
        and 0 < row.y - lower.y < 3 * row.size and abs(row.x0 - lower.x0) < 2
    ]  # fmt: skip
    return median(gaps) if gaps else 14 * SINGLE * 1.2


def build_lines(paragraphs: list[LaidOutParagraph], areas: dict[int, TextArea]) -> Iterator[MeasuredLine]:
    previous: LaidOutParagraph | None = None
    for number, paragraph in enumerate(paragraphs, 1):
        first, area = paragraph.first, areas[paragraph.first.page]
        runs = first.runs
        for row in paragraph.rows[1:]:
            runs = join_runs(runs, row.runs)
        is_plain = not first.column and not first.tabled and not paragraph.centred
        yield MeasuredLine(
            number=number,
            runs=runs,
            page=first.page,
            sheet=first.page,
            align=MeasuredAlign.CENTER
            if paragraph.centred
            else _detect_alignment(paragraph, area)
            if is_plain
            else None,
            first_indent=round((first.x0 - area.left_edge) / MM, 1) if is_plain else None,
            space_before=_compute_gap(previous, paragraph) if is_plain else None,
            space_after=0.0,
            line_height=_compute_line_height(paragraph) if is_plain else None,
            column=first.column,
            tabled=first.tabled,
            width=max(row.x1 - row.x0 for row in paragraph.rows) / MM,
            strokes=tuple(length for row in paragraph.rows for length in row.strokes),
        )
        previous = paragraph


def _detect_alignment(paragraph: LaidOutParagraph, area: TextArea) -> MeasuredAlign | None:
    """Return the alignment, judged by the rows before the last. A single row that ends early is left-aligned."""
    full_rows = paragraph.rows[:-1]
    if not full_rows:
        is_left = (
            area.right_edge - paragraph.first.x1 > _MIN_SIDE_SPACE * 2.5
            and paragraph.first.x0 - area.left_edge < _INDENT * 3
        )
        return MeasuredAlign.LEFT if is_left else None
    sides = [(row.x0 - area.left_edge, area.right_edge - row.x1) for row in paragraph.rows]
    if all(abs(a - b) < 4 * MM for a, b in sides) and any(a > 3 * MM for a, _ in sides[:-1]):
        return MeasuredAlign.CENTER
    even_count = sum(
        abs(areas_right - row.x1) <= _EDGE_TOLERANCE for row in full_rows for areas_right in [area.right_edge]
    )
    if even_count == len(full_rows) or even_count >= 0.8 * len(full_rows):
        return MeasuredAlign.JUSTIFY
    return MeasuredAlign.LEFT if len(full_rows) > 1 else None


def _compute_line_height(paragraph: LaidOutParagraph) -> float | None:
    gaps = [a.y - b.y for a, b in pairwise(paragraph.rows) if a.page == b.page]
    return median(gaps) / (paragraph.first.size * SINGLE) if gaps else None


def _compute_gap(previous: LaidOutParagraph | None, paragraph: LaidOutParagraph) -> float | None:
    """Return the points between two paragraphs beyond their line pitch; None across a page or a table."""
    if previous is None or previous.rows[-1].page != paragraph.first.page:
        return None
    if previous.first.column or previous.first.tabled or previous.centred:
        return None
    gaps = [a.y - b.y for a, b in pairwise([*previous.rows]) if a.page == b.page]
    gaps += [a.y - b.y for a, b in pairwise([*paragraph.rows]) if a.page == b.page]
    if not gaps:
        return None
    return previous.rows[-1].y - paragraph.first.y - median(gaps)
