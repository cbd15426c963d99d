"""A .xls (Excel 97 to 2003) as a .xlsx of the same look: values, formulas, merged cells, fonts, borders, sizes."""

import io
from base64 import b64decode, b64encode
from typing import Any

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_MAX_CELLS = 200_000  # of a workbook, with blank cells that have a format
_ALIGNMENTS = ("general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed")
_VERTICAL_ALIGNMENTS = ("top", "center", "bottom", "justify", "distributed")
_LINES = (
    None, "thin", "medium", "dashed", "dotted", "thick", "double", "hair", "mediumDashed", "dashDot",
    "mediumDashDot", "dashDotDot", "mediumDashDotDot", "slantDashDot",
)  # fmt: skip
_FILLS = (
    None, "solid", "mediumGray", "darkGray", "lightGray", "darkHorizontal", "darkVertical", "darkDown", "darkUp",
    "darkGrid", "darkTrellis", "lightHorizontal", "lightVertical", "lightDown", "lightUp", "lightGrid",
    "lightTrellis", "gray125", "gray0625",
)  # fmt: skip
_VISIBILITY = ("visible", "hidden", "veryHidden")
_BROKEN = say("Tệp .xls hỏng, không mở được. Hãy mở tệp bằng Excel, lưu lại thành .xlsx rồi tải lên lại.")


def is_old_workbook(data: bytes) -> bool:
    """Whether the file is a workbook of Excel 97 to 2003, not encrypted by a later Excel."""
    return data.startswith(_OLE) and _LOCKED not in data and any(name in data for name in _WORKBOOKS)


@slow_work
def convert_workbook(data: bytes) -> bytes:
    """Return the .xlsx of a .xls, made in a process of its own. Raises FileRefusedError with a sentence.

    What it leaves out: pictures, drawings, charts, comments, macros, validation, conditional formats.
    """
    return b64decode(process.run("old_workbook", data)["content"])


def run_old_workbook_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «old_workbook» of parser_jobs; parsers are imported only there."""
    return {"content": b64encode(build_workbook(data)).decode("ascii")}


def build_workbook(data: bytes) -> bytes:
    """Build the .xlsx in this process: for parsers' processes alone."""
    import openpyxl
    import xlrd

    from sokehoach.adapters.readers.xls.formulas import read_sheet_records
    from sokehoach.adapters.readers.xls.packing import pack_workbook

    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, on_demand=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        is_locked = "encrypted" in str(error).lower()
        raise FileRefusedError(
            say("Tệp .xls có mật khẩu. Hãy gỡ mật khẩu, lưu lại rồi tải lên.") if is_locked else _BROKEN
        ) from error
    converted = openpyxl.Workbook()
    converted.remove(converted.active)
    styles: dict[int, dict[str, Any]] = {}
    cells = 0
    for number in range(book.nsheets):
        old_sheet, records = book.sheet_by_index(number), read_sheet_records(book, number)
        cells += sum(old_sheet.row_len(row) for row in range(old_sheet.nrows))
        if cells > _MAX_CELLS:
            raise FileRefusedError(
                say(
                    "Tệp .xls có hơn %(max_cells)s ô. Hãy xóa các trang, dòng không dùng rồi tải lên lại.",
                    max_cells=_MAX_CELLS,
                )
            )
        sheet = converted.create_sheet(old_sheet.name)
        sheet.sheet_state = _VISIBILITY[min(old_sheet.visibility, 2)]
        if records.is_landscape is not None:
            sheet.page_setup.orientation = "landscape" if records.is_landscape else "portrait"
        _copy_cells(book, old_sheet, sheet, records.formulas, styles)
        _copy_sizes(old_sheet, sheet)
        for first_row, end_row, first_column, end_column in old_sheet.merged_cells:
            sheet.merge_cells(
                start_row=first_row + 1, end_row=end_row, start_column=first_column + 1, end_column=end_column
            )
    if not any(sheet.sheet_state == "visible" for sheet in converted):
        raise FileRefusedError(_BROKEN)
    return pack_workbook(converted)


def _copy_cells(book: Any, old_sheet: Any, sheet: Any, formulas: dict[tuple[int, int], str], styles: Any) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for row in range(old_sheet.nrows):
        for column in range(old_sheet.row_len(row)):
            value = (
                f"={formulas[row, column]}" if (row, column) in formulas else _read_value(book, old_sheet, row, column)
            )
            cell = sheet.cell(row + 1, column + 1)
            if isinstance(value, str) and (row, column) not in formulas:
                cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", value), "s"  # «=» at its head is no formula
            elif value is not None:
                cell.value = value
            format_index = old_sheet.cell_xf_index(row, column)
            if format_index not in styles:
                styles[format_index] = _build_style(book, book.xf_list[format_index])
            for name, part in styles[format_index].items():
                setattr(cell, name, part)


def _read_value(book: Any, old_sheet: Any, row: int, column: int) -> Any:
    import xlrd

    value = old_sheet.cell_value(row, column)
    match old_sheet.cell_type(row, column):
        case xlrd.XL_CELL_TEXT:
            return value
        case xlrd.XL_CELL_NUMBER:
            return int(value) if value == int(value) else value
        case xlrd.XL_CELL_DATE:
            try:
                return xlrd.xldate.xldate_as_datetime(value, book.datemode)
            except (ValueError, OverflowError):
                return value
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(value, "#N/A")
    return None


def _build_style(book: Any, xf: Any) -> dict[str, Any]:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.styles.borders import Border, Side

    old_font = book.font_list[xf.font_index]
    alignment, border, background = xf.alignment, xf.border, xf.background
    sides = {
        name: Side(
            style=_pick_name(_LINES, getattr(border, f"{name}_line_style")),
            color=_read_colour(book, getattr(border, f"{name}_colour_index")),
        )
        for name in ("left", "right", "top", "bottom")
    }
    pattern = _pick_name(_FILLS, background.fill_pattern)
    old_format = book.format_map.get(xf.format_key)
    return {
        "font": Font(
            name=old_font.name, size=old_font.height / 20, bold=bool(old_font.bold or old_font.weight >= 600),
            italic=bool(old_font.italic), underline="single" if old_font.underline_type else None,
            strike=bool(old_font.struck_out), color=_read_colour(book, old_font.colour_index),
        ),
        "alignment": Alignment(
            horizontal=_pick_name(_ALIGNMENTS, alignment.hor_align),
            vertical=_pick_name(_VERTICAL_ALIGNMENTS, alignment.vert_align),
            wrap_text=bool(alignment.text_wrapped), shrink_to_fit=bool(alignment.shrink_to_fit),
            indent=alignment.indent_level, text_rotation=alignment.rotation,
        ),
        "border": Border(**sides),
        "fill": PatternFill(
            fill_type=pattern,
            **{
                name: colour
                for name, colour in (
                    ("start_color", _read_colour(book, background.pattern_colour_index)),
                    ("end_color", _read_colour(book, background.background_colour_index)),
                )
                if pattern and colour
            },
        ),
        "number_format": old_format.format_str if old_format is not None else "General",
        "protection": Protection(locked=bool(xf.protection.cell_locked), hidden=bool(xf.protection.formula_hidden)),
    }  # fmt: skip


def _copy_sizes(old_sheet: Any, sheet: Any) -> None:
    from openpyxl.utils import get_column_letter

    for column, size in old_sheet.colinfo_map.items():
        if column < 16_384 and size.width:
            dimension = sheet.column_dimensions[get_column_letter(column + 1)]
            dimension.width, dimension.hidden = size.width / 256, bool(size.hidden)
    for row, size in old_sheet.rowinfo_map.items():
        if row < old_sheet.nrows:
            dimension = sheet.row_dimensions[row + 1]
            dimension.hidden = bool(size.hidden)
            if size.height_mismatch or size.has_default_height == 0:
                dimension.height = size.height / 20


def _pick_name(names: tuple[str | None, ...], index: int) -> str | None:
    return names[index] if 0 <= index < len(names) else names[0]


def _read_colour(book: Any, index: int) -> str | None:
    colour = book.colour_map.get(index)
    return "FF{:02X}{:02X}{:02X}".format(*colour) if colour else None
