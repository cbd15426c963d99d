"""How a Word form is counted: paragraphs and tables of each part in their order, the text of each by its nodes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sokehoach.adapters.blank.package import root
from sokehoach.adapters.guard import NotTaken

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{_MC}Choice", f"{_MC}Fallback"
_BESIDE = re.compile(r"word/(?P<name>(?P<kind>header|footer|footnotes|endnotes)\d*)\.xml")
_SAID = {"header": "đầu trang", "footer": "chân trang", "footnotes": "chú thích", "endnotes": "chú thích"}

type Node = Any  # an element of lxml, which has no types


def w(name: str) -> str:
    return f"{{{_NS}}}{name}"


def value(node: Node | None, name: str, attribute: str = "val") -> str:
    """An attribute of a child; «» where there is none."""
    child = node.find(w(name)) if node is not None else None
    return (child.get(w(attribute)) or "") if child is not None else ""


@dataclass(frozen=True)
class Counted:
    """One part of a document by number; the lists hold the nodes alive, so that a node is found again. `name` stands
    in its addresses, «header1!p0», and is «» for the text itself; `said` names the part to a person.
    """

    part: str
    name: str
    said: str
    tree: Node
    paragraphs: list[Node]
    tables: list[Node]

    @property
    def body(self) -> Node:
        return self.tree if self.name else self.tree.find(w("body"))

    @property
    def text_boxes(self) -> list[Node]:
        """What stands in boxes drawn on the page: each once, though Word keeps a second writing for older programs."""
        return [one for one in self.tree.iter(w("txbxContent")) if not _within(one, _FALLBACK)]

    def address(self, place: str) -> str:
        return f"{self.name}!{place}" if self.name else place


def counted(parts: Mapping[str, bytes]) -> dict[str, Counted]:
    """By name: the text, then headers, footers and notes."""
    found = {"": _counted(parts[MAIN], MAIN, "", "")}
    if found[""].body is None:  # the strict dialect has another namespace
        raise NotTaken("Tệp Word kiểu lạ, không đọc được. Hãy mở bằng Word, lưu lại thành .docx thường.")
    for part in sorted(parts):
        if told := _BESIDE.fullmatch(part):
            found[told["name"]] = _counted(parts[part], part, told["name"], _SAID[told["kind"]])
    return found


def _counted(content: bytes, part: str, name: str, said: str) -> Counted:
    tree = root(content)
    return Counted(part, name, said, tree, list(tree.iter(w("p"))), list(tree.iter(w("tbl"))))


def twin(paragraph: Node) -> Node | None:
    """The same paragraph in the second writing of its text box, where it still says the same."""
    first = next((one for one in paragraph.iterancestors() if one.tag == _CHOICE), None)
    if first is None:
        return None
    other = first.getparent().find(_FALLBACK)
    if other is None:
        return None
    mine, theirs = list(first.iter(w("p"))), list(other.iter(w("p")))
    place = mine.index(paragraph)
    if place >= len(theirs) or said(theirs[place]) != said(paragraph):
        return None
    return theirs[place]


def blocks(parent: Node) -> Iterator[Node]:
    """Paragraphs and tables of a body or a cell, those inside content controls included."""
    for child in parent:
        if child.tag in (w("p"), w("tbl")):
            yield child
        elif child.tag in (w("sdt"), w("sdtContent"), w("customXml"), w("ins")):
            yield from blocks(child)


def rows(table: Node) -> list[Node]:
    return [row for row in table.iter(w("tr")) if nearest(row, "tbl") is table]


def cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter(w("tc")) if nearest(cell, "tr") is row]


def pieces(paragraph: Node) -> list[tuple[Node | None, str]]:
    """Its text by node; a tab or a break is a space of no node. What is in a text box is not of it."""
    found: list[tuple[Node | None, str]] = []
    for node in paragraph.iter(w("t"), w("tab"), w("br")):
        if nearest(node, "p") is not paragraph or (
            node.tag == w("tab") and node.getparent().tag == w("tabs")
        ):
            continue
        found.append((node, node.text or "") if node.tag == w("t") else (None, " "))
    return found


def formula(cell: Node) -> str:
    """«=SUM(ABOVE)», worked out by Word; «» of a cell without one."""
    told = [node.text or "" for node in cell.iter(w("instrText"))]
    told += [node.get(w("instr")) or "" for node in cell.iter(w("fldSimple"))]
    return next((one.strip() for one in told if one.strip().startswith("=")), "")


def said(paragraph: Node) -> str:
    return "".join(text for _node, text in pieces(paragraph))


def nearest(node: Node, name: str) -> Node | None:
    return next(node.iterancestors(w(name)), None)


def _within(node: Node, tag: str) -> bool:
    return next(node.iterancestors(tag), None) is not None
