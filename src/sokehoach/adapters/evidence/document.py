"""Turn an uploaded file into a PDF, DOCX or XLSX without metadata, or refuse it."""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.evidence.refusal import EvidenceRefusedError
from sokehoach.adapters.ooxml import CONTENT_TYPES
from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.slow_work import slow_work

__all__ = ["MAX_BYTES", "EvidenceDocument", "EvidenceRefusedError", "clean_document"]

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
        raise EvidenceRefusedError("Tệp trống. Hãy chọn lại tệp.")
    if len(data) > MAX_BYTES:
        raise EvidenceRefusedError(f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB. Hãy giảm cỡ tệp rồi tải lên lại.")
    if data.startswith(_IMAGES) or _HEIF.match(data) or _WEBP.match(data):
        raise EvidenceRefusedError("Đây là ảnh. Phần mềm không nhận ảnh; hãy dùng văn bản PDF, DOCX hoặc XLSX.")
    if not data.startswith((b"%PDF-", b"PK\x03\x04")):
        raise EvidenceRefusedError("Tệp không phải là PDF, DOCX hoặc XLSX. Hãy lưu văn bản thành một trong ba loại đó.")
    try:
        answer = process.run("evidence", data, name=name)
    except FileRefusedError as refusal:
        raise EvidenceRefusedError(str(refusal)) from refusal
    return EvidenceDocument(_build_name(name, answer["kind"]), answer["content_type"], b64decode(answer["content"]))


def run_evidence_job(data: bytes, *, name: str) -> dict[str, Any]:
    """Run the job «evidence» of sandbox.worker; parsers are imported only there."""
    from sokehoach.adapters.evidence import office, pdf

    if data.startswith(b"%PDF-"):
        kind, content_type, content = "pdf", pdf.CONTENT_TYPE, pdf.clean_pdf(data)
    else:
        kind, content = office.clean_office(data)
        content_type = CONTENT_TYPES[kind]
    return {"kind": kind, "content_type": content_type, "content": b64encode(content).decode("ascii")}


def _build_name(name: str, ending: str) -> str:
    stem = re.split(r"[\\/]", name)[-1].rsplit(".", 1)[0]
    stem = " ".join(_UNSAFE.sub(" ", stem).split()).strip(". ")[:120]
    return f"{stem or 'tep'}.{ending}"
