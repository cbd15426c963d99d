"""Read tables of tasks that a conversion split into one paragraph per cell, column heads first.

A new row begins at the next number; a row with fewer cells than heads had merged or empty ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import Passage, fold_passage, join_passages
from sokehoach.domain.plans.table_columns import Columns, find_columns
from sokehoach.domain.text import fold_tones

_FIRST = re.compile(r"(?:S?TT|Số TT|Số thứ tự)\.?")
_BEGINS = re.compile(rf"^[ \t]*(?:{_FIRST.pattern})[ \t]*$", re.MULTILINE)
_NUMBER = re.compile(r"(\d{1,3})[.)]?")
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[A-HĐ]|[a-zđ])[.)]?")
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-HĐ])[.)]\s+\S.*", re.DOTALL)
_STOP = re.compile(r"(?:Nơi nhận|Ghi chú|PHỤ LỤC|Phụ lục|TM\.|KT\.|Tổng cộng|CHỦ TỊCH|\./\.)")
_CELL = re.compile(r"\S[^\n]*(?:\n[ \t]*\S[^\n]*)*")  # lines without a blank line between them
_MAX_HEADS = 10
_LONGEST_GROUP = 160  # letters of the title of a group of rows
_LINE = re.compile(r"[^\n]+")
_NARROWEST = 35  # letters of a line of a cell that may be full
_WHEN = re.compile(r"quý|tháng|năm|thường xuyên|ngày|hằng|hàng|giai đoạn|trước|định kỳ|\d{4}")


@dataclass(frozen=True)
class StackedRow:
    """A row: its position in the text, and its cells by column."""

    start: int
    end: int
    cells: tuple[Passage, ...]


def parse_stacked_rows(source: str) -> list[StackedRow]:
    """The rows of all such tables, including heads, in text order."""
    begins = _BEGINS.search(source)
    if begins is None:
        return []
    cells = list(_list_cells(source, begins.start()))
    rows: list[StackedRow] = []
    at = 0
    while at < len(cells):
        width = _count_heads(cells, at) if _FIRST.fullmatch(cells[at].text) else 0
        heads = find_columns(cells[at : at + width]) if width else None
        if heads is None:
            at += 1
            continue
        rows.append(_build_row(cells[at : at + width], heads, place=True))
        at += width
        at, table_rows = _parse_rows(cells, at, heads)
        rows += table_rows
    return rows


def _list_cells(source: str, start: int) -> Iterator[Passage]:
    """The paragraphs from a position on; of a table without blank lines between its cells, the cells."""
    for match in _CELL.finditer(source, start):
        lines = [(line.start(), line.end()) for line in _LINE.finditer(source, *match.span())]
        if len(lines) == 1 or _FIRST.fullmatch(source[slice(*lines[0])].strip()) is None:
            yield fold_passage(source, *match.span())
            continue
        longest = max(end - begin for begin, end in lines)
        cell = lines[0]
        for begin, end in lines[1:]:
            if _goes_on(source[cell[1] - longest : cell[1]].rsplit("\n", 1)[-1], source[begin:end], longest):
                cell = (cell[0], end)
            else:
                yield fold_passage(source, *cell)
                cell = (begin, end)
        yield fold_passage(source, *cell)


def _goes_on(line: str, next_line: str, longest: int) -> bool:
    """Whether a cell goes on after its line: the next begins small, or its first word did not fit on the line."""
    first_word = next_line.split(maxsplit=1)[0]
    is_full = len(line) >= _NARROWEST and len(line) + 1 + len(first_word) > longest
    begins_cell = _LABEL.fullmatch(next_line.strip()) or AGENCY.match(fold_tones(next_line.lstrip()))
    return next_line.lstrip()[0].islower() or (is_full and not begins_cell)


def _count_heads(cells: list[Passage], at: int) -> int:
    """The number of heads from cell `at` on, up to the label of the first row."""
    for width in range(2, min(_MAX_HEADS, len(cells) - at)):
        text = cells[at + width].text
        if _LABEL.fullmatch(text) or _GROUP.fullmatch(text):
            return width
    return 0


def _parse_rows(cells: list[Passage], at: int, heads: Columns) -> tuple[int, list[StackedRow]]:
    """The rows from cell `at` on, and the index of the cell at which the table ends."""
    rows: list[StackedRow] = []
    current: list[Passage] = []
    last = 0
    while at < len(cells):
        text = cells[at].text
        number = _NUMBER.fullmatch(text)
        full = len(current) >= heads.width
        if _STOP.match(text):
            break
        if len(text) <= _LONGEST_GROUP and _GROUP.fullmatch(text) and len(current) != 1:
            if not _is_above_row(cells, at):
                break
            rows += [_build_row(current, heads)] if current else []
            rows.append(StackedRow(cells[at].span.start, cells[at].span.end, (fold_passage(""), cells[at])))
            current, last = [], 0
        elif (number is not None and int(number[1]) in (last + 1, 1) and len(current) != 1) or (
            number is None and _LABEL.fullmatch(text) and (full or not current)
        ):
            rows += [_build_row(current, heads)] if current else []
            current = [cells[at]]
            last = int(number[1]) if number is not None else last
        elif current and not full:
            current.append(cells[at])
        elif current and text.startswith(("-", "+")) and current[-1].text.startswith(("-", "+")):
            current[-1] = join_passages([current[-1], cells[at]])
        else:
            break
        at += 1
    rows += [_build_row(current, heads)] if current else []
    return at, rows


def _is_above_row(cells: list[Passage], at: int) -> bool:
    """Whether the number of a row, or another group, follows the title; «IV. TỔ CHỨC THỰC HIỆN» ends the table."""
    if at + 1 == len(cells):
        return False
    following = cells[at + 1].text
    return _LABEL.fullmatch(following) is not None or _GROUP.fullmatch(following) is not None


def _build_row(cells: list[Passage], heads: Columns, *, place: bool = False) -> StackedRow:
    start, end = cells[0].span.start, cells[-1].span.end
    if place or len(cells) >= heads.width:
        return StackedRow(start, end, tuple(cells[: heads.width]))
    ordered = [fold_passage("")] * heads.width
    rest = list(cells)
    for name in ("label", "task"):
        if name in heads.places and rest:
            ordered[heads.places[name]] = rest.pop(0)
    for cell in rest:
        lower = cell.lower
        column_names = ("lead", "coordinating") if AGENCY.match(lower) else ("product", "note", "lead", "coordinating")
        if AGENCY.match(lower) is None and _WHEN.search(lower):
            column_names = ("deadline", *column_names)
        free = next(
            (name for name in column_names if name in heads.places and not ordered[heads.places[name]].text),
            None,
        )
        if free is not None:
            ordered[heads.places[free]] = cell
    return StackedRow(start, end, tuple(ordered))
