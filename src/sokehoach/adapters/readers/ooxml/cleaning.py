"""Rewrite DOCX and XLSX without data about author, machine, place and camera."""

import io
import re
import struct
import zipfile
from collections.abc import Mapping

from sokehoach.adapters.readers.evidence_files import EvidenceRefusedError
from sokehoach.adapters.readers.ooxml import find_kind
from sokehoach.adapters.sandbox import archive
from sokehoach.domain.messages import say

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can represent


def clean_office(data: bytes) -> tuple[str, bytes]:
    """Return («docx» or «xlsx», the file without metadata). Raises FileRefusedError, EvidenceRefusedError."""
    parts = archive.read_parts(data)
    kind = find_kind(parts)
    if kind is None or "[Content_Types].xml" not in parts:
        raise EvidenceRefusedError(say("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp văn bản."))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            scrubbed = scrub_part(name, content)
            if scrubbed is not None:
                package.writestr(zipfile.ZipInfo(name, _EPOCH), without_metadata(scrubbed), zipfile.ZIP_DEFLATED)
    return kind, buffer.getvalue()


_SCRUBBED = re.compile(r"(?:\.xml|\.rels|printersettings\d*\.bin)$", re.I)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.I)
# Names of authors, also of pivot tables; and drawings packed in an attribute, which Word creates again.
_AUTHOR = re.compile(
    rb"""(\b(?:\w+:)?(?:author|initials|userId|providerId|lastModifiedBy|userName|refreshedBy|gfxdata))"""
    rb"""\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?author(?:\s[^<>]{0,300})?>)[^<]*+(</)")
_PERSON = re.compile(rb"""(\bdisplayName)\s*=\s*(?:"[^"]*"|'[^']*')""")
_PATH = re.compile(rb"""(<(?:\w+:)?absPath\b[^>]{0,900}?\burl)\s*=\s*(?:"[^"]*"|'[^']*')""")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_THUMBNAIL = re.compile(rb"<Relationship\b[^>]{0,900}?/metadata/thumbnail[^>]{0,900}?/>")


def without_authors(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a package without its authors; the package itself is stored unchanged.

    What is left was written for others to read. Pictures and unknown parts stay, in docProps too: a scan of the
    rest must see them.
    """
    scrubbed = (
        (name, scrub_part(name, content) if _SCRUBBED.search(name) else content) for name, content in parts.items()
    )
    return {name: content for name, content in scrubbed if content is not None}


def scrub_part(name: str, content: bytes) -> bytes | None:
    """Return the part without its authors; None if the part must be dropped. Pictures stay unchanged."""
    if name.startswith("docProps/"):
        stem = name.removeprefix("docProps/").removesuffix(".xml")
        return _EMPTY.get(stem)
    if name == "_rels/.rels":
        return _THUMBNAIL.sub(b"", content)
    if _PRINTER.search(name):
        return b""
    if name.lower().endswith(".xml"):
        content = _PATH.sub(rb'\1=""', _AUTHORS.sub(rb"\1\2", _AUTHOR.sub(rb'\1=""', content)))
        return _PERSON.sub(rb'\1=""', content) if name.startswith("xl/persons/") else content
    return content


_JPEG_KEPT = {0xE0, 0xE2, 0xEE}  # JFIF, colour profile, Adobe's colour transform
_PNG_KEPT = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
    b"bKGD",
}


def without_metadata(data: bytes) -> bytes:
    """Return a JPEG or PNG without Exif, XMP, IPTC and texts; other or unreadable data unchanged."""
    if data.startswith(b"\xff\xd8\xff"):
        return _clean_jpeg(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _clean_png(data)
    return data


def _clean_jpeg(data: bytes) -> bytes:
    segments = [data[:2]]
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker, length = data[position + 1], struct.unpack(">H", data[position + 2 : position + 4])[0]
        if marker == 0xDA:
            break
        application = 0xE0 <= marker <= 0xEF and marker not in _JPEG_KEPT
        if not application and marker != 0xFE:
            segments.append(data[position : position + 2 + length])
        position += 2 + length
    return b"".join([*segments, data[position:]])


def _clean_png(data: bytes) -> bytes:
    chunks = [data[:8]]
    position = 8
    while position + 12 <= len(data):
        length = struct.unpack(">I", data[position : position + 4])[0]
        if data[position + 4 : position + 8] in _PNG_KEPT:
            chunks.append(data[position : position + 12 + length])
        position += 12 + length
    return b"".join(chunks)
