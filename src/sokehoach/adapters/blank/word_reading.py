"""A Word form → Blank."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sokehoach.adapters.blank import word
from sokehoach.adapters.blank.package import root
from sokehoach.adapters.blank.word import Counted, Node, value, w
from sokehoach.adapters.guard import NotTaken
from sokehoach.domain.documents.foreign.blank import Blank, Box, Grid, Line

MOST_ROWS = 1_000
MOST_COLUMNS = 63  # more Word does not make
_BOX = "hộp chữ"
_BODY_LEVEL = 9  # outline level of plain text


def read(parts: Mapping[str, bytes]) -> Blank:
    levels = _style_levels(parts.get(word.STYLES))
    blocks: list[Line | Grid] = []
    for counted in word.counted(parts).values():
        numbers = {paragraph: index for index, paragraph in enumerate(counted.paragraphs)}
        if not counted.name:
            for node in word.blocks(counted.body):
                if node.tag == w("p"):
                    blocks.append(_line(node, counted, numbers, levels))
                else:
                    blocks += _grids(node, counted, numbers, levels)
        else:
            blocks += _beside(counted.tree, counted.said, counted, numbers, levels)
        for box in counted.text_boxes:
            blocks += _beside(box, _BOX, counted, numbers, levels)
    return Blank("docx", tuple(blocks))


def _beside(
    parent: Node, part: str, counted: Counted, numbers: dict[Node, int], levels: dict[str, int]
) -> Iterator[Line]:
    """What is said beside the text, line by line, tables too: only dots in it want something."""
    for node in parent.iter(w("p")):
        own = next(
            (one for one in node.iterancestors() if one is parent or one.tag == w("txbxContent")), None
        )
        if own is parent and word.said(node).strip():
            yield replace(_line(node, counted, numbers, levels), level=0, part=part)


def _line(node: Node, counted: Counted, numbers: dict[Node, int], levels: dict[str, int]) -> Line:
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
        counted.address(f"p{numbers[node]}"), text, 0 if level > _BODY_LEVEL else level, bold,
        align if align in ("center", "right") else "",
    )  # fmt: skip


def _grids(node: Node, counted: Counted, numbers: dict[Node, int], levels: dict[str, int]) -> Iterator[Grid]:
    """The table, then those that stand in its cells."""
    yield _grid(node, counted, numbers, levels)
    for inner in node.iter(w("tbl")):
        if inner is not node and word.nearest(inner, "txbxContent") is word.nearest(node, "txbxContent"):
            yield _grid(inner, counted, numbers, levels)


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
                    above.at,
                    above.row,
                    above.column,
                    above.lines,
                    r - above.row + 1,
                    above.columns,
                    above.formula,
                )
            else:
                if merge is not None:
                    open_merges[column] = len(boxes)
                else:
                    open_merges.pop(column, None)
                lines = tuple(
                    _line(one, counted, numbers, levels) for one in word.blocks(cell) if one.tag == w("p")
                )
                boxes.append(
                    Box(f"t{table}.r{r}.c{c}", r, column, lines, columns=span, formula=word.formula(cell))
                )
            column += span
        width = max(width, column)
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        raise NotTaken("Bảng trong tệp có hơn 1.000 dòng hoặc 63 cột. Hãy tách bảng rồi tải lên lại.")
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
