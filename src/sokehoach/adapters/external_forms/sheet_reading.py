"""Read an Excel form as an ExternalForm: the used area of each visible sheet."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sokehoach.adapters.external_forms import sheet as sheets
from sokehoach.adapters.external_forms.package import parse_xml
from sokehoach.adapters.external_forms.sheet import Book, FormSheet, Node, x
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line
from sokehoach.domain.messages import say

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z&])', re.IGNORECASE)
_MARGINS = {
    x(f"{page}{margin}"): label
    for page in ("odd", "even", "first")
    for margin, label in (("Header", say("đầu trang")), ("Footer", say("chân trang")))
}
MAX_ROWS = 1_000
MAX_COLUMNS = 100
_MIN_COLUMNS = 4  # in narrower sheets a title looks like a label
_TEXTS_OF_LETTERHEAD = 2  # in a row: the office on the left, the number of the form on the right


def read_workbook(parts: Mapping[str, bytes]) -> ExternalForm:
    book = sheets.read_book(parts)
    looks = Looks(parts.get(sheets.STYLES))
    visible = [sheet for sheet in book.sheets if not sheet.hidden]
    grids = tuple(grid for sheet in visible if (grid := _read_grid(book, sheet, looks)) is not None)
    return ExternalForm("xlsx", grids, tuple(line for sheet in visible for line in _iter_margin_lines(parts, sheet)))


def _iter_margin_lines(parts: Mapping[str, bytes], sheet: FormSheet) -> Iterator[Line]:
    """Yield lines with blanks in headers, footers and drawn boxes: they are not filled but reported."""
    texts = [(_MARGINS[node.tag], _CODES.sub(" ", node.text or "")) for node in sheet.tree.iter(*_MARGINS)]
    for kind, part in sheets.iter_relations(parts, sheet.part):
        if kind.endswith("/drawing") and part in parts:
            for shape in parse_xml(parts[part]).iter(f"{_DRAWING}txBody"):
                texts.append((say("hộp chữ"), "".join(node.text or "" for node in shape.iter(f"{_MAIN}t"))))
    for number, (location, text) in enumerate(texts):
        line = Line(f"s{sheet.number}^{number}", " ".join(text.split()), part=f"{sheet.name}, {location}")
        if line.holes or (line.text and line.empty):
            yield line


class Looks:
    """The styles that the page shows: bold, alignment, and whether a cell has a border."""

    def __init__(self, styles: bytes | None) -> None:
        tree = parse_xml(styles) if styles else None
        self.bold = [font.find(x("b")) is not None for font in _list_children(tree, "fonts")]
        self.bordered = [
            any(edge.get("style") not in (None, "none") for edge in border)
            for border in _list_children(tree, "borders")
        ]
        self.formats = _list_children(tree, "cellXfs")

    def of(self, cell: Node) -> tuple[bool, str, bool]:
        number = int(cell.get("s") or 0)
        if number >= len(self.formats):
            return False, "", False
        style = self.formats[number]
        align = style.find(x("alignment"))
        horizontal = (align.get("horizontal") or "") if align is not None else ""
        font, border = int(style.get("fontId") or 0), int(style.get("borderId") or 0)
        return (
            font < len(self.bold) and self.bold[font],
            horizontal if horizontal in ("center", "right") else "",
            border < len(self.bordered) and self.bordered[border],
        )


def _read_grid(book: Book, sheet: FormSheet, looks: Looks) -> Grid | None:
    hidden_rows = {
        int(row.get("r") or 0) - 1 for row in sheet.tree.iter(x("row")) if row.get("hidden") in ("1", "true")
    }
    hidden_columns = {
        column
        for column_node in sheet.tree.iter(x("col"))
        if column_node.get("hidden") in ("1", "true")
        for column in range(int(column_node.get("min") or 1) - 1, min(int(column_node.get("max") or 1), MAX_COLUMNS))
    }
    cells = {at: (book.text(cell), _get_formula(cell), *looks.of(cell)) for at, cell in sheet.cells.items()}
    used = [at for at, (text, formula, *_looks) in cells.items() if text or formula]
    framed = [at for at, (*_rest, bordered) in cells.items() if bordered]
    if not used:
        return None
    height = max(row for row, _ in used + framed) + 1
    width = max(column for _, column in used + framed) + 1
    if height > MAX_ROWS or width > MAX_COLUMNS:
        raise FileRefusedError(say("Biểu có hơn 1.000 dòng hoặc 100 cột. Hãy xóa các dòng, cột thừa rồi tải lên lại."))
    spans, covered_cells = _read_merges(sheet)
    rows = [row for row in range(height) if row not in hidden_rows]
    columns = [column for column in range(width) if column not in hidden_columns]
    heads = 0 if framed else _find_header_row(used, spans, rows, columns)
    boxes = []
    for r, row in enumerate(rows):
        for c, column in enumerate(columns):
            if (row, column) in covered_cells or ((row, column) not in cells and framed):
                continue  # in a form with borders, a cell without one is blank paper
            if row < heads and (row, column) not in used:
                continue  # in a form without, so is an unused cell beside its title
            text, formula, bold, align, _ = cells.get((row, column), ("", "", False, "", False))
            last_row, last_column = spans.get((row, column), (row, column))
            at = f"s{sheet.number}!{sheets.format_address(row, column)}"
            boxes.append(
                Box(
                    at, r, c, (Line(at, text, 0, bold, align),),
                    sum(row <= index <= last_row for index in rows),
                    sum(column <= index <= last_column for index in columns), formula,
                )
            )  # fmt: skip
    return Grid(sheet.name, len(rows), len(columns), tuple(boxes))


def _find_header_row(
    used: list[tuple[int, int]],
    spans: Mapping[tuple[int, int], tuple[int, int]],
    rows: list[int],
    columns: list[int],
) -> int:
    """Return the header row from 0: the first in which every column has text, below rows of at most two texts.

    0 if the sheet has no such row, or is too narrow to distinguish a header from a label beside its cell.
    """
    if len(columns) < _MIN_COLUMNS:
        return 0
    filled_cells = {
        (row, column)
        for at in used
        for row in range(at[0], spans.get(at, at)[0] + 1)
        for column in range(at[1], spans.get(at, at)[1] + 1)
    }
    text_counts = Counter(row for row, _column in used)
    for row in rows:
        if all((row, column) in filled_cells for column in columns):
            return row
        if text_counts[row] > _TEXTS_OF_LETTERHEAD:
            return 0
    return 0


def _get_formula(cell: Node) -> str:
    """Return the formula as a person reads it; dependents of a shared formula give only «=…»."""
    node = cell.find(x("f"))
    return "" if node is None else f"={node.text or '…'}"


def _read_merges(sheet: FormSheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered_cells: set[tuple[int, int]] = set()
    for row, column, last_row, last_column in sheet.merged:
        last_row, last_column = min(last_row, MAX_ROWS), min(last_column, MAX_COLUMNS)
        spans[row, column] = last_row, last_column
        covered_cells |= {
            (r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)
        } - {(row, column)}  # fmt: skip
    return spans, covered_cells


def _list_children(tree: Node | None, name: str) -> list[Node]:
    parent = tree.find(x(name)) if tree is not None else None
    return [] if parent is None else list(parent)
