"""A place of a blank form that has to be filled, with its labels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sokehoach.domain.documents.external_form.form_structure import Line
from sokehoach.domain.text import fold_accents

_TITLE = re.compile(r"^(?:bieu|bao cao|ket qua|tinh hinh|tong hop|thong ke|de cuong|so lieu|danh sach|bang)\b")
_NOTE = re.compile(r"\b(?:don vi(?: tinh)?|dvt)\s*:")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to fill. `row`: the label to the left of a cell, or the words before dots.

    `parent_row`: the row of which it is a part. `column`: the heads above it, outermost first. `grid`: the table or the
    part of the page; «» is the text. `repeats`: in blank rows, one for each unit, the same cell in all of them,
    including this one first.
    """

    at: str
    row: str = ""
    parent_row: str = ""
    column: tuple[str, ...] = ()
    grid: str = ""
    text_after: str = ""  # words after the dots
    is_narrative: bool = False  # narrative text below the heading `row`
    repeats: tuple[str, ...] = ()
    names: bool = False  # name of the unit, in a repeated row
    order: bool = False  # ordinal number of a repeated row
    unit_label: str = ""  # the name in the column of units
    lists_units: bool = False  # the table has a column of units
    measure_label: str = ""  # text of the column «Đơn vị tính» in this row
    title: tuple[str, ...] = ()  # of the table or form
    section: tuple[str, ...] = ()  # titles of the enclosing parts, outermost first
    note: str = ""  # «Đơn vị tính: …» above the table
    sheet: str = ""  # own name of the worksheet or Word table
    line: int = -1  # row and column of the table, from 0; -1 outside a table
    position: int = -1
    formula: str = ""  # computed by the sheet itself: compared, never written
    heading: bool = False  # of a row that starts a section of the table

    @property
    def labels(self) -> str:
        """Key by which the place is recognised in another year's form, without years."""
        parts = (self.grid, self.parent_row, self.row, *self.column, self.text_after)
        return re.sub(r"\d{4}", "", " | ".join(fold_accents(" ".join(part.split())) for part in parts))


@dataclass(frozen=True, slots=True)
class TableContext:
    """The text before a table that describes it."""

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


@dataclass(frozen=True, slots=True)
class PlaceContent:
    """What is written into a place.

    `text` for people («1.234», «chưa có số liệu»); `number` for a worksheet («1234.5»), None for words. `marked`: the
    figure is missing and the place is shaded. `percent`: the number is a percentage, which a cell with Excel's percent
    format stores as a hundredth.
    """

    at: str
    text: str
    number: str | None = None
    marked: bool = False
    percent: bool = False
