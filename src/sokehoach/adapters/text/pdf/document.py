"""The whole PDF: checked, its pages read one by one, its flow put together."""

from collections import Counter
from itertools import groupby

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from sokehoach.adapters.guard import NotTaken
from sokehoach.adapters.text import legacy
from sokehoach.adapters.text.filetext import FileText, Kind, Table
from sokehoach.adapters.text.pdf import columns, furniture, safety
from sokehoach.adapters.text.pdf.paragraphs import Frame, frame, paragraphs
from sokehoach.adapters.text.pdf.rows import Row, rows
from sokehoach.adapters.text.pdf.rulings import grids
from sokehoach.adapters.text.pdf.words import words
from sokehoach.adapters.text.rows import as_lines
from sokehoach.domain.text import nfc

_WIDEST_PAGE = 14_400  # points: 200 inches, the most that the format itself foresees
_FEWEST_LETTERS = 60  # of a page: fewer beside a picture, and it is a scan
_CURVES = 200  # drawn lines on a page without words
_ORIGINAL = "Hãy xin nơi gửi tệp .docx, hoặc PDF điện tử gốc xuất từ Word (không phải bản chụp, bản quét)."


def read(data: bytes) -> FileText:
    """Raises NotTaken for a scan, a locked or broken file, and one that would act or carry."""
    safety.check(data)
    try:
        document = PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise NotTaken("Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi tải lên lại.") from error
    pages = [_page(document, number) for number in range(len(document))]
    if not pages:
        raise NotTaken("Tệp PDF không có trang nào. Hãy chọn lại tệp.")
    notes = _refuse_scan(pages)
    old = _in_unicode(pages)
    text, tables, seals = _text(pages)
    if seals:
        notes.append(
            "Dấu chữ ký số trên trang không phải là lời văn, đã bỏ ra: " + "; ".join(seals)[:300] + "."
        )
    if old is not None:
        text = legacy.capitals(text) if old is legacy.Writing.TCVN3 else text
        notes.append(f"Văn bản dùng bảng mã {old}, đã chuyển sang Unicode.")
    strange = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" for letter in text)
    if strange > 0.05 * len(text):
        raise NotTaken(f"Phông chữ của tệp PDF không cho biết mặt chữ, chép ra thành ký tự lạ. {_ORIGINAL}")
    return FileText(nfc(text), Kind.PDF, pages=len(pages), tables=tables, notes=tuple(notes))


class _Page:
    """What one page holds: rows outside tables, tables with the height at which they stand."""

    def __init__(self, page: PdfPage, number: int) -> None:
        self.number = number
        self.width = page.get_width()
        if max(page.get_size()) > _WIDEST_PAGE:
            raise NotTaken("Tệp PDF có khổ giấy bất thường. Hãy in ra PDF khổ A4 rồi tải lên lại.")
        found = words(page)
        letters = sum(len(word.text) for word in found)
        self.letters = letters
        self.is_picture = letters < _FEWEST_LETTERS and _is_drawn(page)
        self.grids = grids(page) if found else []
        self.words = found
        self.rows = rows(
            [one for one in found if not any(grid.take(one) for grid in self.grids)], page=number
        )


def _is_drawn(page: PdfPage) -> bool:
    """Whether there is a picture, or letters turned into curves."""
    kinds = Counter(one.type for one in page.get_objects(max_depth=4))
    return kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0 or kinds[pdfium.FPDF_PAGEOBJ_PATH] > _CURVES


def _page(document: PdfDocument, number: int) -> _Page:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise NotTaken("Tệp PDF hỏng ở một trang. Hãy xuất lại PDF rồi tải lên lại.") from error
    try:
        return _Page(page, number)
    finally:
        page.close()


def _in_unicode(pages: list[_Page]) -> legacy.Writing | None:
    """Words in a font of before Unicode are converted in place; tells from what."""
    words_ = [word for page in pages for word in page.words]
    found = legacy.unicode_of(" ".join(word.text for word in words_))
    if found is None:
        for word in words_:
            word.text = word.text.replace("\xad", "")  # a soft hyphen; in VN3 it is «ư»
        return None
    change = legacy.letters_of_tcvn3 if found[1] is legacy.Writing.TCVN3 else legacy.from_vni
    for word in words_:
        word.text = change(word.text)
    if found[1] is legacy.Writing.TCVN3:
        for row in (row for page in pages for row in page.rows if legacy.is_shouted(row.text)):
            for word in row.words:
                word.text = word.text.upper()
    return found[1]


def _refuse_scan(pages: list[_Page]) -> list[str]:
    """Raises NotTaken where most pages are pictures; notes the pages that are."""
    empty = [page.number + 1 for page in pages if page.is_picture]
    letters = sum(page.letters for page in pages)
    if letters == 0 or (2 * len(empty) >= len(pages) and letters < 2_000):
        raise NotTaken(f"Đây là bản quét: các trang là ảnh, không có chữ để đọc. {_ORIGINAL}")
    if not empty:
        return []
    told = ", ".join(map(str, empty[:20]))
    return [f"Trang {told} là ảnh, phần mềm không đọc được. Hãy xem các trang đó trong bản gốc."]


def _text(pages: list[_Page]) -> tuple[str, tuple[Table, ...], list[str]]:
    seals: list[str] = []
    notes: list[str] = []
    for page in pages:
        page.rows, told = furniture.without_seals(page.rows)
        seals += told
    kept = furniture.without_heads_and_feet([page.rows for page in pages])
    frames = {
        width: frame(
            [
                row
                for page, left in zip(pages, kept, strict=True)
                if round(page.width) == width
                for row in left
            ]
        )
        for width in {round(page.width) for page in pages}
    }
    flow: list[Row | Table] = []
    where: dict[int, Frame] = {}
    for page, left in zip(pages, kept, strict=True):
        where[page.number] = frames[round(page.width)]
        left, told = furniture.without_notes(left, body=where[page.number].size)
        notes += told
        flow += _in_order(left, page)
    blocks: list[str] = []
    tables: list[Table] = []
    for is_table, group in groupby(flow, key=lambda one: not isinstance(one, Row)):
        if is_table:
            joined = _continued([one for one in group if not isinstance(one, Row)])
            tables += joined
            blocks += ["\n".join(as_lines(table)) for table in joined]
        else:
            blocks += _blocks([one for one in group if isinstance(one, Row)], where)
    return "\n\n".join([*blocks, *notes]) + "\n", tuple(tables), seals


def _in_order(left: list[Row], page: _Page) -> list[Row | Table]:
    placed: list[tuple[float, Row | Table]] = [(row.base, row) for row in left]
    placed += [(grid.top, table) for grid in page.grids if (table := grid.table())]
    return [one for _, one in sorted(placed, key=lambda one: -one[0])]


def _continued(found: list[Table]) -> list[Table]:
    """A table that goes on over the page is one: as many columns, its heading not told again."""
    made: list[Table] = []
    for table in found:
        if made and table and len(table[0]) == len(made[-1][0]):
            made[-1] += table[1:] if table[0] == made[-1][0] else table
        elif table:
            made.append(table)
    return made


def _blocks(rows_: list[Row], where: dict[int, Frame]) -> list[str]:
    """Paragraphs, and heads and feet by their columns."""
    made: list[str] = []
    while rows_:
        found = columns.head(rows_)
        if found is not None:
            lines, taken = found
            made.append("\n".join(lines))
            rows_ = rows_[taken:]
            continue
        stop = next((at for at in range(1, len(rows_)) if columns.begins_head(rows_, at)), len(rows_))
        foot = columns.foot_at(rows_[:stop])
        made += paragraphs(rows_[: stop if foot is None else foot], where[rows_[0].page])
        if foot is None:
            rows_ = rows_[stop:]
            continue
        lines, taken = columns.foot(rows_[foot:stop])
        made.append("\n".join(lines))
        rows_ = rows_[foot + taken :]
    return made
