"""A Word form → Blank."""

from collections.abc import Mapping

from sokehoach.adapters.blank import word
from sokehoach.adapters.blank.package import root
from sokehoach.adapters.blank.word import Counted, Node, value, w
from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line

_BODY_LEVEL = 9  # outline level of plain text


def read(parts: Mapping[str, bytes]) -> Blank:
    counted = word.counted(parts[word.MAIN])
    levels = _style_levels(parts.get(word.STYLES))
    numbers = {paragraph: index for index, paragraph in enumerate(counted.paragraphs)}
    blocks: list[Line | Grid] = []
    for node in word.blocks(counted.body):
        if node.tag == w("p"):
            blocks.append(_line(node, numbers, levels))
        else:
            blocks.append(_grid(node, counted, numbers, levels))
    return Blank("docx", tuple(blocks))


def _line(node: Node, numbers: dict[Node, int], levels: dict[str, int]) -> Line:
    looks = node.find(w("pPr"))
    text = word.said(node)
    outline = value(looks, "outlineLvl")
    level = int(outline) + 1 if outline.isdigit() else levels.get(value(looks, "pStyle"), 0)
    runs = [run for run in node.iter(w("r")) if run.find(w("t")) is not None]
    bold = bool(runs) and all(_bold(run) for run in runs)
    if not level and bold and looks is not None and looks.find(w("numPr")) is not None:
        level = 1  # a bold line that Word numbers
    align = value(looks, "jc")
    return Line(
        f"p{numbers[node]}", text, 0 if level > _BODY_LEVEL else level, bold,
        align if align in ("center", "right") else "",
    )  # fmt: skip


def _grid(node: Node, counted: Counted, numbers: dict[Node, int], levels: dict[str, int]) -> Grid:
    table = counted.tables.index(node)
    boxes: list[Box] = []
    open_merges: dict[int, int] = {}  # column → place in `boxes` of the cell that goes on downwards
    width = 0
    rows = word.rows(node)
    for r, row in enumerate(rows):
        column = int(value(row.find(w("trPr")), "gridBefore") or 0)
        for c, cell in enumerate(word.cells(row)):
            looks = cell.find(w("tcPr"))
            span = int(value(looks, "gridSpan") or 1)
            merge = looks.find(w("vMerge")) if looks is not None else None
            if merge is not None and merge.get(w("val")) != "restart" and column in open_merges:
                above = boxes[open_merges[column]]
                boxes[open_merges[column]] = Box(
                    above.at, above.row, above.column, above.lines, r - above.row + 1, above.columns
                )
            else:
                if merge is not None:
                    open_merges[column] = len(boxes)
                else:
                    open_merges.pop(column, None)
                lines = tuple(_line(one, numbers, levels) for one in word.blocks(cell) if one.tag == w("p"))
                boxes.append(Box(f"t{table}.r{r}.c{c}", r, column, lines, columns=span))
            column += span
        width = max(width, column)
    return Grid(f"Bảng {table + 1}", len(rows), width, tuple(boxes))


def _bold(run: Node) -> bool:
    looks = run.find(w("rPr"))
    bold = looks.find(w("b")) if looks is not None else None
    return bold is not None and bold.get(w("val")) not in ("0", "false")


def _style_levels(styles: bytes | None) -> dict[str, int]:
    """Styles of headings → their level."""
    levels = {}
    for style in root(styles).iter(w("style")) if styles else ():
        outline = value(style.find(w("pPr")), "outlineLvl")
        if outline.isdigit():
            levels[style.get(w("styleId")) or ""] = int(outline) + 1
    return levels
