"""Turn an uploaded file into a PDF, DOCX or XLSX without metadata and read its words, or refuse it."""

import io
import re
import zipfile
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.readers.ooxml import CONTENT_TYPES
from sokehoach.adapters.readers.ooxml.strings import extract_strings
from sokehoach.adapters.readers.txt.legacy import has_broken_letters
from sokehoach.adapters.sandbox import FileRefusedError, limits, process
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.messages import say
from sokehoach.domain.text import normalize_nfc


class EvidenceRefusedError(FileRefusedError):
    """The message is a Vietnamese sentence for the person who chose the file: what is wrong, what to do."""


MAX_BYTES = 5 * 1024 * 1024
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00")
_HEIF = re.compile(rb"....ftyp(?:hei|mif|avif)", re.DOTALL)
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_UNSAFE = re.compile(r"[^\w .,()&+-]+")


@dataclass(frozen=True, slots=True)
class EvidenceDocument:
    """A cleaned document. `name` is safe for a file system and its extension matches the content."""

    name: str
    content_type: str
    content: bytes


@slow_work
def clean_document(data: bytes, *, name: str) -> EvidenceDocument:
    """Check and clean a file of at most MAX_BYTES bytes, by its content and never by its name.

    Raises EvidenceRefusedError. It runs in a process of its own for at most nine seconds: call this before any lock is
    taken.
    """
    if not data:
        raise EvidenceRefusedError(say("Tệp trống. Hãy chọn lại tệp."))
    if len(data) > MAX_BYTES:
        raise EvidenceRefusedError(
            say("Tệp lớn hơn %(max_bytes)s MB. Hãy giảm cỡ tệp rồi tải lên lại.", max_bytes=MAX_BYTES // 1024 // 1024)
        )
    if data.startswith(_IMAGES) or _HEIF.match(data) or _WEBP.match(data):
        raise EvidenceRefusedError(say("Đây là ảnh. Phần mềm không nhận ảnh; hãy dùng văn bản PDF, DOCX hoặc XLSX."))
    if not data.startswith((b"%PDF-", b"PK\x03\x04")):
        raise EvidenceRefusedError(
            say("Tệp không phải là PDF, DOCX hoặc XLSX. Hãy lưu văn bản thành một trong ba loại đó.")
        )
    try:
        answer = process.run("evidence", data, name=name)
    except FileRefusedError as refusal:
        raise EvidenceRefusedError(str(refusal)) from refusal
    return EvidenceDocument(_build_name(name, answer["kind"]), answer["content_type"], b64decode(answer["content"]))


def run_evidence_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «evidence» of parser_jobs; parsers are imported only there."""
    if data.startswith(b"%PDF-"):
        from sokehoach.adapters.readers.pdf import cleaning

        kind, content_type, content = "pdf", cleaning.CONTENT_TYPE, cleaning.clean_pdf(data)
    else:
        from sokehoach.adapters.readers.ooxml.cleaning import clean_office

        kind, content = clean_office(data)
        content_type = CONTENT_TYPES[kind]
    return {"kind": kind, "content_type": content_type, "content": b64encode(content).decode("ascii")}


def _build_name(name: str, ending: str) -> str:
    stem = re.split(r"[\\/]", name)[-1].rsplit(".", 1)[0]
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(". ")[:120]
    return f"{stem or 'tep'}.{ending}"


_SCANNED = say(
    "Tệp PDF là bản quét: phần mềm không đọc được chữ nên không kiểm tra được thông tin "
    "cá nhân. Hãy xuất PDF từ tệp văn bản rồi tải lên lại."
)
_BROKEN = say(
    "Lớp chữ của tệp PDF bị hỏng: chữ chép ra thành ký tự sai nên không kiểm tra được "
    "thông tin cá nhân. Hãy xuất PDF từ tệp văn bản rồi tải lên lại."
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
    """Run the job «words» of parser_jobs on a cleaned PDF, DOCX or XLSX."""
    text = _read_pdf_text(data) if data.startswith(b"%PDF-") else _read_package_text(data)
    if len(text) > limits.MAX_LETTERS:
        raise FileRefusedError(
            say("Tệp dài hơn một triệu chữ, không kiểm tra được thông tin cá nhân. Hãy tách thành nhiều tệp.")
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
    document_text = "\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "")
    if has_broken_letters(normalize_nfc(document_text)):
        raise FileRefusedError(_BROKEN)
    return document_text
