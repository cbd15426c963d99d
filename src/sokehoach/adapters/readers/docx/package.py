"""Open the package of a .docx file: its parts, parsed, and the relations of the main one."""

import posixpath
import re
from xml.etree.ElementTree import Element

import defusedxml.ElementTree

from sokehoach.adapters.readers.docx.names import as_transitional, w
from sokehoach.adapters.sandbox import FileRefusedError, archive
from sokehoach.domain.messages import join_messages, say

_NEEDED_PARTS = re.compile(
    r"(?:^|/)_rels/[^/]*\.rels$|^\[Content_Types\]\.xml$|^word/(?:.*/)?[^/]*\.xml$|^docProps/(?:app|core)\.xml$"
)
_OTHER_KINDS = {
    "xl/workbook.xml": say("Đây là bảng tính Excel, không phải văn bản."),
    "ppt/presentation.xml": say("Đây là tệp trình chiếu, không phải văn bản."),
    "mimetype": say("Đây là tệp OpenDocument hoặc sách điện tử, không phải .docx."),
}
SAVE_AS_DOCX = say("Hãy mở bằng Word, lưu thành .docx rồi tải lên lại.")


class DocxPackage:
    """FileRefusedError if the file is no DOCX, is broken, or has active or external content."""

    def __init__(self, data: bytes) -> None:
        self._parts = archive.read_parts(
            data, keep=lambda name: _NEEDED_PARTS.search(name) is not None or name in _OTHER_KINDS
        )
        self._main = self._find_main_part()
        self._folder = posixpath.dirname(self._main)
        document = self.parse_part(self._main)
        body = None if document is None else document.find(w("body"))
        if body is None:
            raise FileRefusedError(say("Tệp không có nội dung văn bản. %(save_as_docx)s", save_as_docx=SAVE_AS_DOCX))
        self.body = body

    def parse_part(self, name: str) -> Element | None:
        """Parse a part; None if there is none of the name."""
        content = self._parts.get(name)
        if content is None:
            return None
        root: Element = defusedxml.ElementTree.fromstring(as_transitional(content), forbid_dtd=True)
        return root

    def parse_sibling(self, name: str) -> Element | None:
        """Parse a part beside the main one: «styles.xml»."""
        return self.parse_part(f"{self._folder}/{name}")

    def list_targets(self) -> dict[str, str]:
        """Return the names of the parts that the main part refers to, by the id of the relation."""
        relations = self.parse_part(f"{self._folder}/_rels/{posixpath.basename(self._main)}.rels")
        targets = {
            relation.get("Id") or "": relation.get("Target") or ""
            for relation in (relations if relations is not None else ())
        }
        return {
            key: target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{self._folder}/{target}")
            for key, target in targets.items()
            if target
        }

    def _find_main_part(self) -> str:
        """Return the name of the main document part, as the package declares it."""
        relations = self.parse_part("_rels/.rels")
        for relation in relations if relations is not None else ():
            target = (relation.get("Target") or "").lstrip("/")
            is_main = (relation.get("Type") or "").endswith("/officeDocument")
            if is_main and target in self._parts and target.startswith("word/"):
                return target
        reason = next((reason for name, reason in _OTHER_KINDS.items() if name in self._parts), None)
        raise FileRefusedError(
            join_messages(" ", [reason or say("Đây là tệp nén, không phải văn bản Word (.docx)."), SAVE_AS_DOCX])
        )
