"""Headings, paragraphs and tables of the body and of annexes."""

from collections.abc import Iterable, Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.docx import xml
from sokehoach.adapters.docx.marks import Marks
from sokehoach.adapters.docx.pictures import Pictures
from sokehoach.domain.documents import grid
from sokehoach.domain.documents.content import (
    Banner,
    Block,
    Cell,
    FigureRun,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Row,
    Run,
    Table,
    Text,
    opens,
)

# Beyond this many columns a table is set a size smaller, so that words in narrow cells do not break.
_MANY_COLUMNS = 9
_APART = 9  # points below a table


def write_blocks(
    blocks: Iterable[Block], *, room: float, marks: Marks, pictures: Pictures
) -> Iterator[BaseOxmlElement]:
    """Elements of the body; `room` is the width of the page between its margins, in millimetres."""
    for block in blocks:
        match block:
            case Heading(level, number, text):
                # Capitals for mục alone: khoản and điểm are set as typed (Mục V, hierarchy (b)).
                title = text.upper() if level == 1 else text
                yield xml.paragraph(f"Heading{level}", xml.run(f"{number} {title}".strip()))
            case Paragraph(runs):
                yield xml.paragraph("BodyText", *write_runs(runs, marks=marks))
            case Banner(text):
                yield xml.paragraph("Title", xml.run(text), before=12, after=12)
            case Picture():
                yield from pictures.drawn(block)
            case Table():
                yield from _table(block, room=room, marks=marks)


def write_runs(
    runs: Iterable[Run], *, marks: Marks, bold: bool = False, size: float | None = None
) -> Iterator[BaseOxmlElement]:
    for run in runs:
        match run:
            case Text(text, strong, italic):
                yield xml.run(text, bold=strong or bold, italic=italic, size=size)
            case FigureRun(text, references):
                printed = xml.run(text, bold=bold, size=size)
                yield from marks.around([printed], text=text, references=references)
            case Missing(references, text):
                printed = xml.run(text, bold=bold, italic=True, size=size)
                yield from marks.around([printed], text=text, references=references)


def _table(table: Table, *, room: float, marks: Marks) -> Iterator[BaseOxmlElement]:
    share = xml.twips(room) / sum(column.width for column in table.columns)
    widths = [round(column.width * share) for column in table.columns]
    if table.caption:
        yield xml.paragraph("Caption", xml.run(table.caption))
    yield xml.element(
        "tbl",
        xml.element(
            "tblPr",
            xml.element("tblStyle", val="TableGrid"),
            xml.element("tblW", w=sum(widths), type="dxa"),
            xml.element("tblLayout", type="fixed"),
        ),
        xml.element("tblGrid", *(xml.element("gridCol", w=width) for width in widths)),
        *_rows(table.head, table, widths, marks, head=True),
        *_rows(table.rows, table, widths, marks, head=False),
    )
    for note in table.notes:
        yield xml.paragraph("TableNote", xml.run(note))
    if not table.notes:
        # Without a paragraph between them Word runs two tables together.
        yield xml.gap(_APART)


def _rows(
    rows: tuple[Row, ...], table: Table, widths: list[int], marks: Marks, *, head: bool
) -> Iterator[BaseOxmlElement]:
    """The rows of one part; a title within the table stays with what follows it, the last row with the notes."""
    columns = table.columns
    size = 11 if len(columns) > _MANY_COLUMNS else None
    laid = grid.lay([row.cells for row in rows], width=len(columns))
    for place, (row, slots) in enumerate(zip(rows, laid, strict=True), 1):
        looks = [xml.element("cantSplit"), *([xml.element("tblHeader")] if head else [])]
        last = place == len(rows) and bool(table.notes)
        kept = head or last or opens(row, len(columns))
        cells = []
        for slot in slots:
            align = "center" if head else columns[slot.column].align
            content = write_runs(slot.cell.runs, marks=marks, bold=head or row.strong, size=size)
            words = xml.paragraph("TableText", *(content if slot.first else ()), align=align, keep_next=kept)
            width = sum(widths[slot.column : slot.column + slot.cell.columns])
            cells.append(xml.element("tc", _cell_looks(slot, width), words))
        yield xml.element("tr", xml.element("trPr", *looks), *cells)


def _cell_looks(slot: grid.Slot[Cell], width: int) -> BaseOxmlElement:
    looks = [xml.element("tcW", w=width, type="dxa")]
    if slot.cell.columns > 1:
        looks.append(xml.element("gridSpan", val=slot.cell.columns))
    if slot.cell.rows > 1:
        looks.append(xml.element("vMerge", val="restart" if slot.first else "continue"))
    return xml.element("tcPr", *looks, xml.element("vAlign", val="center"))
