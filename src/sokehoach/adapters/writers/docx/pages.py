"""Set paper size, margins and page numbers (NĐ 30/2020, Phụ lục I, Mục I)."""

from docx.document import Document as Package
from docx.oxml.xmlchemy import BaseOxmlElement

from sokehoach.adapters.writers.docx import xml

_SHORT, _LONG = 210.0, 297.0
_TOP_MARGIN = _BOTTOM_MARGIN = 20.0
_LEFT_MARGIN, _RIGHT_MARGIN = 30.0, 15.0
_NUMBER_MARGIN = 9.0  # from the paper's edge to the page number, in the middle of the top margin


def page_text_width(*, landscape: bool) -> float:
    """Return the width between the margins in millimetres."""
    return (_LONG if landscape else _SHORT) - _LEFT_MARGIN - _RIGHT_MARGIN


def build_section(*, landscape: bool) -> BaseOxmlElement:
    """Build the properties of a section that starts a page and counts from 1: each annex has its own numbering."""
    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    orient = "landscape" if landscape else "portrait"
    return xml.build_element(
        "sectPr",
        xml.build_element("type", val="nextPage"),
        xml.build_element("pgSz", w=xml.mm_to_twips(width), h=xml.mm_to_twips(height), orient=orient),
        xml.build_element(
            "pgMar",
            top=xml.mm_to_twips(_TOP_MARGIN),
            right=xml.mm_to_twips(_RIGHT_MARGIN),
            bottom=xml.mm_to_twips(_BOTTOM_MARGIN),
            left=xml.mm_to_twips(_LEFT_MARGIN),
            header=xml.mm_to_twips(_NUMBER_MARGIN),
            footer=xml.mm_to_twips(_NUMBER_MARGIN),
            gutter=0,
        ),
        xml.build_element("pgNumType", start=1),
        xml.build_element("titlePg"),
    )


def close_section(properties: BaseOxmlElement) -> BaseOxmlElement:
    """Build the paragraph that ends a section, one point high: it follows a table and must not start a page."""
    line = xml.build_element("spacing", before=0, after=0, line=20, lineRule="exact")
    return xml.build_element("p", xml.build_element("pPr", line, properties))


def write_margins(package: Package, *, notice: str) -> None:
    """Write the page number at the top from page 2 and `notice` at the foot of every page; later sections inherit
    both.
    """
    first = package.sections[0]
    first.header.is_linked_to_previous = False
    _fill_story(first.header.part.element, xml.build_paragraph("Header", xml.build_field("PAGE")))
    first.first_page_header.is_linked_to_previous = False
    _fill_story(first.first_page_header.part.element, xml.build_paragraph("Header"))
    if notice:
        for footer in (first.footer, first.first_page_footer):
            footer.is_linked_to_previous = False
            _fill_story(footer.part.element, xml.build_paragraph("Footer", xml.build_run(notice)))


def _fill_story(story: BaseOxmlElement, content: BaseOxmlElement) -> None:
    for child in list(story):
        story.remove(child)
    story.append(content)
