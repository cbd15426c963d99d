"""Read sheets of a workbook by their names, as texts: those of an XLSForm."""

import io
import warnings
from typing import Any

import openpyxl

from sokehoach.adapters.readers.xls.conversion import build_workbook, is_old_workbook
from sokehoach.adapters.readers.xlsx import package
from sokehoach.adapters.readers.xlsx.package import WorkbookError
from sokehoach.adapters.readers.xlsx.reader import MAX_COLUMNS, MAX_ROWS
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

type NamedSheets = dict[str, list[list[str]]]

XLSFORM_SHEETS = ("survey", "choices", "settings")
_JOB = "named_sheets"


@slow_work
def read_named_sheets(data: bytes) -> NamedSheets:
    """The rows of the sheets survey, choices and settings of a .xlsx or .xls, read in a process of its own.

    A sheet that is not there is left out. Raises WorkbookError as `reader.read_workbook` does.
    """
    try:
        sheets: NamedSheets = process.run(_JOB, data)
    except FileRefusedError as refusal:
        raise WorkbookError(str(refusal)) from refusal
    return sheets


def run_named_sheets_job(data: bytes, *, name: str) -> NamedSheets:
    """Run the job «named_sheets» of parser_jobs."""
    if is_old_workbook(data):
        data = build_workbook(data)
    package.check_workbook(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about drawings and styles, which are not read
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                titles = {title.strip().lower(): title for title in book.sheetnames}
                return {key: _read_rows(book[titles[key]]) for key in XLSFORM_SHEETS if key in titles}
            finally:
                book.close()
    except WorkbookError:
        raise
    except Exception as error:  # a third-party parser may raise anything on a hostile file
        raise WorkbookError(say("Không đọc được bảng tính: tệp đã hỏng. Hãy lưu lại bằng Excel.")) from error


def _read_rows(sheet: Any) -> list[list[str]]:
    """Rows with something in them; blank ones keep their place, so that rows are counted as Excel does."""
    rows: list[list[str]] = []
    sheet.reset_dimensions()  # the size in the file may be false
    for row in sheet.iter_rows(min_row=1, max_row=MAX_ROWS + 2, max_col=MAX_COLUMNS, values_only=True):
        cells = [_format_value(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        rows.append(cells)
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS + 1:
        raise WorkbookError(say("Bảng tính có hơn 5.000 dòng. Hãy chia thành nhiều tệp."))
    return rows


def _format_value(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer():
            return str(int(value))
    return str(value).strip()
