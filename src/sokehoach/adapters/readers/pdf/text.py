"""Read a whole PDF: check it, read its pages and combine their text."""

from collections import Counter
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from sokehoach.adapters.readers.file_text import FileKind, FileText, NoTextLayerError, Table, format_table_lines
from sokehoach.adapters.readers.pdf import safety, text_columns, text_furniture
from sokehoach.adapters.readers.pdf.text_paragraphs import TextFrame, build_paragraphs, measure_frame
from sokehoach.adapters.readers.pdf.text_rows import TextRow, build_rows
from sokehoach.adapters.readers.pdf.text_rulings import find_grids
from sokehoach.adapters.readers.pdf.text_words import read_words
from sokehoach.adapters.readers.txt import legacy
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_MAX_PAGE_SIZE = 14_400  # points: 200 inches, the maximum of the format
_MIN_LETTERS = 60  # per page: a page with a picture and fewer letters is a scan
_MAX_CURVES = 200  # drawn lines on a page without words
_ASK_FOR_ORIGINAL = say("Hãy xin nơi gửi tệp .docx, hoặc PDF điện tử gốc xuất từ Word (không phải bản chụp, bản quét).")


def read_pdf(data: bytes) -> FileText:
    """Read a PDF. NoTextLayerError for a scan; FileRefusedError for an encrypted or broken file, or one with actions or
    attachments.
    """
    safety.check_safety(data)
    try:
        document = PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise FileRefusedError(say("Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi tải lên lại.")) from error
    pages = [_load_page(document, number) for number in range(len(document))]
    if not pages:
        raise FileRefusedError(say("Tệp PDF không có trang nào. Hãy chọn lại tệp."))
    notes = _refuse_scan(pages)
    legacy_encoding = _convert_to_unicode(pages)
    text, tables, seals = _build_text(pages)
    if seals:
        notes.append(say("Dấu chữ ký số trên trang không phải là lời văn, đã bỏ ra: ") + "; ".join(seals)[:300] + ".")
    if legacy_encoding is not None:
        text = legacy.restore_capitals(text) if legacy_encoding is legacy.LegacyEncoding.TCVN3 else text
        notes.append(
            say("Văn bản dùng bảng mã %(legacy_encoding)s, đã chuyển sang Unicode.", legacy_encoding=legacy_encoding)
        )
    strange = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    if strange > 0.05 * len(text):
        raise NoTextLayerError(
            say(
                "Phông chữ của tệp PDF không cho biết mặt chữ, chép ra thành ký tự lạ. %(ask_for_original)s",
                ask_for_original=_ASK_FOR_ORIGINAL,
            )
        )
    text = normalize_nfc(text)
    if legacy.has_broken_letters(text):
        raise NoTextLayerError(
            say(
                "Lớp chữ của tệp PDF bị hỏng: trang nhìn đúng nhưng chữ chép ra thành ký tự sai, nên "
                "tệp như một bản quét. "
            )
            + _ASK_FOR_ORIGINAL
        )
    return FileText(text, FileKind.PDF, pages=len(pages), tables=tables, notes=tuple(notes))


class _Page:
    """The content of a page: rows outside tables, and tables with their height on the page."""

    def __init__(self, page: PdfPage, number: int) -> None:
        self.number = number
        self.width = page.get_width()
        if max(page.get_size()) > _MAX_PAGE_SIZE:
            raise FileRefusedError(say("Tệp PDF có khổ giấy bất thường. Hãy in ra PDF khổ A4 rồi tải lên lại."))
        page_words = read_words(page)
        letters = sum(len(printed_word.text) for printed_word in page_words)
        self.letters = letters
        self.is_picture = letters < _MIN_LETTERS and _is_picture_page(page)
        self.grids = find_grids(page) if page_words else []
        self.words = page_words
        self.rows = build_rows(
            [
                printed_word
                for printed_word in page_words
                if not any(grid.take_word(printed_word) for grid in self.grids)
            ],
            page=number,
        )


def _is_picture_page(page: PdfPage) -> bool:
    """Return whether the page has a picture, or letters converted to curves."""
    kinds = Counter(page_object.type for page_object in page.get_objects(max_depth=4))
    return kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0 or kinds[pdfium.FPDF_PAGEOBJ_PATH] > _MAX_CURVES


def _load_page(document: PdfDocument, number: int) -> _Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise FileRefusedError(say("Tệp PDF hỏng ở một trang. Hãy xuất lại PDF rồi tải lên lại.")) from error
    try:
        return _Page(page, number)
    finally:
        page.close()


def _convert_to_unicode(pages: list[_Page]) -> legacy.LegacyEncoding | None:
    """Convert words in a legacy font in place and return their encoding."""
    page_words = [printed_word for page in pages for printed_word in page.words]
    converted = legacy.convert_legacy_text(" ".join(printed_word.text for printed_word in page_words))
    if converted is None:
        for printed_word in page_words:
            printed_word.text = printed_word.text.replace("\xad", "")  # a soft hyphen; in VN3 it is «ư»
        return None
    convert = legacy.letters_of_tcvn3 if converted[1] is legacy.LegacyEncoding.TCVN3 else legacy.from_vni
    for printed_word in page_words:
        printed_word.text = convert(printed_word.text)
    if converted[1] is legacy.LegacyEncoding.TCVN3:
        for row in (row for page in pages for row in page.rows if legacy.is_shouted(row.text)):
            for printed_word in row.words:
                printed_word.text = printed_word.text.upper()
    return converted[1]


def _refuse_scan(pages: list[_Page]) -> list[str]:
    """Return notes on pages that are pictures; NoTextLayerError if most pages are."""
    empty = [page.number + 1 for page in pages if page.is_picture]
    letters = sum(page.letters for page in pages)
    if letters == 0 or (2 * len(empty) >= len(pages) and letters < 2_000):
        raise NoTextLayerError(
            say(
                "Đây là bản quét: các trang là ảnh, không có chữ để đọc. %(ask_for_original)s",
                ask_for_original=_ASK_FOR_ORIGINAL,
            )
        )
    if not empty:
        return []
    page_numbers = ", ".join(map(str, empty[:20]))
    return [
        say(
            "Trang %(page_numbers)s là ảnh, phần mềm không đọc được. Hãy xem các trang đó trong bản gốc.",
            page_numbers=page_numbers,
        )
    ]


def _build_text(pages: list[_Page]) -> tuple[str, tuple[Table, ...], list[str]]:
    seals: list[str] = []
    notes: list[str] = []
    for page in pages:
        page.rows, stamp_texts = text_furniture.without_seals(page.rows)
        seals += stamp_texts
    body_pages = text_furniture.without_heads_and_feet([page.rows for page in pages])
    frames = {
        width: measure_frame(
            [
                row
                for page, body_rows in zip(pages, body_pages, strict=True)
                if round(page.width) == width
                for row in body_rows
            ]
        )
        for width in {round(page.width) for page in pages}
    }
    flow: list[TextRow | Table] = []
    frame_by_page: dict[int, TextFrame] = {}
    for page, body_rows in zip(pages, body_pages, strict=True):
        frame_by_page[page.number] = frames[round(page.width)]
        body_rows, page_notes = text_furniture.without_notes(body_rows, body=frame_by_page[page.number].size)
        notes += page_notes
        flow += _order_flow(body_rows, page)
    blocks: list[str] = []
    tables: list[Table] = []
    for is_table, group in groupby(flow, key=lambda element: not isinstance(element, TextRow)):
        if is_table:
            joined_tables = _join_continued_tables([table for table in group if not isinstance(table, TextRow)])
            tables += joined_tables
            blocks += ["\n".join(format_table_lines(table)) for table in joined_tables]
        else:
            blocks += _build_blocks([row for row in group if isinstance(row, TextRow)], frame_by_page)
    return "\n\n".join([*blocks, *notes]) + "\n", tuple(tables), seals


def _order_flow(body_rows: list[TextRow], page: _Page) -> list[TextRow | Table]:
    positioned: list[tuple[float, TextRow | Table]] = [(row.base, row) for row in body_rows]
    positioned += [(grid.top, table) for grid in page.grids if (table := grid.build_table())]
    return [pair for _, pair in sorted(positioned, key=lambda pair: -pair[0])]


def _join_continued_tables(tables: list[Table]) -> list[Table]:
    """Join a table continued on the next page: same number of columns, its repeated header dropped."""
    joined: list[Table] = []
    for table in tables:
        if joined and table and len(table[0]) == len(joined[-1][0]):
            joined[-1] += table[1:] if table[0] == joined[-1][0] else table
        elif table:
            joined.append(table)
    return joined


def _build_blocks(remaining_rows: list[TextRow], frame_by_page: dict[int, TextFrame]) -> list[str]:
    """Build the text blocks: paragraphs, and heads and feet column by column."""
    blocks: list[str] = []
    while remaining_rows:
        head = text_columns.read_head(remaining_rows)
        if head is not None:
            lines, row_count = head
            blocks.append("\n".join(lines))
            remaining_rows = remaining_rows[row_count:]
            continue
        stop = next(
            (at for at in range(1, len(remaining_rows)) if text_columns.begins_head(remaining_rows, at)),
            len(remaining_rows),
        )
        foot = text_columns.find_foot(remaining_rows[:stop])
        blocks += build_paragraphs(
            remaining_rows[: stop if foot is None else foot], frame_by_page[remaining_rows[0].page]
        )
        if foot is None:
            remaining_rows = remaining_rows[stop:]
            continue
        lines, row_count = text_columns.read_foot(remaining_rows[foot:stop])
        blocks.append("\n".join(lines))
        remaining_rows = remaining_rows[foot + row_count :]
    return blocks
