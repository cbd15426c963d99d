"""The whole document: its parts are opened with care, its body is walked from top to bottom."""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from sokehoach.adapters.guard import NotTaken, archive
from sokehoach.adapters.text import legacy
from sokehoach.adapters.text.docx import tables
from sokehoach.adapters.text.docx.names import as_transitional, children, local, value, w
from sokehoach.adapters.text.docx.numbering import Numbering
from sokehoach.adapters.text.docx.paragraphs import Paragraphs, Printed
from sokehoach.adapters.text.docx.styles import Styles
from sokehoach.adapters.text.docx.tabbed import parted
from sokehoach.adapters.text.filetext import FileText, Kind, Table
from sokehoach.adapters.text.rows import as_lines
from sokehoach.domain.text import nfc

_OFFICE_DOCUMENT = "/officeDocument"
_KEPT = re.compile(
    r"(?:^|/)(?:_rels/[^/]*\.rels|\[Content_Types\]\.xml|mimetype)$|^word/[^/]*\.xml$|^xl/workbook\.xml$"
)
_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "body"}
_OTHER_KINDS = {
    "xl/workbook.xml": "Đây là bảng tính Excel, không phải văn bản.",
    "ppt/presentation.xml": "Đây là tệp trình chiếu, không phải văn bản.",
    "mimetype": "Đây là tệp OpenDocument hoặc sách điện tử, không phải .docx.",
}
_SAVE = "Hãy mở bằng Word, lưu thành .docx rồi tải lên lại."


def read(data: bytes) -> FileText:
    """Raises NotTaken for what is no DOCX, is broken, or would run, fetch or carry something."""
    parts = archive.parts(data, keep=lambda name: _KEPT.search(name) is not None or name in _OTHER_KINDS)
    main = _main(parts)
    folder = posixpath.dirname(main)
    styles = Styles(_tree(parts.get(f"{folder}/styles.xml")))
    numbering = Numbering(_tree(parts.get(f"{folder}/numbering.xml")), styles)
    walk = _Body(Paragraphs(styles, numbering))
    document = _tree(parts[main])
    body = None if document is None else document.find(w("body"))
    if body is None:
        raise NotTaken(f"Tệp không có nội dung văn bản. {_SAVE}")
    walk.take(body)
    walk.blocks = parted(walk.blocks)
    walk.take_notes(_tree(parts.get(f"{folder}/footnotes.xml")))
    text = nfc("\n\n".join(walk.blocks)).replace("\x00", "")
    if not text.strip():
        raise NotTaken(
            "Tệp không có chữ nào; có thể chỉ có ảnh. Hãy xin nơi gửi bản có chữ (.docx, .pdf gốc)."
        )
    return FileText(text + "\n", Kind.WORD, tables=tuple(walk.tables), notes=_notes(walk.old_fonts))


def _main(parts: dict[str, bytes]) -> str:
    """Which part is the document: the package says, whatever its name."""
    relations = _tree(parts.get("_rels/.rels"))
    for one in relations if relations is not None else ():
        if (one.get("Type") or "").endswith(_OFFICE_DOCUMENT):
            target = (one.get("Target") or "").lstrip("/")
            if target in parts and target.startswith("word/"):
                return target
    said = next((said for name, said in _OTHER_KINDS.items() if name in parts), None)
    raise NotTaken(f"{said or 'Đây là tệp nén, không phải văn bản Word (.docx).'} {_SAVE}")


def _tree(content: bytes | None) -> Element | None:
    if content is None:
        return None
    root: Element = defusedxml.ElementTree.fromstring(as_transitional(content), forbid_dtd=True)
    return root


def _notes(old: frozenset[legacy.Writing]) -> tuple[str, ...]:
    return tuple(f"Văn bản có chữ dùng bảng mã {one}, đã chuyển sang Unicode." for one in sorted(old))


class _Body:
    """Collects blocks (a paragraph, a table) in the order of print."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self.blocks: list[str] = []
        self.tables: list[Table] = []
        self._paragraphs = paragraphs

    @property
    def old_fonts(self) -> frozenset[legacy.Writing]:
        return self._paragraphs.old_fonts

    def take(self, element: Element) -> None:
        self.blocks += self._blocks(element)

    def take_notes(self, root: Element | None) -> None:
        """Footnotes at the very end, «[1] …», where they interrupt no sentence."""
        count = 0
        for note in children(root, "footnote"):
            if value(note, "type") in ("separator", "continuationSeparator", "continuationNotice"):
                continue
            count += 1
            text = " ".join(" ".join(self._blocks(note)).split())
            if text:
                self.blocks.append(f"[{count}] {text}")

    def _blocks(self, element: Element) -> list[str]:
        made: list[str] = []
        waiting: Printed | None = None
        for child in element:
            name = local(child)
            if name == "p":
                one = self._paragraphs.printed(child)
                if waiting is not None:
                    one = Printed(
                        waiting.text + one.text, waiting.label, one.joins, waiting.boxes + one.boxes
                    )
                waiting = one if one.joins else None
                if waiting is None:
                    made += self._paragraph(one)
            elif name == "tbl":
                made += self._table(child)
            elif name in _WRAPPERS:
                made += self._blocks(child)
            elif name == "altChunk":
                raise NotTaken(f"Tệp chèn nội dung của tệp khác. {_SAVE}")
        if waiting is not None:
            made += self._paragraph(waiting)
        return made

    def _paragraph(self, one: Printed) -> Iterator[str]:
        if one.whole:
            yield one.whole
        for box in one.boxes:
            yield from self._blocks(box)

    def _table(self, table: Element) -> list[str]:
        if tables.is_layout(table):
            return [
                "\n".join(cell)
                for row in tables.rows(table)
                for one in row
                if (cell := self._blocks(one.element))
            ]
        found = tuple(tuple(self._cells(row)) for row in tables.rows(table))
        found = tuple(row for row in found if any(row))
        if not found:
            return []
        self.tables.append(found)
        return ["\n".join(as_lines(found))]

    def _cells(self, row: list[tables.Cell]) -> Iterator[str]:
        for one in row:
            yield "" if one.continues else " ".join(" ".join(self._blocks(one.element)).split())
            yield from ("" for _ in range(one.columns - 1))
