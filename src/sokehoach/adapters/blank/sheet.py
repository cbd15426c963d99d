"""How a workbook is counted: its visible sheets by number, cells by address, what is merged, hidden and shared."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.blank.package import root
from sokehoach.adapters.guard import NotTaken

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")

type Node = Any  # an element of lxml, which has no types


def x(name: str) -> str:
    return f"{{{_NS}}}{name}"


def place(address: str) -> tuple[int, int]:
    """«C5» → row and column from 0."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise NotTaken("Bảng tính có ô không đọc được. Hãy lưu lại bằng Excel.")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def address(row: int, column: int) -> str:
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    told, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        told = chr(65 + rest) + told
    return told


def sheet_named(text: str) -> str:
    """As a formula writes it, quotes doubled inside quotes → the name."""
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def area(reference: str) -> tuple[int, int, int, int]:
    """«B2:C5» → first row and column, last row and column."""
    first, _, last = reference.partition(":")
    return (*place(first), *place(last or first))


@dataclass
class Sheet:
    number: int
    key: str  # by which the workbook knows it (sheetId)
    name: str
    part: str
    hidden: bool
    tree: Node
    cells: dict[tuple[int, int], Node] = field(default_factory=dict)

    @property
    def merged(self) -> list[tuple[int, int, int, int]]:
        return [area(one.get("ref") or "") for one in self.tree.iter(x("mergeCell"))]


@dataclass
class Book:
    tree: Node
    sheets: list[Sheet]
    shared: list[Node]

    def text(self, cell: Node) -> str:
        """As the file holds it; «» for an empty cell."""
        kind, told = cell.get("t"), cell.findtext(x("v"))
        if kind == "inlineStr":
            return words(cell.find(x("is")))
        if kind == "s" and told is not None:
            return words(self.shared[int(told)])
        return told or ""


def words(item: Node | None) -> str:
    """A string of one or several runs; readings of other scripts (rPh) are no part of it."""
    if item is None:
        return ""
    return "".join(
        node.text or "" for node in item.iter(x("t")) if next(node.iterancestors(x("rPh")), None) is None
    )


def book(parts: Mapping[str, bytes]) -> Book:
    tree = root(parts[WORKBOOK])
    targets = {one.get("Id"): one.get("Target") or "" for one in root(parts["xl/_rels/workbook.xml.rels"])}
    strings = parts.get("xl/sharedStrings.xml")
    shared = list(root(strings).iter(x("si"))) if strings else []
    sheets = []
    for number, one in enumerate(tree.iter(x("sheet"))):
        part = posixpath.normpath(posixpath.join("/xl", targets[one.get(_REL)])).lstrip("/")
        if part not in parts or "worksheets" not in part:
            continue  # a chart sheet
        hidden = one.get("state") in ("hidden", "veryHidden")
        sheet = Sheet(
            number, one.get("sheetId") or "", one.get("name") or "", part, hidden, root(parts[part])
        )
        sheet.cells = dict(_cells(sheet.tree))
        sheets.append(sheet)
    if not sheets:
        raise NotTaken("Tệp Excel kiểu lạ, không đọc được. Hãy lưu lại bằng Excel thành .xlsx thường.")
    return Book(tree, sheets, shared)


def relations(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str]]:
    """Type and name of each part that this one stands with: drawings, notes, tables."""
    folder, name = posixpath.split(part)
    told = parts.get(f"{folder}/_rels/{name}.rels")
    for one in root(told) if told else ():
        target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
        yield one.get("Type") or "", target


def _cells(tree: Node) -> Iterator[tuple[tuple[int, int], Node]]:
    for index, row in enumerate(tree.iter(x("row"))):
        number = int(row.get("r") or index + 1) - 1
        for column, cell in enumerate(row.iter(x("c"))):
            told = cell.get("r")
            yield (place(told) if told else (number, column)), cell
