"""Write the annexes of a document as a workbook: a sheet each, with cells merged as on paper and figures as numbers."""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from sokehoach.adapters.slow_work import slow_work
from sokehoach.adapters.writers.xlsx.writer import CellKind, set_cell
from sokehoach.domain.documents import grid
from sokehoach.domain.documents.content import Align, Annex, Cell, Document, FigureRun, Table
from sokehoach.domain.documents.numbering import format_annex_label
from sokehoach.domain.text import parse_number

_LINE = Border(*(Side(style="thin"),) * 4)
_BOLD = Font(bold=True)
_TOTAL_WIDTH = 110  # letters in all columns


@slow_work
def write_annexes(document: Document) -> bytes:
    """Return the workbook's bytes, without active content (see `writer`). ValueError if no annex has a table."""
    annexes = [annex for annex in document.annexes if any(isinstance(block, Table) for block in annex.blocks)]
    if not annexes:
        raise ValueError("no annex to write")
    book = Workbook()
    book.remove(book.active)
    for position, annex in enumerate(document.annexes, 1):
        if annex not in annexes:
            continue
        label = format_annex_label(position, len(document.annexes))
        _write_annex(book.create_sheet(label), label, annex, document)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_annex(page: Any, label: str, annex: Annex, document: Document) -> None:
    tables = [block for block in annex.blocks if isinstance(block, Table)]
    width = max((len(table.columns) for table in tables), default=1)
    page.page_setup.orientation = "landscape" if annex.landscape else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    row = 1
    for text, font in ((label, _BOLD), (annex.title, _BOLD), (document.attached_to, Font(italic=True))):
        set_cell(page.cell(row, 1), CellKind.TEXT, text)
        page.cell(row, 1).font = font
        page.cell(row, 1).alignment = Alignment(horizontal="center", wrap_text=True)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        row += 1
    for table in tables:
        row = _write_table(page, row + 1, table)
    for text in (note for table in tables for note in table.notes):
        set_cell(page.cell(row, 1), CellKind.TEXT, text)
        page.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        page.row_dimensions[row].height = 15 * (1 + len(text) // _TOTAL_WIDTH)
        row += 1
    if document.notice:
        page.oddFooter.center.text = document.notice.replace("&", "&&")


def _write_table(page: Any, top: int, table: Table) -> int:
    """Write the table and return the row below it."""
    shares = sum(column.width for column in table.columns)
    for position, column in enumerate(table.columns, 1):
        page.column_dimensions[get_column_letter(position)].width = max(8, column.width * _TOTAL_WIDTH / shares)
    if not page.print_title_rows:
        page.print_title_rows = f"{top}:{top + len(table.head) - 1}"
    row = top
    for rows, head in ((table.head, True), (table.rows, False)):
        for body_row, slots in zip(
            rows,
            grid.lay_out_rows([row_of_table.cells for row_of_table in rows], width=len(table.columns)),
            strict=True,
        ):
            for slot in slots:
                if slot.first:
                    _write_cell(page, row, slot.column + 1, slot.cell, table, bold=head or body_row.strong, head=head)
            row += 1
    return row


def _write_cell(page: Any, row: int, column: int, cell: Cell, table: Table, *, bold: bool, head: bool) -> None:
    place = page.cell(row, column)
    match cell.runs:
        case (FigureRun(text=text),) if text[:1].isdigit() and "/" not in text:
            number = parse_number(text)
            set_cell(place, CellKind.NUMBER, number)
            if number != number.to_integral_value():
                place.number_format = "#,##0.0#"
        case runs:
            set_cell(place, CellKind.TEXT, "".join(run.text for run in runs))
    align = Align.CENTER if head else table.columns[column - 1].align
    place.font = Font(bold=bold)
    place.alignment = Alignment(horizontal=align.value, vertical="center" if head else "top", wrap_text=True)
    if cell.rows > 1 or cell.columns > 1:
        page.merge_cells(
            start_row=row,
            end_row=row + cell.rows - 1,
            start_column=column,
            end_column=column + cell.columns - 1,
        )
    for cell_row in page.iter_rows(row, row + cell.rows - 1, column, column + cell.columns - 1):
        for sheet_cell in cell_row:
            sheet_cell.border = _LINE
