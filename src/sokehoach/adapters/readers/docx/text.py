"""Read the text of a whole .docx file: walk its body from top to bottom."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx import tables
from sokehoach.adapters.readers.docx.names import find_children, get_value, local_name
from sokehoach.adapters.readers.docx.numbering import Numbering
from sokehoach.adapters.readers.docx.package import SAVE_AS_DOCX, DocxPackage
from sokehoach.adapters.readers.docx.styles import Styles
from sokehoach.adapters.readers.docx.text_paragraphs import ParagraphReader, PrintedParagraph
from sokehoach.adapters.readers.file_text import FileKind, FileText, Table, format_table_lines
from sokehoach.adapters.readers.txt import legacy
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc

_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"}


def read_docx(data: bytes) -> FileText:
    """Read a .docx file. FileRefusedError if it is no DOCX, is broken, or has active or external content."""
    package = DocxPackage(data)
    styles = Styles(package.parse_sibling("styles.xml"))
    reader = _BodyReader(ParagraphReader(styles, Numbering(package.parse_sibling("numbering.xml"), styles)))
    reader.read_body(package.body)
    reader.blocks = split_tabbed_blocks(reader.blocks)
    reader.read_notes(package.parse_sibling("footnotes.xml"))
    text = normalize_nfc("\n\n".join(reader.blocks)).replace("\x00", "")
    if not text.strip():
        raise FileRefusedError(
            say("Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc).")
        )
    return FileText(text + "\n", FileKind.DOCX, tables=tuple(reader.tables), notes=_format_notes(reader.old_fonts))


def _format_notes(encodings: frozenset[legacy.LegacyEncoding]) -> tuple[str, ...]:
    return tuple(
        say("Văn bản có chữ dùng bảng mã %(encoding)s, đã chuyển sang Unicode.", encoding=encoding)
        for encoding in sorted(encodings)
    )


class _BodyReader:
    """Collects blocks (a paragraph, a table) in print order."""

    def __init__(self, paragraphs: ParagraphReader) -> None:
        self.blocks: list[str] = []
        self.tables: list[Table] = []
        self._paragraphs = paragraphs

    @property
    def old_fonts(self) -> frozenset[legacy.LegacyEncoding]:
        return self._paragraphs.old_fonts

    def read_body(self, element: Element) -> None:
        self.blocks += self._build_blocks(element)

    def read_notes(self, root: Element | None) -> None:
        """Append footnotes at the very end, «[1] …», where they interrupt no sentence."""
        count = 0
        for note in find_children(root, "footnote"):
            if get_value(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            count += 1
            text = " ".join(" ".join(self._build_blocks(note)).split())
            if text:
                self.blocks.append(f"[{count}] {text}")

    def _build_blocks(self, element: Element) -> list[str]:
        blocks: list[str] = []
        pending: PrintedParagraph | None = None
        for child in element:
            name = local_name(child)
            if name == "p":
                paragraph = self._paragraphs.read_paragraph(child)
                if pending is not None:
                    paragraph = PrintedParagraph(
                        pending.text + paragraph.text,
                        pending.label,
                        paragraph.joins,
                        pending.boxes + paragraph.boxes,
                    )
                pending = paragraph if paragraph.joins else None
                if pending is None:
                    blocks += self._iter_paragraph_blocks(paragraph)
            elif name == "tbl":
                blocks += self._build_table(child)
            elif name in _WRAPPERS:
                blocks += self._build_blocks(child)
            elif name == "altChunk":
                raise FileRefusedError(
                    say("Tệp chèn nội dung của tệp khác. %(save_as_docx)s", save_as_docx=SAVE_AS_DOCX)
                )
        if pending is not None:
            blocks += self._iter_paragraph_blocks(pending)
        return blocks

    def _iter_paragraph_blocks(self, paragraph: PrintedParagraph) -> Iterator[str]:
        if paragraph.whole:
            yield paragraph.whole
        for box in paragraph.boxes:
            yield from self._build_blocks(box)

    def _build_table(self, table: Element) -> list[str]:
        if tables.is_layout(table):
            return tables.arrange_layout(
                [
                    ["\n".join(self._build_blocks(cell_element.element)) for cell_element in row]
                    for row in tables.iter_rows(table)
                ]
            )
        rows = tuple(tuple(self._iter_cells(row)) for row in tables.iter_rows(table))
        rows = tuple(row for row in rows if any(row))
        if not rows:
            return []
        self.tables.append(rows)
        return ["\n".join(format_table_lines(rows))]

    def _iter_cells(self, row: list[tables.TableCell]) -> Iterator[str]:
        for cell in row:
            yield "" if cell.continues else " ".join(" ".join(self._build_blocks(cell.element)).split())
            yield from ("" for _ in range(cell.columns - 1))


_GAP = re.compile(r"\t+| {4,}")
_MOTTO = re.compile(r"CỘNG\s+H[OÒ][AÀ]\s+XÃ\s+HỘI|ĐẢNG\s+CỘNG\s+SẢN", re.IGNORECASE)
_DAY = re.compile(r",\s*ngày\b.{0,40}\btháng\b", re.IGNORECASE)
_RIGHT = re.compile(rf"Độc lập\s*[-–]|[^,]{{2,40}}{_DAY.pattern}", re.IGNORECASE)
_RECIPIENTS = re.compile(r"N(?:ơi nhận|ƠI NHẬN)\s*:?")
_LISTED = re.compile(r"\s*[-–+•]\s?\S|\s*Lưu\b")
_HEAD_SEARCH_BLOCKS = 6  # the head begins within so many blocks
_MAX_HEAD_BLOCKS, _MAX_FOOT_BLOCKS = 8, 40  # in a head, in a foot


def split_tabbed_blocks(blocks: list[str]) -> list[str]:
    """Return the blocks, with head and foot column by column if they were set so; else unchanged."""
    head = next((index for index, block in enumerate(blocks[:_HEAD_SEARCH_BLOCKS]) if _is_head(block)), None)
    if head is not None:
        end = next((index for index in range(head, len(blocks)) if _ends_head(blocks, index, head)), len(blocks))
        blocks = [*blocks[:head], *_split_columns(blocks[head:end]), *blocks[end:]]
    foot = next((index for index, block in enumerate(blocks) if _is_foot(block)), None)
    if foot is not None:
        end = min(foot + _MAX_FOOT_BLOCKS, len(blocks))
        blocks = [*blocks[:foot], *_split_columns(blocks[foot:end]), *blocks[end:]]
    return blocks


def _is_head(block: str) -> bool:
    left_half, right_half = _split_halves(block)
    return bool(left_half) and _MOTTO.match(right_half) is not None


def _is_foot(block: str) -> bool:
    left_half, right_half = _split_halves(block)
    return bool(right_half) and _RECIPIENTS.match(left_half) is not None


def _ends_head(blocks: list[str], index: int, head: int) -> bool:
    """Return whether the head ends: after the date line, or at a line without a second column that is no
    part of one.
    """
    if index == head:
        return False
    has_day_above = _DAY.search(blocks[index - 1]) is not None
    if has_day_above or index - head >= _MAX_HEAD_BLOCKS:
        return True
    left_half, right_half = _split_halves(blocks[index])
    return not right_half and not _RIGHT.match(left_half) and not left_half.isupper() and not left_half.startswith("Số")


def _split_columns(blocks: list[str]) -> list[str]:
    left_column: list[str] = []
    right_column: list[str] = []
    for block in blocks:
        for line in block.split("\n"):
            first, second = _split_halves(line)
            if not second and (_RIGHT.match(first) or (left_column and _is_signature_line(first, left_column))):
                first, second = "", first
            left_column += [first] if first else []
            right_column += [second] if second else []
    return ["\n".join(left_column), "\n".join(right_column)] if left_column and right_column else blocks


def _is_signature_line(line: str, left_column: list[str]) -> bool:
    """Return whether a line below «Nơi nhận» belongs to the signature: it is no entry of the list."""
    return _RECIPIENTS.match(left_column[0]) is not None and _LISTED.match(line) is None


def _split_halves(line: str) -> tuple[str, str]:
    halves = _GAP.split(line.strip(" "), maxsplit=1)
    return (halves[0].strip(), halves[1].strip()) if len(halves) == 2 else (line.strip(), "")
