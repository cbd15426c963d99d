"""Build WordprocessingML: elements, paragraphs, runs, frames.

python-docx manages the package; it offers no borders, fields and bookmarks.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.domain.documents.content import remove_unprintable


def build_element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """Build an element: `build_element("jc", val="both")` is `<w:jc w:val="both"/>`."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    node.extend(children)
    return node


def mm_to_twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def build_run(text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> BaseOxmlElement:
    """Build a run; `size` in points overrides that of the paragraph's style."""
    properties = [build_element(tag) for tag, is_set in (("b", bold), ("i", italic)) if is_set]
    if size is not None:
        properties += [build_element(tag, val=round(size * 2)) for tag in ("sz", "szCs")]
    node = build_element("r", build_element("rPr", *properties)) if properties else build_element("r")
    for index, line in enumerate(remove_unprintable(text).split("\n")):
        if index:
            node.append(build_element("br"))
        for position, text_part in enumerate(line.split("\t")):
            if position:
                node.append(build_element("tab"))
            text_node = build_element("t")
            text_node.set(qn("xml:space"), "preserve")
            text_node.text = text_part
            node.append(text_node)
    return node


def build_paragraph(
    style: str,
    *content: BaseOxmlElement,
    align: str | None = None,
    space_before: float | None = None,
    space_after: float | None = None,
    left_indent: float = 0,
    right_indent: float = 0,
    keep_next: bool = False,
) -> BaseOxmlElement:
    """Build a paragraph in `style`; `space_before` and `space_after` in points, indents in millimetres."""
    properties = [build_element("pStyle", val=style)]
    if keep_next:
        properties.append(build_element("keepNext"))
    spacing = {"before": space_before, "after": space_after}
    gaps = {name: round(points * 20) for name, points in spacing.items() if points is not None}
    if gaps:
        properties.append(build_element("spacing", **gaps))
    indents = {name: mm_to_twips(mm) for name, mm in (("left", left_indent), ("right", right_indent)) if mm}
    if indents:
        properties.append(build_element("ind", **indents))
    if align:
        properties.append(build_element("jc", val=align))
    return build_element("p", build_element("pPr", *properties), *content)


def build_gap(points: float) -> BaseOxmlElement:
    """Build an empty paragraph of exactly this height."""
    line = build_element("spacing", before=0, after=0, line=round(points * 20), lineRule="exact")
    return build_element("p", build_element("pPr", line))


def build_rule(*, length: float, room: float, space_after: float = 0) -> BaseOxmlElement:
    """Build a thin line of `length` centred in `room` (millimetres): the top border of a paragraph 3 pt high.

    A border, since the decree requires a drawn line and the underline of a run would touch the letters.
    """
    indent = mm_to_twips(max(room - length, 0) / 2)
    return build_element(
        "p",
        build_element(
            "pPr",
            build_element("pStyle", val="Letterhead"),
            build_element("pBdr", build_element("top", val="single", sz=6, space=1, color="000000")),
            build_element("spacing", before=60, after=round(space_after * 20), line=60, lineRule="exact"),
            build_element("ind", left=indent, right=indent),
        ),
    )


def build_field(instruction: str) -> BaseOxmlElement:
    """Build a field that Word computes, such as PAGE."""
    return build_element("fldSimple", build_run("1"), instr=instruction)


def build_frame(widths: tuple[float, ...], *rows: tuple[list[BaseOxmlElement], ...]) -> BaseOxmlElement:
    """Build a table without borders that sets blocks side by side; widths in millimetres."""
    columns = [mm_to_twips(width) for width in widths]
    return build_element(
        "tbl",
        build_element(
            "tblPr",
            build_element("tblW", w=sum(columns), type="dxa"),
            build_element("tblLayout", type="fixed"),
            build_element(
                "tblCellMar", build_element("left", w=0, type="dxa"), build_element("right", w=0, type="dxa")
            ),
        ),
        build_element("tblGrid", *(build_element("gridCol", w=width) for width in columns)),
        *(
            build_element(
                "tr",
                build_element("trPr", build_element("cantSplit")),
                *(
                    build_element("tc", build_element("tcPr", build_element("tcW", w=width, type="dxa")), *cell)
                    for width, cell in zip(columns, row, strict=True)
                ),
            )
            for row in rows
        ),
    )
