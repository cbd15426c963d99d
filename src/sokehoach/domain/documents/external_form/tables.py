"""Find the places of a table: the end of its heads, and the columns of labels, units and units of measure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from sokehoach.domain.documents.external_form.form_structure import Box, Grid
from sokehoach.domain.documents.external_form.place import Place, TableContext, find_holes, is_measure_note, is_title
from sokehoach.domain.documents.external_form.units_of_measure import MeasureDimension, parse_measure
from sokehoach.domain.text import fold_accents

_LETTERS = re.compile(r"[^\W\d_]{2,}")
_ORDER = frozenset({"tt", "stt", "so tt", "so thu tu", "ma so", "ma"})
_MEASURE = re.compile(r"^(?:don vi(?: tinh)?|dvt|dv tinh|don vi do)$")
_UNIT_HEAD = re.compile(
    r"\b(?:don vi(?! tinh| do)|dia phuong|dia ban|xa(?! hoi)|phuong(?! tien| an| phap)|thi tran|huyen|quan|thanh pho)\b"
)
_NON_UNIT_HEAD = re.compile(r"\b(?:co quan|thuc hien|chu tri|phoi hop|co so|noi dung|chi tieu)\b")
_PART = re.compile(r"^\s*(?:[-–+*]|trong đó\b|[a-zđ]\))", re.IGNORECASE)
_NUMBER_OF_COLUMN = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-ZĐa-zđ])\s*[)\]]?(?:\s*=.*)?")
_OPENS_SECTION = re.compile(r"^(?:[IVX]+|[A-ZĐ])[.)]?$")
_DITTO = frozenset({'"', "”", "″", "''", "-nt-", "nt", "//", "như trên"})
_HIGHEST_HEAD = 15  # maximum number of head rows


def find_table_places(grid: Grid, context: TableContext) -> Iterator[Place]:
    """Places of a grid. A worksheet may contain several tables below each other, each with its own heads."""
    for part in _split_tables(grid):
        yield from (replace(place, sheet=grid.name) for place in _Table(part, context).places())


def _split_tables(grid: Grid) -> Iterator[Grid]:
    """Split at each row that repeats the head of the column of ordinal numbers."""
    starts = [0]
    for number, row in enumerate(grid.by_row):
        if number > starts[-1] + 1 and any(fold_accents(box.text.strip()) in _ORDER for box in row):
            heads = _find_first_row(_cut_grid(grid, starts[-1], grid.height, ""))
            if number >= starts[-1] + heads:
                starts.append(number)
    for part, (start, end) in enumerate(pairwise([*starts, grid.height]), 1):
        yield _cut_grid(grid, start, end, grid.name if part == 1 else f"{grid.name}, bảng {part}")


def _cut_grid(grid: Grid, start: int, end: int, name: str) -> Grid:
    boxes = tuple(replace(box, row=box.row - start) for box in grid.boxes if start <= box.row < end)
    return Grid(name, end - start, grid.width, boxes)


class _Table:
    def __init__(self, grid: Grid, context: TableContext) -> None:
        self.grid = grid
        self.first = _find_first_row(grid)
        self.top = _find_top_of_heads(grid, self.first)
        self.heads = {column: self._heads_of(column) for column in range(grid.width)}
        texts_above = [box.text.strip() for row in grid.by_row[: self.top] for box in row if _has_words(box)]
        own_titles = tuple(text for text in texts_above if is_title(text))
        notes = [text for text in texts_above if is_measure_note(text)]
        self.context = TableContext(own_titles or context.title, context.section, notes[-1] if notes else context.note)

    def places(self) -> Iterator[Place]:
        rows_of_units = self._blank_rows()
        parent_label, section, measure = "", "", ""  # of the rows above
        for number, row in enumerate(self.grid.by_row):
            if number in rows_of_units:
                if number == rows_of_units[0]:
                    yield from self._repeated(rows_of_units)
                continue
            label = self._label(row)
            measure = self._measure(row, measure)
            opens = number >= self.first and self._opens_section(row, label)
            if opens:
                section = label
            if label and not _PART.match(label):
                parent_label = label
            for box in row:
                for line in box.lines:
                    yield from find_holes(line, self.grid.name, self.context)
                if number >= self.first:
                    yield from self._cell(box, row, parent_label, "" if opens else section, measure, opens=opens)

    def _cell(
        self, box: Box, row: tuple[Box, ...], parent_label: str, section: str, measure: str, *, opens: bool
    ) -> Iterator[Place]:
        heads = self.heads[box.column]
        if not (box.empty or box.formula) or box.column in self.order or box.column == self.measure_column:
            return
        if not heads and any(self.heads.values()):
            return  # a column without a head needs no value
        label = self._label(other for other in row if other.column < box.column) or self._from_above(box)
        if not (label or heads):
            return
        yield Place(
            box.at, label, parent_label if label != parent_label and _PART.match(label) else "", heads, self.grid.name,
            unit_label=self._unit_label(box), lists_units=self.unit_column >= 0, measure_label=measure,
            title=self.context.title, section=(*self.context.section, *([section] if section else [])),
            note=self.context.note, line=box.row, position=box.column, formula=box.formula, heading=opens,
        )  # fmt: skip

    @cached_property
    def order(self) -> frozenset[int]:
        return frozenset(column for column, heads in self.heads.items() if heads and fold_accents(heads[-1]) in _ORDER)

    @cached_property
    def measure_column(self) -> int:
        """Index of the unit-of-measure column, or -1.

        «Đơn vị» alone heads one if most cells below it are known units of measure, to the right of a column of labels.
        """
        for column, heads in self.heads.items():
            head = fold_accents(heads[-1]).strip(" :.") if heads else ""
            if _MEASURE.match(head) and (head != "don vi" or self._holds_measures(column)):
                return column
        return -1

    def _holds_measures(self, column: int) -> bool:
        texts = [box.text for row in self.grid.by_row[self.first :] for box in row if box.column == column]
        filled = [text for text in texts if text.strip()]
        labels = any(other != column and other not in self.order and self._is_named(other) for other in range(column))
        measures = [parse_measure(text) for text in filled]
        known_count = sum(
            measure is not None and measure.dimension is not MeasureDimension.UNKNOWN for measure in measures
        )
        return labels and 2 * known_count > len(filled)

    def _is_named(self, column: int) -> bool:
        return any(_has_words(box) for row in self.grid.by_row[self.first :] for box in row if box.column == column)

    @cached_property
    def unit_column(self) -> int:
        """Index of the column of units by its head, the last of «Tỉnh | Xã»; -1 if there is none."""
        last_match = -1
        for column in range(self.grid.width):
            if column in self.order or column == self.measure_column or not self.heads[column]:
                continue
            head = fold_accents(self.heads[column][-1])
            names_rows = self._is_named(column) or self._is_first_label(column)
            if names_rows and _UNIT_HEAD.search(head) and not _NON_UNIT_HEAD.search(head):
                last_match = column
        return last_match

    def _is_first_label(self, column: int) -> bool:
        return all(other in self.order for other in range(column))

    def _unit_label(self, box: Box) -> str:
        if not 0 <= self.unit_column < box.column:
            return ""
        unit_box = self.grid.covering.get((box.row, self.unit_column))
        return unit_box.text.strip() if unit_box is not None else ""

    def _measure(self, row: tuple[Box, ...], previous: str) -> str:
        """The unit of measure of the row; a ditto mark repeats that of the row above."""
        text = next((box.text.strip() for box in row if box.column == self.measure_column), "")
        return previous if text.lower() in _DITTO else text

    def _opens_section(self, row: tuple[Box, ...], label: str) -> bool:
        """Whether the row starts a section: «I | CÔNG TÁC TUYÊN TRUYỀN», or a Roman number without unit of measure."""
        if _is_section_row(self.grid, row):
            return True
        numbered = any(box.column in self.order and _OPENS_SECTION.match(box.text.strip()) for box in row)
        lacks_measure = self.measure_column >= 0 and not self._measure(row, "")
        return bool(label) and ((numbered and lacks_measure) or (label.isupper() and len(label) > 8 and numbered))

    def _heads_of(self, column: int) -> tuple[str, ...]:
        heads: list[str] = []
        for row in range(self.top, self.first):
            box = self.grid.covering.get((row, column))
            is_title_row = box is None or (box.columns == self.grid.width and self.grid.width > 1)
            if box is None or is_title_row or not (_LETTERS.search(box.text) or "%" in box.text):
                continue
            if box.text not in heads:
                heads.append(box.text)
        return tuple(heads)

    def _label(self, boxes: Iterator[Box] | tuple[Box, ...]) -> str:
        """The longest text besides the unit of measure."""
        skipped = self.order | {self.measure_column}
        texts = [box.text for box in boxes if box.column not in skipped and _LETTERS.search(box.text)]
        return max(texts, key=len, default="")

    def _from_above(self, box: Box) -> str:
        """A label that spans several rows."""
        for column in range(box.column - 1, -1, -1):
            covering_box = self.grid.covering.get((box.row, column))
            if covering_box is not None and covering_box.row < box.row and _LETTERS.search(covering_box.text):
                return covering_box.text
        return ""

    def _blank_rows(self) -> tuple[int, ...]:
        """The first consecutive rows that name no unit, in a table of units."""
        rows: list[int] = []
        for number in range(self.first, self.grid.height):
            row = self.grid.by_row[number]
            label_boxes = [box for box in row if box.column not in self.order and not box.formula]
            if not label_boxes or not all(box.empty and box.rows == 1 for box in label_boxes):
                if rows:
                    break
                continue
            head = fold_accents(" ".join(self.heads[label_boxes[0].column][-1:]))
            if not _UNIT_HEAD.search(head) or _NON_UNIT_HEAD.search(head):
                break
            rows.append(number)
        return tuple(rows)

    def _repeated(self, rows: tuple[int, ...]) -> Iterator[Place]:
        named = next(box.column for box in self.grid.by_row[rows[0]] if box.column not in self.order)
        for box in self.grid.by_row[rows[0]]:
            if box.formula:
                continue
            same = tuple(
                self.grid.covering[row, box.column].at for row in rows if (row, box.column) in self.grid.covering
            )
            yield Place(
                box.at, column=self.heads[box.column], grid=self.grid.name, repeats=same, names=box.column == named,
                order=box.column in self.order, lists_units=True, title=self.context.title,
                section=self.context.section, note=self.context.note, line=box.row, position=box.column,
            )  # fmt: skip


def _find_first_row(grid: Grid) -> int:
    """Index of the first row after the heads.

    It follows the row of column numbers, or is the first section title, the first row with an empty cell after a label,
    or the first row with empty cells and no words.
    """
    for number, row in enumerate(grid.by_row[:_HIGHEST_HEAD]):
        if number and _is_column_number_row(row):
            return number + 1
    headed = False
    for number, row in enumerate(grid.by_row):
        if headed and _is_section_row(grid, row):
            return number
        if number and any(box.empty for box in row) and not any(map(_has_words, row)):
            return number
        labelled = False
        for box in row:
            if labelled and (box.empty or box.formula):
                return number
            labelled = labelled or _has_words(box)
        headed = headed or (len(row) > 1 and sum(box.columns for box in row) == grid.width)
    return grid.height


def _is_column_number_row(row: tuple[Box, ...]) -> bool:
    """Whether the row numbers the columns: «(1) | (2) | (3)=(4)+(5)», «A | B | 1 | 2»."""
    texts = [box.text.strip() for box in row if box.text.strip()]
    if len(texts) < 2 or not all(_NUMBER_OF_COLUMN.fullmatch(text) for text in texts):
        return False
    numbers = [int(match[0]) for text in texts if (match := re.search(r"\d+", text))]
    return len(row) - len(texts) <= 1 and (len(numbers) < 2 or numbers == sorted(set(numbers)))


def _find_top_of_heads(grid: Grid, first: int) -> int:
    """The first row of the heads, below the letterhead, title and notes of a sheet."""
    top = first
    for row in range(first - 1, -1, -1):
        boxes = {id(box): box for column in range(grid.width) if (box := grid.covering.get((row, column)))}
        covered_count = sum((row, column) in grid.covering for column in range(grid.width))
        texts = sum(_has_words(box) for box in boxes.values())
        if covered_count < grid.width or (texts < 2 and not _is_column_number_row(grid.by_row[row])):
            break
        top = row
    return top


def _is_section_row(grid: Grid, row: tuple[Box, ...]) -> bool:
    """Whether «I | CÔNG TÁC TUYÊN TRUYỀN» spans the rest of the width."""
    last = row[-1] if row else None
    return (
        last is not None
        and grid.width > 2
        and last.column + last.columns == grid.width
        and last.columns >= grid.width - 1
        and _has_words(last)
        and not any(map(_has_words, row[:-1]))
    )


def _has_words(box: Box) -> bool:
    return bool(_LETTERS.search(box.text))
