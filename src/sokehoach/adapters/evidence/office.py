"""DOCX and XLSX: checked part by part, then written anew without what tells of author and machine."""

import io
import zipfile

from sokehoach.adapters.evidence.images import without_metadata
from sokehoach.adapters.evidence.refusal import NotAccepted
from sokehoach.adapters.guard import archive
from sokehoach.adapters.ooxml import find_kind
from sokehoach.adapters.ooxml.authors import scrub_part

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can hold


def clean(data: bytes) -> tuple[str, bytes]:
    """(«docx» or «xlsx», the file without metadata). Raises NotTaken, NotAccepted."""
    parts = archive.parts(data)
    kind = find_kind(parts)
    if kind is None or "[Content_Types].xml" not in parts:
        raise NotAccepted("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp văn bản.")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            kept = scrub_part(name, content)
            if kept is not None:
                package.writestr(zipfile.ZipInfo(name, _EPOCH), without_metadata(kept), zipfile.ZIP_DEFLATED)
    return kind, written.getvalue()
