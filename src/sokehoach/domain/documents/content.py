"""The content of a document as data, independent of file formats.

A figure is never plain text: it keeps the reference to its source."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from sokehoach.domain.documents import grid
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock, format_closing
from sokehoach.domain.messages import keep_vietnamese, say


@dataclass(frozen=True, slots=True, order=True)
class Operand:
    """A data element or one disaggregation of it; «» is the total (DHIS2: data element operand)."""

    element: str
    disaggregation: str = ""  # canonical key: «audience=pupils;kind=talk»

    def __str__(self) -> str:
        return f"{self.element}:{self.disaggregation}" if self.disaggregation else self.element


def parse_operand(text: str) -> Operand:
    """Parse an operand: `parse_operand(str(operand)) == operand`."""
    element, _colon, disaggregation = text.partition(":")
    return Operand(element, disaggregation)


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The figure that is meant: an operand, its period («2021S1»), and the unit's code if not the whole area."""

    operand: Operand
    period: str
    unit: str = ""


class _PrintedWords:
    """Words of a document: Vietnamese, whoever looks, also where a message of the domain stands in them."""

    __slots__ = ()
    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", keep_vietnamese(self.text))


@dataclass(frozen=True, slots=True)
class Text(_PrintedWords):
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class FigureRun(_PrintedWords):
    """Printed words that are based on figures: «1.234», or «không phát sinh» for several zeros.

    `zeros`: parts of the figure that are not printed, because each is an answered 0.
    """

    text: str
    references: tuple[Reference, ...]
    zeros: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing(_PrintedWords):
    """A missing figure, printed as such: it must never read as a zero."""

    references: tuple[Reference, ...] = ()
    text: str = "chưa có số liệu"


WITHHELD = say("không nêu số ở cấp này theo quy định")  # of a figure that its policy withholds, whatever it is


Run = Text | FigureRun | Missing


@dataclass(frozen=True, slots=True)
class Heading:
    """Levels 1 to 3: mục «I.», khoản «1.», điểm «a)»; the number is part of the text, as the decree requires."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A bold centred line: «QUYẾT ĐỊNH:», and above it the deciding authority."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A centred image (PNG); `width` in millimetres. `alt` describes it in words."""

    png: bytes
    width: float
    alt: str
    caption: str = ""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    width: float  # relative: the page width is divided in these proportions
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    runs: tuple[Run, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    strong: bool = False  # a section of the form or its total: bold


def is_title_row(row: Row, columns: int) -> bool:
    """Whether the row is a title within the table: one strong cell over all columns."""
    return row.strong and len(row.cells) == 1 and row.cells[0].columns == columns


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ValueError if the cells of head or rows do not tile the columns."""

    columns: tuple[Column, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for part in (self.head, self.rows):
            grid.lay_out_rows([row.cells for row in part], width=len(self.columns))


Block = Heading | Paragraph | Table | Banner | Picture


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    letterhead: Letterhead
    kind: str  # «Báo cáo»; «» is a công văn, whose subject stands below its number (box 5b)
    title: str
    blocks: tuple[Block, ...]
    closing: str  # «Trên đây là báo cáo …»; «./.» is set when written
    signature: SignatureBlock
    recipients: Recipients
    addressees: tuple[str, ...] = ()
    preamble: tuple[Paragraph, ...] = ()
    annexes: tuple[Annex, ...] = ()
    notice: str = ""  # printed at the foot of every page: «Số liệu minh họa»
    lead: str = ""  # bold words at the beginning of the last paragraph: «Điều 3. »
    beside: SignatureBlock | None = None  # left signature of a record (biên bản): its secretary

    @property
    def last_words(self) -> str:
        return format_closing(self.closing)

    @property
    def attached_to(self) -> str:
        """The line that links an annex to its document (Mục III.1)."""
        day = self.letterhead.day_words
        number = self.letterhead.number_line.removeprefix("Số: ")
        return f"(Kèm theo {self.kind} số {number} {day} của {self.letterhead.issuer_name})"


def list_runs(document: Document) -> Iterator[Run]:
    """All runs in reading order: preamble, body, annexes."""
    annexed = chain.from_iterable(annex.blocks for annex in document.annexes)
    for block in chain[Block](document.preamble, document.blocks, annexed):
        yield from _block_runs(block)


def list_references(runs: Iterable[Run]) -> Iterator[Reference]:
    """References of the figures that the runs print, that are missing, or that are zeros left out."""
    for run in runs:
        if not isinstance(run, Text):
            yield from run.references
        if isinstance(run, FigureRun):
            yield from run.zeros


def _block_runs(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph(runs):
            yield from runs
        case Table():
            for row in (*block.head, *block.rows):
                for cell in row.cells:
                    yield from cell.runs


# XML 1.0 cannot represent these, and C1 controls only come from text read in a wrong encoding.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def remove_unprintable(text: str) -> str:
    """The text in NFC, with Unix line ends, without characters that XML cannot represent."""
    return _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")))
