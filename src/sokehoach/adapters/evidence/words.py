"""All words of a document that was taken in, to be scanned for the names and numbers of persons."""

import io
import zipfile

from sokehoach.adapters.evidence.document import Document
from sokehoach.adapters.evidence.refusal import NotAccepted
from sokehoach.adapters.guard import NotTaken, limits, process
from sokehoach.adapters.ooxml.strings import strings
from sokehoach.adapters.slow_work import slow_work

_SCANNED = (
    "Tệp PDF là bản quét: phần mềm không đọc được chữ nên không kiểm tra được thông tin cá nhân. "
    "Hãy xuất PDF từ tệp văn bản rồi tải lên lại."
)
_FEWEST = 20  # letters on a page of pictures: fewer are a stamp's or a page's number


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
    told = _of_pdf(data) if data.startswith(b"%PDF-") else _of_package(data)
    if len(told) > limits.LETTERS:
        raise NotTaken(
            "Tệp dài hơn một triệu chữ, không kiểm tra được thông tin cá nhân. Hãy tách thành nhiều tệp."
        )
    return told


def _of_package(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return strings({name: archive.read(name) for name in archive.namelist()})


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
