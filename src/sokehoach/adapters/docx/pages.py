"""Paper, margins, page numbers (NĐ 30/2020, Phụ lục I, Mục I)."""

from docx.document import Document as Package
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.docx import xml

_SHORT, _LONG = 210.0, 297.0
_TOP = _BOTTOM = 20.0
_LEFT, _RIGHT = 30.0, 15.0
_EDGE = 9.0  # from the edge of the paper to the page number, in the middle of the top margin


def room(*, landscape: bool) -> float:
    """Width between the margins, in millimetres."""
    return (_LONG if landscape else _SHORT) - _LEFT - _RIGHT


def section(*, landscape: bool) -> BaseOxmlElement:
    """Properties of a section on new paper, numbered from 1: each annex is numbered by itself."""
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    orient = "landscape" if landscape else "portrait"
    return xml.element(
        "sectPr",
        xml.element("type", val="nextPage"),
        xml.element("pgSz", w=xml.twips(width), h=xml.twips(height), orient=orient),
        xml.element(
            "pgMar",
            top=xml.twips(_TOP),
            right=xml.twips(_RIGHT),
            bottom=xml.twips(_BOTTOM),
            left=xml.twips(_LEFT),
            header=xml.twips(_EDGE),
            footer=xml.twips(_EDGE),
            gutter=0,
        ),
        xml.element("pgNumType", start=1),
        xml.element("titlePg"),
    )


def end_section(properties: BaseOxmlElement) -> BaseOxmlElement:
    """The paragraph that closes a section: a point high, for it follows a table and must not start a page."""
    line = xml.element("spacing", before=0, after=0, line=20, lineRule="exact")
    return xml.element("p", xml.element("pPr", line, properties))


def margins_text(package: Package, *, notice: str) -> None:
    """Page number on top from page 2, `notice` at the foot of every page; later sections inherit both."""
    first = package.sections[0]
    first.header.is_linked_to_previous = False
    _fill(first.header.part.element, xml.paragraph("Header", xml.field("PAGE")))
    first.first_page_header.is_linked_to_previous = False
    _fill(first.first_page_header.part.element, xml.paragraph("Header"))
    if notice:
        for footer in (first.footer, first.first_page_footer):
            footer.is_linked_to_previous = False
            _fill(footer.part.element, xml.paragraph("Footer", xml.run(notice)))


def _fill(story: BaseOxmlElement, content: BaseOxmlElement) -> None:
    for child in list(story):
        story.remove(child)
    story.append(content)
