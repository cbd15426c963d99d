"""Measure paper, margins and page numbers of each section."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.readers.docx.geometry_formats import FormatResolver, twips_to_mm
from sokehoach.adapters.readers.docx.names import find_children, get_value, is_on, local_name, parse_int, w
from sokehoach.domain.documents.rules.measured_document import Edge, MeasuredAlign, MeasuredSheet, PageNumber

_PAGE_FIELD = re.compile(r"^\s*PAGE\b")
_LETTER = (215.9, 279.4)  # Word's default for a section without paper size
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Sections:
    """Reads the sections' sheets; `story` returns the header or footer of a relationship."""

    looks: FormatResolver
    story: Callable[[str], Element | None]

    def sheets(self, sections: list[Element]) -> tuple[MeasuredSheet, ...]:
        sheets: list[MeasuredSheet] = []
        stories: dict[tuple[str, str], Element | None] = {}
        for index, section in enumerate(sections):
            for kind in ("header", "footer"):
                for reference in find_children(section, f"{kind}Reference"):
                    stories[kind, get_value(reference, "type") or "default"] = self.story(reference.get(_R_ID) or "")
            later_number = self._find_page_number(stories, "default")
            has_title_page = is_on(section.find(w("titlePg")))
            first_number = self._find_page_number(stories, "first") if has_title_page else later_number
            sheets.append(_build_sheet(section, index + 1, later_number, first_number))
        return tuple(sheets)

    def _find_page_number(self, stories: dict[tuple[str, str], Element | None], kind: str) -> PageNumber | None:
        for name, edge in (("header", Edge.TOP), ("footer", Edge.BOTTOM)):
            story = stories.get((name, kind))
            for paragraph in story.iter(w("p")) if story is not None else ():
                if _shows_page(paragraph):
                    return self._measure_page_number(paragraph, edge)
        return None

    def _measure_page_number(self, paragraph: Element, edge: Edge) -> PageNumber:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else get_value(properties.find(w("pStyle")))
        align = self.looks.compute_paragraph_format(properties, table=None).align
        frame = None if properties is None else properties.find(w("framePr"))
        if frame is not None:
            align = {"center": MeasuredAlign.CENTER, "right": MeasuredAlign.RIGHT}.get(
                get_value(frame, "xAlign") or "", align
            )
        runs = [
            element for element in paragraph.iter() if local_name(element) == "r" and element.find(w("t")) is not None
        ]
        run = runs[-1] if runs else next((element for element in paragraph.iter() if local_name(element) == "r"), None)
        run_format = self.looks.compute_run_format(None if run is None else run.find(w("rPr")), style=style, table=None)
        if align is MeasuredAlign.LEFT and paragraph.find(f".//{w('tab')}") is not None:
            align = None  # tabs may lead anywhere
        return PageNumber(edge, align, run_format.size or 0, bool(run_format.bold), bool(run_format.italic))


def _shows_page(paragraph: Element) -> bool:
    simple = (get_value(element, "instr") or "" for element in paragraph.iter(w("fldSimple")))
    code = "".join(element.text or "" for element in paragraph.iter(w("instrText")))
    return any(_PAGE_FIELD.match(element) for element in simple) or _PAGE_FIELD.match(code) is not None


def _build_sheet(
    section: Element, position: int, later_number: PageNumber | None, first_number: PageNumber | None
) -> MeasuredSheet:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    numbering = section.find(w("pgNumType"))
    left_margin, gutter = (
        twips_to_mm(get_value(margins, "left")),
        twips_to_mm(get_value(margins, "gutter")) or 0.0,
    )
    top, bottom = twips_to_mm(get_value(margins, "top")), twips_to_mm(get_value(margins, "bottom"))
    return MeasuredSheet(
        number=position,
        width=twips_to_mm(get_value(size, "w")) or _LETTER[0],
        height=twips_to_mm(get_value(size, "h")) or _LETTER[1],
        left=None if left_margin is None else left_margin + gutter,
        right=twips_to_mm(get_value(margins, "right")),
        top=None if top is None else abs(top),  # negative: the header must not push it
        bottom=None if bottom is None else abs(bottom),
        page_number=later_number,
        first_number=first_number,
        opens=position == 1 or parse_int(get_value(numbering, "start"), default=0) == 1,
    )


def text_width(section: Element) -> float:
    """Return the width between the margins in millimetres."""
    sheet = _build_sheet(section, 1, None, None)
    return sheet.width - (sheet.left or 0) - (sheet.right or 0)
