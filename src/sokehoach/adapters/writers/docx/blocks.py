"""Write headings, paragraphs, pictures and tables of the body and the annexes."""

import io
from collections.abc import Iterable, Iterator

from docx.opc.part import Part
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.document import DocumentPart
from docx.shared import Mm

from sokehoach.adapters.writers.docx import xml
from sokehoach.adapters.writers.docx.draft_controls import DraftControls
from sokehoach.adapters.writers.docx.marks import Marks
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
    is_title_row,
    remove_unprintable,
)

# Tables with more columns are set one size smaller, so that words in narrow cells do not break.
_MANY_COLUMNS = 9
_TABLE_GAP = 9  # points below a table


class Pictures:
    """Adds images to the file; equal images are stored once."""

    def __init__(self, part: Part) -> None:
        assert isinstance(part, DocumentPart)
        self._part = part

    def draw(self, picture: Picture) -> Iterator[BaseOxmlElement]:
        inline = self._part.new_pic_inline(io.BytesIO(picture.png), width=Mm(picture.width))
        inline.docPr.set("descr", remove_unprintable(picture.alt))
        frame = xml.build_element("r", xml.build_element("drawing", inline))
        yield xml.build_paragraph("TableText", frame, align="center", space_before=10, keep_next=bool(picture.caption))
        if picture.caption:
            yield xml.build_paragraph("TableNote", xml.build_run(picture.caption), align="center", space_after=10)


def write_blocks(
    blocks: Iterable[Block],
    *,
    room: float,
    marks: Marks,
    pictures: Pictures,
    controls: DraftControls | None = None,
) -> Iterator[BaseOxmlElement]:
    """Yield the XML elements of the blocks; `room` is the width between the page margins in millimetres.

    `controls`: mark the paragraphs and their figures for a file that comes back with other words.
    """
    for block in blocks:
        match block:
            case Heading(level, number, text):
                # Only a mục is in capitals: khoản and điểm are set as typed (Mục V, hierarchy (b)).
                title = text.upper() if level == 1 else text
                yield xml.build_paragraph(f"Heading{level}", xml.build_run(f"{number} {title}".strip()))
            case Paragraph(runs):
                content = write_runs(runs, marks=marks) if controls is None else controls.write_paragraph(block)
                yield xml.build_paragraph("BodyText", *content)
            case Banner(text):
                yield xml.build_paragraph("Title", xml.build_run(text), space_before=12, space_after=12)
            case Picture():
                yield from pictures.draw(block)
            case Table():
                yield from _write_table(block, room=room, marks=marks)


def write_runs(
    runs: Iterable[Run], *, marks: Marks, bold: bool = False, size: float | None = None
) -> Iterator[BaseOxmlElement]:
    for run in runs:
        match run:
            case Text(text, strong, italic):
                yield xml.build_run(text, bold=strong or bold, italic=italic, size=size)
            case FigureRun(text, references):
                printed = xml.build_run(text, bold=bold, size=size)
                yield from marks.wrap_runs([printed], text=text, references=references)
            case Missing(references, text):
                printed = xml.build_run(text, bold=bold, italic=True, size=size)
                yield from marks.wrap_runs([printed], text=text, references=references)


def _write_table(table: Table, *, room: float, marks: Marks) -> Iterator[BaseOxmlElement]:
    share = xml.mm_to_twips(room) / sum(column.width for column in table.columns)
    widths = [round(column.width * share) for column in table.columns]
    if table.caption:
        yield xml.build_paragraph("Caption", xml.build_run(table.caption))
    yield xml.build_element(
        "tbl",
        xml.build_element(
            "tblPr",
            xml.build_element("tblStyle", val="TableGrid"),
            xml.build_element("tblW", w=sum(widths), type="dxa"),
            xml.build_element("tblLayout", type="fixed"),
        ),
        xml.build_element("tblGrid", *(xml.build_element("gridCol", w=width) for width in widths)),
        *_write_rows(table.head, table, widths, marks, head=True),
        *_write_rows(table.rows, table, widths, marks, head=False),
    )
    for place, note in enumerate(table.notes, 1):  # together, and with the last row
        yield xml.build_paragraph("TableNote", xml.build_run(note), keep_next=place < len(table.notes))
    if not table.notes:
        # Without a paragraph between them Word joins two tables.
        yield xml.build_gap(_TABLE_GAP)


def _write_rows(
    rows: tuple[Row, ...], table: Table, widths: list[int], marks: Marks, *, head: bool
) -> Iterator[BaseOxmlElement]:
    """Yield the rows of the head or the body. A title row stays with the next row, the last row with the notes."""
    columns = table.columns
    size = 11 if len(columns) > _MANY_COLUMNS else None
    grid_rows = grid.lay_out_rows([row.cells for row in rows], width=len(columns))
    for place, (row, slots) in enumerate(zip(rows, grid_rows, strict=True), 1):
        properties = [xml.build_element("cantSplit"), *([xml.build_element("tblHeader")] if head else [])]
        last = place == len(rows) and bool(table.notes)
        keep_next = head or last or is_title_row(row, len(columns))
        cells = []
        for slot in slots:
            align = "center" if head else columns[slot.column].align
            content = write_runs(slot.cell.runs, marks=marks, bold=head or row.strong, size=size)
            paragraph = xml.build_paragraph(
                "TableText", *(content if slot.first else ()), align=align, keep_next=keep_next
            )
            width = sum(widths[slot.column : slot.column + slot.cell.columns])
            cells.append(xml.build_element("tc", _cell_looks(slot, width), paragraph))
        yield xml.build_element("tr", xml.build_element("trPr", *properties), *cells)


def _cell_looks(slot: grid.Slot[Cell], width: int) -> BaseOxmlElement:
    properties = [xml.build_element("tcW", w=width, type="dxa")]
    if slot.cell.columns > 1:
        properties.append(xml.build_element("gridSpan", val=slot.cell.columns))
    if slot.cell.rows > 1:
        properties.append(xml.build_element("vMerge", val="restart" if slot.first else "continue"))
    return xml.build_element("tcPr", *properties, xml.build_element("vAlign", val="center"))
