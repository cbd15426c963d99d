"""Formulas and page set-up of a .xls, which xlrd leaves out: read from the records of its sheets ([MS-XLS] 2.4)."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from xlrd import formula as xlrd_formula
from xlrd.formula import FMLA_TYPE_CELL, FMLA_TYPE_SHARED, decompile_formula

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_BOF, _EOF, _FORMULA, _SHARED, _SETUP = 0x0809, 0x000A, 0x0006, 0x04BC, 0x00A1
_SHARED_TOKEN = 0x01  # the cell's formula is that of another cell
_MAX_FORMULAS = 20_000  # of a sheet
_PORTRAIT, _UNSET = 0x0002, 0x0044  # flags of the page: upright; not set, or set by no printer

_WHOLE_NUMBER = re.compile(r"(?<![\w.])(\d+)\.0(?![\d.])")  # xlrd writes each number as a float

_SINGLE_CELL = re.compile(r"(?<![\w$])(\$?[A-Z]{1,3}\$?\d+):\1(?!\d)")  # of another sheet, which it writes as a range

_read_range = xlrd_formula.get_cell_range_addr
# xlrd 2.0.2 forgets to say from which cell a range of another sheet is counted, and fails; so no cell is the first one.
xlrd_formula.get_cell_range_addr = lambda data, at, version, is_delta, row=0, column=0: _read_range(
    data, at, version, is_delta, row, column
)

type CellPosition = tuple[int, int]  # row, column, from 0


@dataclass(slots=True)
class SheetRecords:
    """Formulas by cell, without «=». `is_landscape`: None where the sheet does not say."""

    formulas: dict[CellPosition, str] = field(default_factory=dict)
    is_landscape: bool | None = None


def read_sheet_records(book: Any, number: int) -> SheetRecords:
    """Return the records of a sheet; `book`: of xlrd, opened on demand. FileRefusedError for an unknown formula."""
    sheet = SheetRecords()
    tokens_by_cell: dict[CellPosition, bytes] = {}
    shared_tokens: dict[CellPosition, bytes] = {}
    cell: CellPosition | None = None
    for kind, data in _iter_records(book.mem, book._sh_abs_posn[number]):  # xlrd has no public way to the place
        if kind == _SETUP and len(data) >= 12:
            (flags,) = struct.unpack_from("<H", data, 10)
            sheet.is_landscape = None if flags & _UNSET else not flags & _PORTRAIT
        elif kind == _FORMULA and len(data) > 22:
            cell = struct.unpack_from("<HH", data)
            (length,) = struct.unpack_from("<H", data, 20)
            tokens_by_cell[cell] = data[22 : 22 + length]
        elif kind == _SHARED and len(data) > 10 and cell is not None:
            (length,) = struct.unpack_from("<H", data, 8)
            shared_tokens[cell] = data[10 : 10 + length]
    if len(tokens_by_cell) > _MAX_FORMULAS:
        raise FileRefusedError(say("Tệp Excel có quá nhiều công thức. Hãy lưu lại thành .xlsx rồi tải lên lại."))
    for position, tokens in tokens_by_cell.items():
        sheet.formulas[position] = _read_formula(book, position, tokens, shared_tokens)
    return sheet


def _read_formula(book: Any, cell: CellPosition, tokens: bytes, shared_tokens: dict[CellPosition, bytes]) -> str:
    row, column = cell
    kind, base = FMLA_TYPE_CELL, (0, 0)
    try:
        if tokens[0] == _SHARED_TOKEN:
            tokens, kind, base = shared_tokens[struct.unpack_from("<HH", tokens, 1)], FMLA_TYPE_SHARED, cell
        text = decompile_formula(book, tokens, len(tokens), kind, browx=base[0], bcolx=base[1])
    except Exception:  # xlrd raises anything on tokens that it does not know
        text = None
    if not text or "unknown" in text.lower():
        raise FileRefusedError(
            say(
                "Không đọc được công thức ở dòng %(row)s, cột %(column)s của tệp .xls. Hãy mở tệp, "
                "lưu lại thành .xlsx rồi tải lên lại.",
                row=row + 1,
                column=column + 1,
            )
        )
    return "".join(
        part
        if at % 2
        else _SINGLE_CELL.sub(r"\1", _WHOLE_NUMBER.sub(r"\1", part))  # every other part is a text in quotes
        for at, part in enumerate(re.split(r'("(?:[^"]|"")*")', str(text)))
    )


def _iter_records(stream: Any, position: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records from the beginning of a sheet to its end, without those of charts in it."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        data = bytes(stream[position + 4 : position + 4 + length])
        position += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                return
        elif depth == 1:
            yield kind, data
