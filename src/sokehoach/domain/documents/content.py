"""A document as data: what is said, in order, without a file format.

A figure is never plain text: it keeps the reference by which a reader can ask where it comes from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from sokehoach.domain.documents import grid
from sokehoach.domain.documents.parts import Letterhead, Recipients, SignatureBlock, format_closing


@dataclass(frozen=True, slots=True, order=True)
class Operand:
    """A data element or one disaggregation of it; «» is the total (DHIS2: data element operand)."""

    element: str
    disaggregation: str = ""  # canonical key: «audience=pupils;kind=talk»

    def __str__(self) -> str:
        return f"{self.element}:{self.disaggregation}" if self.disaggregation else self.element


def parse_operand(text: str) -> Operand:
    """`parse_operand(str(operand)) == operand`."""
    element, _colon, disaggregation = text.partition(":")
    return Operand(element, disaggregation)


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """Which figure: an operand, its period («2021S1»), and the unit's code where not the whole area."""

    operand: Operand
    period: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class FigureRun:
    """Printed words that rest on figures: «1.234», or «không phát sinh» resting on several zeros."""

    text: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap, printed as one: it must never read as a zero."""

    references: tuple[Reference, ...] = ()
    text: str = "chưa có số liệu"


Run = Text | FigureRun | Missing


@dataclass(frozen=True, slots=True)
class Heading:
    """Levels 1 to 3: mục «I.», khoản «1.», điểm «a)»; the number is typed, as the decree has it."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Banner:
    """A bold line in the middle of the page: «QUYẾT ĐỊNH:», and above it who decides."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing (PNG) in the middle of the page; `width` in millimetres. `alt` says in words what it shows."""

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
    width: float  # a share: the columns of a table divide the width of the page in these proportions
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
    """ValueError where the cells of head or rows do not tile the columns."""

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
    lead: str = ""  # bold words before the last ones: «Điều 3. »
    beside: SignatureBlock | None = None  # who signs on the left of a record (biên bản): its secretary

    @property
    def last_words(self) -> str:
        return format_closing(self.closing)

    @property
    def attached_to(self) -> str:
        """The line that ties an annex to its document (Mục III.1)."""
        day = self.letterhead.day_words
        number = self.letterhead.number_line.removeprefix("Số: ")
        return f"(Kèm theo {self.kind} số {number} {day} của {self.letterhead.issuer_name})"


def list_runs(document: Document) -> Iterator[Run]:
    """All runs in reading order: preamble, body, annexes."""
    annexed = chain.from_iterable(annex.blocks for annex in document.annexes)
    for block in chain[Block](document.preamble, document.blocks, annexed):
        yield from _block_runs(block)


def list_references(runs: Iterable[Run]) -> Iterator[Reference]:
    """The figures that the runs print or miss."""
    for run in runs:
        if not isinstance(run, Text):
            yield from run.references


def _block_runs(block: Block) -> Iterator[Run]:
    match block:
        case Paragraph(runs):
            yield from runs
        case Table():
            for row in (*block.head, *block.rows):
                for cell in row.cells:
                    yield from cell.runs
