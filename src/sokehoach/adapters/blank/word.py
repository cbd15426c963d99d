"""How a Word form is counted: paragraphs and tables in the order of the document, the text of each by its nodes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.blank.package import root
from sokehoach.adapters.guard import NotTaken

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

type Node = Any  # an element of lxml, which has no types


def w(name: str) -> str:
    return f"{{{_NS}}}{name}"


def value(node: Node | None, name: str, attribute: str = "val") -> str:
    """An attribute of a child; «» where there is none."""
    child = node.find(w(name)) if node is not None else None
    return (child.get(w(attribute)) or "") if child is not None else ""


@dataclass(frozen=True)
class Counted:
    """The parts of a document by number; the lists hold the nodes alive, so that a node is found again."""

    tree: Node
    paragraphs: list[Node]
    tables: list[Node]

    @property
    def body(self) -> Node:
        found = self.tree.find(w("body"))
        assert found is not None
        return found


def counted(main: bytes) -> Counted:
    tree = root(main)
    if tree.find(w("body")) is None:  # the strict dialect has another namespace
        raise NotTaken("Tệp Word kiểu lạ, không đọc được. Hãy mở bằng Word, lưu lại thành .docx thường.")
    return Counted(tree, list(tree.iter(w("p"))), list(tree.iter(w("tbl"))))


def blocks(parent: Node) -> Iterator[Node]:
    """Paragraphs and tables of a body or a cell, those inside content controls included."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from blocks(child)


def rows(table: Node) -> list[Node]:
    return [row for row in table.iter(w("tr")) if _nearest(row, "tbl") is table]


def cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter(w("tc")) if _nearest(cell, "tr") is row]


def pieces(paragraph: Node) -> list[tuple[Node | None, str]]:
    """Its text by node; a tab or a break is a space of no node. What is in a text box is not of it."""
    found: list[tuple[Node | None, str]] = []
    for node in paragraph.iter(w("t"), w("tab"), w("br")):
        if _nearest(node, "p") is not paragraph or (
            node.tag == w("tab") and node.getparent().tag == w("tabs")
        ):
            continue
        found.append((node, node.text or "") if node.tag == w("t") else (None, " "))
    return found


def said(paragraph: Node) -> str:
    return "".join(text for _node, text in pieces(paragraph))


def _nearest(node: Node, name: str) -> Node | None:
    return next(node.iterancestors(w(name)), None)
