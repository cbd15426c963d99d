"""DOCX and XLSX: checked part by part, then written anew without what tells of author and machine."""

import io
import re
import zipfile
from collections.abc import Mapping

from sokehoach.adapters.evidence.images import without_metadata
from sokehoach.adapters.evidence.refusal import NotAccepted
from sokehoach.adapters.guard import archive

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can hold

_MARKUP = re.compile(r"\.(?:xml|rels)$", re.I)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.I)
# Who wrote, who drew up a pivot table; and a drawing packed within an attribute, which Word draws anew.
_AUTHOR = re.compile(
    rb"""(\b(?:\w+:)?(?:author|initials|userId|providerId|lastModifiedBy|userName|refreshedBy|gfxdata))"""
    rb"""\s*=\s*(?:"[^"]*"|'[^']*')"""
)
_AUTHORS = re.compile(rb"(<(?:\w+:)?author(?:\s[^<>]{0,300})?>)[^<]*+(</)")
_PERSON = re.compile(rb"""(\bdisplayName)\s*=\s*(?:"[^"]*"|'[^']*')""")
_LAY = re.compile(rb"""(<(?:\w+:)?absPath\b[^>]{0,900}?\burl)\s*=\s*(?:"[^"]*"|'[^']*')""")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_THUMBNAIL = re.compile(rb"<Relationship\b[^>]{0,900}?/metadata/thumbnail[^>]{0,900}?/>")


def clean(data: bytes) -> tuple[str, bytes]:
    """(«docx» or «xlsx», the file without metadata). Raises NotTaken, NotAccepted."""
    parts = archive.parts(data)
    kind = next((kind for main, kind in _MAIN.items() if main in parts), None)
    if kind is None or "[Content_Types].xml" not in parts:
        raise NotAccepted("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp văn bản.")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            kept = _scrubbed(name, content)
            if kept is not None:
                package.writestr(zipfile.ZipInfo(name, _EPOCH), kept, zipfile.ZIP_DEFLATED)
    return kind, written.getvalue()


def without_authors(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a package that is kept as it came, without what tells who wrote it and where: what is left is what
    somebody put into it for others to read. Pictures stay as they are.
    """
    kept = {}
    for name, content in parts.items():
        left = _scrubbed(name, content) if _MARKUP.search(name) or _PRINTER.search(name) else content
        if left is not None:
            kept[name] = left
    return kept


def _scrubbed(name: str, content: bytes) -> bytes | None:
    """The part without what tells who wrote it and where; None drops it."""
    if name.startswith("docProps/"):
        stem = name.removeprefix("docProps/").removesuffix(".xml")
        return _EMPTY.get(stem)
    if name == "_rels/.rels":
        return _THUMBNAIL.sub(b"", content)
    if _PRINTER.search(name):
        return b""
    if name.lower().endswith(".xml"):
        content = _LAY.sub(rb'\1=""', _AUTHORS.sub(rb"\1\2", _AUTHOR.sub(rb'\1=""', content)))
        return _PERSON.sub(rb'\1=""', content) if name.startswith("xl/persons/") else content
    return without_metadata(content)
