"""Extract all text of a cleaned document, to be scanned for names and numbers of persons."""

import io
import zipfile

from sokehoach.adapters.evidence.document import EvidenceDocument
from sokehoach.adapters.evidence.refusal import EvidenceRefusedError
from sokehoach.adapters.ooxml.strings import extract_strings
from sokehoach.adapters.sandbox import FileRefusedError, limits, process
from sokehoach.adapters.slow_work import slow_work

_SCANNED = (
    "Tệp PDF là bản quét: phần mềm không đọc được chữ nên không kiểm tra được thông tin cá nhân. "
    "Hãy xuất PDF từ tệp văn bản rồi tải lên lại."
)
_MIN_LETTERS = 20  # per page with pictures: fewer belong to a stamp or a page number


@slow_work
def read_words(document: EvidenceDocument) -> str:
    """Return the document's text, read in a process of its own. Raises EvidenceRefusedError.

    It also refuses a scanned PDF: its text cannot be checked for personal data.
    """
    try:
        return str(process.run("words", document.content, name=document.name))
    except FileRefusedError as refusal:
        raise EvidenceRefusedError(str(refusal)) from refusal


def run_words_job(data: bytes, *, name: str) -> str:
    """Run the job «words» of sandbox.worker on a cleaned PDF, DOCX or XLSX."""
    text = _read_pdf_text(data) if data.startswith(b"%PDF-") else _read_package_text(data)
    if len(text) > limits.MAX_LETTERS:
        raise FileRefusedError(
            "Tệp dài hơn một triệu chữ, không kiểm tra được thông tin cá nhân. Hãy tách thành nhiều tệp."
        )
    return text


def _read_package_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return extract_strings({name: archive.read(name) for name in archive.namelist()})


def _read_pdf_text(data: bytes) -> str:
    import pypdfium2
    from pypdfium2 import raw

    pages = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage().get_text_range()
        has_picture = any(True for _picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        if has_picture and len("".join(text.split())) < _MIN_LETTERS:
            raise FileRefusedError(_SCANNED)
        pages.append(text)
    return "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "")
