"""Build the docx package with only the parts it needs; equal documents give equal bytes."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import docx
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.writers.docx import styles
from sokehoach.domain.documents.content import Document, remove_unprintable

_NEEDED_RELATIONS = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS}
_MAX_PROPERTY = 255
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that a zip archive can represent


def create_package() -> Package:
    """Create an empty package with our styles, without the thumbnail, theme and fonts of the library's template."""
    package = docx.Document()
    for name, relation in list(package.part.rels.items()):
        if relation.reltype not in _NEEDED_RELATIONS:
            del package.part.rels[name]
    opc = package.part.package
    assert opc is not None
    for name, relation in list(opc.rels.items()):
        if relation.reltype in (RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, RELATIONSHIP_TYPE.THUMBNAIL):
            del opc.rels[name]
    _replace_children(package.styles.element, styles.build_styles())
    _replace_children(package.settings.element, styles.build_settings())
    return package


def set_properties(package: Package, document: Document, *, keywords: str = "") -> None:
    """Set the properties that a file manager shows. Dates come from the document, never from the machine."""
    day = document.letterhead.day
    moment = datetime.combine(day if isinstance(day, date) else date(day.year, 1, 1), time(), UTC)
    issuer = remove_unprintable(document.letterhead.issuer_name)[:_MAX_PROPERTY]
    properties = package.core_properties
    properties.title = remove_unprintable(f"{document.kind} {document.title}".strip())[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = issuer
    properties.language = "vi-VN"
    properties.comments = ""
    properties.keywords = keywords
    properties.created = properties.modified = moment
    properties.revision = 1


def serialize_package(package: Package) -> bytes:
    """Return the zip archive, with fixed times and system marks."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    package.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return fixed.getvalue()


def _replace_children(root: BaseOxmlElement, children: list[BaseOxmlElement]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)
