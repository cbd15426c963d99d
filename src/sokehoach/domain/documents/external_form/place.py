"""A place of a blank form that wants something, with all that the form says of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.documents.external_form.form_structure import Line
from sokehoach.domain.text.folding import fold_accents

_TITLE = re.compile(
    r"^(?:bieu|bao cao|ket qua|tinh hinh|tong hop|thong ke|de cuong|so lieu|danh sach|bang)\b"
)
_NOTE = re.compile(r"\b(?:don vi(?: tinh)?|dvt)\s*:")


@dataclass(frozen=True, slots=True)
class Place:
    """`row` is the label left of a cell, or the words before dots; `parent_row` that of the row of which it is a part;
    `column` the heads above it, outermost first. `grid` names the table, or the part of the page; «» is the text.
    `repeats`: in rows that were left blank for one unit each, the same cell in all of them, this one first.
    """

    at: str
    row: str = ""
    parent_row: str = ""
    column: tuple[str, ...] = ()
    grid: str = ""
    text_after: str = ""  # words behind dots
    is_narrative: bool = False  # room for a narrative below the heading `row`
    repeats: tuple[str, ...] = ()
    names: bool = False  # where such a row names its unit
    order: bool = False  # and where it is numbered
    unit_label: str = ""  # the name in the column of units
    lists_units: bool = False  # of a table that has such a column
    measure_label: str = ""  # what the column «Đơn vị tính» says in this row
    title: tuple[str, ...] = ()  # of the table or the form
    section: tuple[str, ...] = ()  # titles of the parts that it stands in, outermost first
    note: str = ""  # «Đơn vị tính: …» over the table
    sheet: str = ""  # the worksheet, or the table of Word, by its own name
    line: int = -1  # row and column of the table, from 0; -1 outside one
    position: int = -1
    formula: str = ""  # worked out by the sheet itself: compared, never written
    heading: bool = False  # of a row that opens a section of the table

    @property
    def labels(self) -> str:
        """By which the place is known again in another year's blank; years are left out of it."""
        parts = (self.grid, self.parent_row, self.row, *self.column, self.text_after)
        return re.sub(r"\d{4}", "", " | ".join(fold_accents(" ".join(part.split())) for part in parts))


@dataclass(frozen=True, slots=True)
class TableContext:
    """What stands before a table and speaks of it."""

    title: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    note: str = ""


def is_title(text: str) -> bool:
    return bool(_TITLE.match(fold_accents(text).strip(" \n-–")))


def is_measure_note(text: str) -> bool:
    return bool(_NOTE.search(fold_accents(text)))


def find_holes(line: Line, grid: str, context: TableContext | None = None) -> Iterator[Place]:
    end = 0
    context = context or TableContext()
    for number, (start, stop) in enumerate(line.holes):
        following = line.holes[number + 1][0] if number + 1 < len(line.holes) else len(line.text)
        yield Place(
            f"{line.at}#{number}", row=line.text[end:start].strip(), grid=grid,
            text_after=line.text[stop:following].strip(), title=context.title, section=context.section,
        )  # fmt: skip
        end = stop
