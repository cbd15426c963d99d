"""A document as printed: sheets with margins, paragraphs with letter styles, drawn lines.

Adapters measure DOCX and PDF files. A value that a format does not provide is None and is not checked. Lengths are in
millimetres, sizes and spacing in points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

SINGLE = 1.15  # single line spacing of Times New Roman, as a multiple of the letter size


class MeasuredAlign(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class SourceFormat(StrEnum):
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of the same style. `colour` is RRGGBB, «» if unknown; `size` 0 if unknown."""

    text: str
    font: str
    size: float
    bold: bool = False
    italic: bool = False
    colour: str = "000000"

    @property
    def letters(self) -> int:
        return sum(letter.isalnum() for letter in self.text)


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """A paragraph, or the part of one before a forced break.

    `number` counts from 1 in reading order. `column` is 0 for the whole width, 1 for the left, 2 for the right column
    of a head or foot. `tabled`: in a table of figures. `broken`: follows a forced break inside its paragraph, so it has
    no first line of its own. `width` is that of its longest printed line; `strokes` are the lengths of the lines drawn
    below it. `line_height` is a multiple of single spacing.
    """

    number: int
    runs: tuple[Run, ...]
    page: int | None = None
    sheet: int = 0
    align: MeasuredAlign | None = None
    first_indent: float | None = None
    left_indent: float | None = None
    space_before: float | None = None
    space_after: float | None = None
    line_height: float | None = None
    column: int = 0
    tabled: bool = False
    broken: bool = False
    width: float | None = None
    strokes: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def words(self) -> str:
        """The text with normalised white space, by which the rules recognise components."""
        return " ".join(self.text.split())


class Edge(StrEnum):
    TOP = "top"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A printed page number: margin, alignment, size; `value` if known."""

    edge: Edge
    align: MeasuredAlign | None
    size: float
    bold: bool = False
    italic: bool = False
    value: int | None = None


@dataclass(frozen=True, slots=True)
class MeasuredSheet:
    """A page of a PDF, or the paper of a section of a DOCX.

    `opens`: the document or an annex begins on it. For a section, `page_number` is that of its later pages and
    `first_number` that of its first page; for a single page, the printed one. `bottom` is None for a page that is not
    full, because its white space is no margin.
    """

    number: int
    width: float
    height: float
    left: float | None
    right: float | None
    top: float | None
    bottom: float | None
    page_number: PageNumber | None = None
    first_number: PageNumber | None = None
    opens: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredDocument:
    """A measured document. `pages`: the number of printed pages, if known."""

    source: SourceFormat
    sheets: tuple[MeasuredSheet, ...]
    lines: tuple[MeasuredLine, ...]
    pages: int | None = None

    @property
    def slack(self) -> float:
        """Tolerance of lengths in millimetres: a PDF is measured by its letters, a DOCX states its lengths."""
        return 1.0 if self.source is SourceFormat.PDF else 0.3

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def list_runs(lines: tuple[MeasuredLine, ...]) -> Iterator[tuple[MeasuredLine, Run]]:
    """Every run that contains a letter or digit, with its line."""
    for line in lines:
        for run in line.runs:
            if run.letters:
                yield line, run


def is_mostly(line: MeasuredLine, *, bold: bool | None = None, italic: bool | None = None) -> bool:
    """Whether more than half of the letters are bold (or italic)."""
    letter_count = sum(run.letters for run in line.runs)
    matching_count = sum(run.letters for run in line.runs if (run.bold if bold else run.italic))
    return letter_count > 0 and 2 * matching_count > letter_count
