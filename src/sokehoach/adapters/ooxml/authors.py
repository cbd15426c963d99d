"""Remove from a DOCX or XLSX who wrote it, on which machine, and where the file was stored."""

import re
from collections.abc import Mapping

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
