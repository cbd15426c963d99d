"""Pack a workbook in memory: openpyxl writes each sheet into a file of /tmp, which a parser's process may not."""

import io
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter


class _MemoryWriter(ExcelWriter):  # type: ignore[misc]
    def write_worksheet(self, sheet: Any) -> None:
        """As ExcelWriter does it, for a sheet without charts and pictures."""
        sheet._drawing = SpreadsheetDrawing()
        output = io.BytesIO()
        writer = WorksheetWriter(sheet, output)
        writer.write()
        sheet._rels = writer._rels
        self._archive.writestr(sheet.path[1:], output.getvalue())
        self.manifest.append(sheet)


def pack_workbook(workbook: Workbook) -> bytes:
    """Return the .xlsx of a workbook whose sheets have neither charts nor pictures."""
    output = io.BytesIO()
    _MemoryWriter(workbook, ZipFile(output, "w", ZIP_DEFLATED)).save()
    return output.getvalue()
