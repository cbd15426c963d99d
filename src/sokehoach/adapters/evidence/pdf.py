"""PDF: refused where it would run, open or carry something; else written anew without Info and XMP."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from sokehoach.adapters.evidence.refusal import NotAccepted
from sokehoach.adapters.guard.acting import acts_or_carries

CONTENT_TYPE = "application/pdf"
MOST_OBJECTS = 200_000

_METADATA = ("/Metadata", "/PieceInfo", "/LastModified")


def clean(data: bytes) -> bytes:
    """The file without metadata. Raises NotAccepted."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise NotAccepted("Tệp PDF đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại.")
        if not reader.pages:
            raise NotAccepted("Tệp PDF không có trang nào. Hãy chọn lại tệp.")
        # Before copying: what is cut off afterwards would still be written, as an object that nothing names.
        _scrub(reader.root_object)
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        written = io.BytesIO()
        writer.write(written)
    except NotAccepted:
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
        # pypdf meets a broken file with any of these, depending on where it is broken.
        raise NotAccepted("Tệp PDF hỏng, không mở được. Hãy xuất lại PDF rồi tải lên lại.") from error
    return written.getvalue()


def _scrub(root: DictionaryObject) -> None:
    """Walk all that the catalogue reaches: refuse what acts or carries, drop metadata on the way."""
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if one.idnum in seen:
                continue
            seen.add(one.idnum)
            if len(seen) > MOST_OBJECTS:
                raise NotAccepted("Tệp PDF quá phức tạp. Hãy xuất lại PDF rồi tải lên lại.")
            waiting.append(one.get_object())
        elif isinstance(one, DictionaryObject):
            for name in _METADATA:
                one.pop(NameObject(name), None)
            if acts_or_carries(one):
                raise NotAccepted(
                    "Tệp PDF có mã lệnh, tệp đính kèm hoặc biểu mẫu động. Hãy in ra PDF mới rồi tải lên lại."
                )
            waiting.extend(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))
