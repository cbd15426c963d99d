"""Index the parts of a Word form: paragraphs and tables of each part in order, and the text of each by its
XML nodes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.external_forms.package import parse_xml
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_MC}Choice", f"{_MC}Fallback"
_SIDE_PART = re.compile(r"word/(?P<name>(?P<kind>header|footer|footnotes|endnotes)\d*)\.xml")
_PART_LABELS = {
    "header": say("đầu trang"),
    "footer": say("chân trang"),
    "footnotes": say("chú thích"),
    "endnotes": say("chú thích"),
}

type Node = Any  # an element of lxml, which has no types


def w(name: str) -> str:
    return f"{{{_NS}}}{name}"


def get_child_attribute(node: Node | None, name: str, attribute: str = "val") -> str:
    """Return an attribute of a child; «» if there is none."""
    child = node.find(w(name)) if node is not None else None
    return (child.get(w(attribute)) or "") if child is not None else ""


@dataclass(frozen=True)
class DocumentPart:
    """One part of a document, with its paragraphs and tables by number.

    The lists keep the nodes alive, so that a node is found again. `name` is part of its addresses, «header1!p0», and
    «» for the body; `label` names the part to a person.
    """

    part: str
    name: str
    label: str
    tree: Node
    paragraphs: list[Node]
    tables: list[Node]

    @property
    def body(self) -> Node:
        return self.tree if self.name else self.tree.find(w("body"))

    @property
    def text_boxes(self) -> list[Node]:
        """Return the text boxes drawn on the page, each once: Word also stores a fallback for older programs."""
        return [box for box in self.tree.iter(w("txbxContent")) if not _has_ancestor(box, _FALLBACK)]

    def address(self, place: str) -> str:
        return f"{self.name}!{place}" if self.name else place


def index_parts(parts: Mapping[str, bytes]) -> dict[str, DocumentPart]:
    """Return the parts by name: the body, then headers, footers and notes. FileRefusedError for the strict dialect."""
    by_name = {"": _index_part(parts[MAIN], MAIN, "", "")}
    if by_name[""].body is None:  # the strict dialect has another namespace
        raise FileRefusedError(say("Tệp Word kiểu lạ, không đọc được. Hãy mở bằng Word, lưu lại thành .docx thường."))
    for part in sorted(parts):
        if match := _SIDE_PART.fullmatch(part):
            by_name[match["name"]] = _index_part(parts[part], part, match["name"], _PART_LABELS[match["kind"]])
    return by_name


def _index_part(content: bytes, part: str, name: str, label: str) -> DocumentPart:
    tree = parse_xml(content)
    return DocumentPart(part, name, label, tree, list(tree.iter(w("p"))), list(tree.iter(w("tbl"))))


def find_fallback_paragraph(paragraph: Node) -> Node | None:
    """Return the same paragraph in the fallback of its text box, if its text is still the same."""
    choice = next((ancestor for ancestor in paragraph.iterancestors() if ancestor.tag == _CHOICE), None)
    if choice is None:
        return None
    fallback = choice.getparent().find(_FALLBACK)
    if fallback is None:
        return None
    paragraphs, fallback_paragraphs = list(choice.iter(w("p"))), list(fallback.iter(w("p")))
    place = paragraphs.index(paragraph)
    if place >= len(fallback_paragraphs) or get_paragraph_text(fallback_paragraphs[place]) != get_paragraph_text(
        paragraph
    ):
        return None
    return fallback_paragraphs[place]


def iter_blocks(parent: Node) -> Iterator[Node]:
    """Yield paragraphs and tables of a body or a cell, including those inside content controls."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from iter_blocks(child)


def list_rows(table: Node) -> list[Node]:
    return [row for row in table.iter(w("tr")) if find_ancestor(row, "tbl") is table]


def list_cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter(w("tc")) if find_ancestor(cell, "tr") is row]


def list_text_nodes(paragraph: Node) -> list[tuple[Node | None, str]]:
    """Return the paragraph's text by node, without text boxes in it; a tab or a break is a space without node."""
    text_nodes: list[tuple[Node | None, str]] = []
    for node in paragraph.iter(w("t"), w("tab"), w("br")):
        if find_ancestor(node, "p") is not paragraph or (node.tag == w("tab") and node.getparent().tag == w("tabs")):
            continue
        text_nodes.append((node, node.text or "") if node.tag == w("t") else (None, " "))
    return text_nodes


def get_formula(cell: Node) -> str:
    """Return a cell's formula that Word computes, such as «=SUM(ABOVE)»; «» if there is none."""
    instructions = [node.text or "" for node in cell.iter(w("instrText"))]
    instructions += [node.get(w("instr")) or "" for node in cell.iter(w("fldSimple"))]
    return next((instruction.strip() for instruction in instructions if instruction.strip().startswith("=")), "")


def get_paragraph_text(paragraph: Node) -> str:
    return "".join(text for _node, text in list_text_nodes(paragraph))


def find_ancestor(node: Node, name: str) -> Node | None:
    return next(node.iterancestors(w(name)), None)


def _has_ancestor(node: Node, tag: str) -> bool:
    return next(node.iterancestors(tag), None) is not None
