"""Read the text of a whole .doc file (Word 97-2003) in the form in which a .docx is read."""

from collections.abc import Iterable, Iterator

from sokehoach.adapters.readers.doc.word import WordParagraph, read_paragraphs
from sokehoach.adapters.readers.docx.tables import LAYOUT_WORDS, MAX_LAYOUT_COLUMNS, arrange_layout
from sokehoach.adapters.readers.docx.text import split_tabbed_blocks
from sokehoach.adapters.readers.file_text import FileKind, FileText, Table, format_table_lines
from sokehoach.adapters.readers.txt import legacy
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.text import normalize_nfc

_LAYOUT_LENGTH = 6_000  # letters of a table that are searched for the words of a letterhead

type Cell = list[str]  # its paragraphs


def read_doc(data: bytes) -> FileText:
    """Read a .doc file. FileRefusedError if it is none, is older than Word 97, encrypted, broken or without text."""
    paragraphs = read_paragraphs(data)
    blocks: list[str] = []
    found_tables: list[Table] = []
    for block in _group_tables(paragraphs):
        if isinstance(block, WordParagraph):
            blocks += [block.text.strip()] if block.text.strip() else []
        elif _is_layout(block):
            blocks += arrange_layout([["\n".join(cell) for cell in row] for row in block])
        elif rows := tuple(tuple(" ".join(" ".join(cell).split()) for cell in row) for row in block if any(row)):
            found_tables.append(rows)
            blocks.append("\n".join(format_table_lines(rows)))
    text = normalize_nfc("\n\n".join(split_tabbed_blocks(blocks)))
    if not text.strip():
        raise FileRefusedError(
            say("Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc).")
        )
    notes: list[str] = []
    converted = legacy.convert_legacy_text(text)
    text = text.replace("\xad", "") if converted is None else converted[0]  # a soft hyphen; in VN3 it is «ư»
    if converted is not None:
        notes.append(say("Văn bản dùng bảng mã %(converted)s, đã chuyển sang Unicode.", converted=converted[1]))
    numbered = sum(paragraph.is_numbered and bool(paragraph.text.strip()) for paragraph in paragraphs)
    if numbered:
        notes.append(
            say_count(
                "Có %(numbered)s đoạn do Word tự đánh số: tệp .doc không ghi số ấy trong lời văn. "
                "Muốn đọc cả số thì lưu thành .docx rồi nhập lại.",
                numbered,
                numbered=numbered,
            )
        )
    return FileText(text + "\n", FileKind.DOC, tables=tuple(found_tables), notes=tuple(notes))


def _group_tables(paragraphs: Iterable[WordParagraph]) -> Iterator[WordParagraph | list[list[Cell]]]:
    """The paragraphs outside tables, and each table as rows of cells."""
    rows: list[list[Cell]] = []
    row: list[Cell] = []
    cell: Cell = []
    for paragraph in paragraphs:
        if not (paragraph.in_table or paragraph.ends_cell or paragraph.ends_row):
            if cell or row:  # a row whose end is damaged
                rows.append([*row, cell] if cell else row)
                row, cell = [], []
            if rows:
                yield rows
                rows = []
            yield paragraph
            continue
        if paragraph.ends_row:
            rows.append(row)
            row = []
            continue
        if paragraph.text.strip():
            cell.append(paragraph.text.strip())
        if paragraph.ends_cell:
            row.append(cell)
            cell = []
    if cell or row:
        rows.append([*row, cell] if cell else row)
    if rows:
        yield rows


def _is_layout(rows: list[list[Cell]]) -> bool:
    """Whether the table only arranges text: letterhead («Quốc hiệu»), closing part («Nơi nhận»), one cell per row."""
    widest = max(len(row) for row in rows)
    table_text = " ".join(line for row in rows for cell in row for line in cell)[:_LAYOUT_LENGTH]
    return widest <= 1 or (widest <= MAX_LAYOUT_COLUMNS and LAYOUT_WORDS.search(table_text) is not None)
