"""The places of a blank that want something, each with the labels that say what."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line
from sokehoach.domain.text.folding import fold

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_NUMBERED = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])\s*[.)/]\s*\S")
_ORDER = frozenset({"tt", "stt", "so tt", "so thu tu", "ma so", "ma"})
_OF_UNITS = re.compile(r"\b(?:don vi(?! tinh)|dia phuong|dia ban|xa(?! hoi)|phuong|thi tran|huyen)\b")
_OF_OTHERS = re.compile(r"\b(?:co quan|thuc hien|chu tri|phoi hop|co so)\b")
_WITHIN = re.compile(r"^\s*(?:[-–+*]|trong đó\b|[a-zđ]\))", re.IGNORECASE)
_LONGEST_HEADING = 200


@dataclass(frozen=True, slots=True)
class Place:
    """`row` is the label left of a cell, or the words before dots; `above` that of the row of which it is a part;
    `column` the heads above it, outermost first. `grid` names the table, or the part of the page; «» is the text.
    `each`: in rows that were left blank for one unit each, the same cell in all of them, this one first.
    """

    at: str
    row: str = ""
    above: str = ""
    column: tuple[str, ...] = ()
    grid: str = ""
    after: str = ""  # words behind dots
    words: bool = False  # room for a narrative below the heading `row`
    each: tuple[str, ...] = ()
    names: bool = False  # where such a row names its unit
    order: bool = False  # and where it is numbered

    @property
    def labels(self) -> str:
        """By which the place is known again in another year's blank; years are left out of it."""
        parts = (self.grid, self.above, self.row, *self.column, self.after)
        return re.sub(r"\d{4}", "", " | ".join(fold(" ".join(part.split())) for part in parts))


def places(blank: Blank) -> tuple[Place, ...]:
    return tuple(_places(blank))


def _places(blank: Blank) -> Iterator[Place]:
    heading: Line | None = None  # the last one, while nothing stands below it
    for block in blank.blocks:
        if isinstance(block, Grid):
            heading = None
            yield from _of_grid(block)
            continue
        if block.part:
            yield from _holes(block, block.part)
            continue
        if block.empty:
            if heading is not None:
                yield Place(block.at, row=heading.text.strip(), words=True)
                heading = None
            continue
        if heading is not None and _is_heading(block) and not block.holes:
            yield Place(f"{heading.at}+", row=heading.text.strip(), words=True)
        heading = block if _is_heading(block) and not block.holes else None
        yield from _holes(block, "")
    if heading is not None:
        yield Place(f"{heading.at}+", row=heading.text.strip(), words=True)


def _is_heading(line: Line) -> bool:
    numbered = _NUMBERED.match(line.text.strip()) is not None
    return bool(line.level) or (numbered and len(line.text) < _LONGEST_HEADING)


def _holes(line: Line, grid: str) -> Iterator[Place]:
    end = 0
    for number, (start, stop) in enumerate(line.holes):
        following = line.holes[number + 1][0] if number + 1 < len(line.holes) else len(line.text)
        yield Place(
            f"{line.at}#{number}", row=line.text[end:start].strip(), grid=grid,
            after=line.text[stop:following].strip(),
        )  # fmt: skip
        end = stop


def _of_grid(grid: Grid) -> Iterator[Place]:
    first = _first_row(grid)
    heads = {column: _heads(grid, first, column) for column in range(grid.width)}
    order = {column for column, told in heads.items() if told and fold(told[-1]) in _ORDER}
    labels = [_label(row, order) for row in grid.by_row]
    blank_rows = _blank_rows(grid, first, heads, order)
    whole = ""  # the label of which the rows with «trong đó» are parts
    for number, row in enumerate(grid.by_row):
        if number in blank_rows:
            if number == blank_rows[0]:
                yield from _repeated(grid, blank_rows, heads, order)
            continue
        if labels[number] and not _WITHIN.match(labels[number]):
            whole = labels[number]
        for box in row:
            for line in box.lines:
                yield from _holes(line, grid.name)
            if number < first or not box.empty or box.column in order:
                continue
            label = _label([one for one in row if one.column < box.column], order)
            label = label or _from_above(grid, box)
            if label or heads[box.column]:
                above = whole if label != whole and _WITHIN.match(label) else ""
                yield Place(box.at, label, above, heads[box.column], grid.name)


def _blank_rows(
    grid: Grid, first: int, heads: Mapping[int, tuple[str, ...]], order: set[int]
) -> tuple[int, ...]:
    """The first rows on end that name no unit, in a table whose rows are of units."""
    found: list[int] = []
    for number in range(first, grid.height):
        row = grid.by_row[number]
        named = [box for box in row if box.column not in order and not box.formula]
        if not named or not all(box.empty and box.rows == 1 for box in named):
            if found:
                break
            continue
        head = fold(" ".join(heads[named[0].column][-1:]))
        if not _OF_UNITS.search(head) or _OF_OTHERS.search(head):
            break
        found.append(number)
    return tuple(found)


def _repeated(
    grid: Grid, rows: tuple[int, ...], heads: Mapping[int, tuple[str, ...]], order: set[int]
) -> Iterator[Place]:
    named = next(box.column for box in grid.by_row[rows[0]] if box.column not in order)
    for box in grid.by_row[rows[0]]:
        if box.formula:
            continue
        same = tuple(grid.covering[row, box.column].at for row in rows if (row, box.column) in grid.covering)
        yield Place(
            box.at, column=heads[box.column], grid=grid.name, each=same, names=box.column == named,
            order=box.column in order,
        )  # fmt: skip


def _first_row(grid: Grid) -> int:
    """Where the heads end: behind the row that numbers the columns, at the title of a section, at the first row with an
    empty cell behind a label, or with nothing to read beside empty cells.
    """
    headed = False
    for number, row in enumerate(grid.by_row):
        if headed and _is_section(grid, row):
            return number
        if number and any(box.empty for box in row) and not any(map(_said, row)):
            return number
        if headed and row and not any(_said(box) or box.empty for box in row):
            return number + 1
        labelled = False
        for box in row:
            if labelled and (box.empty or box.formula):
                return number
            labelled = labelled or _said(box)
        headed = headed or (len(row) > 1 and sum(box.columns for box in row) == grid.width)
    return grid.height


def _is_section(grid: Grid, row: tuple[Box, ...]) -> bool:
    """«I | CÔNG TÁC TUYÊN TRUYỀN» over the rest of the width."""
    last = row[-1] if row else None
    return (
        last is not None
        and grid.width > 2
        and last.column + last.columns == grid.width
        and last.columns >= grid.width - 1
        and _said(last)
        and not any(map(_said, row[:-1]))
    )


def _heads(grid: Grid, first: int, column: int) -> tuple[str, ...]:
    told: list[str] = []
    for row in range(first):
        box = grid.covering.get((row, column))
        title = box is None or (box.columns == grid.width and grid.width > 1)
        if box is None or title or not _LETTERS.search(box.text) or box.text in told:
            continue
        told.append(box.text)
    return tuple(told)


def _said(box: Box) -> bool:
    return bool(_LETTERS.search(box.text))


def _label(boxes: list[Box] | tuple[Box, ...], order: set[int]) -> str:
    """The longest words: a unit of measure beside the name of what is counted is the shorter."""
    texts = [box.text for box in boxes if box.column not in order and _LETTERS.search(box.text)]
    return max(texts, key=len, default="")


def _from_above(grid: Grid, box: Box) -> str:
    """A label that spans several rows."""
    for column in range(box.column - 1, -1, -1):
        found = grid.covering.get((box.row, column))
        if found is not None and found.row < box.row and _LETTERS.search(found.text):
            return found.text
    return ""
