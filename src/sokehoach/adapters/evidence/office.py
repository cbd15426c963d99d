"""DOCX and XLSX: checked part by part, then written anew without what tells of author and machine.

The archive is opened with limits on entries and bytes, both counted while reading: what its directory says of
sizes is not believed (OWASP ASVS 5.0, 5.2.3).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.sax import SAXException  # only the exception: parsing goes through defusedxml
from xml.sax.handler import ContentHandler

import defusedxml.sax
from defusedxml.common import DefusedXmlException

from sokehoach.adapters.evidence.images import without_metadata
from sokehoach.adapters.evidence.refusal import NotAccepted

MOST_ENTRIES = 2_000
MOST_BYTES = 50 * 1024 * 1024

CONTENT_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_MAIN = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can hold

_ACTIVE = re.compile(
    r"vbaproject|vbadata|/activex/|/embeddings/|externallinks|oleobject|\.(?:bin|exe|js|vbs|dll)$", re.I
)
_PRINTER = re.compile(r"printersettings\d*\.bin$", re.I)
_MACRO = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.I)
_XML = re.compile(r"\.(?:xml|rels|vml)$", re.I)
_AUTHOR = re.compile(
    rb"""(\b(?:\w+:)?(?:author|initials|userId|providerId|lastModifiedBy))=(?:"[^"]*"|'[^']*')"""
)
_AUTHORS = re.compile(rb"(<author>)[^<]*(</author>)")
_EMPTY = {
    "core": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "app": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "custom": b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
}
_THUMBNAIL = re.compile(rb"<Relationship\b[^>]*?/metadata/thumbnail[^>]*?/>")


class _Relations(ContentHandler):
    """Refuses what a document would fetch from elsewhere; the links that a person clicks may stay."""

    def startElement(self, name: str, attrs: object) -> None:  # noqa: N802
        get = attrs.get  # type: ignore[attr-defined]
        if get("TargetMode") == "External" and not (get("Type") or "").endswith("/hyperlink"):
            raise NotAccepted(
                "Tệp lấy nội dung từ tệp khác hoặc từ mạng. Hãy gỡ các liên kết đó rồi lưu lại."
            )


def clean(data: bytes) -> tuple[str, bytes]:
    """(«docx» or «xlsx», the file without metadata). Raises NotAccepted."""
    parts = dict(_parts(data))
    kind = next((kind for main, kind in _MAIN.items() if main in parts), None)
    if kind is None or "[Content_Types].xml" not in parts:
        raise NotAccepted("Tệp nén này không phải là DOCX hoặc XLSX. Hãy chọn đúng tệp văn bản.")
    if _MACRO.search(parts["[Content_Types].xml"]):
        raise NotAccepted("Tệp có macro. Hãy lưu lại thành DOCX hoặc XLSX không có macro.")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kept = _scrubbed(name, content)
            if kept is not None:
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), kept, zipfile.ZIP_DEFLATED)
    return kind, written.getvalue()


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts, each checked; the limits hold while reading."""
    seen: set[str] = set()
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise NotAccepted("Tệp chứa quá nhiều phần bên trong. Hãy lưu lại văn bản rồi tải lên lại.")
            for entry in entries:
                name = entry.filename
                if entry.is_dir():
                    continue
                if entry.flag_bits & 1:
                    raise NotAccepted("Tệp đặt mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại.")
                if name in seen or name.startswith("/") or ".." in name.split("/") or "\\" in name:
                    raise NotAccepted("Cấu trúc tệp không hợp lệ. Hãy lưu lại văn bản rồi tải lên lại.")
                seen.add(name)
                if _ACTIVE.search("/" + name) and not _PRINTER.search(name):
                    raise NotAccepted(
                        "Tệp có macro, đối tượng nhúng hoặc liên kết ngoài. Hãy gỡ ra rồi lưu lại."
                    )
                with archive.open(entry) as part:
                    content = part.read(MOST_BYTES - total + 1)
                total += len(content)
                if total > MOST_BYTES:
                    raise NotAccepted("Nội dung giải nén lớn hơn 50 MB. Hãy giảm cỡ tệp rồi tải lên lại.")
                if _XML.search(name):
                    _check_xml(name, content)
                yield name, content
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        if isinstance(error, NotAccepted):
            raise
        raise NotAccepted("Tệp hỏng, không mở được. Hãy lưu lại văn bản rồi tải lên lại.") from error


def _check_xml(name: str, content: bytes) -> None:
    handler = _Relations() if name.endswith(".rels") else ContentHandler()
    try:
        defusedxml.sax.parseString(content, handler, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotAccepted(
            "Tệp có khai báo DTD, không an toàn. Hãy lưu lại văn bản rồi tải lên lại."
        ) from error
    except (SAXException, UnicodeError, LookupError) as error:
        raise NotAccepted("Một phần của tệp hỏng. Hãy lưu lại văn bản rồi tải lên lại.") from error


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
        return _AUTHORS.sub(rb"\1\2", _AUTHOR.sub(rb'\1=""', content))
    return without_metadata(content)
