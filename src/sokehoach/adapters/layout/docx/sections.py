"""Paper, margins and page numbers of each section."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from sokehoach.adapters.layout.docx.looks import Looks, mm
from sokehoach.adapters.text.docx.names import children, is_on, local, number, value, w
from sokehoach.domain.documents.rules.measured import Align, Edge, PageNumber, Sheet

_PAGE = re.compile(r"^\s*PAGE\b")
_LETTER = (215.9, 279.4)  # what Word takes where a section names no paper
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Sections:
    """`story`: the header or footer that a relationship names."""

    looks: Looks
    story: Callable[[str], Element | None]

    def sheets(self, sections: list[Element]) -> tuple[Sheet, ...]:
        made: list[Sheet] = []
        stories: dict[tuple[str, str], Element | None] = {}
        for at, section in enumerate(sections):
            for kind in ("header", "footer"):
                for one in children(section, f"{kind}Reference"):
                    stories[kind, value(one, "type") or "default"] = self.story(one.get(_R_ID) or "")
            later = self._number(stories, "default")
            titled = is_on(section.find(w("titlePg")))
            first = self._number(stories, "first") if titled else later
            made.append(_sheet(section, at + 1, later, first))
        return tuple(made)

    def _number(self, stories: dict[tuple[str, str], Element | None], kind: str) -> PageNumber | None:
        for name, edge in (("header", Edge.TOP), ("footer", Edge.BOTTOM)):
            story = stories.get((name, kind))
            for paragraph in story.iter(w("p")) if story is not None else ():
                if _shows_page(paragraph):
                    return self._as_printed(paragraph, edge)
        return None

    def _as_printed(self, paragraph: Element, edge: Edge) -> PageNumber:
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else value(properties.find(w("pStyle")))
        align = self.looks.setting(properties, table=None).align
        frame = None if properties is None else properties.find(w("framePr"))
        if frame is not None:
            align = {"center": Align.CENTER, "right": Align.RIGHT}.get(value(frame, "xAlign") or "", align)
        runs = [one for one in paragraph.iter() if local(one) == "r" and one.find(w("t")) is not None]
        run = runs[-1] if runs else next((one for one in paragraph.iter() if local(one) == "r"), None)
        letters = self.looks.letters(None if run is None else run.find(w("rPr")), style=style, table=None)
        if align is Align.LEFT and paragraph.find(f".//{w('tab')}") is not None:
            align = None  # tabs may lead anywhere
        return PageNumber(edge, align, letters.size or 0, bool(letters.bold), bool(letters.italic))


def _shows_page(paragraph: Element) -> bool:
    simple = (value(one, "instr") or "" for one in paragraph.iter(w("fldSimple")))
    code = "".join(one.text or "" for one in paragraph.iter(w("instrText")))
    return any(_PAGE.match(one) for one in simple) or _PAGE.match(code) is not None


def _sheet(section: Element, at: int, later: PageNumber | None, first: PageNumber | None) -> Sheet:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    counted = section.find(w("pgNumType"))
    left, gutter = mm(value(margins, "left")), mm(value(margins, "gutter")) or 0.0
    top, bottom = mm(value(margins, "top")), mm(value(margins, "bottom"))
    return Sheet(
        number=at,
        width=mm(value(size, "w")) or _LETTER[0],
        height=mm(value(size, "h")) or _LETTER[1],
        left=None if left is None else left + gutter,
        right=mm(value(margins, "right")),
        top=None if top is None else abs(top),  # negative: the header may not push it
        bottom=None if bottom is None else abs(bottom),
        page_number=later,
        first_number=first,
        opens=at == 1 or number(value(counted, "start"), default=0) == 1,
    )


def room(section: Element) -> float:
    """Width between the margins in millimetres."""
    sheet = _sheet(section, 1, None, None)
    return sheet.width - (sheet.left or 0) - (sheet.right or 0)
