"""An Excel form → Blank: its visible sheets, of each what is used."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from sokehoach.adapters.blank import sheet as sheets
from sokehoach.adapters.blank.package import root
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x
from sokehoach.adapters.guard import NotTaken
from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Z&])', re.IGNORECASE)
_MARGINS = {
    x(f"{page}{side}"): said
    for page in ("odd", "even", "first")
    for side, said in (("Header", "đầu trang"), ("Footer", "chân trang"))
}
MOST_ROWS = 1_000
MOST_COLUMNS = 100
_NARROWEST = 4  # columns of a sheet in which a title is told from a label
_TEXTS_OF_LETTERHEAD = 2  # in a row: the office on the left, the number of the form on the right


def read(parts: Mapping[str, bytes]) -> Blank:
    book = sheets.book(parts)
    looks = Looks(parts.get(sheets.STYLES))
    visible = [one for one in book.sheets if not one.hidden]
    grids = tuple(grid for one in visible if (grid := _grid(book, one, looks)) is not None)
    return Blank("xlsx", grids, tuple(line for one in visible for line in _aside(parts, one)))


def _aside(parts: Mapping[str, bytes], sheet: Sheet) -> Iterator[Line]:
    """Dots in what is printed around the page, and in boxes drawn on it: not filled, and told."""
    told = [(_MARGINS[node.tag], _CODES.sub(" ", node.text or "")) for node in sheet.tree.iter(*_MARGINS)]
    for kind, part in sheets.relations(parts, sheet.part):
        if kind.endswith("/drawing") and part in parts:
            for shape in root(parts[part]).iter(f"{_DRAWING}txBody"):
                told.append(("hộp chữ", "".join(node.text or "" for node in shape.iter(f"{_MAIN}t"))))
    for number, (where, text) in enumerate(told):
        line = Line(f"s{sheet.number}^{number}", " ".join(text.split()), part=f"{sheet.name}, {where}")
        if line.holes or (line.text and line.empty):
            yield line


class Looks:
    """Of the styles only what the page shows: bold, alignment; and whether a cell has a border."""

    def __init__(self, styles: bytes | None) -> None:
        tree = root(styles) if styles else None
        self.bold = [font.find(x("b")) is not None for font in _list(tree, "fonts")]
        self.bordered = [
            any(side.get("style") not in (None, "none") for side in border)
            for border in _list(tree, "borders")
        ]
        self.formats = _list(tree, "cellXfs")

    def of(self, cell: Node) -> tuple[bool, str, bool]:
        number = int(cell.get("s") or 0)
        if number >= len(self.formats):
            return False, "", False
        style = self.formats[number]
        align = style.find(x("alignment"))
        told = (align.get("horizontal") or "") if align is not None else ""
        font, border = int(style.get("fontId") or 0), int(style.get("borderId") or 0)
        return (
            font < len(self.bold) and self.bold[font],
            told if told in ("center", "right") else "",
            border < len(self.bordered) and self.bordered[border],
        )


def _grid(book: Book, sheet: Sheet, looks: Looks) -> Grid | None:
    hidden_rows = {
        int(row.get("r") or 0) - 1 for row in sheet.tree.iter(x("row")) if row.get("hidden") in ("1", "true")
    }
    hidden_columns = {
        column
        for one in sheet.tree.iter(x("col"))
        if one.get("hidden") in ("1", "true")
        for column in range(int(one.get("min") or 1) - 1, min(int(one.get("max") or 1), MOST_COLUMNS))
    }
    told = {at: (book.text(cell), _formula(cell), *looks.of(cell)) for at, cell in sheet.cells.items()}
    used = [at for at, (text, formula, *_looks) in told.items() if text or formula]
    framed = [at for at, (*_told, bordered) in told.items() if bordered]
    if not used:
        return None
    height = max(row for row, _ in used + framed) + 1
    width = max(column for _, column in used + framed) + 1
    if height > MOST_ROWS or width > MOST_COLUMNS:
        raise NotTaken("Biểu có hơn 1.000 dòng hoặc 100 cột. Hãy xóa các dòng, cột thừa rồi tải lên lại.")
    spans, covered = _merged(sheet)
    rows = [row for row in range(height) if row not in hidden_rows]
    columns = [column for column in range(width) if column not in hidden_columns]
    heads = 0 if framed else _first_full_row(used, spans, rows, columns)
    boxes = []
    for r, row in enumerate(rows):
        for c, column in enumerate(columns):
            if (row, column) in covered or ((row, column) not in told and framed):
                continue  # in a form with borders, what has none is paper
            if row < heads and (row, column) not in used:
                continue  # and beside its title, in a form without
            text, formula, bold, align, _ = told.get((row, column), ("", "", False, "", False))
            last_row, last_column = spans.get((row, column), (row, column))
            at = f"s{sheet.number}!{sheets.address(row, column)}"
            boxes.append(
                Box(
                    at, r, c, (Line(at, text, 0, bold, align),),
                    sum(row <= one <= last_row for one in rows),
                    sum(column <= one <= last_column for one in columns), formula,
                )
            )  # fmt: skip
    return Grid(sheet.name, len(rows), len(columns), tuple(boxes))


def _first_full_row(
    used: list[tuple[int, int]],
    spans: Mapping[tuple[int, int], tuple[int, int]],
    rows: list[int],
    columns: list[int],
) -> int:
    """The row of the heads: the first in which every column says something, below rows of at most two texts.

    0 where the sheet has no such row, or is too narrow to tell a head from a label beside its cell.
    """
    if len(columns) < _NARROWEST:
        return 0
    said = {
        (row, column)
        for at in used
        for row in range(at[0], spans.get(at, at)[0] + 1)
        for column in range(at[1], spans.get(at, at)[1] + 1)
    }
    written = Counter(row for row, _column in used)
    for row in rows:
        if all((row, column) in said for column in columns):
            return row
        if written[row] > _TEXTS_OF_LETTERHEAD:
            return 0
    return 0


def _formula(cell: Node) -> str:
    """What a person reads of it; the children of a shared formula only tell that they are one."""
    node = cell.find(x("f"))
    return "" if node is None else f"={node.text or '…'}"


def _merged(sheet: Sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for row, column, last_row, last_column in sheet.merged:
        last_row, last_column = min(last_row, MOST_ROWS), min(last_column, MOST_COLUMNS)
        spans[row, column] = last_row, last_column
        covered |= {
            (r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)
        } - {(row, column)}  # fmt: skip
    return spans, covered


def _list(tree: Node | None, name: str) -> list[Node]:
    found = tree.find(x(name)) if tree is not None else None
    return [] if found is None else list(found)
