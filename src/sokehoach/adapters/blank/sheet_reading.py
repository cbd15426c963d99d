"""An Excel form → Blank: its visible sheets, of each what is used."""

from collections.abc import Mapping

from sokehoach.adapters.blank import sheet as sheets
from sokehoach.adapters.blank.package import root
from sokehoach.adapters.blank.sheet import Book, Node, Sheet, x
from sokehoach.adapters.guard import NotTaken
from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line

MOST_ROWS = 1_000
MOST_COLUMNS = 100


def read(parts: Mapping[str, bytes]) -> Blank:
    book = sheets.book(parts)
    looks = Looks(parts.get(sheets.STYLES))
    return Blank(
        "xlsx",
        tuple(
            grid for one in book.sheets if not one.hidden and (grid := _grid(book, one, looks)) is not None
        ),
    )


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
    boxes = []
    for r, row in enumerate(rows):
        for c, column in enumerate(columns):
            if (row, column) in covered or ((row, column) not in told and framed):
                continue  # in a form with borders, what has none is paper
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
