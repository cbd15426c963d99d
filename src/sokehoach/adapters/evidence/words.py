"""All words of a document that was taken in, to be looked through for whoever they name.

Wider than reading: headers, feet, notes, comments, hidden sheets and numbers in cells count as well.
"""

import io
import re
import zipfile
from typing import Any
from xml.sax.handler import ContentHandler

import defusedxml.sax

from sokehoach.adapters.evidence.document import Document
from sokehoach.adapters.evidence.refusal import NotAccepted
from sokehoach.adapters.guard import NotTaken, process
from sokehoach.adapters.slow_work import slow_work

_SCANNED = (
    "Tệp PDF là bản quét: phần mềm không đọc được chữ nên không kiểm tra được thông tin cá nhân. "
    "Hãy xuất PDF từ tệp văn bản rồi tải lên lại."
)
_ROUND = re.compile(r"\d*000|\d*\.\d+")  # a sum of money, a share: no cell with somebody's number is round
_SPACED = {"tab", "br", "cr"}
_PARTED = {"p", "row", "si", "comment", "sp", "c"}
_FEWEST = 20  # letters on a page of pictures: fewer are a stamp's or a page's number


class _Words(ContentHandler):
    """The text of `t` and, in sheets, of `v`; a line for each paragraph, cell or comment."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.within = 0
        self.number = False  # the cell at hand holds a number, not words

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        local = name.rsplit(":", 1)[-1]
        if local == "c":
            self.number = (attrs.get("t") or "n") == "n"
        self.within += local in ("t", "v", "delText", "definedName")
        if local in _SPACED:
            self.found.append(" ")

    def endElement(self, name: str) -> None:  # noqa: N802
        local = name.rsplit(":", 1)[-1]
        self.within -= local in ("t", "v", "delText", "definedName")
        if local in _PARTED:
            self.found.append("\n")

    def characters(self, content: str) -> None:
        if self.within and not (self.number and _ROUND.fullmatch(content)):
            self.found.append(content)


@slow_work
def words(document: Document) -> str:
    """Read in a process of its own. Raises NotAccepted.

    So it does for a PDF whose words are pictures: nobody can look it through.
    """
    try:
        return str(process.run("words", document.content, name=document.name))
    except NotTaken as refusal:
        raise NotAccepted(str(refusal)) from refusal


def opened(data: bytes, *, name: str) -> str:
    """The job «words» of guard.worker, of a PDF, DOCX or XLSX that was taken in."""
    return _of_pdf(data) if data.startswith(b"%PDF-") else _of_package(data)


def _of_package(data: bytes) -> str:
    handler = _Words()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml") and name.startswith(("word/", "xl/")):
                defusedxml.sax.parseString(archive.read(name), handler, forbid_dtd=True)
                handler.found.append("\n")
    return "".join(handler.found)


def _of_pdf(data: bytes) -> str:
    import pypdfium2
    from pypdfium2 import raw

    pages = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage().get_text_range()
        drawn = any(True for _one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        if drawn and len("".join(text.split())) < _FEWEST:
            raise NotTaken(_SCANNED)
        pages.append(text)
    return "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "")
