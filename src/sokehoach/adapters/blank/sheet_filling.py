"""An Excel form filled in place: cells keep their style, formulas stay, their kept results are worked out again."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from sokehoach.adapters.blank import sheet as sheets
from sokehoach.adapters.blank import sheet_results as results
from sokehoach.adapters.blank.formulas import At, named
from sokehoach.adapters.blank.package import content, printable, rewritten, root
from sokehoach.adapters.blank.recalculation import work_out_all
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x
from sokehoach.adapters.blank.sheet_rows import Rows
from sokehoach.domain.documents.foreign.blank import Line
from sokehoach.domain.documents.foreign.filling import Entry
from sokehoach.domain.documents.foreign.repeating import copy_of

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = "FFFCF0D4"  # shading of what has no source
_AFTER_SETTINGS = {
    x(name)
    for name in ("oleSize", "customWorkbookViews", "pivotCaches", "webPublishing", "fileRecoveryPr", "extLst")
}
_PERCENT = ("9", "10")  # the formats of Excel itself
_QUOTED = re.compile(r'"[^"]*"|\\.')
_LIKE_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Filled:
    """The parts that change. Cells («Biểu 1!C5») whose formula only Excel works out, comes out as an error, rests on a
    gap, or takes in only the first of the rows that were repeated. By their address in the form: `results`, what
    formulas come to, and `cells`, where they stand in the filled file.
    """

    parts: dict[str, bytes]
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    results: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


def fill(parts: Mapping[str, bytes], entries: Sequence[Entry], *, workbook: bytes) -> Filled:
    """`workbook`: the file that the parts are of. Raises NotTaken where a row cannot be repeated."""
    book = sheets.book(parts)
    styles = Styles(parts.get(sheets.STYLES))
    by_number = {f"s{sheet.number}": sheet for sheet in book.sheets}
    formulas = [
        (key, at) for key, one in by_number.items() for at, cell in one.cells.items() if _worked_out(cell)
    ]
    rows = _repeated(Rows(book, parts), entries, by_number)
    changed = {sheet.part for sheet in book.sheets} if rows.repeated else set[str]()
    holes: dict[tuple[str, str], dict[int, Entry]] = defaultdict(dict)
    gaps: set[At] = set()
    for entry in entries:
        at, number = copy_of(entry.at)
        place, _, hole = at.partition("#")
        key, _, address = place.partition("!")
        sheet = by_number[key]
        changed.add(sheet.part)
        now = rows.place(sheet, address, number)
        if hole:
            holes[key, now][int(hole)] = entry
        else:
            if entry.marked:
                gaps.add((sheet.name, *sheets.place(now)))
            _write(_cell(sheet, now), entry, styles)
    for (key, address), wanted in holes.items():
        _into_holes(book, _cell(by_number[key], address), wanted, styles)
    refreshed = results.refresh(book, gaps)
    is_left = bool(refreshed.left)
    if formulas:
        first = _parts(book, parts, styles, changed | refreshed.changed)
        filled = rewritten(workbook, first | rows.changed)
        results.confirm(book, refreshed, work_out_all(filled, refreshed.formulas))
    if is_left or refreshed.left or rows.repeated:
        _ask_for_working_out(book)
        changed.add(sheets.WORKBOOK)
    made = _parts(book, parts, styles, changed | refreshed.changed)
    told = [found for key, place in formulas for found in _results(book, by_number[key], key, place, rows)]
    return Filled(
        made | rows.changed, tuple(refreshed.left), tuple(refreshed.failed), tuple(refreshed.short),
        tuple(rows.narrow), {at: value for at, _cell, value in told}, {at: cell for at, cell, _value in told},
    )  # fmt: skip


def _parts(book: Book, parts: Mapping[str, bytes], styles: "Styles", changed: Set[str]) -> dict[str, bytes]:
    """Those that change."""
    made = {
        sheet.part: content(sheet.tree, parts[sheet.part]) for sheet in book.sheets if sheet.part in changed
    }
    if styles.changed:
        made[sheets.STYLES] = content(styles.tree, parts[sheets.STYLES])
    if sheets.WORKBOOK in changed:
        made[sheets.WORKBOOK] = content(book.tree, parts[sheets.WORKBOOK])
    return made


def _worked_out(cell: Node) -> bool:
    return cell.find(x("f")) is not None


def _results(
    book: Book, sheet: Sheet, key: str, at: tuple[int, int], rows: Rows
) -> Iterator[tuple[str, str, str]]:
    address = sheets.address(*at)
    for copy in range(rows.copies(sheet, at[0]) + 1):
        now = sheets.place(rows.place(sheet, address, copy))
        in_form = f"{key}!{address}" + (f"*{copy}" if copy else "")
        yield in_form, named((sheet.name, *now)), book.text(sheet.cells[now])


def _repeated(rows: Rows, entries: Iterable[Entry], by_number: Mapping[str, Sheet]) -> Rows:
    wanted: dict[str, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        at, number = copy_of(entry.at)
        if number:
            key, _, address = at.partition("!")
            row = sheets.place(address)[0]
            wanted[key][row] = max(wanted[key].get(row, 0), number)
    for key, copies in wanted.items():
        rows.repeat(by_number[key], copies)
    return rows


class Styles:
    """New looks beside the old, which keep their numbers: the same cell style, shaded, or marked as text."""

    def __init__(self, styles: bytes | None) -> None:
        self.tree = root(styles) if styles else None
        self.changed = False
        self._made: dict[tuple[str, bool, bool], str] = {}
        self._fill = ""

    def in_percent(self, style: str) -> bool:
        """Whether Excel shows the number times a hundred, with «%»."""
        if self.tree is None or (formats := self.tree.find(x("cellXfs"))) is None:
            return False
        if int(style or 0) >= len(formats):
            return False
        number = formats[int(style or 0)].get("numFmtId") or "0"
        own = {one.get("numFmtId"): one.get("formatCode") or "" for one in self.tree.iter(x("numFmt"))}
        return number in _PERCENT or "%" in _QUOTED.sub("", own.get(number, ""))

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
        number = Decimal(entry.number)
        in_percent = entry.percent and styles.in_percent(cell.get("s") or "")
        etree.SubElement(cell, x("v")).text = f"{number / 100:f}" if in_percent else entry.number
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
