"""Read a whole .docx file: open its parts and walk its body from top to bottom."""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from sokehoach.adapters.sandbox import FileRefusedError, archive
from sokehoach.adapters.text import legacy
from sokehoach.adapters.text.docx import tables
from sokehoach.adapters.text.docx.names import as_transitional, find_children, get_value, local_name, w
from sokehoach.adapters.text.docx.numbering import Numbering
from sokehoach.adapters.text.docx.paragraphs import ParagraphReader, PrintedParagraph
from sokehoach.adapters.text.docx.styles import Styles
from sokehoach.adapters.text.docx.tabbed import split_tabbed_blocks
from sokehoach.adapters.text.filetext import FileKind, FileText, Table
from sokehoach.adapters.text.rows import format_table_lines
from sokehoach.domain.text import normalize_nfc

_OFFICE_DOCUMENT = "/officeDocument"
_NEEDED_PARTS = re.compile(
    r"(?:^|/)(?:_rels/[^/]*\.rels|\[Content_Types\]\.xml|mimetype)$|^word/[^/]*\.xml$|^xl/workbook\.xml$"
)
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"}
_OTHER_KINDS = {
    "xl/workbook.xml": "Đây là bảng tính Excel, không phải văn bản.",
    "ppt/presentation.xml": "Đây là tệp trình chiếu, không phải văn bản.",
    "mimetype": "Đây là tệp OpenDocument hoặc sách điện tử, không phải .docx.",
}
_SAVE_AS_DOCX = "Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."


def read_docx(data: bytes) -> FileText:
    """Read a .docx file. FileRefusedError if it is no DOCX, is broken, or has active or external content."""
    parts = archive.read_parts(data, keep=lambda name: _NEEDED_PARTS.search(name) is not None or name in _OTHER_KINDS)
    main = _find_main_part(parts)
    folder = posixpath.dirname(main)
    styles = Styles(_parse_part(parts.get(f"{folder}/styles.xml")))
    numbering = Numbering(_parse_part(parts.get(f"{folder}/numbering.xml")), styles)
    reader = _BodyReader(ParagraphReader(styles, numbering))
    document = _parse_part(parts[main])
    body = None if document is None else document.find(w("body"))
    if body is None:
        raise FileRefusedError(f"Tệp không có nội dung văn bản. {_SAVE_AS_DOCX}")
    reader.read_body(body)
    reader.blocks = split_tabbed_blocks(reader.blocks)
    reader.read_notes(_parse_part(parts.get(f"{folder}/footnotes.xml")))
    text = normalize_nfc("\n\n".join(reader.blocks)).replace("\x00", "")
    if not text.strip():
        raise FileRefusedError("Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc).")
    return FileText(text + "\n", FileKind.DOCX, tables=tuple(reader.tables), notes=_format_notes(reader.old_fonts))


def _find_main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the main document part, as the package declares it."""
    relations = _parse_part(parts.get("_rels/.rels"))
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith(_OFFICE_DOCUMENT):
            target = (relation.get("Target") or "").lstrip("/")
            if target in parts and target.startswith("word/"):
                return target
    reason = next((reason for name, reason in _OTHER_KINDS.items() if name in parts), None)
    raise FileRefusedError(f"{reason or 'Đây là tệp nén, không phải văn bản Word (.docx).'} {_SAVE_AS_DOCX}")


def _parse_part(content: bytes | None) -> Element | None:
    if content is None:
        return None
    root: Element = defusedxml.ElementTree.fromstring(as_transitional(content), forbid_dtd=True)
    return root


def _format_notes(encodings: frozenset[legacy.LegacyEncoding]) -> tuple[str, ...]:
    return tuple(f"Văn bản có chữ dùng bảng mã {encoding}, đã chuyển sang Unicode." for encoding in sorted(encodings))


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
                raise FileRefusedError(f"Tệp chèn nội dung của tệp khác. {_SAVE_AS_DOCX}")
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
            return [
                "\n".join(cell)
                for row in tables.iter_rows(table)
                for cell_element in row
                if (cell := self._build_blocks(cell_element.element))
            ]
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
