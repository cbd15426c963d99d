"""Check DOCX and XLSX part by part and rewrite them without data about author and machine."""

import io
import zipfile

from sokehoach.adapters.evidence.images import without_metadata
from sokehoach.adapters.evidence.refusal import EvidenceRefusedError
from sokehoach.adapters.ooxml import find_kind
from sokehoach.adapters.ooxml.authors import scrub_part
from sokehoach.adapters.sandbox import archive

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can represent


def clean_office(data: bytes) -> tuple[str, bytes]:
    """Return («docx» or «xlsx», the file without metadata). Raises FileRefusedError, EvidenceRefusedError."""
    parts = archive.read_parts(data)
    kind = find_kind(parts)
    if kind is None or "[Content_Types].xml" not in parts:
        raise EvidenceRefusedError("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp văn bản.")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            scrubbed = scrub_part(name, content)
            if scrubbed is not None:
                package.writestr(zipfile.ZipInfo(name, _EPOCH), without_metadata(scrubbed), zipfile.ZIP_DEFLATED)
    return kind, buffer.getvalue()
