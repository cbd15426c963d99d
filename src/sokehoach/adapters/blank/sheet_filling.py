"""An Excel form filled in place: cells keep their style, formulas stay, their kept results are worked out again."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from sokehoach.adapters.blank import sheet as sheets
from sokehoach.adapters.blank import sheet_results as results
from sokehoach.adapters.blank.package import content, printable, root
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x
from sokehoach.domain.documents.foreign.blank import Line
from sokehoach.domain.documents.foreign.filling import Entry

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = "FFFCF0D4"  # shading of what has no source
_AFTER_SETTINGS = {
    x(name)
    for name in ("oleSize", "customWorkbookViews", "pivotCaches", "webPublishing", "fileRecoveryPr", "extLst")
}
_LIKE_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Filled:
    """The parts that change, and the cells whose formula only Excel works out («Biểu 1!C5»)."""

    parts: dict[str, bytes]
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def fill(parts: Mapping[str, bytes], entries: Iterable[Entry]) -> Filled:
    book = sheets.book(parts)
    styles = Styles(parts.get(sheets.STYLES))
    by_number = {sheet.number: sheet for sheet in book.sheets}
    changed: set[str] = set()
    holes: dict[tuple[int, str], dict[int, Entry]] = {}
    for entry in entries:
        place, _, hole = entry.at.partition("#")
        number, _, address = place.partition("!")
        sheet = by_number[int(number[1:])]
        changed.add(sheet.part)
        if hole:
            holes.setdefault((sheet.number, address), {})[int(hole)] = entry
        else:
            _write(_cell(sheet, address), entry, styles)
    for (index, address), wanted in holes.items():
        _into_holes(book, _cell(by_number[index], address), wanted, styles)
    refreshed, left, failed = results.refresh(book)
    changed |= refreshed
    made = {
        sheet.part: content(sheet.tree, parts[sheet.part]) for sheet in book.sheets if sheet.part in changed
    }
    if styles.changed:
        made[sheets.STYLES] = content(styles.tree, parts[sheets.STYLES])
    if left:
        _ask_for_working_out(book)
        made[sheets.WORKBOOK] = content(book.tree, parts[sheets.WORKBOOK])
    return Filled(made, left, failed)


class Styles:
    """New looks beside the old, which keep their numbers: the same cell style, shaded, or marked as text."""

    def __init__(self, styles: bytes | None) -> None:
        self.tree = root(styles) if styles else None
        self.changed = False
        self._made: dict[tuple[str, bool, bool], str] = {}
        self._fill = ""

    def like(self, style: str, *, marked: bool, text: bool) -> str:
        if self.tree is None or not (marked or text):
            return style
        key = (style, marked, text)
        if key not in self._made:
            self._made[key] = self._new(int(style or 0), marked=marked, text=text)
        return self._made[key]

    def _new(self, style: int, *, marked: bool, text: bool) -> str:
        formats = self.tree.find(x("cellXfs")) if self.tree is not None else None
        if formats is None or style >= len(formats):
            return str(style)
        fresh = deepcopy(formats[style])
        if marked:
            fresh.set("fillId", self._shading())
            fresh.set("applyFill", "1")
        if text:
            fresh.set("quotePrefix", "1")
        formats.append(fresh)
        formats.set("count", str(len(formats)))
        self.changed = True
        return str(len(formats) - 1)

    def _shading(self) -> str:
        assert self.tree is not None
        if not self._fill:
            fills = self.tree.find(x("fills"))
            assert fills is not None
            pattern = etree.SubElement(
                etree.SubElement(fills, x("fill")), x("patternFill"), patternType="solid"
            )
            etree.SubElement(pattern, x("fgColor"), rgb=_MARKED)
            etree.SubElement(pattern, x("bgColor"), indexed="64")
            fills.set("count", str(len(fills)))
            self._fill = str(len(fills) - 1)
        return self._fill


def _cell(sheet: Sheet, address: str) -> Node:
    """The cell, or a fresh one in its place with the looks of its row or column."""
    at = sheets.place(address)
    if at in sheet.cells:
        return sheet.cells[at]
    data = sheet.tree.find(x("sheetData"))
    assert data is not None
    row = next((one for one in data if int(one.get("r") or 0) == at[0] + 1), None)
    if row is None:
        row = etree.Element(x("row"), r=str(at[0] + 1))
        data.insert(sum(int(one.get("r") or 0) <= at[0] for one in data), row)
    cell = etree.Element(x("c"), r=address)
    if style := row.get("s") or _column_style(sheet, at[1]):
        cell.set("s", style)
    row.insert(sum(sheets.place(one.get("r") or "A1")[1] < at[1] for one in row), cell)
    sheet.cells[at] = cell
    return cell


def _column_style(sheet: Sheet, column: int) -> str:
    for one in sheet.tree.iter(x("col")):
        if int(one.get("min") or 0) <= column + 1 <= int(one.get("max") or 0):
            return one.get("style") or ""
    return ""


def _write(cell: Node, entry: Entry, styles: Styles) -> None:
    for child in list(cell):
        cell.remove(child)
    if entry.number is not None:
        _dress(cell, styles, marked=entry.marked, text=False)
        cell.attrib.pop("t", None)
        etree.SubElement(cell, x("v")).text = entry.number
        return
    words = printable(entry.text)
    _dress(cell, styles, marked=entry.marked, text=words.startswith(_LIKE_FORMULA))
    cell.set("t", "inlineStr")
    item = etree.SubElement(etree.SubElement(cell, x("is")), x("t"))
    item.text = words
    item.set(_SPACE, "preserve")


def _dress(cell: Node, styles: Styles, *, marked: bool, text: bool) -> None:
    style = cell.get("s") or ""
    if (made := styles.like(style, marked=marked, text=text)) != style:
        cell.set("s", made)


def _into_holes(book: Book, cell: Node, wanted: Mapping[int, Entry], styles: Styles) -> None:
    """Words in place of the dots; runs of a rich text keep their looks."""
    item = cell.find(x("is"))
    if item is None:
        item = etree.Element(x("is"))
        if cell.get("t") == "s":
            item.extend(deepcopy(list(book.shared[int(cell.findtext(x("v")) or 0)])))
        else:
            etree.SubElement(item, x("t")).text = book.text(cell)
    spans = Line("", sheets.words(item)).holes
    for number, entry in sorted(wanted.items(), reverse=True):
        _put(item, *spans[number], printable(entry.text).replace("\n", " "))
    for child in list(cell):
        cell.remove(child)
    cell.append(item)
    marked = any(entry.marked for entry in wanted.values())
    _dress(cell, styles, marked=marked, text=sheets.words(item).startswith(_LIKE_FORMULA))
    cell.set("t", "inlineStr")


def _put(item: Node, start: int, end: int, words: str) -> None:
    at = 0
    for node in item.iter(x("t")):
        if next(node.iterancestors(x("rPh")), None) is not None:
            continue
        text = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            node.text = text[:first] + words + text[last:]
            node.set(_SPACE, "preserve")
            words = ""


def _ask_for_working_out(book: Book) -> None:
    """Ask Excel to work everything out when it opens the file."""
    settings = book.tree.find(x("calcPr"))
    if settings is None:
        settings = etree.Element(x("calcPr"))
        place = next(
            (index for index, one in enumerate(book.tree) if one.tag in _AFTER_SETTINGS), len(book.tree)
        )
        book.tree.insert(place, settings)
    settings.set("fullCalcOnLoad", "1")
