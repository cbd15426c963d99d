"""WordprocessingML by hand: elements, paragraphs, runs, frames.

python-docx keeps the package; it has no borders, fields and bookmarks of its own.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.domain.documents.printable import clean


def element(tag: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """`element("jc", val="both")` is `<w:jc w:val="both"/>`."""
    node = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        node.set(qn(f"w:{name}"), str(value))
    node.extend(children)
    return node


def twips(mm: float) -> int:
    return round(mm * 1440 / 25.4)


def run(text: str, *, bold: bool = False, italic: bool = False, size: float | None = None) -> BaseOxmlElement:
    """A run; `size` in points where the paragraph's style does not give it."""
    looks = [element(tag) for tag, wanted in (("b", bold), ("i", italic)) if wanted]
    if size is not None:
        looks += [element(tag, val=round(size * 2)) for tag in ("sz", "szCs")]
    node = element("r", element("rPr", *looks)) if looks else element("r")
    for index, line in enumerate(clean(text).split("\n")):
        if index:
            node.append(element("br"))
        for position, piece in enumerate(line.split("\t")):
            if position:
                node.append(element("tab"))
            words = element("t")
            words.set(qn("xml:space"), "preserve")
            words.text = piece
            node.append(words)
    return node


def paragraph(
    style: str,
    *content: BaseOxmlElement,
    align: str | None = None,
    before: float | None = None,
    after: float | None = None,
    left: float = 0,
    right: float = 0,
    keep_next: bool = False,
) -> BaseOxmlElement:
    """A paragraph in `style`; `before` and `after` in points, `left` and `right` indents in millimetres."""
    looks = [element("pStyle", val=style)]
    if keep_next:
        looks.append(element("keepNext"))
    given = {"before": before, "after": after}
    gaps = {name: round(points * 20) for name, points in given.items() if points is not None}
    if gaps:
        looks.append(element("spacing", **gaps))
    indents = {name: twips(mm) for name, mm in (("left", left), ("right", right)) if mm}
    if indents:
        looks.append(element("ind", **indents))
    if align:
        looks.append(element("jc", val=align))
    return element("p", element("pPr", *looks), *content)


def gap(points: float) -> BaseOxmlElement:
    """A paragraph that is but room."""
    line = element("spacing", before=0, after=0, line=round(points * 20), lineRule="exact")
    return element("p", element("pPr", line))


def rule(*, length: float, room: float, after: float = 0) -> BaseOxmlElement:
    """A thin line of `length` centred in `room` (millimetres): the top border of a paragraph 3 pt high.

    A border, since the decree wants a drawn line and an underlined run would hang on the letters.
    """
    side = twips(max(room - length, 0) / 2)
    return element(
        "p",
        element(
            "pPr",
            element("pStyle", val="Letterhead"),
            element("pBdr", element("top", val="single", sz=6, space=1, color="000000")),
            element("spacing", before=60, after=round(after * 20), line=60, lineRule="exact"),
            element("ind", left=side, right=side),
        ),
    )


def field(instruction: str) -> BaseOxmlElement:
    """A field that Word computes, such as PAGE."""
    return element("fldSimple", run("1"), instr=instruction)


def frame(widths: tuple[float, ...], *rows: tuple[list[BaseOxmlElement], ...]) -> BaseOxmlElement:
    """A table without borders that sets blocks side by side; widths in millimetres."""
    columns = [twips(width) for width in widths]
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblW", w=sum(columns), type="dxa"),
            element("tblLayout", type="fixed"),
            element("tblCellMar", element("left", w=0, type="dxa"), element("right", w=0, type="dxa")),
        ),
        element("tblGrid", *(element("gridCol", w=width) for width in columns)),
        *(
            element(
                "tr",
                element("trPr", element("cantSplit")),
                *(
                    element("tc", element("tcPr", element("tcW", w=width, type="dxa")), *cell)
                    for width, cell in zip(columns, row, strict=True)
                ),
            )
            for row in rows
        ),
    )
