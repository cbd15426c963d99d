"""Read a workbook's sheets, cells by address, merged areas and shared strings."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sokehoach.adapters.external_forms.package import parse_xml
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")

type Node = Any  # an element of lxml, which has no types


def x(name: str) -> str:
    return f"{{{_NS}}}{name}"


def parse_address(address: str) -> tuple[int, int]:
    """Parse «C5» to row and column from 0. Raises FileRefusedError."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise FileRefusedError(say("Bảng tính có ô không đọc được. Hãy lưu lại bằng Excel."))
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def format_address(row: int, column: int) -> str:
    return f"{format_column(column)}{row + 1}"


def format_column(column: int) -> str:
    text, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def unquote_sheet_name(text: str) -> str:
    """Return the sheet's name from its form in a formula, in which quotes are doubled inside quotes."""
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def parse_area(reference: str) -> tuple[int, int, int, int]:
    """Parse «B2:C5» to first row and column, last row and column."""
    first, _, last = reference.partition(":")
    return (*parse_address(first), *parse_address(last or first))


@dataclass
class FormSheet:
    number: int
    key: str  # the workbook's own number of it (sheetId)
    name: str
    part: str
    hidden: bool
    tree: Node
    cells: dict[tuple[int, int], Node] = field(default_factory=dict)

    @property
    def merged(self) -> list[tuple[int, int, int, int]]:
        return [parse_area(node.get("ref") or "") for node in self.tree.iter(x("mergeCell"))]


@dataclass
class Book:
    tree: Node
    sheets: list[FormSheet]
    shared: list[Node]

    def text(self, cell: Node) -> str:
        """Return the cell's value as in the file; «» for an empty cell."""
        kind, raw_value = cell.get("t"), cell.findtext(x("v"))
        if kind == "inlineStr":
            return get_string_text(cell.find(x("is")))
        if kind == "s" and raw_value is not None:
            return get_string_text(self.shared[int(raw_value)])
        return raw_value or ""


def get_string_text(string_node: Node | None) -> str:
    """Return a string of one or several runs, without readings in other scripts (rPh)."""
    if string_node is None:
        return ""
    return "".join(
        node.text or "" for node in string_node.iter(x("t")) if next(node.iterancestors(x("rPh")), None) is None
    )


def read_book(parts: Mapping[str, bytes]) -> Book:
    tree = parse_xml(parts[WORKBOOK])
    targets = {
        relation.get("Id"): relation.get("Target") or "" for relation in parse_xml(parts["xl/_rels/workbook.xml.rels"])
    }
    strings = parts.get("xl/sharedStrings.xml")
    shared = list(parse_xml(strings).iter(x("si"))) if strings else []
    sheets = []
    for number, node in enumerate(tree.iter(x("sheet"))):
        part = posixpath.normpath(posixpath.join("/xl", targets[node.get(_REL)])).lstrip("/")
        if part not in parts or "worksheets" not in part:
            continue
        hidden = node.get("state") in ("hidden", "veryHidden")
        sheet = FormSheet(
            number, node.get("sheetId") or "", node.get("name") or "", part, hidden, parse_xml(parts[part])
        )
        sheet.cells = dict(_iter_cells(sheet.tree))
        sheets.append(sheet)
    if not sheets:
        raise FileRefusedError(say("Tệp Excel kiểu lạ, không đọc được. Hãy lưu lại bằng Excel thành .xlsx thường."))
    return Book(tree, sheets, shared)


def iter_relations(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[str, str]]:
    """Yield type and name of each part related to this one: drawings, comments, tables."""
    folder, name = posixpath.split(part)
    relations_xml = parts.get(f"{folder}/_rels/{name}.rels")
    for relation in parse_xml(relations_xml) if relations_xml else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        yield relation.get("Type") or "", target


def _iter_cells(tree: Node) -> Iterator[tuple[tuple[int, int], Node]]:
    for index, row in enumerate(tree.iter(x("row"))):
        number = int(row.get("r") or index + 1) - 1
        for column, cell in enumerate(row.iter(x("c"))):
            reference = cell.get("r")
            yield (parse_address(reference) if reference else (number, column)), cell
