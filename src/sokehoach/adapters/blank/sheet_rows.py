"""A row of a worksheet repeated below itself: what lies below moves down, and all that speaks of it follows."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from sokehoach.adapters.blank import references
from sokehoach.adapters.blank import sheet as sheets
from sokehoach.adapters.blank.package import content, root
from sokehoach.adapters.blank.references import Repeat
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x
from sokehoach.adapters.guard import NotTaken

_CHAIN = "xl/calcChain.xml"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}row"
_SAID = frozenset({x("formula"), x("formula1"), x("formula2")})
_MICROSOFT = "{http://schemas.microsoft.com/office/excel/2006/main}"
_OF_CELLS = frozenset({x("c"), x("row"), x("f"), x("mergeCell")})
_FIXED = ("/table", "/comments", "/vmlDrawing", "/pivotTable", "/threadedComment")
_NOT_HERE = (
    "Không thêm được dòng vào trang tính «{name}» vì trang này có {what}. "
    "Hãy chèn sẵn đủ dòng trống trong tệp mẫu rồi tải lên lại."
)


@dataclass
class Rows:
    """The rows of a book that are repeated; addresses are those of the form as it came."""

    book: Book
    parts: Mapping[str, bytes]
    changed: dict[str, bytes] = field(default_factory=dict)  # parts that are no sheet
    narrow: list[str] = field(default_factory=list)  # formulas that take in the first of the rows alone
    _done: dict[int, list[Repeat]] = field(default_factory=dict)

    @property
    def repeated(self) -> bool:
        return bool(self._done)

    def place(self, sheet: Sheet, address: str, number: int) -> str:
        row, column = sheets.place(address)
        above = sum(one.copies for one in self._done.get(sheet.number, ()) if one.row < row)
        return sheets.address(row + above + number, column)

    def copies(self, sheet: Sheet, row: int) -> int:
        return sum(one.copies for one in self._done.get(sheet.number, ()) if one.row == row)

    def repeat(self, sheet: Sheet, wanted: Mapping[int, int]) -> None:
        """`wanted`: row from 0 → copies. Raises NotTaken where the sheet has what we cannot move."""
        self._refuse(sheet)
        _say_alone(self.book, sheet)
        for row, copies in sorted(wanted.items(), reverse=True):
            one = Repeat(sheet.name, row, copies)
            self._formulas(sheet, one)
            _move(sheet, one)
            _areas(sheet, one)
            _names(self.book, one)
            self._drawings(sheet, one)
            self._chain(sheet, one)
            self._done.setdefault(sheet.number, []).append(one)

    def _refuse(self, sheet: Sheet) -> None:
        for kind, _target in sheets.relations(self.parts, sheet.part):
            if kind.endswith(_FIXED):
                what = "ghi chú" if "omment" in kind or "vml" in kind else "bảng dữ liệu"
                raise NotTaken(_NOT_HERE.format(name=sheet.name, what=what))
        if any(one.get("t") in ("array", "dataTable") for one in sheet.tree.iter(x("f"))):
            raise NotTaken(_NOT_HERE.format(name=sheet.name, what="công thức mảng"))

    def _formulas(self, sheet: Sheet, one: Repeat) -> None:
        for other in self.book.sheets:
            own = other is sheet
            for (row, column), cell in other.cells.items():
                node = cell.find(x("f"))
                if node is None or not node.text:
                    continue
                within = own and row == one.row
                if not within and references.takes_first_only(node.text, one, own=own):
                    self.narrow.append(f"{other.name}!{sheets.address(row, column)}")
                node.text = references.followed(node.text, one, own=own, within=within)

    def _drawings(self, sheet: Sheet, one: Repeat) -> None:
        for kind, part in sheets.relations(self.parts, sheet.part):
            if kind.endswith("/drawing") and part in self.parts:
                tree = root(self.changed.get(part, self.parts[part]))
                for node in tree.iter(_DRAWN):
                    node.text = str(one.start(int(node.text or 0)))
                self.changed[part] = content(tree, self.parts[part])

    def _chain(self, sheet: Sheet, one: Repeat) -> None:
        """The order in which Excel worked out last: it must not name a cell without a formula."""
        if _CHAIN not in self.parts:
            return
        tree = root(self.changed.get(_CHAIN, self.parts[_CHAIN]))
        at = ""
        for node in tree:
            at = node.get("i") or at
            if at == sheet.key:
                node.set("r", references.area(node.get("r") or "A1", one))
        self.changed[_CHAIN] = content(tree, self.parts[_CHAIN])


def _say_alone(book: Book, sheet: Sheet) -> None:
    """Formulas that are written once for many cells are written for each where rows between them may part."""
    for other in book.sheets:
        origins = {
            node.get("si"): (node.text, at)
            for at, cell in other.cells.items()
            if (node := cell.find(x("f"))) is not None and node.get("t") == "shared" and node.text
        }
        for at, cell in other.cells.items():
            node = cell.find(x("f"))
            if node is None or node.get("t") != "shared" or node.get("si") not in origins:
                continue
            text, origin = origins[node.get("si")]
            if other is not sheet and sheet.name not in text:
                continue
            node.text = references.copied(text, at[0] - origin[0], at[1] - origin[1])
            for name in ("t", "si", "ref"):
                node.attrib.pop(name, None)


def _move(sheet: Sheet, one: Repeat) -> None:
    data = sheet.tree.find(x("sheetData"))
    cells: dict[tuple[int, int], Node] = {}
    for index, row in enumerate(list(data)):
        number = int(row.get("r") or index + 1) - 1
        _number(row, one.start(number))
        if number == one.row:
            for copy in range(one.copies, 0, -1):
                row.addnext(_copy(row, number, copy))
    for row in data:
        for cell in row.iter(x("c")):
            cells[sheets.place(cell.get("r"))] = cell
    sheet.cells = cells


def _number(row: Node, number: int) -> None:
    row.set("r", str(number + 1))
    for column, cell in enumerate(row.iter(x("c"))):
        told = cell.get("r")
        cell.set("r", sheets.address(number, sheets.place(told)[1] if told else column))


def _copy(row: Node, number: int, copy: int) -> Node:
    made = deepcopy(row)
    made.tail = None
    _number(made, number + copy)
    for node in made.iter(x("f")):
        node.text = references.copied(node.text or "", copy)
    return made


def _areas(sheet: Sheet, one: Repeat) -> None:
    """Merged cells, and whatever else of the sheet names an area: rules, lists, filters, breaks."""
    merged = sheet.tree.find(x("mergeCells"))
    for node in list(merged) if merged is not None else ():
        row, column, last_row, last_column = sheets.area(node.get("ref") or "")
        if row == last_row == one.row:
            for copy in range(1, one.copies + 1):
                first, last = sheets.address(row + copy, column), sheets.address(row + copy, last_column)
                etree.SubElement(merged, x("mergeCell"), ref=f"{first}:{last}")
            continue
        first, last = sheets.address(one.start(row), column), sheets.address(one.end(last_row), last_column)
        node.set("ref", f"{first}:{last}")
    if merged is not None and merged.get("count"):
        merged.set("count", str(len(merged)))
    for node in sheet.tree.iter(etree.Element):
        if node.tag in _OF_CELLS:
            continue
        for name in ("ref", "sqref"):
            if told := node.get(name):
                node.set(name, references.area(told, one))
        if (node.tag in _SAID or node.tag == f"{_MICROSOFT}f") and node.text:
            node.text = references.followed(node.text, one, own=True)
        elif node.tag == f"{_MICROSOFT}sqref" and node.text:
            node.text = references.area(node.text, one)
    for node in sheet.tree.iterfind(f"{x('rowBreaks')}/{x('brk')}"):
        node.set("id", str(one.start(int(node.get("id") or 0) - 1) + 1))


def _names(book: Book, one: Repeat) -> None:
    for node in book.tree.iter(x("definedName")):
        if node.text:
            node.text = references.followed(node.text, one, own=False)
