"""Repeat a row of a worksheet below itself: rows below move down, and all references follow."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from sokehoach.adapters.external_forms import references
from sokehoach.adapters.external_forms import sheet as sheets
from sokehoach.adapters.external_forms.package import parse_xml, serialize_part
from sokehoach.adapters.external_forms.references import Repeat
from sokehoach.adapters.external_forms.sheet import Book, FormSheet, Node, x
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.messages import say

_CHAIN = "xl/calcChain.xml"
_DRAWING_ROW = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}row"
_FORMULA_TAGS = frozenset({x("formula"), x("formula1"), x("formula2")})
_MICROSOFT = "{http://schemas.microsoft.com/office/excel/2006/main}"
_OF_CELLS = frozenset({x("c"), x("row"), x("f"), x("mergeCell")})
_FIXED = ("/table", "/comments", "/vmlDrawing", "/pivotTable", "/threadedComment")


def _explain_fixed_rows(sheet: FormSheet, obstacle: str) -> str:
    return say(
        "Không thêm được dòng vào trang tính «%(name)s» vì trang này có %(obstacle)s. Hãy chèn sẵn "
        "đủ dòng trống trong tệp mẫu rồi tải lên lại.",
        name=sheet.name,
        obstacle=obstacle,
    )


@dataclass
class RepeatedRows:
    """The rows of a book that are repeated; addresses are those of the original form."""

    book: Book
    parts: Mapping[str, bytes]
    changed: dict[str, bytes] = field(default_factory=dict)  # changed parts that are no sheets
    narrow: list[str] = field(default_factory=list)  # formulas that cover only the first of the rows
    _repeats: dict[int, list[Repeat]] = field(default_factory=dict)

    @property
    def repeated(self) -> bool:
        return bool(self._repeats)

    def place(self, sheet: FormSheet, address: str, number: int) -> str:
        row, column = sheets.parse_address(address)
        rows_above = sum(repeat.copies for repeat in self._repeats.get(sheet.number, ()) if repeat.row < row)
        return sheets.format_address(row + rows_above + number, column)

    def copies(self, sheet: FormSheet, row: int) -> int:
        return sum(repeat.copies for repeat in self._repeats.get(sheet.number, ()) if repeat.row == row)

    def repeat(self, sheet: FormSheet, copies_by_row: Mapping[int, int]) -> None:
        """Repeat rows; `copies_by_row` maps a row from 0 to its copies. FileRefusedError if the sheet has parts we
        cannot move.
        """
        self._refuse(sheet)
        _unshare_formulas(self.book, sheet)
        for row, copies in sorted(copies_by_row.items(), reverse=True):
            repeat = Repeat(sheet.name, row, copies)
            self._formulas(sheet, repeat)
            _move_rows(sheet, repeat)
            _move_areas(sheet, repeat)
            _move_names(self.book, repeat)
            self._drawings(sheet, repeat)
            self._chain(sheet, repeat)
            self._repeats.setdefault(sheet.number, []).append(repeat)

    def _refuse(self, sheet: FormSheet) -> None:
        for kind, _target in sheets.iter_relations(self.parts, sheet.part):
            if kind.endswith(_FIXED):
                obstacle = say("ghi chú") if "omment" in kind or "vml" in kind else say("bảng dữ liệu")
                raise FileRefusedError(_explain_fixed_rows(sheet, obstacle))
        if any(node.get("t") in ("array", "dataTable") for node in sheet.tree.iter(x("f"))):
            raise FileRefusedError(_explain_fixed_rows(sheet, say("công thức mảng")))

    def _formulas(self, sheet: FormSheet, repeat: Repeat) -> None:
        for other in self.book.sheets:
            is_own_sheet = other is sheet
            for (row, column), cell in other.cells.items():
                node = cell.find(x("f"))
                if node is None or not node.text:
                    continue
                is_in_row = is_own_sheet and row == repeat.row
                if not is_in_row and references.takes_first_only(node.text, repeat, is_own_sheet=is_own_sheet):
                    self.narrow.append(f"{other.name}!{sheets.format_address(row, column)}")
                node.text = references.follow_repeat(node.text, repeat, is_own_sheet=is_own_sheet, is_in_row=is_in_row)

    def _drawings(self, sheet: FormSheet, repeat: Repeat) -> None:
        for kind, part in sheets.iter_relations(self.parts, sheet.part):
            if kind.endswith("/drawing") and part in self.parts:
                tree = parse_xml(self.changed.get(part, self.parts[part]))
                for node in tree.iter(_DRAWING_ROW):
                    node.text = str(repeat.start(int(node.text or 0)))
                self.changed[part] = serialize_part(tree, self.parts[part])

    def _chain(self, sheet: FormSheet, repeat: Repeat) -> None:
        """Update Excel's calculation chain: it must not name a cell without a formula."""
        if _CHAIN not in self.parts:
            return
        tree = parse_xml(self.changed.get(_CHAIN, self.parts[_CHAIN]))
        at = ""
        for node in tree:
            at = node.get("i") or at
            if at == sheet.key:
                node.set("r", references.move_area(node.get("r") or "A1", repeat))
        self.changed[_CHAIN] = serialize_part(tree, self.parts[_CHAIN])


def _unshare_formulas(book: Book, sheet: FormSheet) -> None:
    """Write shared formulas out in each cell, because rows between the cells may move apart."""
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
            node.text = references.shift_formula(text, at[0] - origin[0], at[1] - origin[1])
            for name in ("t", "si", "ref"):
                node.attrib.pop(name, None)


def _move_rows(sheet: FormSheet, repeat: Repeat) -> None:
    data = sheet.tree.find(x("sheetData"))
    cells: dict[tuple[int, int], Node] = {}
    for index, row in enumerate(list(data)):
        number = int(row.get("r") or index + 1) - 1
        _renumber_row(row, repeat.start(number))
        if number == repeat.row:
            for copy in range(repeat.copies, 0, -1):
                row.addnext(_copy_row(row, number, copy))
    for row in data:
        for cell in row.iter(x("c")):
            cells[sheets.parse_address(cell.get("r"))] = cell
    sheet.cells = cells


def _renumber_row(row: Node, number: int) -> None:
    row.set("r", str(number + 1))
    for column, cell in enumerate(row.iter(x("c"))):
        reference = cell.get("r")
        cell.set("r", sheets.format_address(number, sheets.parse_address(reference)[1] if reference else column))


def _copy_row(row: Node, number: int, copy: int) -> Node:
    new_row = deepcopy(row)
    new_row.tail = None
    _renumber_row(new_row, number + copy)
    for node in new_row.iter(x("f")):
        node.text = references.shift_formula(node.text or "", copy)
    return new_row


def _move_areas(sheet: FormSheet, repeat: Repeat) -> None:
    """Move merged cells and all other areas of the sheet: rules, lists, filters, breaks."""
    merged = sheet.tree.find(x("mergeCells"))
    for node in list(merged) if merged is not None else ():
        row, column, last_row, last_column = sheets.parse_area(node.get("ref") or "")
        if row == last_row == repeat.row:
            for copy in range(1, repeat.copies + 1):
                first, last = (
                    sheets.format_address(row + copy, column),
                    sheets.format_address(row + copy, last_column),
                )
                etree.SubElement(merged, x("mergeCell"), ref=f"{first}:{last}")
            continue
        first, last = (
            sheets.format_address(repeat.start(row), column),
            sheets.format_address(repeat.end(last_row), last_column),
        )
        node.set("ref", f"{first}:{last}")
    if merged is not None and merged.get("count"):
        merged.set("count", str(len(merged)))
    for node in sheet.tree.iter(etree.Element):
        if node.tag in _OF_CELLS:
            continue
        for name in ("ref", "sqref"):
            if reference := node.get(name):
                node.set(name, references.move_area(reference, repeat))
        if (node.tag in _FORMULA_TAGS or node.tag == f"{_MICROSOFT}f") and node.text:
            node.text = references.follow_repeat(node.text, repeat, is_own_sheet=True)
        elif node.tag == f"{_MICROSOFT}sqref" and node.text:
            node.text = references.move_area(node.text, repeat)
    for node in sheet.tree.iterfind(f"{x('rowBreaks')}/{x('brk')}"):
        node.set("id", str(repeat.start(int(node.get("id") or 0) - 1) + 1))


def _move_names(book: Book, repeat: Repeat) -> None:
    for node in book.tree.iter(x("definedName")):
        if node.text:
            node.text = references.follow_repeat(node.text, repeat, is_own_sheet=False)
