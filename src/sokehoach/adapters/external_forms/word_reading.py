"""Read a Word form as an ExternalForm."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sokehoach.adapters.external_forms import word
from sokehoach.adapters.external_forms.package import parse_xml
from sokehoach.adapters.external_forms.word import DocumentPart, Node, get_child_attribute, w
from sokehoach.adapters.sandbox import FileRefusedError
from sokehoach.domain.documents.external_form.form_structure import Box, ExternalForm, Grid, Line
from sokehoach.domain.messages import say

MAX_ROWS = 1_000
MAX_COLUMNS = 63  # Word's own limit
_BOX = say("hộp chữ")
_BODY_LEVEL = 9  # outline level of plain text


def read_document(parts: Mapping[str, bytes]) -> ExternalForm:
    levels = _read_style_levels(parts.get(word.STYLES))
    blocks: list[Line | Grid] = []
    for document_part in word.index_parts(parts).values():
        numbers = {paragraph: index for index, paragraph in enumerate(document_part.paragraphs)}
        if not document_part.name:
            for node in word.iter_blocks(document_part.body):
                if node.tag == w("p"):
                    blocks.append(_read_line(node, document_part, numbers, levels))
                else:
                    blocks += _read_grids(node, document_part, numbers, levels)
        else:
            blocks += _iter_side_lines(document_part.tree, document_part.label, document_part, numbers, levels)
        for box in document_part.text_boxes:
            blocks += _iter_side_lines(box, _BOX, document_part, numbers, levels)
    return ExternalForm("docx", tuple(blocks))


def _iter_side_lines(
    parent: Node, part: str, document_part: DocumentPart, numbers: dict[Node, int], levels: dict[str, int]
) -> Iterator[Line]:
    """Yield the lines outside the body, those in tables too: only dotted blanks in them are to be filled."""
    for node in parent.iter(w("p")):
        container = next(
            (ancestor for ancestor in node.iterancestors() if ancestor is parent or ancestor.tag == w("txbxContent")),
            None,
        )
        if container is parent and word.get_paragraph_text(node).strip():
            yield replace(_read_line(node, document_part, numbers, levels), level=0, part=part)


def _read_line(node: Node, document_part: DocumentPart, numbers: dict[Node, int], levels: dict[str, int]) -> Line:
    looks = node.find(w("pPr"))
    text = word.get_paragraph_text(node)
    outline = get_child_attribute(looks, "outlineLvl")
    level = int(outline) + 1 if outline.isdigit() else levels.get(get_child_attribute(looks, "pStyle"), 0)
    runs = [run for run in node.iter(w("r")) if run.find(w("t")) is not None]
    bold = bool(runs) and all(_is_bold(run) for run in runs)
    if not level and bold and looks is not None and looks.find(w("numPr")) is not None:
        level = 1  # a bold line with Word's numbering
    align = get_child_attribute(looks, "jc")
    return Line(
        document_part.address(f"p{numbers[node]}"), text, 0 if level > _BODY_LEVEL else level, bold,
        align if align in ("center", "right") else "",
    )  # fmt: skip


def _read_grids(
    node: Node, document_part: DocumentPart, numbers: dict[Node, int], levels: dict[str, int]
) -> Iterator[Grid]:
    """Yield the table, then the tables inside its cells."""
    yield _read_grid(node, document_part, numbers, levels)
    for inner in node.iter(w("tbl")):
        if inner is not node and word.find_ancestor(inner, "txbxContent") is word.find_ancestor(node, "txbxContent"):
            yield _read_grid(inner, document_part, numbers, levels)


def _read_grid(node: Node, document_part: DocumentPart, numbers: dict[Node, int], levels: dict[str, int]) -> Grid:
    table = document_part.tables.index(node)
    boxes: list[Box] = []
    open_merges: dict[int, int] = {}  # column → index in `boxes` of the cell that continues downwards
    width = 0
    rows = word.list_rows(node)
    for r, row in enumerate(rows):
        column = int(get_child_attribute(row.find(w("trPr")), "gridBefore") or 0)
        for c, cell in enumerate(word.list_cells(row)):
            looks = cell.find(w("tcPr"))
            span = int(get_child_attribute(looks, "gridSpan") or 1)
            merge = looks.find(w("vMerge")) if looks is not None else None
            if merge is not None and merge.get(w("val")) != "restart" and column in open_merges:
                merged_box = boxes[open_merges[column]]
                boxes[open_merges[column]] = Box(
                    merged_box.at,
                    merged_box.row,
                    merged_box.column,
                    merged_box.lines,
                    r - merged_box.row + 1,
                    merged_box.columns,
                    merged_box.formula,
                )
            else:
                if merge is not None:
                    open_merges[column] = len(boxes)
                else:
                    open_merges.pop(column, None)
                lines = tuple(
                    _read_line(block, document_part, numbers, levels)
                    for block in word.iter_blocks(cell)
                    if block.tag == w("p")
                )
                boxes.append(Box(f"t{table}.r{r}.c{c}", r, column, lines, columns=span, formula=word.get_formula(cell)))
            column += span
        width = max(width, column)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS:
        raise FileRefusedError(say("Bảng trong tệp có hơn 1.000 dòng hoặc 63 cột. Hãy tách bảng rồi tải lên lại."))
    return Grid(say("Bảng %(table)s", table=table + 1), len(rows), width, tuple(boxes))


def _is_bold(run: Node) -> bool:
    looks = run.find(w("rPr"))
    bold = looks.find(w("b")) if looks is not None else None
    return bold is not None and bold.get(w("val")) not in ("0", "false")


def _read_style_levels(styles: bytes | None) -> dict[str, int]:
    """Return the outline level by style id, for heading styles."""
    levels = {}
    for style in parse_xml(styles).iter(w("style")) if styles else ():
        outline = get_child_attribute(style.find(w("pPr")), "outlineLvl")
        if outline.isdigit():
            levels[style.get(w("styleId")) or ""] = int(outline) + 1
    return levels
