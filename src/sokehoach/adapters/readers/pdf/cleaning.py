"""Refuse PDFs with actions, attachments or dynamic forms, and rewrite others without Info and XMP."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from sokehoach.adapters.readers.evidence_files import EvidenceRefusedError
from sokehoach.adapters.readers.pdf.safety import has_actions_or_files
from sokehoach.domain.messages import say

CONTENT_TYPE = "application/pdf"
MAX_OBJECTS = 200_000
_METADATA = ("/Metadata", "/PieceInfo", "/LastModified")


def clean_pdf(data: bytes) -> bytes:
    """Return the file without metadata. Raises EvidenceRefusedError."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise EvidenceRefusedError(say("Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."))
        if not reader.pages:
            raise EvidenceRefusedError(say("Tệp PDF không có trang nào. Hãy chọn lại tệp."))
        # Before copying: an object that is cut off later would still be written, unreferenced.
        _scrub_objects(reader.root_object)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        buffer = io.BytesIO()
        writer.write(buffer)
    except EvidenceRefusedError:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
    ) as error:
        # pypdf raises any of these for a broken file, depending on where it is broken.
        raise EvidenceRefusedError(say("Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi tải lên lại.")) from error
    return buffer.getvalue()


def _scrub_objects(root: DictionaryObject) -> None:
    """Walk all objects that the catalogue reaches: refuse actions and attachments, remove metadata."""
    pending: list[Any] = [root]
    visited: set[int] = set()
    while pending:
        node = pending.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in visited:
                continue
            visited.add(node.idnum)
            if len(visited) > MAX_OBJECTS:
                raise EvidenceRefusedError(say("Tệp PDF quá phức tạp. Hãy xuất lại PDF rồi tải lên lại."))
            pending.append(node.get_object())
        elif isinstance(node, DictionaryObject):
            for name in _METADATA:
                node.pop(NameObject(name), None)
            if has_actions_or_files(node):
                raise EvidenceRefusedError(
                    say("Tệp PDF có mã lệnh, tệp đính kèm hoặc biểu mẫu động. Hãy in ra PDF mới rồi tải lên lại.")
                )
            pending.extend(dict.values(node))
        elif isinstance(node, ArrayObject):
            pending.extend(list.__iter__(node))
