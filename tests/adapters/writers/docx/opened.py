"""What the tests read back from a written file."""

import io
import zipfile
from dataclasses import dataclass

import docx
from docx.document import Document as Package
from docx.oxml.ns import qn
from lxml import etree

from sokehoach.adapters.writers.docx import write_docx
from sokehoach.adapters.writers.docx.marks import NAMESPACE
from sokehoach.domain.documents.content import Document, Operand, Reference


@dataclass(frozen=True)
class Mark:
    name: str
    text: str
    reference: Reference


def opened(document: Document) -> Package:
    return docx.Document(io.BytesIO(write_docx(document)))


def words(node: etree._Element) -> str:
    """The printed words below a node, paragraphs on lines of their own."""
    paragraphs = node.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in p.iter(qn("w:t"))) for p in paragraphs)


def listed_marks(data: bytes) -> list[Mark]:
    """The figures that the file itself lists; empty where it lists none."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if "customXml/item1.xml" not in file.namelist():
            return []
        root = etree.fromstring(file.read("customXml/item1.xml"))
    return [
        Mark(
            figure.attrib["mark"],
            figure.attrib["text"],
            Reference(
                Operand(figure.attrib["element"], figure.attrib["disaggregation"]),
                figure.attrib["period"],
                figure.attrib["unit"],
            ),
        )
        for figure in root.iter(f"{{{NAMESPACE}}}figure")
    ]


def bookmarked(package: Package) -> dict[str, str]:
    """Bookmark → the words that it encloses."""
    found: dict[str, str] = {}
    open_marks: dict[str, str] = {}
    for node in package.element.body.iter():
        if node.tag == qn("w:bookmarkStart"):
            open_marks[node.get(qn("w:id"))] = node.get(qn("w:name"))
            found[node.get(qn("w:name"))] = ""
        elif node.tag == qn("w:bookmarkEnd"):
            del open_marks[node.get(qn("w:id"))]
        elif node.tag == qn("w:t"):
            for name in open_marks.values():
                found[name] += node.text or ""
    assert not open_marks
    return found
