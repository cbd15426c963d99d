"""Rewrite the archive of a form: every part that does not change keeps its bytes, position and date."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from lxml import etree

from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*")
_UTF8 = re.compile(rb"encoding=[\"']utf-8", re.IGNORECASE)
_BROKEN = say("Tệp hỏng, không mở được. Hãy mở tệp, lưu lại thành tệp mới rồi tải lên lại.")


def parse_xml(content: bytes) -> Any:
    """Parse XML without fetching anything or expanding entities; `sandbox` has refused document types before."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise FileRefusedError(_BROKEN) from error


def serialize_part(element: Any, original: bytes) -> bytes:
    """Serialize the part with its original first line, so that only changed bytes differ from what Word or Excel
    wrote.
    """
    body: bytes = etree.tostring(element, encoding="UTF-8", xml_declaration=False)
    head = _PROLOG.match(original)
    if head is None or not _UTF8.search(head[0]):
        head_line = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    else:
        head_line = head[0]
    return head_line + body


def rewrite_archive(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with the changed parts in their places."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for entry in source.infolist():
            part = changed.get(entry.filename)
            target.writestr(entry, source.read(entry) if part is None else part, entry.compress_type)
    return buffer.getvalue()


def strip_unprintable(text: str) -> str:
    """Return only what XML can contain: printable characters, spaces, line ends."""
    text = text.replace("\r\n", "\n").replace("\xa0", " ").replace("\t", " ")
    return "".join(letter for letter in text if letter == "\n" or letter.isprintable())
