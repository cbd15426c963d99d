"""Fill an Excel form in place: cells keep their style, formulas stay and their stored results are recomputed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from sokehoach.adapters.external_forms import sheet as sheets
from sokehoach.adapters.external_forms import sheet_results as results
from sokehoach.adapters.external_forms.formulas import CellAddress, format_cell_address
from sokehoach.adapters.external_forms.package import parse_xml, rewrite_archive, serialize_part, strip_unprintable
from sokehoach.adapters.external_forms.recalculation import evaluate_cells
from sokehoach.adapters.external_forms.sheet import Book, FormSheet, Node, x
from sokehoach.adapters.external_forms.sheet_rows import RepeatedRows
from sokehoach.domain.documents.external_form.form_structure import Line
from sokehoach.domain.documents.external_form.place import PlaceContent
from sokehoach.domain.documents.external_form.row_repeat import parse_copy

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKED = "FFFCF0D4"  # shading of cells without a source
_AFTER_SETTINGS = {
    x(name) for name in ("oleSize", "customWorkbookViews", "pivotCaches", "webPublishing", "fileRecoveryPr", "extLst")
}
_PERCENT = ("9", "10")  # built-in percent formats of Excel
_QUOTED = re.compile(r'"[^"]*"|\\.')
_LIKE_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class FilledWorkbook:
    """The changed parts, the cells to report, and the results of formulas.

    Cells («Biểu 1!C5») whose formula is `left` to Excel, `failed` with an error, is `short` because it depends on a
    gap, or is `narrow`: covers only the first of repeated rows. By address in the form: `results` of formulas, and
    `cells`, their addresses in the filled file.
    """

    parts: dict[str, bytes]
    left: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    narrow: tuple[str, ...] = ()
    results: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


def fill_workbook(parts: Mapping[str, bytes], entries: Sequence[PlaceContent], *, workbook: bytes) -> FilledWorkbook:
    """Fill the entries in; `workbook` is the file of the parts. FileRefusedError if a row cannot be repeated."""
    book = sheets.read_book(parts)
    styles = FilledStyles(parts.get(sheets.STYLES))
    by_number = {f"s{sheet.number}": sheet for sheet in book.sheets}
    formulas = [(key, at) for key, sheet in by_number.items() for at, cell in sheet.cells.items() if _has_formula(cell)]
    rows = _repeat_rows(RepeatedRows(book, parts), entries, by_number)
    changed = {sheet.part for sheet in book.sheets} if rows.repeated else set[str]()
    holes: dict[tuple[str, str], dict[int, PlaceContent]] = defaultdict(dict)
    gaps: set[CellAddress] = set()
    for entry in entries:
        at, number = parse_copy(entry.at)
        place, _, hole = at.partition("#")
        key, _, address = place.partition("!")
        sheet = by_number[key]
        changed.add(sheet.part)
        current_address = rows.place(sheet, address, number)
        if hole:
            holes[key, current_address][int(hole)] = entry
        else:
            if entry.marked:
                gaps.add((sheet.name, *sheets.parse_address(current_address)))
            _write_cell(_ensure_cell(sheet, current_address), entry, styles)
    for (key, address), hole_entries in holes.items():
        _fill_holes(book, _ensure_cell(by_number[key], address), hole_entries, styles)
    refreshed = results.refresh_results(book, gaps)
    is_left = bool(refreshed.unevaluated)
    if formulas:
        first = _build_changed_parts(book, parts, styles, changed | refreshed.changed)
        filled_file = rewrite_archive(workbook, first | rows.changed)
        results.confirm_results(book, refreshed, evaluate_cells(filled_file, refreshed.formulas))
    if is_left or refreshed.unevaluated or rows.repeated:
        _request_recalculation(book)
        changed.add(sheets.WORKBOOK)
    changed_parts = _build_changed_parts(book, parts, styles, changed | refreshed.changed)
    outcomes = [result for key, place in formulas for result in _iter_results(book, by_number[key], key, place, rows)]
    return FilledWorkbook(
        changed_parts | rows.changed, tuple(refreshed.unevaluated), tuple(refreshed.failed), tuple(refreshed.short),
        tuple(rows.narrow), {at: value for at, _cell, value in outcomes}, {at: cell for at, cell, _value in outcomes},
    )  # fmt: skip


def _build_changed_parts(
    book: Book, parts: Mapping[str, bytes], styles: "FilledStyles", changed: Set[str]
) -> dict[str, bytes]:
    changed_parts = {
        sheet.part: serialize_part(sheet.tree, parts[sheet.part]) for sheet in book.sheets if sheet.part in changed
    }
    if styles.changed:
        changed_parts[sheets.STYLES] = serialize_part(styles.tree, parts[sheets.STYLES])
    if sheets.WORKBOOK in changed:
        changed_parts[sheets.WORKBOOK] = serialize_part(book.tree, parts[sheets.WORKBOOK])
    return changed_parts


def _has_formula(cell: Node) -> bool:
    return cell.find(x("f")) is not None


def _iter_results(
    book: Book, sheet: FormSheet, key: str, at: tuple[int, int], rows: RepeatedRows
) -> Iterator[tuple[str, str, str]]:
    address = sheets.format_address(*at)
    for copy in range(rows.copies(sheet, at[0]) + 1):
        current_place = sheets.parse_address(rows.place(sheet, address, copy))
        in_form = f"{key}!{address}" + (f"*{copy}" if copy else "")
        yield (
            in_form,
            format_cell_address((sheet.name, *current_place)),
            book.text(sheet.cells[current_place]),
        )


def _repeat_rows(
    rows: RepeatedRows, entries: Iterable[PlaceContent], by_number: Mapping[str, FormSheet]
) -> RepeatedRows:
    copies_by_sheet: dict[str, dict[int, int]] = defaultdict(dict)
    for entry in entries:
        at, number = parse_copy(entry.at)
        if number:
            key, _, address = at.partition("!")
            row = sheets.parse_address(address)[0]
            copies_by_sheet[key][row] = max(copies_by_sheet[key].get(row, 0), number)
    for key, copies in copies_by_sheet.items():
        rows.repeat(by_number[key], copies)
    return rows


class FilledStyles:
    """Adds styles beside the existing ones, whose numbers stay: copies of a cell style that are shaded or marked as
    text.
    """

    def __init__(self, styles: bytes | None) -> None:
        self.tree = parse_xml(styles) if styles else None
        self.changed = False
        self._made: dict[tuple[str, bool, bool], str] = {}
        self._fill = ""

    def in_percent(self, style: str) -> bool:
        """Return whether Excel shows the number times a hundred, with «%»."""
        if self.tree is None or (formats := self.tree.find(x("cellXfs"))) is None:
            return False
        if int(style or 0) >= len(formats):
            return False
        number = formats[int(style or 0)].get("numFmtId") or "0"
        format_codes = {node.get("numFmtId"): node.get("formatCode") or "" for node in self.tree.iter(x("numFmt"))}
        return number in _PERCENT or "%" in _QUOTED.sub("", format_codes.get(number, ""))

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
        new_format = deepcopy(formats[style])
        if marked:
            new_format.set("fillId", self._shading())
            new_format.set("applyFill", "1")
        if text:
            new_format.set("quotePrefix", "1")
        formats.append(new_format)
        formats.set("count", str(len(formats)))
        self.changed = True
        return str(len(formats) - 1)

    def _shading(self) -> str:
        assert self.tree is not None
        if not self._fill:
            fills = self.tree.find(x("fills"))
            assert fills is not None
            pattern = etree.SubElement(etree.SubElement(fills, x("fill")), x("patternFill"), patternType="solid")
            etree.SubElement(pattern, x("fgColor"), rgb=_MARKED)
            etree.SubElement(pattern, x("bgColor"), indexed="64")
            fills.set("count", str(len(fills)))
            self._fill = str(len(fills) - 1)
        return self._fill


def _ensure_cell(sheet: FormSheet, address: str) -> Node:
    """Return the cell; a missing one is created in its place with the style of its row or column."""
    at = sheets.parse_address(address)
    if at in sheet.cells:
        return sheet.cells[at]
    data = sheet.tree.find(x("sheetData"))
    assert data is not None
    row = next((row_node for row_node in data if int(row_node.get("r") or 0) == at[0] + 1), None)
    if row is None:
        row = etree.Element(x("row"), r=str(at[0] + 1))
        data.insert(sum(int(row_node.get("r") or 0) <= at[0] for row_node in data), row)
    cell = etree.Element(x("c"), r=address)
    if style := row.get("s") or _get_column_style(sheet, at[1]):
        cell.set("s", style)
    row.insert(sum(sheets.parse_address(cell_node.get("r") or "A1")[1] < at[1] for cell_node in row), cell)
    sheet.cells[at] = cell
    return cell


def _get_column_style(sheet: FormSheet, column: int) -> str:
    for column_node in sheet.tree.iter(x("col")):
        if int(column_node.get("min") or 0) <= column + 1 <= int(column_node.get("max") or 0):
            return column_node.get("style") or ""
    return ""


def _write_cell(cell: Node, entry: PlaceContent, styles: FilledStyles) -> None:
    for child in list(cell):
        cell.remove(child)
    if entry.number is not None:
        _apply_style(cell, styles, marked=entry.marked, text=False)
        cell.attrib.pop("t", None)
        number = Decimal(entry.number)
        in_percent = entry.percent and styles.in_percent(cell.get("s") or "")
        etree.SubElement(cell, x("v")).text = f"{number / 100:f}" if in_percent else entry.number
        return
    text = strip_unprintable(entry.text)
    _apply_style(cell, styles, marked=entry.marked, text=text.startswith(_LIKE_FORMULA))
    cell.set("t", "inlineStr")
    text_node = etree.SubElement(etree.SubElement(cell, x("is")), x("t"))
    text_node.text = text
    text_node.set(_SPACE, "preserve")


def _apply_style(cell: Node, styles: FilledStyles, *, marked: bool, text: bool) -> None:
    style = cell.get("s") or ""
    if (new_style := styles.like(style, marked=marked, text=text)) != style:
        cell.set("s", new_style)


def _fill_holes(book: Book, cell: Node, hole_entries: Mapping[int, PlaceContent], styles: FilledStyles) -> None:
    """Replace the dotted blanks in the cell by text; runs of a rich text keep their styles."""
    string_node = cell.find(x("is"))
    if string_node is None:
        string_node = etree.Element(x("is"))
        if cell.get("t") == "s":
            string_node.extend(deepcopy(list(book.shared[int(cell.findtext(x("v")) or 0)])))
        else:
            etree.SubElement(string_node, x("t")).text = book.text(cell)
    spans = Line("", sheets.get_string_text(string_node)).holes
    for number, entry in sorted(hole_entries.items(), reverse=True):
        _replace_text(string_node, *spans[number], strip_unprintable(entry.text).replace("\n", " "))
    for child in list(cell):
        cell.remove(child)
    cell.append(string_node)
    marked = any(entry.marked for entry in hole_entries.values())
    _apply_style(cell, styles, marked=marked, text=sheets.get_string_text(string_node).startswith(_LIKE_FORMULA))
    cell.set("t", "inlineStr")


def _replace_text(string_node: Node, start: int, end: int, replacement: str) -> None:
    at = 0
    for node in string_node.iter(x("t")):
        if next(node.iterancestors(x("rPh")), None) is not None:
            continue
        text = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            node.text = text[:first] + replacement + text[last:]
            node.set(_SPACE, "preserve")
            replacement = ""


def _request_recalculation(book: Book) -> None:
    """Set the flag that makes Excel recompute everything when it opens the file."""
    settings = book.tree.find(x("calcPr"))
    if settings is None:
        settings = etree.Element(x("calcPr"))
        place = next((index for index, node in enumerate(book.tree) if node.tag in _AFTER_SETTINGS), len(book.tree))
        book.tree.insert(place, settings)
    settings.set("fullCalcOnLoad", "1")
